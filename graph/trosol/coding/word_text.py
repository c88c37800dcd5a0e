"""The text of a Word document as it reads today: nothing that was deleted, moved away or hidden, no comment, and each note after its paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping

from trosol.coding.document_lines import Lines, read_part
from trosol.files.archive import Archive

__all__ = ["docx_text"]

_HEADING = re.compile(r"^(?:heading|title|subtitle|titre|überschrift|pennawd)\b", re.IGNORECASE)
_GONE = frozenset(("w:del", "w:moveFrom", "mc:Fallback", "w:rPrChange", "w:pPrChange"))
"""What was deleted, what was moved away, what stands there a second time for older programs, and how something looked before."""
_OFF = frozenset(("0", "false", "off"))
_NOTES = (("w:footnoteReference", "word/footnotes.xml", "w:footnote"), ("w:endnoteReference", "word/endnotes.xml", "w:endnote"))


def docx_text(content: bytes) -> str:
    """The text of a Word document. Raises :class:`WrongArchive`, :class:`WrongMarkup`."""
    archive = Archive(content)
    styles = _marks_of_styles(archive)
    notes = {refers: _notes(archive, member, name) for refers, member, name in _NOTES}
    lines = Lines()
    _Story(lines, styles, notes).read(archive, "word/document.xml")
    return lines.text()


class _Story:
    """A part of the document that is read as it runs."""

    def __init__(self, lines: Lines, styles: Mapping[str, str], notes: Mapping[str, Mapping[str, str]]) -> None:
        self._lines, self._styles, self._notes = lines, styles, notes
        self._marks: list[str] = []
        self._gone = 0
        self._text = self._hidden = False
        self._looks = self._joined = False

    def read(self, archive: Archive, member: str) -> None:
        """All of a member of the archive."""
        read_part(archive, member, self.start, self.end, self.text)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: PLR0912
        """An element begins."""
        lines, marks = self._lines, self._marks
        if name in _GONE:
            self._gone += 1
            # Where the end of a paragraph was deleted, it runs on into the next.
            self._joined = self._joined or (self._looks and name in ("w:del", "w:moveFrom"))
        if self._gone:
            return
        if name == "w:p":
            marks.append("")
            lines.begin()
            self._joined = False
        elif name == "w:pPr":
            self._looks = True
        elif name == "w:tr":
            lines.begin_row()
        elif name == "w:r":
            self._hidden = False
        elif name == "w:vanish":
            self._hidden = attributes.get("w:val", "1") not in _OFF
        elif name in ("w:t", "m:t"):
            self._text = True
        elif not marks:
            return
        elif name == "w:pStyle":
            marks[-1] = self._styles.get(attributes.get("w:val", ""), marks[-1])
        elif name == "w:numId" and not marks[-1].startswith("#"):
            marks[-1] = "" if attributes.get("w:val") == "0" else "- "
        elif name == "w:numPr" and not marks[-1]:
            marks[-1] = "- "
        elif name == "w:lastRenderedPageBreak":
            self._page(again=True)
        elif name == "w:br" and attributes.get("w:type") == "page":
            self._page(again=False)
        elif name in ("w:br", "w:tab", "w:cr", "w:ptab"):
            lines.add(" ")
        elif name == "w:noBreakHyphen":
            lines.add("-")
        elif name in self._notes and (note := self._notes[name].get(attributes.get("w:id", ""))):
            lines.begin()
            lines.add(note)
            lines.end(within=True)

    def _page(self, *, again: bool) -> None:
        if self._lines.page(self._marks[-1], again=again):
            self._marks[-1] = ""

    def end(self, name: str) -> None:
        """An element ends."""
        if name in _GONE:
            self._gone -= 1
        elif self._gone:
            return
        elif name == "w:p":
            mark = self._marks.pop()
            if self._joined and not self._marks:
                self._lines.run_on()
            else:
                self._lines.end(mark, within=bool(self._marks))
            self._joined = False
        elif name == "w:pPr":
            self._looks = False
        elif name in ("w:t", "m:t"):
            self._text = False
        elif name == "w:r":
            self._hidden = False
        elif name == "w:tc":
            self._lines.next_cell()
        elif name == "w:tr":
            self._lines.end_row()

    def text(self, piece: str) -> None:
        """Letters between elements."""
        if self._text and not self._hidden and not self._gone:
            self._lines.add(piece)


def _marks_of_styles(archive: Archive) -> dict[str, str]:
    """Styles of headings and of list items by id, each with its mark."""
    found: dict[str, str] = {}
    here = {"id": ""}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "w:style":
            here["id"] = attributes.get("w:styleId", "")
        elif name == "w:name" and here["id"] and _HEADING.match(attributes.get("w:val", "")):
            found[here["id"]] = found.get(here["id"], "# ")
        elif name == "w:numPr" and here["id"]:
            found.setdefault(here["id"], "- ")
        elif name == "w:outlineLvl" and here["id"]:
            level = attributes.get("w:val", "0")
            if level in "012345":
                found[here["id"]] = "#" * (int(level) + 1) + " "

    if "word/styles.xml" in archive:
        read_part(archive, "word/styles.xml", start, lambda _: None, lambda _: None)
    return found


def _notes(archive: Archive, member: str, element: str) -> dict[str, str]:
    """The notes of a document by id, each as one paragraph."""
    found: dict[str, str] = {}
    if member not in archive:
        return found
    notes: list[tuple[str, Lines, _Story]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == element:
            lines = Lines()
            notes.append((attributes.get("w:id", ""), lines, _Story(lines, {}, {})))
        elif notes:
            notes[-1][2].start(name, attributes)

    def end(name: str) -> None:
        if name == element and notes:
            key, lines, _ = notes.pop()
            found[key] = " ".join(lines.text().split())
        elif notes:
            notes[-1][2].end(name)

    read_part(archive, member, start, end, lambda piece: notes[-1][2].text(piece) if notes else None)
    return found
