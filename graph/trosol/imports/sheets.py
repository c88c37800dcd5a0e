"""Tables as other tools write them: any sheet of a workbook, any CSV file, as rows of text by column name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from trosol.errors import TrosolError, Where
from trosol.read.tables import Table
from trosol.read.workbook import opened_workbook, sheet_table
from trosol.read.xlsx import Spreadsheet, WorkbookPart

__all__ = ["Sheet", "sheet_of", "workbook_sheets"]


@dataclass(frozen=True)
class Sheet:
    """A table: its column names, and each row as text by column with its place."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Where, Mapping[str, str]], ...]

    def has(self, *names: str) -> bool:
        """Whether there are such columns, whatever their case."""
        known = {column.casefold() for column in self.columns}
        return known.issuperset(names)


def workbook_sheets(content: bytes, name: str, wanted: Collection[str]) -> dict[str, Sheet]:
    """The visible sheets of these names (in small letters) that hold something. Raises :class:`TrosolError`."""
    with opened_workbook(content, name) as book:
        parts = [part for part in book.sheets if part.title.casefold() in wanted and part.visible]
        return {part.title.casefold(): found for part in parts if (found := _of(book, part, name)) is not None}


def _of(book: Spreadsheet, part: WorkbookPart, name: str) -> Sheet | None:
    table, problems = sheet_table(book, part, f"{name}!{part.title}")
    if table is None and any(problem.code == "file-empty" for problem in problems):
        return None
    if problems or table is None:
        raise TrosolError(problems)
    return sheet_of(table)


def sheet_of(table: Table) -> Sheet:
    """A table with its rows by column name."""
    rows = tuple((table.where(row.number), dict(zip(table.header, row.cells, strict=True))) for row in table.rows)
    return Sheet(table.header, rows)
