"""The text of a web page: what a browser would show of it, without scripts, menus and what is hidden."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from trosol.coding.document_lines import Lines

__all__ = ["ENCODINGS", "html_text"]

_SILENT_TAGS = """
script style head template noscript svg math iframe object select textarea title nav del datalist audio video canvas rp
"""
_BLOCK_TAGS = """
address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_SILENT, _BLOCKS, _VOID = (frozenset(each.split()) for each in (_SILENT_TAGS, _BLOCK_TAGS, _VOID_TAGS))
_TITLES = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_CLOSES = {
    "li": ("li", ("ul", "ol", "menu")),
    "dt": ("dt dd", ("dl",)),
    "dd": ("dt dd", ("dl",)),
    "tr": ("tr td th", ("table",)),
    "td": ("td th", ("tr", "table")),
    "th": ("td th", ("tr", "table")),
    "tbody": ("tr td th thead tbody", ("table",)),
    "tfoot": ("tr td th tbody", ("table",)),
}
"""Elements whose end may be left out: what each ends when it begins, as far up as another stands."""
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\s*(?:!\s*important\s*)?(?:;|$)", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "latin-1", "iso8859-14", "iso8859-15", "iso8859-2", "cp1250", "cp1254", "cp1257")
"""Encodings in which a page may be written."""
_NAMES = {
    "windows-1250": "cp1250",
    "windows-1254": "cp1254",
    "windows-1257": "cp1257",
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 14, 15)},
}
_LOOKED = 12


class _Page(HTMLParser):
    def __init__(self, lines: Lines) -> None:
        super().__init__(convert_charrefs=True)
        self._lines, self._mark = lines, ""
        self._open: list[tuple[str, bool, bool]] = []
        self._alike: dict[tuple[str, bool, bool], tuple[str, bool, bool]] = {}
        self._count: Counter[str] = Counter()
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._implied(tag)
        self._block(tag, begins=True)
        if tag in _VOID:
            return
        unseen = tag in _SILENT or _is_hidden(tag, dict(attrs))
        row = tag == "tr" and not unseen and not self._unseen
        if row:
            self._lines.begin_row()
        opened = (tag, unseen, row)
        self._open.append(self._alike.setdefault(opened, opened))  # a page may leave millions open
        self._count[tag] += 1
        self._unseen += unseen

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._block(tag, begins=True)
        else:  # the stroke means nothing in HTML
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._block(tag, begins=False)
        if self._count[tag]:
            while self._pop() != tag:
                pass

    def end(self) -> None:
        """That was all of it."""
        self.close()
        while self._open:
            self._pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._lines.add(data)

    def _implied(self, tag: str) -> None:
        """End what a tag ends without saying so."""
        if tag in _BLOCKS and tag != "br" and self._open and self._open[-1][0] == "p":
            self._pop()
        names, within = _CLOSES.get(tag, ("", ()))
        ends = [name for name in names.split() if self._count[name]]
        if not ends:
            return
        last = 0
        for depth, (name, *_) in enumerate(reversed(self._open), 1):
            if name in within or depth > _LOOKED:
                break
            if name in ends:
                last = depth
        for _ in range(last):
            self._pop()

    def _pop(self) -> str:
        tag, unseen, row = self._open.pop()
        self._count[tag] -= 1
        self._unseen -= unseen
        if row:
            self._end()
            self._lines.end_row()
        return tag

    def _block(self, tag: str, *, begins: bool) -> None:
        if tag not in _BLOCKS or self._unseen:
            return
        self._end()
        if begins:
            self._mark = _TITLES.get(tag) or ("- " if tag == "li" else "")
            if tag in ("td", "th"):
                self._lines.next_cell()

    def _end(self) -> None:
        self._lines.end(self._mark)
        self._mark = ""


def _is_hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    shut = tag == "dialog" and "open" not in attributes
    return shut or "hidden" in attributes or bool(_UNSEEN.search((attributes.get("style") or "")[:2000]))


def html_text(content: bytes) -> str:
    """The text of a page.

    >>> html_text(b"<h2>Barriers</h2><p>Fear of <b>failure</b>.</p><script>x()</script>")
    '## Barriers\\n\\nFear of failure.\\n'
    """
    lines = Lines()
    page = _Page(lines)
    page.feed(_ended(_decoded(content)))
    page.end()
    return lines.text()


def _ended(text: str) -> str:
    """The page without beginnings that nothing ends, each of which a parser would follow to the end of it, and without sections of SGML."""
    text = text.replace("<![", "<! [")
    for begins, ends in (("<!--", "-->"), ("<", ">")):
        last = text.rfind(ends) + 1
        text = text[:last] + text[last:].replace(begins, "&lt;" + begins[1:])
    return text


def _decoded(content: bytes) -> str:
    said = _CHARSET.search(content[:2048])
    name = said[1].decode().lower() if said else ""
    named = _NAMES.get(name, name)
    tried = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", named, "cp1252"]
    for encoding in tried:
        if encoding in ENCODINGS:
            try:
                return content.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return content.decode("latin-1")
