"""The text of a PDF, line by line, with its pages as they are numbered, headings by their letters, and without what stands on every page.

Only text is taken: no script is run, nothing attached is opened, no picture is looked at, and nothing that the document names elsewhere is fetched.
"""

from __future__ import annotations

import codecs
import io
import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages
from statistics import median
from typing import Any

from trosol.extras import needs_extra
from trosol.files.markup import WrongMarkup

__all__ = ["MAX_PAGES", "load_reader", "pdf_text"]

MAX_PAGES = 2000
"""A PDF has so many pages at most."""
MAX_PDF_TEXT = 20_000_000
"""So many characters of text may come out of it."""
_LIGATURES = str.maketrans(
    {
        **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
        **{"\uf001": "fi", "\uf002": "fl", "\uf0b7": "•", "\u00a0": " ", "\t": " "},
    }
)
"""Letters written together, and signs for private use as common programs use them."""
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_LABEL = re.compile(r"^[^\]\s]{1,12}$")
_NUMBER = re.compile(r"\d+")
_ONLY_NUMBER = re.compile(
    r"^(?:page|p\.|tudalen|seite)?\s*(?:[–-]\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|o)\s*\d{1,4})?(?:\s*[–-])?$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_ENCODINGS = [
    "ascii",
    "latin-1",
    "cp1252",
    "mac-roman",
    "charmap",
    "utf-8",
    "utf-16",
    "utf-16-be",
    "utf-16-le",
    "utf-32",
    "utf-32-be",
    "gbk",
    "gb2312",
    "gb18030",
    "big5",
    "big5hkscs",
    "cp950",
    "cp932",
    "shift-jis",
    "euc-jp",
    "euc-kr",
    "cp949",
    "iso2022-jp",
]
"""Encodings that fonts of a PDF name."""
_EDGE, _OFTEN, _SHARE = 2, 3, 8
_LARGER, _TITLE_WORDS, _GAP = 1.12, 14, 1.45
_NO_TITLE = re.compile(r"[.;,:]$|^[•●▪◦○*–—-]\s")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, the size of its letters, whether all are bold, and how high it stands."""

    text: str
    size: float
    bold: bool
    height: float


def pdf_text(content: bytes) -> str:
    """The text of a PDF. Raises :class:`WrongMarkup` for one that is broken, locked or without text; needs the extra ``sources``."""
    with needs_extra("sources"):
        import pypdf
        from pypdf.errors import DependencyError
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise WrongMarkup("it is locked with a password")
        if len(reader.pages) > MAX_PAGES:
            raise WrongMarkup(f"it has more than {MAX_PAGES:,} pages", large=True)
        pages, size = [], 0
        for page in reader.pages:
            pages.append(_lines(page))
            size += sum(len(line.text) for line in pages[-1])
            if size > MAX_PDF_TEXT:
                raise WrongMarkup(f"it holds more than {MAX_PDF_TEXT:,} characters of text", large=True)
        labels = _labels(reader, len(pages))
    except (WrongMarkup, MemoryError):
        raise
    except DependencyError:
        raise WrongMarkup("it is locked in a way that is not opened") from None
    except Exception:  # whatever a broken file makes of its reader
        raise WrongMarkup("it is broken, or no PDF") from None
    if not any(pages):
        raise WrongMarkup("its pages are pictures without text (a scan has to go through text recognition first)")
    usual = _usual(pages)
    return _put_together(_without_edges(pages, usual), labels, usual)


def load_reader() -> None:
    """Load whatever the reader loads late, in a process that soon can open nothing. Without the extra there is nothing to load."""
    with suppress(ImportError):
        package = import_module("pypdf")
        for part in ("_codecs", "_text_extraction", "generic"):
            inner = import_module(f"pypdf.{part}")
            for each in walk_packages(inner.__path__, f"{package.__name__}.{part}."):
                # Some parts need packages that no text needs (pictures): the reader does without them here too.
                with suppress(ImportError):
                    import_module(each.name)
    for name in _ENCODINGS:
        with suppress(LookupError):
            codecs.lookup(name)


def _lines(page: Any) -> list[_Line]:
    """The lines of a page that have text."""
    pieces: list[tuple[str, float, bool, float]] = []

    def piece(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float | None) -> None:
        if text:
            scale = math.sqrt(abs((outer[0] * outer[3] - outer[1] * outer[2]) * (inner[0] * inner[3] - inner[1] * inner[2])))
            height = outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
            name = str(font.get("/BaseFont", "")) if hasattr(font, "get") else ""
            pieces.append((text, (size or 0.0) * scale, "bold" in name.casefold(), height))

    page.extract_text(visitor_text=piece)
    found: list[_Line] = []
    parts: list[tuple[str, float, bool, float]] = []
    for text, size, bold, height in pieces:
        first, *more = text.split("\n")
        parts.append((first, size, bold, height))
        for each in more:
            found += _line(parts)
            parts = [(each, size, bold, height)]
    return found + _line(parts)


def _line(parts: Sequence[tuple[str, float, bool, float]]) -> list[_Line]:
    text = " ".join(_UNSHOWN.sub("", "".join(part[0] for part in parts).translate(_LIGATURES)).split())
    shown = [part for part in parts if part[0].strip()]
    if not text or not shown:
        return []
    size = max(shown, key=lambda part: len(part[0].strip()))[1]
    return [_Line(text, size if math.isfinite(size) else 0.0, all(part[2] for part in shown), shown[0][3])]


def _labels(reader: Any, count: int) -> list[str]:
    """How pages are numbered: as the file says, where that tells them apart, else one after the other."""
    said = [str(label) for label in reader.page_labels]
    plain = len(said) == count == len(set(said)) and all(map(_LABEL.match, said))
    return said if plain else [str(number) for number in range(1, count + 1)]


def _usual(pages: Sequence[Sequence[_Line]]) -> float:
    """The size of most letters."""
    weights: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        weights[round(line.size, 1)] += len(line.text)
    return max(weights.items(), key=lambda each: (each[1], -each[0]))[0]


def _without_edges(pages: Sequence[list[_Line]], usual: float) -> list[list[_Line]]:
    """The pages without what stands first or last on many of them, and without their numbers there; headings stay."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_alike(line.text) for line in _edges(lines)})
    often = max(_OFTEN, len(pages) // _SHARE)
    out = []
    for lines in pages:
        gone = {id(line) for line in _edges(lines) if seen[_alike(line.text)] >= often or _ONLY_NUMBER.match(line.text)}
        out.append([line for line in lines if id(line) not in gone or _is_title(line, usual)])
    return out


def _edges(lines: Sequence[_Line]) -> Sequence[_Line]:
    return lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]


def _alike(text: str) -> str:
    return _NUMBER.sub("0", text.casefold())


def _put_together(pages: Sequence[Sequence[_Line]], labels: Iterable[str], usual: float) -> str:
    sizes = sorted({round(line.size, 1) for lines in pages for line in lines if _is_title(line, usual)}, reverse=True)
    words = Counter(word.casefold() for lines in pages for line in lines for word in _WORD.findall(line.text))
    out: list[str] = []
    for label, lines in zip(labels, pages, strict=True):
        out += ["", f"[page {label}]", ""]
        out += _page(lines, usual, sizes, words)
    return "\n".join(out).strip("\n") + "\n"


def _is_title(line: _Line, usual: float) -> bool:
    short = len(line.text.split()) <= _TITLE_WORDS and any(map(str.isalpha, line.text)) and not _NO_TITLE.search(line.text)
    return short and (line.size > usual * _LARGER or (line.bold and line.size > usual * 0.98))


def _page(lines: Sequence[_Line], usual: float, sizes: Sequence[float], words: Counter[str]) -> list[str]:
    """The lines of a page: headings marked, a blank line where a paragraph ends, words that were broken made whole."""
    steps = [above.height - below.height for above, below in pairwise(lines) if above.height > below.height]
    step = median(steps) if steps else 0.0
    texts = [line.text for line in lines]
    for number in range(len(texts) - 1):
        broken, rest = _BROKEN.search(texts[number]), texts[number + 1].split(" ", 1)
        if broken and rest[0][:1].islower() and _one_word(broken[1], rest[0], words):
            texts[number] = texts[number][:-1] + rest[0]
            texts[number + 1] = rest[1] if len(rest) > 1 else ""
    out: list[str] = []
    for number, (line, text) in enumerate(zip(lines, texts, strict=True)):
        title = _is_title(line, usual)
        before = lines[number - 1] if number else None
        again = before is not None and title and _is_title(before, usual) and abs(before.size - line.size) < 0.5
        gap = before is not None and step > 0 and not 0 <= before.height - line.height <= step * _GAP
        if before is not None and (gap or title or _is_title(before, usual)) and out and out[-1] and not (again and not gap):
            out.append("")
        if again and not gap and out and out[-1].startswith("#") and len(out[-1].split()) <= _TITLE_WORDS:
            out[-1] += f" {text}"  # a heading over two lines
        elif text:
            out.append("#" * min(6, 1 + sizes.index(round(line.size, 1))) + f" {text}" if title else text)
    return out


def _one_word(first: str, rest: str, words: Counter[str]) -> bool:
    """Whether a word that is broken at the end of a line is one without its hyphen."""
    second = re.match(r"[^\W\d_]*", rest)
    end = second[0].casefold() if second else ""
    return bool(end) and not words[f"{first.casefold()}-{end}"]
