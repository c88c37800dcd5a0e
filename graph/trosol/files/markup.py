"""XML looked at whole: what this look cannot read to its end, or what goes beyond its bounds, no reader behind it is given.

Readers differ in what they forgive: some read on where the standard ends. So the look is the strict one (expat), it has to come
to the end, and what only the other would understand is refused. Standard: https://www.w3.org/TR/xml/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

__all__ = [
    "MAX_ATTRIBUTES",
    "MAX_DEPTH",
    "MAX_ELEMENTS",
    "MAX_NAMESPACES",
    "MAX_OF_ONE",
    "MAX_TAG",
    "Markup",
    "MarkupBounds",
    "WrongMarkup",
    "wrong_markup",
]

MAX_DEPTH = 200
"""Elements within elements; readers that call themselves for each would otherwise fall over, or take for ever."""
MAX_ELEMENTS = 2_000_000
MAX_ATTRIBUTES = 4_000_000
MAX_OF_ONE = 200
"""Attributes of one element: some readers compare each with each."""
MAX_NAMESPACES = 500
"""Namespaces declared and still in force: some readers go through all of them for each name."""
MAX_TAG = 1_048_576
"""Bytes of one tag, comment or instruction: readers that take a file in pieces begin such a one anew with each."""

_CHUNK = 1 << 16
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "windows-1252"}
_UTF8, _UTF16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)
_TYPED = "it declares a document type (DOCTYPE)"


class WrongMarkup(Exception):
    """XML that is not read. ``reason``: why, as half a sentence; ``large``: because of its size."""

    def __init__(self, reason: str, *, large: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.large = reason, large


@dataclass(frozen=True)
class MarkupBounds:
    """How much XML may hold, each in all of it: elements, attributes, and how deep they nest."""

    elements: int = MAX_ELEMENTS
    attributes: int = MAX_ATTRIBUTES
    depth: int = MAX_DEPTH


Start = Callable[[str, Mapping[str, str]], None]


class Markup:
    """A look at XML that is given in pieces (:meth:`feed`), then ended (:meth:`close`).

    ``start``, ``end``, ``text``: what is told of the elements and texts on the way, names as they are written. Both methods raise
    :class:`WrongMarkup`, and whatever those raise.
    """

    def __init__(
        self,
        start: Start | None = None,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        bounds: MarkupBounds | None = None,
    ) -> None:
        self._bounds, self._start, self._end = bounds or MarkupBounds(), start, end
        self._depth = self._elements = self._attributes = self._fed = 0
        self._spaces: list[int] = []
        self._mark = b""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._begun
        self._parser.EndElementHandler = self._ended
        if text is not None:
            self._parser.CharacterDataHandler = text

    @property
    def elements(self) -> int:
        """How many there were up to now."""
        return self._elements

    def feed(self, piece: bytes) -> None:
        """Look at one more piece."""
        for at in range(0, len(piece), _CHUNK):
            chunk = piece[at : at + _CHUNK]
            if len(self._mark) < 4:
                self._begin(chunk)
            self._parse(chunk, final=False)
            self._fed += len(chunk)
            if self._fed - self._parser.CurrentByteIndex > MAX_TAG:
                raise WrongMarkup(f"a tag or comment in it is longer than {MAX_TAG:,} bytes")

    def close(self) -> None:
        """That was all of it."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            raise WrongMarkup(f"it is not well-formed XML ({expat.ErrorString(error.code)}, {place})") from None
        except (ValueError, LookupError, UnicodeError):
            raise WrongMarkup("it is written in an encoding that is not read") from None

    def _begin(self, chunk: bytes) -> None:
        """What the first bytes say of the encoding: without a mark, only one in which ASCII is ASCII."""
        self._mark = (self._mark + chunk[:4])[:4]
        if (b"\0" in self._mark and not self._mark.startswith(_UTF16)) or b"\0\0" in self._mark:
            raise WrongMarkup("it is written in an encoding that is not read (write it as UTF-8)")

    def _declared(self, version: str, encoding: str | None, _standalone: int) -> None:
        name = (encoding or "").casefold()
        if version != "1.0":
            raise WrongMarkup(f"it says that it is XML {version[:10]}, and 1.0 is what is read")
        if self._mark.startswith(_UTF16):
            known = {"", "utf-16"}
        elif self._mark.startswith(_UTF8):
            known = {"", "utf-8", "utf8"}
        else:
            known = {"", *_ENCODINGS}
        if name not in known:
            raise WrongMarkup(
                f"it says that it is written in {name[:40] or 'another encoding'}, and it is not, or that is not read"
            )

    def _doctype(self, *_: object) -> None:
        raise WrongMarkup(_TYPED)

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        self._attributes += len(attributes)
        bounds = self._bounds
        if self._depth > bounds.depth:
            raise WrongMarkup(f"it nests elements more than {bounds.depth} deep")
        if self._elements > bounds.elements:
            raise WrongMarkup(f"it has more than {bounds.elements:,} elements", large=True)
        if attributes:
            if self._attributes > bounds.attributes:
                raise WrongMarkup(f"it has more than {bounds.attributes:,} attributes", large=True)
            if len(attributes) > MAX_OF_ONE:
                raise WrongMarkup(f"an element in it has more than {MAX_OF_ONE} attributes")
            for key in attributes:
                if key[:5] == "xmlns":
                    self._spaces.append(self._depth)
            if len(self._spaces) > MAX_NAMESPACES:
                raise WrongMarkup(f"it has more than {MAX_NAMESPACES} namespaces at one place")
        if self._start is not None:
            self._start(name, attributes)

    def _ended(self, name: str) -> None:
        while self._spaces and self._spaces[-1] == self._depth:
            self._spaces.pop()
        self._depth -= 1
        if self._end is not None:
            self._end(name)


def wrong_markup(content: bytes, look: Markup | None = None) -> str:
    """Why XML is not read, as half a sentence; empty where it may be. ``look``: one that is told of what is in it.

    >>> wrong_markup(b"<a/>"), wrong_markup(b"<a>")
    ('', 'it is not well-formed XML (no element found, line 1, column 4)')
    """
    # Where a comment or a CDATA section ends, a reader behind this one may see otherwise: so wherever it stands.
    if _DOCTYPE.search(content):
        return _TYPED
    look = look or Markup()
    try:
        look.feed(content)
        look.close()
    except WrongMarkup as error:
        return error.reason
    return ""
