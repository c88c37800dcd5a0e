"""A workbook reads as another reader reads it, and what is written into one comes out; formulas in CSV stay text."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import rows_with, tiny
from hostile.tables import book
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.export import export
from trosol.files.workbook_text import plain, units, write_text
from trosol.read.tables import to_csv
from trosol.read.workbook import opened_workbook, sheet_rows
from trosol.views.downloads import as_it_was, csv_text, inert, workbook

PIECES = st.sampled_from(
    [
        "_x0041_",
        "x0041_",
        "_x005F_",
        "_",
        "x005F_",
        "<r>",
        "</r>",
        "<t>",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "&",
        "&#95;",
        "é",
        "😀",
        "_xD83D_",
        "_x005F",
        "]]>",
        " ",
        "a",
        "_x000D_",
        "0041",
        "_x",
        "_X0041_",
        "=",
        "'",
        "x",
        "\x01",
        "\x0b",
        "\x1f",
        "_x0000_",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))


def rows_of(content: bytes) -> list[list[str]]:
    with opened_workbook(content, "a.xlsx") as found:
        return [cells for _, cells in found.rows(found.sheets[0])]


def made(fill: Any) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as target:
        fill(target, target.add_worksheet("first"))
    return out.getvalue()


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=20))
def test_any_text_written_into_a_workbook_comes_out(texts: list[str]) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        assert all(write_text(sheet, 0, column, text) for column, text in enumerate(texts))

    assert rows_of(made(fill)) == [texts]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=10))
def test_any_text_in_a_table_for_people_comes_out(texts: list[str]) -> None:
    assert rows_of(workbook("x", texts, [texts])) == [texts, texts]


@pytest.mark.parametrize(
    "text", ["_x0041_", "_x000D_", "x005F_", "_x005F_x0041_", "a\rb", "a\r\nb", "_x0041_x0042_", "<r>x</r>", "=1+1", "'=1"]
)
def test_awkward_text_survives_the_workbook_of_an_ecosystem(tmp_path: Path, text: str) -> None:
    folder = tiny(tmp_path / "csv")
    header, *rows = rows_with("entities", 1, "description", text)
    (folder / "entities.csv").write_bytes(to_csv(header, rows))
    before = Ecosystem.load(folder)
    assert before.snapshot.entity("nurses").description() == text
    path = tmp_path / "again.xlsx"
    path.write_bytes(export(before.snapshot, "xlsx"))
    again = Ecosystem.load(path)
    assert again.snapshot.entity("nurses").description() == text
    assert again.digest == before.digest


def test_escapes_by_the_standard() -> None:
    assert plain("_x005F_x000D_") == "_x000D_"
    assert plain("_xD83D__xDE00_") == "\U0001f600"
    assert plain("_x00g0_ _X0041_ _x41_") == "_x00g0_ _X0041_ _x41_"
    assert units("\U0001f600") == 2


def test_a_cell_too_long_for_a_workbook_is_never_lost(tmp_path: Path) -> None:
    smiles = "\U0001f600" * 20_000  # as many letters as a cell holds, and twice as many units
    snapshot = Ecosystem.load(tiny(tmp_path, entities=rows_with("entities", 1, "description", smiles))).snapshot
    with pytest.raises(TrosolError, match="cell-too-long"):
        export(snapshot, "xlsx")
    [_, [cut]] = rows_of(workbook("x", ["a"], [[smiles]]))
    assert cut.endswith(" …")
    assert smiles.startswith(cut.removesuffix(" …"))


MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    MOMENTS,
    MOMENTS.map(datetime.date),
    MOMENTS.map(datetime.time),
    st.text("abc é<&>=\n", min_size=1, max_size=8),
)


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)


@pytest.mark.exhaustive
@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_workbook_reads_as_openpyxl_reads_it(rows: list[list[Any]]) -> None:
    """Written by both programs: shared and inline texts, numbers, truth, dates and times."""

    def fill(target: Any, sheet: Any) -> None:
        looks = {kind: target.add_format({"num_format": code}) for kind, code in (("d", "dd/mm/yyyy"), ("t", "hh:mm:ss"))}
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date | time):
                    sheet.write_datetime(number, column, value, looks["t" if isinstance(value, time) else "d"])
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)

    other = openpyxl.Workbook()
    for row in rows:
        other.active.append([f"'{cell}" if isinstance(cell, str) and cell.startswith("=") else cell for cell in row])
    out = io.BytesIO()
    other.save(out)
    for content in (made(fill), out.getvalue()):
        theirs = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        expected = [[as_text(value) for value in row] for row in theirs.iter_rows(values_only=True)]
        assert blank_cut(rows_of(content)) == blank_cut(expected)


def blank_cut(rows: list[list[str]]) -> list[list[str]]:
    """Without blank cells at the end of rows, and blank rows."""
    cut = [row[: max((at + 1 for at, cell in enumerate(row) if cell), default=0)] for row in rows]
    return [row for row in cut if row]


def test_formulas_are_what_they_amounted_to() -> None:
    cells = (
        '<sheetData><row><c><f t="shared" si="0">A1+1</f><v>2</v></c><c><f t="shared" si="0"/><v>3</v></c>'
        '<c t="str"><f>X</f><v>a</v></c></row></sheetData>'
    )
    assert rows_of(book({"first": cells})) == [["2", "3", "a"]]


def test_a_cell_without_a_value_is_named() -> None:
    cells = (
        '<sheetData><row r="4"><c r="A4"><f>A1+1</f></c><c r="B4" t="e"><f>B1/0</f><v>#DIV/0!</v></c>'
        '<c r="C4" t="str"><f>""</f><v></v></c></row></sheetData>'
    )
    with opened_workbook(book({"first": cells}), "a.xlsx") as found:
        _rows, problems = sheet_rows(found, found.sheets[0], "a.xlsx!first")
    assert [(p.code, p.where.row if p.where else None) for p in problems] == [("cell-formula", 4), ("cell-error", 4)]
    assert "A4" in problems[0].message
    assert "#DIV/0!" in problems[1].message


def test_merged_cells_all_say_what_the_first_of_them_says() -> None:
    words = [[("A", 1, "from"), ("B", 1, "to")], [("A", 2, "hub"), ("B", 2, "x")], [("B", 3, "y")]]
    rows = "".join(
        "<row>" + "".join(f'<c r="{c}{n}" t="inlineStr"><is><t>{text}</t></is></c>' for c, n, text in row) + "</row>"
        for row in words
    )
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:B1"/><mergeCell ref="odd"/></mergeCells>'
    with opened_workbook(book({"first": f"<sheetData>{rows}</sheetData>{merged}"}), "a.xlsx") as found:
        assert sheet_rows(found, found.sheets[0], "a")[0] == [(1, ["from", "to"]), (2, ["hub", "x"]), (3, ["hub", "y"])]


SIGNS = "=+-@＝＋－＠"
NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?%?(,.*)?")


@settings(max_examples=1000, deadline=None)
@given(st.text(SIGNS + ";|\t\r\n'\" a1,.e%\xa0", max_size=9))
def test_no_cell_of_a_csv_begins_a_formula_whatever_parts_the_cells(text: str) -> None:
    assert as_it_was(str(inert(text))) == text
    whole = csv_text(["a", "b"], [["x", text], [text, "y"]]).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(whole, newline="")))
    assert [as_it_was(read[1][1]), as_it_was(read[2][0])] == [text, text]
    lines = re.split("[\r\n]+", whole)
    for mark in ";|\t":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for row in csv.reader(lines, delimiter=mark, quoting=quoting):
                for cell in row:
                    bare = cell.strip('"').lstrip("\t")
                    assert not bare.startswith(tuple(SIGNS)) or NUMBER.fullmatch(bare), (row, mark)


def test_numbers_stay_numbers_in_csv() -> None:
    assert [inert(value) for value in (-3, 1.5, "-3", "+0.25", "-1e-5", "-12%", "1,5")] == [
        *(-3, 1.5, "-3", "+0.25", "-1e-5", "-12%", "1,5")
    ]
