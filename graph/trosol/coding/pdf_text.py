"""The text of a PDF, line by line, with its pages as they are numbered, headings by their letters, and without what stands on every page.

Only text is taken: no script is run, nothing attached is opened, no picture is looked at, and nothing that the document names elsewhere is fetched.
"""

from __future__ import annotations

import codecs
import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages
from typing import Any

from trosol.coding.numbered_text import without_page_mark
from trosol.coding.pdf_columns import in_columns, runs_on
from trosol.coding.pdf_edges import without_edges
from trosol.coding.pdf_lines import PdfLine, page_lines
from trosol.extras import needs_extra
from trosol.files.markup import WrongMarkup

__all__ = ["MAX_PAGES", "load_reader", "pdf_text"]

MAX_PAGES = 2000
"""A PDF has so many pages at most."""
MAX_PDF_TEXT = 20_000_000
"""So many characters of text may come out of it."""
_LABEL = re.compile(r"^[^\]\s]{1,12}$")
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
_LARGER, _TITLE_WORDS, _GAP, _LEAST_STEP = 1.12, 14, 1.45, 0.8
_NO_TEXT = "its pages are pictures without text (a scan has to go through text recognition first)"
_NO_TITLE = re.compile(r"[.;,:]$|^[•●▪◦○*–—-]\s")


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
            pages.append(page_lines(page))
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
        raise WrongMarkup(_NO_TEXT)
    usual = _usual(pages)
    inner = without_edges(pages, labels, _step([line for lines in pages for line in lines]), partial(_is_title, usual=usual))
    if not any(inner):
        raise WrongMarkup(_NO_TEXT)
    return _put_together([in_columns(lines) for lines in inner], labels, usual)


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


def _labels(reader: Any, count: int) -> list[str]:
    """How pages are numbered: as the file says, where that tells them apart, else one after the other."""
    said = [str(label) for label in reader.page_labels]
    plain = len(said) == count == len(set(said)) and all(map(_LABEL.match, said))
    return said if plain else [str(number) for number in range(1, count + 1)]


def _usual(pages: Sequence[Sequence[PdfLine]]) -> float:
    """The size of most letters."""
    weights: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        weights[round(line.size, 1)] += len(line.text)
    return max(weights.items(), key=lambda each: (each[1], -each[0]))[0]


def _put_together(pages: Sequence[Sequence[PdfLine]], labels: Iterable[str], usual: float) -> str:
    sizes = sorted({round(line.size, 1) for lines in pages for line in lines if _is_title(line, usual)}, reverse=True)
    words = Counter(word.casefold() for lines in pages for line in lines for word in _WORD.findall(line.text))
    out: list[str] = []
    for label, lines, texts in zip(labels, pages, _whole_words(pages, words), strict=True):
        out += ["", f"[page {label}]", ""]
        out += _page(lines, texts, usual, sizes)
    return "\n".join(out).strip("\n") + "\n"


def _is_title(line: PdfLine, usual: float) -> bool:
    short = len(line.text.split()) <= _TITLE_WORDS and any(map(str.isalpha, line.text)) and not _NO_TITLE.search(line.text)
    return short and (line.size > usual * _LARGER or (line.bold and line.size > usual * 0.98))


def _whole_words(pages: Sequence[Sequence[PdfLine]], words: Counter[str]) -> list[list[str]]:
    """The texts of lines, with words made whole that were broken at the end of a line or of a page."""
    texts = [[line.text for line in lines] for lines in pages]
    places = [(page, number) for page, lines in enumerate(texts) for number in range(len(lines))]
    for (page, number), (next_page, after) in pairwise(places):
        broken, rest = _BROKEN.search(texts[page][number]), texts[next_page][after].split(" ", 1)
        if broken and rest[0][:1].islower() and _one_word(broken[1], rest[0], words):
            texts[page][number] = texts[page][number][:-1] + rest[0]
            texts[next_page][after] = rest[1] if len(rest) > 1 else ""
    return texts


def _step(lines: Sequence[PdfLine]) -> float:
    """From one line to the next within a paragraph: the lower quarter, for on a page of short paragraphs most steps lead from one to the next."""
    downs = ((above.height - below.height, min(above.size, below.size)) for above, below in pairwise(lines))
    steps = sorted(down for down, size in downs if down > _LEAST_STEP * size)
    return steps[len(steps) // 4] if steps else 0.0


def _page(lines: Sequence[PdfLine], texts: Sequence[str], usual: float, sizes: Sequence[float]) -> list[str]:
    """The lines of a page: headings marked, a blank line where a paragraph ends."""
    step = _step(lines)
    out: list[str] = []
    for number, (line, text) in enumerate(zip(lines, texts, strict=True)):
        title = _is_title(line, usual)
        before = lines[number - 1] if number else None
        again = before is not None and title and _is_title(before, usual) and abs(before.size - line.size) < 0.5
        gap = before is not None and step > 0 and _apart(before, line, step)
        if before is not None and (gap or title or _is_title(before, usual)) and out and out[-1] and not (again and not gap):
            out.append("")
        if again and not gap and out and out[-1].startswith("#") and len(out[-1].split()) <= _TITLE_WORDS:
            out[-1] += f" {text}"  # a heading over two lines
        elif text:
            out.append("#" * min(6, 1 + sizes.index(round(line.size, 1))) + f" {text}" if title else without_page_mark(text))
    return out


def _apart(above: PdfLine, below: PdfLine, step: float) -> bool:
    """Whether a paragraph ends between two lines: one may go on at the top of the next column."""
    down = above.height - below.height
    if above.turned == below.turned and down < 0:
        return not runs_on(above.text, below.text)
    return above.turned != below.turned or down > step * _GAP


def _one_word(first: str, rest: str, words: Counter[str]) -> bool:
    """Whether a word that is broken at the end of a line is one without its hyphen."""
    second = re.match(r"[^\W\d_]*", rest)
    end = second[0].casefold() if second else ""
    return bool(end) and not words[f"{first.casefold()}-{end}"]
