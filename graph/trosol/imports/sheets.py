"""Tables as other tools write them: any sheet of a workbook, any CSV file, as rows of text by column name."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from trosol.errors import TrosolError, Where
from trosol.imports.drawing import unreadable
from trosol.read.tables import Table
from trosol.read.workbook import check_zip, sheet_table

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
    check_zip(content, name)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise unreadable(name, "a workbook", type(error).__name__) from None
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.title.casefold() in wanted]
        return {sheet.title.casefold(): found for sheet in sheets if (found := _of(sheet, name)) is not None}
    except TrosolError:
        raise
    except Exception as error:  # cells are parsed one by one
        raise unreadable(name, "a workbook", type(error).__name__) from None
    finally:
        book.close()


def _of(sheet: Any, name: str) -> Sheet | None:
    if sheet.sheet_state != "visible":
        return None
    table, problems = sheet_table(sheet, f"{name}!{sheet.title}")
    if table is None and any(problem.code == "file-empty" for problem in problems):
        return None
    if problems or table is None:
        raise TrosolError(problems)
    return sheet_of(table)


def sheet_of(table: Table) -> Sheet:
    """A table with its rows by column name."""
    rows = tuple((table.where(row.number), dict(zip(table.header, row.cells, strict=True))) for row in table.rows)
    return Sheet(table.header, rows)
