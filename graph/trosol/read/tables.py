"""CSV text to tables of text cells: nothing is guessed, converted or dropped.

``NA`` stays ``NA``, ``001`` stays ``001``. Each row keeps the number of the line it starts on, so that a problem can name
the place. RFC 4180 is what is read: comma-separated, UTF-8 (with or without a byte order mark), quotes doubled.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.folder import Folder

__all__ = ["MAX_CELL", "MAX_COLUMNS", "MAX_ROWS", "Row", "Table", "bad_character", "check_header", "read_csv", "to_csv"]

MAX_CELL = 100_000
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7} .*|>{7} .*)$", re.MULTILINE)
MAX_COLUMNS = 200
MAX_ROWS = 1_000_000


class Row(NamedTuple):
    """Cells of one row, as text, and where it is."""

    cells: tuple[str, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: the file it came from, its header and its rows."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def where(self, row: int | None = None, column: str | None = None) -> Where:
        """A place in this table."""
        return Where(self.file, row, column)


def bad_character(text: str) -> str | None:
    """Name of the first character that cannot be written to every format (controls, lone surrogates), or None.

    >>> bad_character("a\\x00b"), bad_character("fine\\n")
    ('U+0000', None)
    """
    found = _BAD.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def check_header(file: str, header: Sequence[str]) -> list[Problem]:
    """Problems of a header alone: names that stand twice or are blank."""
    problems = []
    for index, name in enumerate(header):
        if not name:
            problems.append(
                Problem(
                    "header-blank",
                    f"Column {index + 1} has cells but no name.",
                    "Give the column a name in the first row, or delete it.",
                    Where(file, 1),
                )
            )
        elif name in header[:index]:
            problems.append(
                Problem(
                    "header-duplicate",
                    f"The column '{shorten(name)}' stands twice.",
                    "Keep one of them, or rename the other.",
                    Where(file, 1, shorten(name)),
                )
            )
    return problems


def read_csv(folder: Folder, file: str) -> tuple[Table | None, list[Problem]]:
    """Read one CSV file of a folder. Returns no table when there is none, or when it cannot be read at all."""
    try:
        content = folder.content(file)
    except TrosolError as error:
        return None, list(error.problems)
    return (None, []) if content is None else parse_csv(content, file)


def parse_csv(content: bytes, file: str) -> tuple[Table | None, list[Problem]]:
    """Parse the bytes of a CSV file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return None, [
            Problem(
                "encoding",
                f"The file is not UTF-8: byte 0x{content[error.start]:02x} cannot be read.",
                "Save it again as 'CSV UTF-8'.",
                Where(file, row),
            )
        ]
    if not text.strip():
        return None, [Problem("file-empty", "The file is empty.", "Give it at least a header row.", Where(file, 1))]
    if (marker := _CONFLICT.search(text)) is not None:
        said = f"git left a conflict here: both sides of a merge stand in the file, between lines of {marker[0][:7]}."
        remedy = "Keep the rows that should be there, delete the lines with <<<<<<<, ======= and >>>>>>>, and commit."
        return None, [Problem("conflict-markers", said, remedy, Where(file, text.count("\n", 0, marker.start()) + 1))]
    return _rows(text, file)


def _rows(text: str, file: str) -> tuple[Table | None, list[Problem]]:
    csv.field_size_limit(MAX_CELL)
    numbered = _row_a_line(text)
    reader = csv.reader(io.StringIO("" if numbered else text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if len(numbered) > MAX_ROWS:
                return None, [too_many(file, f"{MAX_ROWS:,} rows")]
            numbered.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        reason = str(error)
        if "field larger" in reason:
            problem = Problem("cell-too-long", f"A cell has more than {MAX_CELL} characters.", "Shorten it.", Where(file, start))
        else:
            problem = Problem(
                "quoting",
                "The quotes do not close, or text follows a closing quote.",
                'Put the cell in double quotes and write each double quote inside it twice ("").',
                Where(file, start),
            )
        return None, [problem]
    if not numbered or not any(cell.strip() for cell in numbered[0][1]):
        return None, [Problem("file-empty", "The first row holds no column names.", "Put the header first.", Where(file, 1))]
    return tabulate(file, numbered, clean=_BAD.search(text) is None)


def _row_a_line(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their line numbers where each stands on one line, as nearly always; none where one does not, or is wrong."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(islice(reader, MAX_ROWS + 2))
    except csv.Error:
        return []
    return list(enumerate(rows, 1)) if reader.line_num == len(rows) <= MAX_ROWS + 1 else []


def to_csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as the bytes of a file that :func:`parse_csv` reads back: one row a line, as git likes it."""
    out = _Lines()
    # Only what stands in the end of a line is put in quotes by itself; a carriage return has to be, too.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return "".join(out.lines).encode()


class _Lines:
    """What a writer of CSV writes to: a line for each row."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line.removesuffix("\r\n") + "\n")


def tabulate(file: str, numbered: Sequence[tuple[int, Sequence[str]]], *, clean: bool = False) -> tuple[Table, list[Problem]]:
    """Make a table of numbered rows: the first is the header; wholly blank rows and columns fall away.

    ``clean``: it is known that no cell holds a character that cannot be saved.
    """
    header = [name.strip() for name in numbered[0][1]]
    body = [(number, cells) for number, cells in numbered[1:] if any(map(str.strip, cells))]
    named = _width(header)
    width = max([named, *(_width(cells[: len(header)]) for _, cells in body if len(cells) > named)])
    header = header[:width]
    if width > MAX_COLUMNS:
        return Table(file, (), ()), [too_many(file, f"{MAX_COLUMNS} columns")]
    problems = check_header(file, header)
    rows = []
    for number, cells in body:
        if len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
            problems.append(_ragged(file, number, width, len(cells)))
            continue
        if not clean:
            problems.extend(_bad_cells(file, number, header, cells))
        rows.append(Row(tuple(cells[:width]), number))
    return Table(file, tuple(header), tuple(rows)), problems


def _width(cells: Sequence[str]) -> int:
    """Number of cells up to the last one that says something."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)


def too_many(file: str, what: str) -> Problem:
    """The problem of a table that is larger than one may be."""
    return Problem(
        "table-too-large", f"The table has more than {what}.", "Split it, or delete what is not needed.", Where(file, 1)
    )


def _ragged(file: str, number: int, width: int, found: int) -> Problem:
    return Problem(
        "row-ragged",
        f"The row has {found} cells where the header has {width}.",
        "Add the missing cells, or put a text that holds a comma in double quotes.",
        Where(file, number),
    )


def _bad_cells(file: str, number: int, header: Sequence[str], cells: Iterable[str]) -> list[Problem]:
    return [
        Problem(
            "character",
            f"The cell holds the character {bad}, which cannot be shown or saved.",
            "Delete it.",
            Where(file, number, name),
        )
        for name, cell in zip(header, cells, strict=False)
        if (bad := bad_character(cell)) is not None
    ]
