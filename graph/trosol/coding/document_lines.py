"""Paragraphs, rows and notes of a document put together to numbered text, whatever form the document has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from textwrap import wrap

from trosol.coding.numbered_text import without_page_mark
from trosol.files.archive import Archive, WrongArchive
from trosol.files.markup import Markup, WrongMarkup
from trosol.files.plain_lines import without_unseen

__all__ = ["WIDE", "Lines", "read_part"]

WIDE = 110
MAX_CHARACTERS = 20_000_000
"""So many characters of text may come out of a document."""
_CELL, _SHORT_CELL, _IN_PARAGRAPH = " | ", 80, 2
_SPACE = re.compile(r"\s+")


def _shown(parts: list[str]) -> str:
    return _SPACE.sub(" ", without_unseen("".join(parts))).strip()


class Lines:
    """Paragraphs put together to numbered text. What stands within a paragraph (notes, boxes) comes after it; a row of short cells is one line."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._out: list[str] = []
        self._open: list[list[str]] = [[]]
        self._after: list[str] = []
        self._carried = ""
        self._rows = 0
        self._cells: list[list[str]] = []
        self._size = 0
        self._page = 1
        self._due = 0
        self._new_page = False

    def add(self, text: str) -> None:
        """More of the paragraph that is being read. Raises :class:`WrongMarkup` where there is too much."""
        self._size += len(text)
        if self._size > MAX_CHARACTERS:
            raise WrongMarkup(f"it holds more than {MAX_CHARACTERS:,} characters of text", large=True)
        self._open[-1].append(text)

    def begin(self) -> None:
        """A paragraph begins; one that is being read goes on after it."""
        self._open.append([self._carried])
        self._carried = ""

    def run_on(self) -> None:
        """The paragraph goes on in the next one."""
        self._carried = "".join(self._open.pop())

    def end(self, mark: str = "", *, within: bool = False) -> None:
        """The paragraph ends; ``mark`` stands before it (``# ``, ``- ``). ``within``: another goes on, before which it does not come."""
        text = _shown(self._open.pop())
        if not self._open:
            self._open.append([])
        if text:
            self._new_page = False
            if within:
                self._after.append(mark + text)
            else:
                self._put(mark + text)
        if not within:
            after, self._after = self._after, []
            for each in after:
                self._put(each)
            self._turn_due()

    def _put(self, text: str) -> None:
        if self._rows:
            self._cells[-1].append(text)
        else:
            self._write(text)

    def _turn_due(self) -> None:
        while self._due and not self._rows:
            self._due -= 1
            self._turn()

    def _write(self, text: str) -> None:
        self._out.extend(map(without_page_mark, wrap(text, WIDE, break_long_words=False, break_on_hyphens=False)))
        self._out.append("")

    def begin_row(self) -> None:
        """A row of a table begins; rows within its cells are paragraphs of these."""
        self._rows += 1
        if self._rows == 1:
            self._cells = [[]]

    def next_cell(self) -> None:
        """A cell of the row ends."""
        if self._rows == 1:
            self._cells.append([])

    def end_row(self) -> None:
        """The row ends: one line where each cell has one short paragraph at most, else its paragraphs one after the other."""
        if self._rows != 1:
            self._rows = max(0, self._rows - 1)
            return
        self._rows = 0
        cells = [cell for cell in self._cells if cell]
        if all(len(cell) == 1 and len(cell[0]) <= _SHORT_CELL for cell in cells):
            cells = [[_CELL.join(cell[0] for cell in cells)]] if cells else []
        for text in (text for cell in cells for text in cell):
            self._write(text)
        self._turn_due()

    def page(self, mark: str = "", *, again: bool = False) -> bool:
        """The next page begins, maybe within a paragraph: whether its first half, with ``mark``, was ended by that.

        ``again``: as a file says once more behind a break, before anything else is said. Within a row or a note, the page begins behind it.
        """
        if again and self._new_page and not "".join(self._open[-1]).strip():
            return False
        self._new_page = True
        if self._rows or len(self._open) > _IN_PARAGRAPH:
            self._due += 1
            return False
        text = _shown(self._open[-1])
        self._open[-1] = []
        if text:
            self._write(mark + text)
        self._turn()
        return bool(text)

    def _turn(self) -> None:
        if self._page == 1:
            self._out[:0] = ["[page 1]", ""]
        self._page += 1
        self._out += [f"[page {self._page}]", ""]

    def text(self) -> str:
        """All of it."""
        if self._carried:
            self.begin()
            self.end()
        while len(self._open) > 1:
            self.end(within=True)
        self.end()
        while self._rows:
            self.end_row()
        return "\n".join(self._out).strip("\n") + "\n"


def read_part(
    archive: Archive,
    member: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Read a member of an archive as XML. Raises :class:`WrongArchive` where there is none, :class:`WrongMarkup`."""
    if member not in archive:
        raise WrongArchive(f"it has no {member}")
    look = Markup(start, end, text)
    for piece in archive.pieces(member):
        look.feed(piece)
    look.close()
