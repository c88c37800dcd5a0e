"""A module made of a spreadsheet: terms told in a table turn up like any others."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from builders import TABLES, rows_plus, tiny
from conftest import ROOT
from trosol import Ecosystem
from trosol.check import check
from trosol.errors import TrosolError
from trosol.files import undo
from trosol.imports import propose

TERMS = ROOT / "docs" / "examples" / "terms.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny(tmp_path / "tiny")


def rows() -> list[list[str]]:
    with TERMS.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_example_becomes_a_module_that_can_be_used_at_once(folder: Path) -> None:
    found = propose([TERMS], folder)
    assert found.problems == ()
    assert found.whole == ("modules/terms.ttl",)
    found.write()
    entities = [[*row, "horizonOfMoney" if n == 0 else ""] for n, row in enumerate(TABLES["entities"])]
    entities.append(["fund", "FundingStream", "A fund", "Money.", "transcribed", "e1", "short"])
    claims = rows_plus(
        "claims", "c9", "fund", "funds", "form", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", ""
    )
    tiny(folder, entities=entities, claims=claims)
    ecosystem = Ecosystem.load(folder)
    ontology = ecosystem.ontology
    kind = ecosystem.snapshot.entity("fund").type
    assert ontology.role(kind) == ontology.role(ontology.named("Programme", ("class",))[0].iri)
    assert ontology.sign(ecosystem.snapshot.records.claims["c9"].predicate) == "positive"
    assert "A fund funds One shared form" in ecosystem.describe("fund").statements[0].sentence
    assert ecosystem.network("influence").has_edge("fund", "form")
    problems = [problem for problem in check(folder).problems if problem.severity != "info"]
    assert problems == []
    # A value that is not in the list is refused, with the list.
    entities[-1][-1] = "forever"
    tiny(folder, entities=entities, claims=claims)
    with pytest.raises(TrosolError, match="forever"):
        Ecosystem.load(folder)


def test_it_is_undone_like_anything_else(folder: Path) -> None:
    propose([TERMS], folder).write()
    assert (folder / "modules" / "terms.ttl").is_file()
    assert propose([TERMS], folder).nothing
    undo(folder)
    assert not (folder / "modules" / "terms.ttl").exists()


def test_a_workbook_with_a_sheet_of_terms_does_as_well(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "terms"
    for row in rows():
        book.active.append(row)
    book.save(tmp_path / "money.xlsx")
    found = propose([tmp_path / "money.xlsx"], folder)
    assert found.problems == ()
    assert found.whole == ("modules/money.ttl",)


@pytest.mark.parametrize(
    ("line", "column", "text", "says"),
    [
        (1, "kind", "thing", "no kind of term"),
        (1, "below", "Programe", "Did you mean Programme"),
        (1, "name", "Funding stream", "cannot be the name"),
        (1, "definition", "", "is blank"),
        (2, "reads", "it funds {object}", "does not name both ends"),
        (2, "first", "Nowhere", "There is no class"),
        (4, "below", "funds", "no property of this table"),
        (5, "name", "short", "stands twice"),
    ],
)
def test_a_cell_that_cannot_be_is_named(folder: Path, tmp_path: Path, line: int, column: str, text: str, says: str) -> None:
    table = rows()
    table[line][table[0].index(column)] = text
    path = tmp_path / "terms.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    with pytest.raises(TrosolError) as error:
        propose([path], folder)
    (problem,) = [problem for problem in error.value.problems if problem.where and problem.where.column == column]
    assert says in f"{problem.message} {problem.remedy}"
    assert problem.where is not None
    assert problem.where.row == line + 1
    assert not (folder / "modules").exists()


@pytest.mark.parametrize("text", ['" . <x> <y> "z', "a\\u0022 ; owl:imports <http://x>", "line\nbreak", "</script>"])
def test_a_cell_is_text_and_never_turtle(folder: Path, tmp_path: Path, text: str) -> None:
    table = rows()
    table[1][table[0].index("definition")] = text
    path = tmp_path / "terms.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    propose([path], folder).write()
    (term,) = Ecosystem.load(folder).ontology.named("FundingStream", ("class",))
    assert term.definition == text
