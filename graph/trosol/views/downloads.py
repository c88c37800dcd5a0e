"""Tables to files that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from trosol.files.workbook_text import write_text

__all__ = ["Notes", "as_it_was", "csv_text", "inert", "workbook"]

_SIGNS = "=+@\\-\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""What begins a formula: the four signs, in full width and small, too."""
_START = f"(?:['\" \u00a0]*[{_SIGNS}]|'*[\t\r\n])"
_INSIDE = f"['\"]*[{_SIGNS}]"
_BEGINS = re.compile(f"(^(?={_START})|(?<!^)(?<=[;|\t\r\n])(?={_INSIDE}))")
_BEGUN = re.compile(f"(^)'(?={_START})|(?<!^)(?<=[;|\t\r\n])'(?={_INSIDE})")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?%?")
_LONGEST = 10_000
"""Letters of a cell that is too long for a workbook, which then ends in a mark."""


def inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula, whichever mark it takes for the end of a cell; numbers stay numbers.

    An apostrophe is put before what would begin one: at the start of the cell, and behind a mark (line end, tab, ``;`` or ``|``)
    at which a spreadsheet of another country would begin a new cell. :func:`as_it_was` takes it away again.

    >>> inert("=1+1"), inert("fine"), inert(-3), inert("-3.5"), inert("a;=1"), inert("'=1")
    ("'=1+1", 'fine', -3, '-3.5', "a;'=1", "''=1")
    """
    if not isinstance(cell, str) or _NUMBER.fullmatch(cell):
        return cell
    return _BEGINS.sub(r"\1'", cell)


def as_it_was(cell: str) -> str:
    """The text that :func:`inert` was given.

    >>> as_it_was("'=1+1"), as_it_was("a;'=1"), as_it_was("it's"), as_it_was("-3.5")
    ('=1+1', 'a;=1', "it's", '-3.5')
    """
    return _BEGUN.sub(r"\1", cell)


Notes = Sequence[tuple[str, str]]
"""What a file says of itself, each with its name: title, legend, filters, source, date."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], notes: Notes = ()) -> str:
    """CSV of a table for people, with a byte order mark so that Excel reads it as UTF-8; ``notes`` stand below it, after an empty line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([inert(name) for name in header])
    writer.writerows([inert(cell) for cell in row] for row in rows)
    if notes:
        writer.writerows([[], *([inert(cell) for cell in note] for note in notes)])
    return "\ufeff" + out.getvalue()


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[object]], notes: Notes = ()) -> bytes:
    """A workbook with one sheet for people: head frozen, columns wide enough, text kept as text; ``notes`` have a sheet of their own."""
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
            write_text(sheet, 0, column, str(name), bold)
        for number, row in enumerate(kept, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    text = str(cell)
                    if not write_text(sheet, number, column, text, wrapped):
                        write_text(sheet, number, column, f"{text[:_LONGEST]} …", wrapped)
        sheet.freeze_panes(1, 0)
        if notes:
            about = book.add_worksheet("About")
            about.set_column(0, 0, 20, bold)
            about.set_column(1, 1, 90, wrapped)
            for number, (name, text) in enumerate(notes):
                write_text(about, number, 0, name, bold)
                write_text(about, number, 1, text[:_LONGEST], wrapped)
    return out.getvalue()
