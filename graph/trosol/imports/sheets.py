"""Tables as other tools write them: any sheet of a workbook, any CSV file, as rows of text by column name.

Commas, semicolons, tabs or bars between cells; UTF-8, UTF-16 or Windows-1252; rows with a title above the header. What was
guessed is said in ``notes``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from trosol.errors import Problem, TrosolError, Where
from trosol.imports.column_names import columns_left, names_columns, renamed_columns
from trosol.imports.drawn_map import fold
from trosol.read.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Table, tabulate, too_many
from trosol.read.workbook import opened_workbook, sheet_rows

__all__ = ["HEADERS", "Sheet", "csv_sheet", "listed_sheet", "sheet_of", "workbook_sheets"]

HEADERS = frozenset(
    [
        "label",
        "name",
        "title",
        "factor",
        "from",
        "to",
        "source",
        "target",
        "from_label",
        "to_label",
        "cause",
        "effect",
        "id",
        "type",
        "kind",
        "description",
        "relation",
        "relationship",
        "subject",
        "predicate",
        "object",
    ]
)
"""Column names by which a header is known from a title above it."""

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_TITLES = 30
_MOST_BLANK = 2_000_000
"""Cells that a list of objects may stand for, where fewer than a tenth of them hold anything."""
IGNORED = "(ignore)"
"""Sheets with this in their name are left alone, as in Kumu."""


@dataclass(frozen=True)
class Sheet:
    """A table: its column names, each row as text by column with its place; ``notes``: how it was read."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Where, Mapping[str, str]], ...]
    notes: tuple[str, ...] = ()
    title: str = ""
    table: Table | None = None

    def has(self, *names: str) -> bool:
        """Whether there are such columns, whatever their case."""
        known = {fold(column) for column in self.columns}
        return known.issuperset(names)


def workbook_sheets(content: bytes, name: str, own: Collection[str]) -> tuple[dict[str, Sheet], list[str]]:
    """The visible sheets that hold something, by name, without those that are tables of our own; and what was passed over.

    Raises :class:`TrosolError`.
    """
    sheets: dict[str, Sheet] = {}
    notes = []
    with opened_workbook(content, name) as book:
        for part in book.sheets:
            if not part.visible or IGNORED in part.title.casefold():
                notes.append(f"the sheet '{part.title}': {'it is hidden' if not part.visible else 'its name says (ignore)'}")
                continue
            if part.title in own:
                continue
            rows, problems = sheet_rows(book, part, f"{name}!{part.title}")
            if problems:
                raise TrosolError(problems)
            if rows:
                sheets[part.title] = _sheet(f"{name}!{part.title}", rows, [])
    return sheets, notes


def _empty(name: str) -> Problem:
    return Problem("file-empty", "The file is empty.", "Give it at least a header row.", Where(name, 1))


def csv_sheet(content: bytes, name: str) -> Sheet:
    """Any table of text. Raises :class:`TrosolError` with what cannot be read."""
    notes: list[str] = []
    text = _decoded(content, notes)
    if not text.strip():
        raise TrosolError(_empty(name))
    separator = _separator(text)
    if separator != ",":
        notes.append(f"read with {_SEPARATORS[separator]} between the cells")
    csv.field_size_limit(MAX_CELL)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, cells))
            start = reader.line_num + 1
            if len(rows) > MAX_ROWS:
                raise TrosolError(too_many(name, f"{MAX_ROWS:,} rows"))
    except csv.Error as error:
        if "field larger" in str(error):
            raise TrosolError(
                Problem("cell-too-long", f"A cell has more than {MAX_CELL} characters.", "Shorten it.", Where(name, start))
            ) from None
        text = "The quotes do not close, or text follows a closing quote."
        remedy = 'Put the cell in double quotes and write each double quote inside it twice ("").'
        raise TrosolError(Problem("quoting", text, remedy, Where(name, start))) from None
    return _sheet(name, rows, notes)


def _decoded(content: bytes, notes: list[str]) -> str:
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if b"\0" in content[:200] and len(content) % 2 == 0:  # UTF-16 without its mark
            text = content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le")
            notes.append("read as UTF-16, for it holds bytes that are nothing")
            return text
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append("read as Windows-1252, for it is not UTF-8")
        return content.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """The sign that parts the first rows into the most cells, alike in each."""
    head = "\n".join(text[:20_000].splitlines()[:_TITLES])
    best, most = ",", 0.0
    for sign in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=sign) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if wide:
            usual = max(wide, key=lambda width: (wide.count(width), width))
            score = wide.count(usual) / len(widths) * min(usual, 20)
            if score > most:
                best, most = sign, score
    return best


def _sheet(file: str, rows: Sequence[tuple[int, Sequence[str]]], notes: list[str]) -> Sheet:
    begin = _header(rows)
    title = ""
    if begin:
        title = next((cell.strip() for _, cells in rows[:begin] for cell in cells if cell.strip()), "")
        notes.append(f"{begin} × row above the header ('{title[:60]}')")
    body = rows[begin:]
    if not body:
        raise TrosolError(_empty(file))
    width = max((at + 1 for _, cells in body for at, cell in enumerate(cells) if cell.strip()), default=0)
    if width > MAX_COLUMNS:
        return _wide(file, body, width, notes, title)
    head = [*map(str.strip, body[0][1]), *[""] * width][:width]
    # A column without a name, as the first of a matrix: what is in it is not lost.
    names = [name or f"(column {at})" for at, name in enumerate(head, 1)]
    level = [(body[0][0], names), *((number, [*cells, *[""] * (width - len(cells))][:width]) for number, cells in body[1:])]
    table, problems = tabulate(file, level)
    if problems:
        raise TrosolError(problems)
    if renamed := renamed_columns(table.header):
        notes.append(f"columns read by their names: {', '.join(f'{old} as {new}' for old, new in renamed.items())}")
    if left := columns_left(table.header):
        said = ", ".join(f"{column} (another is the {name})" for column, name in left.items())
        notes.append(f"columns kept by their own names: {said}")
    return sheet_of(table, tuple(notes), title, renamed)


def _wide(file: str, body: Sequence[tuple[int, Sequence[str]]], width: int, notes: list[str], title: str) -> Sheet:
    """A matrix may have as many columns as items, as long as it is not larger than a table may be."""
    if width > 5000 or width * len(body) > 25_000_000:
        raise TrosolError(too_many(file, f"{MAX_COLUMNS} columns"))
    head = [*map(str.strip, body[0][1]), *[""] * width][:width]
    names = tuple(name or f"(column {at})" for at, name in enumerate(head, 1))
    rows = tuple(
        (Where(file, number), dict(zip(names, [*cells, *[""] * (width - len(cells))], strict=False)))
        for number, cells in body[1:]
    )
    return Sheet(names, rows, tuple(notes), title)


def _header(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Which row names the columns: the first that has a known name among several cells, else the first that is not a lone cell."""
    first = 0
    for at, (_, cells) in enumerate(rows[:_TITLES]):
        filled = [fold(cell) for cell in cells if cell.strip()]
        if (HEADERS.intersection(filled) and (len(filled) > 1 or at == 0)) or (len(filled) > 1 and names_columns(filled)):
            return at
    for at, (_, cells) in enumerate(rows[:_TITLES]):
        if sum(1 for cell in cells if cell.strip()) > 1:
            first = at
            break
    return first


def listed_sheet(found: Sequence[Mapping[str, str]], name: str) -> Sheet | None:
    """A list of flat objects as a table; None where they have no columns. Raises :class:`TrosolError` for more than a table may have."""
    columns = tuple(dict.fromkeys(column for row in found for column in row))
    if not columns:
        return None
    limits = (
        (len(columns), MAX_COLUMNS, "columns"),
        (len(found), MAX_ROWS, "rows"),
        (len(columns) * len(found), max(_MOST_BLANK, 10 * sum(map(len, found))), "cells, most of them blank"),
    )
    for number, most, what in limits:
        if number > most:
            raise TrosolError(too_many(name, f"{most:,} {what}"))
    rows = tuple(
        (Where(name, None, f"[{at}]"), {column: row.get(column, "") for column in columns}) for at, row in enumerate(found, 1)
    )
    return Sheet(columns, rows)


def sheet_of(table: Table, notes: tuple[str, ...] = (), title: str = "", names: Mapping[str, str] | None = None) -> Sheet:
    """A table with its rows by column name; ``names``: other names for some of the columns."""
    columns = tuple((names or {}).get(column, column) for column in table.header)
    rows = tuple((table.where(row.number), dict(zip(columns, row.cells, strict=True))) for row in table.rows)
    return Sheet(columns, rows, notes, title, table)
