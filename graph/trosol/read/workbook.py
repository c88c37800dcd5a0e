"""A workbook (.xlsx) to the same tables as CSV: one sheet per table, and one called ``dataset``.

Cells are taken as text; a number keeps the digits a person sees. How a workbook is read, and what is refused before: see
:mod:`trosol.read.xlsx`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.content import content_of
from trosol.read.columns import GUIDE, LIST_MARK, NEWER, OWN_TERMS, TABLES
from trosol.read.goals_and_weights import FAMILIES
from trosol.read.tables import MAX_CELL, MAX_COLUMNS, Table, tabulate, too_many
from trosol.read.xlsx import Spreadsheet, WorkbookPart, WrongSpreadsheet

__all__ = ["MAX_CELLS", "opened_workbook", "read_workbook", "sheet_rows", "sheet_table"]

MAX_CELLS = 20_000_000
_MOST_VALUES = 20_000
_TITLES = 30
"""So many rows may stand above the header of a table."""
_MOST_ODD = 50
_EMPTY_ROW = 20
"""What a row counts at least, so that rows that are not there cost something, too."""


def read_workbook(path: Path) -> tuple[dict[str, Any], Mapping[str, Table], dict[str, bytes], list[Problem]]:
    """Read dataset values, tables and own terms from a workbook; sheets of other names are reported, never ignored.

    Own terms are Turtle by the name of the file that they would stand in; most workbooks carry none.
    """
    with opened_workbook(content_of(path), path.name) as book:
        values, tables, problems = _sheets(book, path.name)
        return values, tables, _own_terms(book, path.name), problems


@contextmanager
def opened_workbook(content: bytes, name: str) -> Iterator[Spreadsheet]:
    """A workbook while it is read; when that is done, what was not read of it is looked at.

    Raises :class:`TrosolError` for one that is damaged, that no program would write, or that would take too much to read.
    """
    try:
        book = Spreadsheet(content)
        yield book
        book.close()
    except WrongSpreadsheet as error:
        text = f"The workbook is not read: {error.reason}."
        if error.large:
            remedy = "Delete sheets, styles and formatted cells that hold nothing; or copy the rows into a new workbook."
            raise TrosolError(Problem("file-too-large", text, remedy, Where(name))) from None
        remedy = "Open it in a spreadsheet program and save it again as .xlsx."
        raise TrosolError(Problem("workbook-unreadable", text, remedy, Where(name))) from None


def _own_terms(book: Spreadsheet, name: str) -> dict[str, bytes]:
    found: dict[str, list[str]] = {}
    for part in book.sheets:
        if part.title == OWN_TERMS:
            for number, cells in book.rows(part):
                file, text = (*cells, "", "")[:2]
                if file and number > 1:
                    found.setdefault(file, []).append(text)
    return {f"{name}!{OWN_TERMS}/{file}": "".join(texts).encode() for file, texts in found.items()}


def _sheets(book: Spreadsheet, name: str) -> tuple[dict[str, Any], Mapping[str, Table], list[Problem]]:
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    dataset: dict[str, Any] = {}
    for part in book.sheets:
        file = f"{name}!{part.title}"
        if not part.visible or part.title in (GUIDE, OWN_TERMS):
            continue
        if part.title == "dataset":
            dataset = _dataset(book, part)
        elif part.title in TABLES:
            table, found = sheet_table(book, part, file)
            problems.extend(found)
            if table:
                tables[part.title] = table
        else:
            problems.append(
                Problem(
                    "sheet-unknown",
                    f"The sheet '{shorten(part.title)}' is no table of an ecosystem.",
                    f"Call it one of {', '.join(TABLES)} or dataset, hide it, or delete it. {NEWER}",
                    Where(file),
                )
            )
    if not dataset:
        problems.append(Problem("file-missing", "The workbook has no sheet 'dataset'.", "Add one: key, value.", Where(name)))
    return dataset, tables, problems


def _dataset(book: Spreadsheet, part: WorkbookPart) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for number, cells in book.rows(part):
        key, value = (*cells, "", "")[:2]
        if number <= _MOST_VALUES and key and key != "key" and value:
            if _setting(values, key, value):
                continue
            if key in ("title", "description") or key.startswith(("title_", "description_")):
                base, _, tag = key.partition("_")
                values.setdefault(base, {})[tag or ""] = value
            else:
                values[key] = {"true": True, "false": False}.get(value, value) if key == "invented" else value
    for key in ("title", "description"):
        if key in values:
            values[key] = {tag or values.get("language", "en"): text for tag, text in values[key].items()}
    return values


def _setting(values: dict[str, Any], key: str, value: str) -> bool:
    """Take a weight (``weights.stated``), a goal (``goals.id``) or a family of goals (``goals.families.name``: ids with ; between)."""
    table, dot, name = key.partition(".")
    if not dot or table not in ("weights", "goals"):
        return False
    found = values.setdefault(table, {})
    if table == "goals" and name.startswith(FAMILIES + "."):
        ids = [part.strip() for part in value.split(LIST_MARK)]
        families = found.setdefault(FAMILIES, {})
        if isinstance(families, dict):
            families[name.removeprefix(FAMILIES + ".")] = [part for part in ids if part]
    else:
        found[name] = value
    return True


def sheet_table(book: Spreadsheet, part: WorkbookPart, file: str) -> tuple[Table | None, list[Problem]]:
    """Rows of a sheet as text, with their numbers; no table where it is empty, too large, or holds a cell without a value.

    A title above the header of a table of ours falls away.
    """
    numbered, problems = sheet_rows(book, part, file)
    if problems:
        return None, problems
    if not numbered:
        return None, [Problem("file-empty", "The sheet is empty.", "Give it at least a header row.", Where(file, 1))]
    header = next((at for at, (_, cells) in enumerate(numbered[:_TITLES]) if "id" in map(str.strip, cells)), 0)
    return tabulate(file, _level(numbered[header:]))


def _level(numbered: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    width = len(numbered[0][1])
    return [(number, cells + [""] * (width - len(cells))) for number, cells in numbered]


def sheet_rows(book: Spreadsheet, part: WorkbookPart, file: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Rows of any sheet, from the first that says something; cells that are merged all say what the first of them says.

    Cells that hold an error, or a formula without the value that it amounted to, are problems.
    """
    numbered: list[tuple[int, list[str]]] = []
    cells_read = last = 0
    for number, cells in book.rows(part):
        cells_read += _EMPTY_ROW * (number - last - 1) + max(len(cells), _EMPTY_ROW)
        last = number
        if cells_read > MAX_CELLS:
            limit = Problem("file-too-large", f"The sheet has more than {MAX_CELLS:,} cells.", "Split it.", Where(file))
            return [], [limit]
        if any(cells[MAX_COLUMNS:]):
            return [], [replace(too_many(file, f"{MAX_COLUMNS} columns"), where=Where(file, number))]
        texts = cells[:MAX_COLUMNS]
        if any(len(text) > MAX_CELL for text in texts):
            return [], [
                Problem("cell-too-long", f"A cell has more than {MAX_CELL} characters.", "Shorten it.", Where(file, number))
            ]
        if numbered or any(texts):
            short = len(numbered[0][1]) - len(texts) if numbered else 0
            numbered.append((number, texts + [""] * short))
    _fill_merged(numbered, book.merged)
    return numbered, [_without_value(file, *odd) for odd in book.odd[:_MOST_ODD]]


def _without_value(file: str, row: int, column: str, said: str) -> Problem:
    if said:
        text, remedy = f"The cell {column}{row} holds the error {shorten(said, 20)}.", "Mend its formula, or write the value."
        return Problem("cell-error", text, remedy, Where(file, row))
    text = f"The cell {column}{row} holds a formula, and the file does not say what it amounted to."
    remedy = "Open the file in a spreadsheet program, let it calculate, and save it; or write the value."
    return Problem("cell-formula", text, remedy, Where(file, row))


def _fill_merged(numbered: list[tuple[int, list[str]]], merged: list[tuple[int, int, int, int]]) -> None:
    at = dict(numbered)
    left = MAX_CELLS
    for top, first, bottom, last in merged:
        cells = at.get(top)
        value = cells[first - 1] if cells is not None and len(cells) >= first else ""
        if not value or last > MAX_COLUMNS or cells is (numbered[0][1] if numbered else None) or bottom == top:
            continue
        for row in range(top, bottom + 1):
            here = at.get(row)
            left -= last - first + 1
            if here is None or left < 0:
                continue
            here.extend([""] * (last - len(here)))
            for column in range(first, last + 1):
                here[column - 1] = here[column - 1] or value
