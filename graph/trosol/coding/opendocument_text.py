"""The text of an OpenDocument text as it reads today: nothing deleted or hidden, no comment, and each note after its paragraph."""

from __future__ import annotations

from collections.abc import Mapping

from trosol.coding.document_lines import Lines, read_part
from trosol.files.archive import Archive

__all__ = ["odt_text"]

_GONE_NAMES = """
office:annotation text:tracked-changes office:forms svg:title svg:desc text:note-citation text:ruby-text text:hidden-text
text:hidden-paragraph office:scripts text:tracked-deletion
"""
_GONE = frozenset(_GONE_NAMES.split())


def odt_text(content: bytes) -> str:
    """The text of an OpenDocument text. Raises :class:`WrongArchive`, :class:`WrongMarkup`."""
    lines = Lines()
    read = _Content(lines)
    read_part(Archive(content), "content.xml", read.start, read.end, read.text)
    return lines.text()


class _Content:
    def __init__(self, lines: Lines) -> None:
        self._lines, self._gone, self._items = lines, 0, 0
        self._marks: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _GONE:
            self._gone += 1
        elif self._gone:
            return
        elif name == "text:list-item":
            self._items += 1
        elif name in ("text:p", "text:h"):
            level = attributes.get("text:outline-level", "1")
            title = "#" * min(6, int(level) if level.isascii() and level.isdigit() and len(level) < 3 else 1) + " "
            self._marks.append(title if name == "text:h" else "- " if self._items else "")
            self._lines.begin()
        elif name == "table:table-row":
            self._lines.begin_row()
        elif name == "text:soft-page-break":
            if self._lines.page(self._marks[-1] if self._marks else "") and self._marks:
                self._marks[-1] = ""
        elif name in ("text:s", "text:tab", "text:line-break") and self._marks:
            self._lines.add(" ")

    def end(self, name: str) -> None:
        if name in _GONE:
            self._gone -= 1
        elif self._gone:
            return
        elif name == "text:list-item":
            self._items -= 1
        elif name in ("text:p", "text:h"):
            self._lines.end(self._marks.pop(), within=bool(self._marks))
        elif name == "table:table-cell":
            self._lines.next_cell()
        elif name == "table:table-row":
            self._lines.end_row()

    def text(self, piece: str) -> None:
        if self._marks and not self._gone:
            self._lines.add(piece)
