"""Parquet: what is read back is what the records hold, and the same content gives the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from builders import TABLES, rows_with, tiny
from conftest import ROOT, WALES
from one_or_more import one_or_more
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.export import export
from trosol.export.parquet import MARK, to_parquet
from trosol.networks import network
from trosol.read.columns import LIST_MARK

HOSTILE = 'NA\t"quoted", ; semi\n=1+1 <script> \u202e\u0000'[:-1] + " 🜁 é e\u0301 001"


@pytest.fixture(scope="module")
def files(wales: Ecosystem) -> dict[str, bytes]:
    return to_parquet(wales.snapshot)


def read(files: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    return list(pq.read_table(io.BytesIO(files[f"{name}.parquet"])).to_pylist())


@pytest.mark.parametrize("table", TABLES)
def test_each_table_holds_what_its_csv_holds(table: str, files: dict[str, bytes]) -> None:
    """The files of the shipped ecosystem are the yardstick, read by Python's own csv; in a list of ids the order says nothing."""
    with (ROOT / "data" / WALES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["id"]: {name: cell for name, cell in row.items() if cell} for row in csv.DictReader(file)}
    found = {}
    for row in read(files, table):
        cells = {name: LIST_MARK.join(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
        found[row["id"]] = {name: cell for name, cell in cells.items() if cell}
        wanted[row["id"]] |= {
            n: LIST_MARK.join(sorted(wanted[row["id"]][n].split(LIST_MARK))) for n, c in row.items() if c and isinstance(c, list)
        }
    assert list(found) == sorted(found)
    assert found == wanted


def test_several_values_are_lists_and_texts_are_texts(files: dict[str, bytes], wales: Ecosystem) -> None:
    claims = pq.read_table(io.BytesIO(files["claims.parquet"]))
    kinds = {field.name: str(field.type) for field in claims.schema}
    lists = {name for name, kind in kinds.items() if kind.startswith("list")}
    assert lists == {"voices", "evidence"}
    assert str(pq.read_schema(io.BytesIO(files["entities.parquet"])).field("concept").type).startswith("list")
    assert {kind for name, kind in kinds.items() if name not in lists} == {"string"}
    one = wales.snapshot.records.claims
    for row in claims.to_pylist():
        assert (tuple(row["voices"]), tuple(row["evidence"])) == (one[row["id"]].voices, one[row["id"]].evidence)
    assert {
        str(field.type) for field in pq.read_schema(io.BytesIO(files["observations.parquet"])) if field.name != "evidence"
    } == {"string"}


def test_pandas_reads_the_same_as_pyarrow(files: dict[str, bytes], wales: Ecosystem) -> None:
    frame = pd.read_parquet(io.BytesIO(files["claims.parquet"])).set_index("id")
    claim = wales.snapshot.records.claims["c0346"]
    assert len(frame) == len(wales.snapshot.records.claims)
    row: Any = frame.loc["c0346"]
    assert (row["subject"], tuple(row["voices"])) == (claim.subject, claim.voices)


def test_every_network_that_needs_no_ends_is_there_with_all_nodes_and_edges(files: dict[str, bytes], wales: Ecosystem) -> None:
    listed = read(files, "networks")
    assert [row["name"] for row in listed] == ["actors", "challenge-action", "influence", "voices"]
    for row in listed:
        graph = network(wales.snapshot, str(row["name"]))
        nodes = {each["id"]: each for each in read(files, f"{row['folder']}/nodes")}
        edges = read(files, f"{row['folder']}/edges")
        assert (row["nodes"], row["edges"]) == (len(nodes), len(edges)) == (len(graph), graph.number_of_edges())
        assert {key: (each["label"], each["type"], each["role"]) for key, each in nodes.items()} == {
            key: (given["label"], given["type"], given["role"]) for key, given in graph.nodes(data=True)
        }
        for edge in edges:
            given = graph.edges[edge["source"], edge["target"]]
            assert edge["strength"] == given.get("strength")
            assert (edge["weight"], edge["sign"]) == (given["weight"], given["sign"])
            assert (tuple(edge["claims"]), tuple(edge["predicates"])) == (given["claims"], given["predicates"])


def test_every_file_names_the_snapshot_and_the_licence(files: dict[str, bytes], wales: Ecosystem) -> None:
    for content in one_or_more(files.values()):
        notes = pq.read_schema(io.BytesIO(content)).metadata
        assert notes[b"trosol.snapshot"] == wales.digest.encode()
        assert notes[b"trosol.licence"].startswith(b"http")


def test_hostile_texts_survive(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path, entities=rows_with("entities", 1, "description", HOSTILE)))
    (row,) = [row for row in read(to_parquet(ecosystem.snapshot), "entities") if row["id"] == "nurses"]
    assert row["description"] == HOSTILE


def test_the_same_bytes_for_shuffled_rows(tmp_path: Path) -> None:
    straight = Ecosystem.load(tiny(tmp_path / "a")).snapshot
    turned: dict[str, Any] = {name: [rows[0], *reversed(rows[1:])] for name, rows in TABLES.items()}
    shuffled = Ecosystem.load(tiny(tmp_path / "b", **turned))
    assert to_parquet(straight) == to_parquet(shuffled.snapshot)
    assert export(straight, "parquet") == export(shuffled.snapshot, "parquet")


def test_a_network_cannot_write_outside_the_folder() -> None:
    from trosol.export.parquet import _folder

    for name in ("..", "../../etc", "/abs", ".hidden", "a/b"):
        assert "/" not in _folder(name)
        assert not _folder(name).startswith(".")


def test_the_command_writes_a_folder_or_an_archive(tmp_path: Path) -> None:
    folder, archive = tmp_path / "out", tmp_path / "out.zip"
    source = str(tiny(tmp_path / "tiny"))
    assert main(["export", source, "--format", "parquet", "--output", str(folder)]) == 0
    assert main(["export", source, "--format", "parquet", "--output", str(folder)]) == 0  # an earlier one is replaced
    assert main(["export", source, "--format", "parquet", "--output", str(archive)]) == 0
    with zipfile.ZipFile(archive) as packed:
        inside = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    there = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert there.pop(MARK).decode().split() == sorted(inside)
    assert there == inside


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me", encoding="utf-8")
    assert main(["export", str(tiny(tmp_path / "tiny")), "--format", "parquet", "--output", str(tmp_path / "mine")]) == 2
    assert "name-in-use" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
