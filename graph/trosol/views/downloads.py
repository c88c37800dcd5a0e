"""Tables to files that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

__all__ = ["csv_text", "inert", "workbook"]


def inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> inert("=1+1"), inert("fine"), inert(-3)
    ("'=1+1", 'fine', -3)
    """
    return "'" + cell if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV of a table for people, with a byte order mark so that Excel reads it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook with one sheet for people: head frozen, columns wide enough, text kept as text."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(re.sub(r"[^\w -]", " ", title)[:31] or "Trosol")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        kept = [list(row) for row in rows]
        for column, name in enumerate(header):
            longest = max([len(str(name)), *(len(str(row[column])) for row in kept)])
            sheet.set_column(column, column, min(60, longest + 2), wrapped)
            sheet.write_string(0, column, str(name), bold)
        for number, row in enumerate(kept, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, "" if cell is None else str(cell))
        sheet.freeze_panes(1, 0)
    return out.getvalue()
