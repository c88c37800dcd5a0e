"""A workbook (.xlsx) as rows of text, read in one look: what is checked is what is read, and nothing else in it is.

A workbook is an archive of XML. Which parts are sheets, strings and styles is said by its relationships, not by the names of
files. Each part is read once, in pieces, by the look that refuses (:mod:`trosol.files.markup`); parts that are never read are
looked at, too, if they call themselves XML. So however a workbook is made, the work is a multiple of its size.
Source: ECMA-376 Part 1, 18 (SpreadsheetML), and Part 2 (packages).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from trosol.files.archive import Archive, WrongArchive
from trosol.files.markup import Markup, MarkupBounds, WrongMarkup
from trosol.files.workbook_text import plain
from trosol.read.numbers import Styles, number_text

__all__ = [
    "MAX_RELATIONS",
    "MAX_SHEETS",
    "MAX_STRINGS",
    "MAX_TAGS",
    "MAX_TAGS_A_BYTE",
    "Spreadsheet",
    "WorkbookPart",
    "WrongSpreadsheet",
]

MAX_SHEETS = 1000
MAX_RELATIONS = 10_000
MAX_STRINGS = 4_000_000
MAX_TAGS = 40_000_000
MAX_TAGS_A_BYTE = 2
"""Elements for each byte that a workbook has on disk; a real one has less than one."""

_FEW = 1_000_000
"""Elements that however small a workbook may have."""
_LAST_COLUMN = 16_384
_VISIBLE = "visible"


class WrongSpreadsheet(Exception):
    """A workbook that is not read. ``reason``: why, as half a sentence; ``large``: because of its size."""

    def __init__(self, reason: str, *, large: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.large = reason, large


@dataclass(frozen=True)
class WorkbookPart:
    """A sheet: its title, whether it is shown, and where it lies."""

    title: str
    visible: bool
    name: str


class _Relation(NamedTuple):
    kind: str
    target: str


class Spreadsheet:
    """A workbook that is open; of a formula, a cell gives what it last amounted to.

    ``odd``: cells of the sheet read last that have no value: row, column, and the error that they hold (blank: a formula whose
    value is not in the file). ``merged``: its merged cells, as first row and column, last row and column. Raises
    :class:`WrongSpreadsheet`, as all its methods do.
    """

    def __init__(self, content: bytes) -> None:
        self.odd: list[tuple[int, str, str]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        try:
            self._archive = Archive(content)
        except WrongArchive as error:
            raise WrongSpreadsheet(error.reason, large=error.large) from None
        self._left = min(MAX_TAGS, max(_FEW, MAX_TAGS_A_BYTE * len(content)))
        self._characters = self._archive.most
        self._seen: set[str] = set()
        above = [relation.target for relation in self._relations("").values() if relation.kind == "officeDocument"]
        if len(above) != 1:
            raise WrongSpreadsheet("it does not say which of its parts is the workbook")
        self._relation = self._relations(above[0])
        self._styles = Styles()
        self.sheets = self._workbook(above[0])
        self._strings: list[str] = []
        for relation in self._relation.values():
            if relation.kind == "styles":
                self._read(relation.target, Markup(self._styles.start, self._styles.end, bounds=self._bounds()))
            elif relation.kind == "sharedStrings":
                self._shared(relation.target)

    def rows(self, part: WorkbookPart) -> Iterator[tuple[int, list[str]]]:
        """The rows that a sheet holds: number (from 1) and cells as text, blank ones between them too."""
        sheet = _Sheet(self)
        self.odd, self.merged = sheet.odd, sheet.merged
        look = Markup(sheet.start, sheet.end, sheet.text, self._bounds())
        for piece in self._pieces(part.name):
            self._look(look, part.name, piece)
            yield from sheet.rows
            sheet.rows.clear()
        self._look(look, part.name, None)
        yield from sheet.rows
        self._done(part.name, look)

    def close(self) -> None:
        """Look at what was not read, and let go of it."""
        for name in self._archive:
            if name not in self._seen and name.casefold().endswith((".xml", ".rels")):
                self._read(name, Markup(bounds=self._bounds()))
        self._archive.close()

    def string(self, number: str) -> str:
        """A shared string by its number."""
        if not (number.isascii() and number.isdigit()) or len(number) > 9 or int(number) >= len(self._strings):
            raise WrongMarkup("a cell points at a text that is not there")
        return self._strings[int(number)]

    def count(self, characters: int) -> None:
        """Count what comes out of it: a text may be written once and stand in a million cells."""
        self._characters -= characters
        if self._characters < 0:
            raise WrongSpreadsheet("it unpacks to far too much text", large=True)

    @property
    def styles(self) -> Styles:
        """What numbers look like."""
        return self._styles

    def _bounds(self) -> MarkupBounds:
        return MarkupBounds(self._left, 8 * self._left)

    def _pieces(self, name: str) -> Iterator[bytes]:
        if name not in self._archive:
            raise WrongSpreadsheet(f"its part {name[:80]} is missing")
        try:
            yield from self._archive.pieces(name)
        except WrongArchive as error:
            raise WrongSpreadsheet(error.reason) from None

    def _look(self, look: Markup, name: str, piece: bytes | None) -> None:
        try:
            look.close() if piece is None else look.feed(piece)
        except WrongMarkup as error:
            raise WrongSpreadsheet(f"in its part {name[:80]}, {error.reason}", large=error.large) from None

    def _read(self, name: str, look: Markup) -> None:
        for piece in self._pieces(name):
            self._look(look, name, piece)
        self._look(look, name, None)
        self._done(name, look)

    def _done(self, name: str, look: Markup) -> None:
        self._seen.add(name)
        self._left -= look.elements

    def _relations(self, part: str) -> Mapping[str, _Relation]:
        """What a part points at, by the key that it uses; what lies outside is left out."""
        folder, file = posixpath.split(part)
        found: dict[str, _Relation] = {}

        def start(name: str, said: Mapping[str, str]) -> None:
            if _local(name) != "Relationship" or said.get("TargetMode") == "External":
                return
            target = said.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if said.get("Id", "") in found:
                raise WrongMarkup("two relationships have the same id")
            found[said.get("Id", "")] = _Relation(said.get("Type", "").rpartition("/")[2], whole)
            if len(found) > MAX_RELATIONS:
                raise WrongMarkup(f"there are more than {MAX_RELATIONS:,} relationships", large=True)

        self._read(posixpath.join(folder, "_rels", f"{file}.rels"), Markup(start, bounds=self._bounds()))
        return found

    def _workbook(self, name: str) -> tuple[WorkbookPart, ...]:
        found: list[WorkbookPart] = []
        path: list[str] = []

        def start(tag: str, said: Mapping[str, str]) -> None:
            path.append(_local(tag))
            if path[1:] == ["workbookPr"]:
                self._styles.since_1904 = said.get("date1904") in ("1", "true")
            if path[1:] != ["sheets", "sheet"]:
                return
            key = next((value for at, value in said.items() if at.endswith(":id")), "")
            relation = self._relation.get(key)
            if relation is None:
                raise WrongMarkup("a sheet has no part")
            if relation.kind == "worksheet":  # a sheet that is one chart has no cells
                found.append(WorkbookPart(plain(said.get("name", "")), said.get("state", _VISIBLE) == _VISIBLE, relation.target))
            if len(found) > MAX_SHEETS:
                raise WrongMarkup(f"it has more than {MAX_SHEETS:,} sheets", large=True)

        def end(_tag: str) -> None:
            path.pop()

        self._read(name, Markup(start, end, bounds=self._bounds()))
        if len({part.title.casefold() for part in found}) < len(found) or len({part.name for part in found}) < len(found):
            raise WrongSpreadsheet("two of its sheets are one")
        return tuple(found)

    def _shared(self, name: str) -> None:
        strings, pieces, path = self._strings, [], []  # type: list[str], list[str], list[str]

        def start(tag: str, _said: Mapping[str, str]) -> None:
            path.append(_local(tag))
            pieces.append("") if path[-1] == "t" else None

        def text(part: str) -> None:
            if path[-1] == "t":
                pieces[-1] += part

        def end(_tag: str) -> None:
            if path.pop() == "t" and "rPh" in path:  # how it is spoken, in Japanese
                pieces.pop()
            elif len(path) == 1:
                strings.append("".join(map(plain, pieces)))
                pieces.clear()
                if len(strings) > MAX_STRINGS:
                    raise WrongMarkup(f"it has more than {MAX_STRINGS:,} texts", large=True)

        self._read(name, Markup(start, end, text, self._bounds()))


def _local(tag: str) -> str:
    """The name of an element without its prefix."""
    return tag.rpartition(":")[2]


_PLACE = re.compile("([A-Za-z]{1,3})([0-9]{1,7})")
_MOST_ODD, _MOST_MERGED = 1000, 100_000
_IN_ROW = ["sheetData", "row"]


class _Sheet:
    """The cells of a sheet, as they come: ``rows`` holds those that are whole."""

    def __init__(self, book: Spreadsheet) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self._book = book
        self._path: list[str] = []
        self._row, self._here = 0, ""
        self._cells: list[str] = []
        self._kind, self._style = "n", ""
        self._said: dict[str, list[str]] = {}
        self._now: list[str] | None = None
        self.odd: list[tuple[int, str, str]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._columns: dict[str, int] = {}

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        """An element begins: worksheet, sheetData, row, c, then v, f, or is with t or r and t in it."""
        path = self._path
        name = _local(tag) if ":" in tag else tag
        path.append(name)
        depth = len(path)
        if depth < 3 or path[1] != "sheetData" or path[2] != "row":
            if depth == 3 and name == "mergeCell":
                self._merge(said.get("ref", ""))
            return
        if depth == 5:
            if path[3] == "c" and name in ("v", "f"):
                self._now = self._said.setdefault(name, [])
                self._now.append("")
        elif depth == 4:
            if name == "c":
                self._cell(said)
        elif depth == 3:
            self._begin_row(said)
        elif name == "t" and path[3:5] == ["c", "is"] and (depth == 6 or (depth == 7 and path[5] == "r")):
            self._now = self._said.setdefault("t", [])
            self._now.append("")

    def text(self, part: str) -> None:
        """Text, or a piece of it."""
        if self._now is not None:
            self._now[-1] += part

    def end(self, _tag: str) -> None:
        """An element ends."""
        depth = len(self._path)
        name = self._path.pop()
        if depth > 4:
            self._now = None
        elif depth == 4 and name == "c" and self._path[1:] == _IN_ROW:
            text = self._text()
            self._book.count(len(text))
            self._cells[-1] = text
        elif depth == 3 and name == "row" and self._path[1] == "sheetData":
            self.rows.append((self._row, self._cells))

    def _begin_row(self, said: Mapping[str, str]) -> None:
        number = said.get("r", str(self._row + 1))
        if not (number.isascii() and number.isdigit()) or len(number) > 10 or int(number) <= self._row:
            raise WrongMarkup("its rows do not stand one below the other")
        self._row, self._cells = int(number), []
        self._here = str(self._row)

    def _cell(self, said: Mapping[str, str]) -> None:
        self._kind, self._style, self._said = said.get("t", "n"), said.get("s", ""), {}
        column = len(self._cells) + 1
        if place := said.get("r", ""):
            letters = place.rstrip("0123456789")
            known = self._columns.get(letters)
            if known is None or place[len(letters) :] != self._here:
                known = self._column(place)
            column = known
        if column <= len(self._cells) or column > _LAST_COLUMN:
            raise WrongMarkup(f"the cells of row {self._row} do not stand one beside the other")
        if column == len(self._cells) + 1:
            self._cells.append("")
        else:
            self._cells += [""] * (column - len(self._cells))

    def _column(self, place: str) -> int:
        found = _PLACE.fullmatch(place)
        if found is None or int(found[2]) != self._row:
            raise WrongMarkup(f"a cell of row {self._row} says that it stands elsewhere")
        self._columns[found[1]] = number = _number(found[1])
        return number

    def _text(self) -> str:
        said, kind = self._said, self._kind
        if kind == "inlineStr":
            return "".join(map(plain, said.get("t", ())))
        value = "".join(said.get("v", ()))
        if kind == "e" or ("f" in said and not value and kind != "str"):
            if len(self.odd) < _MOST_ODD:
                self.odd.append((self._row, _letters(len(self._cells)), value or ("#ERROR" if kind == "e" else "")))
            return ""
        if not value:
            return ""
        if kind == "s":
            return self._book.string(value)
        if kind == "n":
            return number_text(value, self._style, self._book.styles)
        if kind == "b":
            return "false" if value in ("0", "false") else "true"
        if kind == "str":
            return plain(value)
        if kind == "d":
            return value.removesuffix("T00:00:00")
        raise WrongMarkup("a cell holds what no cell holds")

    def _merge(self, ref: str) -> None:
        """A range of merged cells; one that is none is passed over, for only how a sheet looks hangs on it."""
        ends = [_PLACE.fullmatch(end) for end in ref.split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self.merged) < _MOST_MERGED:
            (top, first), (bottom, last) = ((int(end[2]), _number(end[1])) for end in ends if end)
            self.merged.append((top, first, bottom, last))


def _number(letters: str) -> int:
    """The number of a column by its letters."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    """The letters of a column by its number."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
