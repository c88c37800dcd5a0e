"""Exports: read by the tools they are for, byte-identical, and back to the same snapshot."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest
import rdflib

from builders import TABLES, rows_with, tiny
from conftest import ROOT, WALES
from picked import few_first
from trosol.ecosystem import Ecosystem
from trosol.export import export


@pytest.mark.parametrize("small", [True, pytest.param(False, marks=pytest.mark.exhaustive)], ids=["small", "wales"])
@pytest.mark.parametrize(("name", "reader"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("trig", "trig")])
def test_rdf_is_read_by_rdflib_and_says_the_same(wales: Ecosystem, name: str, reader: str, small: bool, tmp_path: Path) -> None:
    snapshot = Ecosystem.load(tiny(tmp_path)).snapshot if small else wales.snapshot
    graph = rdflib.Dataset() if name == "trig" else rdflib.Graph()
    graph.parse(data=export(snapshot, name), format=reader)
    assert len(graph) == len(set(snapshot.triples))


@pytest.mark.parametrize(
    ("name", "ending"),
    few_first([("turtle", ".ttl"), ("ntriples", ".nt"), ("xlsx", ".xlsx")], [("turtle", ".ttl")]),
)
def test_what_goes_out_comes_back(wales: Ecosystem, tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / f"wales{ending}"
    path.write_bytes(export(wales.snapshot, name))
    assert Ecosystem.load(path).digest == wales.digest


def test_graphml_holds_every_entity_and_claim(wales: Ecosystem) -> None:
    graph = nx.read_graphml(io.BytesIO(export(wales.snapshot, "graphml")))
    assert len(graph) == len(wales.snapshot.records.entities)
    assert graph.number_of_edges() == len(wales.snapshot.records.claims)
    assert graph.nodes["commissioners"]["label"] == "Commissioners"


def test_gexf_holds_every_entity_and_claim(wales: Ecosystem) -> None:
    graph = nx.read_gexf(io.BytesIO(export(wales.snapshot, "gexf")))
    assert len(graph) == len(wales.snapshot.records.entities)
    assert graph.number_of_edges() == len(wales.snapshot.records.claims)


def test_json_has_each_claim_with_its_sentence_and_evidence(wales: Ecosystem) -> None:
    value = json.loads(export(wales.snapshot, "json"))
    assert value["snapshot"] == wales.digest
    assert all(row["sentence"] and row["evidence"] for row in value["claims"])


def test_a_formula_stays_text_in_the_workbook(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path, entities=rows_with("entities", 1, "description", '=HYPERLINK("http://x","y")')))
    content = export(ecosystem.snapshot, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [
        cell for row in book["entities"].iter_rows() for cell in row if isinstance(cell.value, str) and "HYPERLINK" in cell.value
    ]
    assert cells and all(cell.data_type == "s" for cell in cells)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [n for n in archive.namelist() if b"<f>" in archive.read(n)]


def test_a_text_too_long_for_a_workbook_is_refused_with_its_cell(tmp_path: Path) -> None:
    from trosol.errors import TrosolError

    ecosystem = Ecosystem.load(tiny(tmp_path, entities=rows_with("entities", 1, "description", "x" * 40_000)))
    with pytest.raises(TrosolError, match="cell-too-long"):
        export(ecosystem.snapshot, "xlsx")


HASHES = """
import hashlib, sys
from trosol.ecosystem import Ecosystem
from trosol.export import FORMATS, export
snapshot = Ecosystem.load(sys.argv[1]).snapshot
print(snapshot.digest, *(hashlib.sha256(export(snapshot, name)).hexdigest() for name in sorted(FORMATS)))
"""


def hashes(folder: Path, seed: int) -> str:
    return subprocess.run(
        [sys.executable, "-c", HASHES, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph"), "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.exhaustive
def test_the_same_bytes_for_any_hash_seed_and_any_row_order(tmp_path: Path) -> None:
    straight = tiny(tmp_path / "a")
    turned: dict[str, Any] = {name: [rows[0], *reversed(rows[1:])] for name, rows in TABLES.items()}
    shuffled = tiny(tmp_path / "b", **turned)
    assert len({hashes(straight, 1), hashes(straight, 2), hashes(shuffled, 3)}) == 1


def test_csv_tables_hold_what_the_frames_hold(wales: Ecosystem) -> None:
    frame = wales.claims
    with (ROOT / "data" / WALES / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(frame.index) == set(rows)
    assert frame.loc["c0346", "hedge"] == rows["c0346"]["hedge"]
    assert (
        hashlib.sha256(export(wales.snapshot, "turtle")).hexdigest()
        == hashlib.sha256(export(wales.snapshot, "turtle")).hexdigest()
    )
