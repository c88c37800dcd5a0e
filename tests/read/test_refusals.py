"""Bad input is refused with its place and a remedy; all problems in one go; nothing half loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import DATASET, TABLES, rows_plus, rows_with, tiny
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse


def problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(folder)
    for problem in caught.value.problems:
        assert problem.message and problem.remedy, problem
    return [(p.code, str(p.where)) for p in caught.value.problems]


def test_the_tiny_ecosystem_itself_is_fine(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path))
    assert len(ecosystem.claims) == 4


@pytest.mark.parametrize(
    ("changed", "code", "place"),
    [
        ({"claims": rows_with("claims", 2, "subject", "frm")}, "reference-dangling", "claims.csv:3:subject"),
        ({"claims": rows_with("claims", 1, "predicate", "stiffles")}, "predicate-unknown", "claims.csv:2:predicate"),
        ({"claims": rows_with("claims", 1, "evidence", "")}, "cell-missing", "claims.csv:2:evidence"),
        ({"claims": rows_with("claims", 1, "evidence", ";")}, "cell-missing", "claims.csv:2:evidence"),
        ({"claims": rows_with("claims", 1, "evidence", "e9")}, "reference-dangling", "claims.csv:2:evidence"),
        ({"claims": rows_with("claims", 1, "stance", "maybe")}, "value-unknown", "claims.csv:2:stance"),
        ({"claims": rows_with("claims", 1, "voices", "doctors")}, "reference-dangling", "claims.csv:2:voices"),
        ({"entities": rows_with("entities", 3, "type", "Fricton")}, "type-unknown", "entities.csv:4:type"),
        ({"entities": rows_with("entities", 1, "id", "a b")}, "id-bad", "entities.csv:2:id"),
        ({"entities": rows_with("entities", 1, "id", "../etc")}, "id-bad", "entities.csv:2:id"),
        ({"entities": rows_with("entities", 1, "label", " ")}, "cell-missing", "entities.csv:2:label"),
        ({"entities": rows_with("entities", 1, "label", "bell\x07")}, "character", "entities.csv:2:label"),
        ({"entities": rows_with("entities", 1, "status", "lost")}, "value-unknown", "entities.csv:2:status"),
        (
            {"entities": rows_plus("entities", "nurses", "ActorRole", "Again", "", "transcribed", "")},
            "id-duplicate",
            "entities.csv:8:id",
        ),
        (
            {"entities": rows_plus("entities", "Nurses", "ActorRole", "Again", "", "transcribed", "")},
            "id-duplicate",
            "entities.csv:8:id",
        ),
        ({"entities": rows_plus("entities", "x", "ActorRole")}, "row-ragged", "entities.csv:8"),
        (
            {"entities": rows_plus("entities", "x", "ActorRole", "X", "", "transcribed", "", "one more")},
            "row-ragged",
            "entities.csv:8",
        ),
        ({"evidence": rows_with("evidence", 1, "lines", "5-2")}, "lines-bad", "evidence.csv:2:lines"),
        ({"evidence": rows_with("evidence", 1, "lines", "0")}, "lines-bad", "evidence.csv:2:lines"),
        ({"evidence": rows_with("evidence", 1, "speaker", "ghost")}, "value-unknown", "evidence.csv:2:speaker"),
        ({"observations": rows_with("observations", 1, "value", "twelve")}, "number-bad", "observations.csv:2:value"),
        ({"observations": rows_with("observations", 1, "value", "1,200")}, "number-bad", "observations.csv:2:value"),
        ({"claims": None}, "file-missing", "claims.csv"),
        ({"claims": [["id", "id"], ["c1", "c1"]]}, "header-duplicate", "claims.csv:1:id"),
        ({"claims": [["", *TABLES["claims"][0][1:]], *TABLES["claims"][1:]]}, "header-blank", "claims.csv:1"),
        (
            {"claims": [[*TABLES["claims"][0], "colour"], *([*r, "red"] for r in TABLES["claims"][1:])]},
            "header-unknown",
            "claims.csv:1:colour",
        ),
        ({"claims": [[n for n in TABLES["claims"][0] if n != "mode"]]}, "header-missing", "claims.csv:1"),
    ],
)
def test_one_mistake_gives_one_clear_problem(tmp_path: Path, changed: dict[str, Any], code: str, place: str) -> None:
    assert (code, place) in problems(tiny(tmp_path, **changed))


def test_all_problems_come_in_one_go(tmp_path: Path) -> None:
    claims = rows_with("claims", 1, "predicate", "stiffles")
    claims[2][1] = "nobody"
    found = problems(tiny(tmp_path, claims=claims, entities=rows_with("entities", 1, "type", "Actr")))
    assert {code for code, _ in found} >= {"predicate-unknown", "reference-dangling", "type-unknown"}


def test_an_unknown_name_comes_with_the_nearest_known_ones(tmp_path: Path) -> None:
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(tiny(tmp_path, claims=rows_with("claims", 1, "predicate", "stiffles")))
    assert "'stifles'" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "file-empty", 1),
        (b"\xef\xbb\xbf", "file-empty", 1),
        (b"\n\n", "file-empty", 1),
        (b"id,title\ntalk,caf\xe9\n", "encoding", 2),
        (b'id,title\ntalk,"never closed\n', "quoting", 2),
        (b'id,title\ntalk,"a"b\n', "quoting", 2),
        (b"id,title\ntalk,nul\x00byte\n", "character", 2),
        (b"\xff\xfei\x00d\x00", "encoding", 1),
    ],
)
def test_broken_bytes(tmp_path: Path, content: bytes, code: str, row: int) -> None:
    folder = tiny(tmp_path)
    (folder / "sources.csv").write_bytes(content)
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(folder)
    first = caught.value.problems[0]
    found = {(p.code, p.where.row) for p in caught.value.problems if p.where and p.where.file == "sources.csv"}
    assert (code, row) in found, first


@pytest.mark.parametrize(
    ("dataset", "key"),
    [
        (DATASET.replace('title = "A tiny ecosystem"\n', ""), "title"),
        (DATASET.replace('"A tiny ecosystem"', "5"), "title"),
        (DATASET.replace('title = "A tiny ecosystem"\n', "") + "[title]\nen = 5\n", "title"),
        (DATASET.replace('"tiny"', '"Tiny Name"'), "name"),
        (DATASET + 'iri = "https://example.org/a b/"\n', "iri"),
        (DATASET + 'iri = "https://example.org/{x}/"\n', "iri"),
        (DATASET + 'colour = "red"\n', "colour"),
        (DATASET.replace("2026-01-02", "second of May"), "created"),
        (DATASET.replace('"en"', '"English"'), "language"),
        (DATASET + "invented = 3\n", "invented"),
    ],
)
def test_a_bad_dataset_file(tmp_path: Path, dataset: str, key: str) -> None:
    assert ("dataset-bad", f"dataset.toml:{key}") in problems(tiny(tmp_path, dataset))


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    folder = tiny(tmp_path, "title = \n")
    with pytest.raises(TrosolError, match="line 1"):
        Ecosystem.load(folder)


@pytest.mark.parametrize("name", ["no-such-ecosystem", "", "wales\0", "../../no-such-place", "a" * 5000])
def test_an_unknown_ecosystem_names_the_shipped_ones(name: str) -> None:
    with pytest.raises(WrongUse, match="wales-social-care-2022"):
        Ecosystem.load(name) if name else Ecosystem.load("nowhere-at-all")


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK")
    with pytest.raises(WrongUse, match=r"\.xlsx"):
        Ecosystem.load(tmp_path / "x.docx")


def test_bad_turtle_names_line_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("@prefix a: <http://a/> .\na:b a:c ;;; .\na:d", encoding="utf-8")
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(tmp_path / "x.ttl")
    assert caught.value.problems[0].code == "turtle-syntax"
    assert caught.value.problems[0].where and caught.value.problems[0].where.row


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 40])
def test_a_broken_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    assert problems(tmp_path / "x.xlsx")[0][0] == "workbook-unreadable"
