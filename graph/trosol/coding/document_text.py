"""The text of a document, line by line: HTML, DOCX, ODT and PDF, with headings, list items and pages as far as the file says them.

Long paragraphs are broken into lines of at most :data:`WIDE` characters, so that a claim can cite a few lines. A heading begins with ``#``, a list
item with ``-``, and ``[page 7]`` stands where page 7 begins. Only text is taken: no script, no picture, no comment, nothing that was deleted, and
nothing that the document names elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from textwrap import wrap

from trosol.coding.pdf_text import pdf_text
from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.archive import Archive, WrongArchive
from trosol.files.markup import Markup, WrongMarkup

__all__ = ["READERS", "WIDE", "Lines", "document_text", "docx_text", "html_text", "odt_text"]

WIDE = 110
MAX_CHARACTERS = 20_000_000
"""So many characters of text may come out of a document."""
_SPACE = re.compile(r"\s+")
_HEADING = re.compile(r"^(?:heading|title|subtitle|titre|überschrift|pennawd)\b", re.IGNORECASE)
_SILENT_TAGS = """
script style head template noscript svg math iframe object select textarea title
"""
_BLOCK_TAGS = """
address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form header hr li main nav ol p pre
section summary table tbody td tfoot th thead tr ul
"""
_SILENT, _BLOCKS = frozenset(_SILENT_TAGS.split()), frozenset(_BLOCK_TAGS.split())


class Lines:
    """Paragraphs put together to numbered text."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._out: list[str] = []
        self._part: list[str] = []
        self._size = 0
        self._page = 1

    def add(self, text: str) -> None:
        """More of the paragraph that is being read. Raises :class:`WrongMarkup` where there is too much."""
        self._size += len(text)
        if self._size > MAX_CHARACTERS:
            raise WrongMarkup(f"it holds more than {MAX_CHARACTERS:,} characters of text", large=True)
        self._part.append(text)

    def end(self, mark: str = "") -> None:
        """The paragraph ends; ``mark`` stands before it (``# ``, ``- ``)."""
        text = _SPACE.sub(" ", "".join(self._part)).strip()
        self._part.clear()
        if text:
            self._out.extend(wrap(mark + text, WIDE, break_long_words=False, break_on_hyphens=False))
            self._out.append("")

    def page(self) -> None:
        """The next page begins."""
        if self._page == 1:
            self._out[:0] = ["[page 1]", ""]
        self.end()
        self._page += 1
        self._out += [f"[page {self._page}]", ""]

    def text(self) -> str:
        """All of it."""
        self.end()
        return "\n".join(self._out).strip("\n") + "\n"


class _Page(HTMLParser):
    def __init__(self, lines: Lines) -> None:
        super().__init__(convert_charrefs=True)
        self._lines, self._mark, self._silent = lines, "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS or tag in _TITLES:
            self._end()
            self._mark = _TITLES.get(tag, "- " if tag == "li" else "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS or tag in _TITLES:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._lines.add(data)

    def _end(self) -> None:
        self._lines.end(self._mark)
        self._mark = ""


_TITLES = {f"h{level}": "#" * level + " " for level in range(1, 7)}


def html_text(content: bytes) -> str:
    """The text of a page.

    >>> html_text(b"<h2>Barriers</h2><p>Fear of <b>failure</b>.</p><script>x()</script>")
    '## Barriers\\n\\nFear of failure.\\n'
    """
    lines = Lines()
    page = _Page(lines)
    page.feed(_decoded(content))
    page.close()
    return lines.text()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def docx_text(content: bytes) -> str:
    """The text of a Word document. Raises :class:`WrongArchive`, :class:`WrongMarkup`."""
    archive = Archive(content)
    styles = _heading_styles(archive)
    lines = Lines()
    state = {"mark": "", "text": ""}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "w:p":
            state["mark"] = ""
        elif name == "w:pStyle":
            state["mark"] = styles.get(attributes.get("w:val", ""), state["mark"])
        elif name == "w:numPr" and not state["mark"]:
            state["mark"] = "- "
        elif name == "w:t":
            state["text"] = "1"
        elif name == "w:lastRenderedPageBreak" or (name == "w:br" and attributes.get("w:type") == "page"):
            lines.page()
        elif name in ("w:br", "w:tab", "w:cr"):
            lines.add(" ")

    def end(name: str) -> None:
        if name == "w:p":
            lines.end(state["mark"])
        elif name == "w:t":
            state["text"] = ""

    _read(archive, "word/document.xml", start, end, lambda text: lines.add(text) if state["text"] else None)
    return lines.text()


def _heading_styles(archive: Archive) -> dict[str, str]:
    """Styles of headings by id, each with its mark."""
    found: dict[str, str] = {}
    here = {"id": ""}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "w:style":
            here["id"] = attributes.get("w:styleId", "")
        elif name == "w:name" and here["id"] and _HEADING.match(attributes.get("w:val", "")):
            found[here["id"]] = found.get(here["id"], "# ")
        elif name == "w:outlineLvl" and here["id"]:
            level = attributes.get("w:val", "0")
            if level in "012345":
                found[here["id"]] = "#" * (int(level) + 1) + " "

    if "word/styles.xml" in archive:
        _read(archive, "word/styles.xml", start, lambda _: None, lambda _: None)
    return found


def odt_text(content: bytes) -> str:
    """The text of an OpenDocument text. Raises :class:`WrongArchive`, :class:`WrongMarkup`."""
    lines = Lines()
    state = {"silent": 0, "inside": 0, "items": 0}
    marks: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name in ("office:annotation", "text:tracked-changes", "office:forms", "svg:title", "svg:desc", "text:note-citation"):
            state["silent"] += 1
        elif name == "text:list-item":
            state["items"] += 1
        elif name in ("text:p", "text:h"):
            level = attributes.get("text:outline-level", "1")
            title = "#" * min(6, int(level) if level.isascii() and level.isdigit() else 1) + " "
            marks.append(title if name == "text:h" else "- " if state["items"] else "")
        elif name == "text:soft-page-break":
            lines.page()
        elif name in ("text:s", "text:tab", "text:line-break") and marks:
            lines.add(" ")

    def end(name: str) -> None:
        if name in ("office:annotation", "text:tracked-changes", "office:forms", "svg:title", "svg:desc", "text:note-citation"):
            state["silent"] -= 1
        elif name == "text:list-item":
            state["items"] -= 1
        elif name in ("text:p", "text:h") and marks:
            mark = marks.pop()
            if not state["silent"]:
                lines.end(mark)

    def text(piece: str) -> None:
        if marks and not state["silent"]:
            lines.add(piece)

    _read(Archive(content), "content.xml", start, end, text)
    return lines.text()


def _read(
    archive: Archive,
    member: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    if member not in archive:
        raise WrongArchive(f"it has no {member}")
    look = Markup(start, end, text)
    for piece in archive.pieces(member):
        look.feed(piece)
    look.close()


READERS: Mapping[str, tuple[str, Callable[[bytes], str]]] = {
    ".html": ("HTML", html_text),
    ".htm": ("HTML", html_text),
    ".docx": ("DOCX", docx_text),
    ".odt": ("ODT", odt_text),
    ".pdf": ("PDF", pdf_text),
}
"""By the ending of a file: what it is called, and its reader."""


def document_text(content: bytes, name: str, ending: str) -> str:
    """The text of a document. Raises :class:`TrosolError` that says what is wrong with it."""
    form, read = READERS[ending]
    try:
        return read(content)
    except (WrongArchive, WrongMarkup) as error:
        raise TrosolError(
            Problem(
                "source-unreadable",
                f"'{shorten(name)}' is not read as {form}: {error.reason}.",
                "Save it again with the program it comes from, or as plain text (UTF-8).",
                Where(shorten(name)),
            )
        ) from None
