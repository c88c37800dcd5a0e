"""The lines of a page of a PDF as it writes them: where each stands, along the way the text runs, and how large its letters are."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trosol.files.plain_lines import without_unseen

__all__ = ["Part", "PdfLine", "line_of", "page_lines"]

_LETTERS = str.maketrans(
    {
        **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
        **{"\uf001": "fi", "\uf002": "fl", "\uf0b7": "•", "\u00a0": " ", "\t": " "},
        **{"\u00ad": "-", "\u2010": "-", "\u2011": "-"},
    }
)
"""Letters written together, signs for private use as common programs use them, hyphens (a page shows what a text would hide)."""
_UNSHOWN = re.compile(r"[\x0b-\x0d\x85\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_ACCENT = re.compile(r"([\u02c6\u00b4\u00a8])([AEIOUWYaeiouwy])")
"""An accent that stands before its letter, as TeX puts it there: a circumflex of Welsh, an acute, a diaeresis."""
_ABOVE = {"\u02c6": "\u0302", "\u00b4": "\u0301", "\u00a8": "\u0308"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: its text, where it starts, and the size and weight of its letters."""

    text: str
    start: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its text, the size of its letters, whether all are bold, how high it stands, and which way it runs, in degrees."""

    text: str
    size: float
    bold: bool
    height: float
    turned: int
    parts: tuple[Part, ...]

    @property
    def start(self) -> float:
        """Where it begins."""
        return self.parts[0].start


@dataclass(frozen=True, slots=True)
class _Place:
    height: float
    turned: int


def page_lines(page: Any) -> list[PdfLine]:
    """The lines of a page that have text."""
    pieces: list[tuple[Part, _Place]] = []

    def piece(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float | None) -> None:
        if not text:
            return
        scale = math.sqrt(abs((outer[0] * outer[3] - outer[1] * outer[2]) * (inner[0] * inner[3] - inner[1] * inner[2])))
        across = outer[0] * inner[4] + outer[2] * inner[5] + outer[4]
        up = outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
        way = math.atan2(inner[0] * outer[1] + inner[1] * outer[3], inner[0] * outer[0] + inner[1] * outer[2])
        place = _Place(up * math.cos(way) - across * math.sin(way), round(math.degrees(way)))
        name = str(font.get("/BaseFont", "")) if hasattr(font, "get") else ""
        start = across * math.cos(way) + up * math.sin(way)
        pieces.append((Part(text, start, (size or 0.0) * scale, "bold" in name.casefold()), place))

    page.extract_text(visitor_text=piece)
    found: list[PdfLine] = []
    parts: list[tuple[Part, _Place]] = []
    for part, place in pieces:
        first, *more = part.text.split("\n")
        parts.append((Part(first, part.start, part.size, part.bold), place))
        for each in more:
            found += _line(parts)
            parts = [(Part(each, part.start, part.size, part.bold), place)]
    return found + _line(parts)


def _line(parts: Sequence[tuple[Part, _Place]]) -> list[PdfLine]:
    shown = [(part, place) for part, place in parts if part.text.strip()]
    if not shown:
        return []
    _, place = shown[0]
    known = math.isfinite(place.height) and all(math.isfinite(part.start) for part, _ in shown)
    line = line_of([part for part, _ in parts], place.height if known else 0.0, place.turned if known else 0)
    return [line] if line else []


def line_of(parts: Sequence[Part], height: float, turned: int) -> PdfLine | None:
    """A line of these parts; None where they show nothing."""
    text = " ".join(without_unseen(_UNSHOWN.sub("", "".join(part.text for part in parts).translate(_LETTERS))).split())
    text = unicodedata.normalize("NFC", _ACCENT.sub(lambda found: found[2] + _ABOVE[found[1]], text))
    shown = tuple(part for part in parts if part.text.strip())
    if not text or not shown:
        return None
    size = max(shown, key=lambda part: len(part.text.strip())).size
    return PdfLine(text, size if math.isfinite(size) else 0.0, all(part.bold for part in shown), height, turned, shown)
