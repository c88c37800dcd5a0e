"""What stands at the top and at the foot of many pages of a PDF, and is none of its text: running heads and numbers of pages.

Rows of a table and lines that come back stand at the edge of a page too. So what is left out is the same on all of its pages but for the number of
the page, at one height, and set off from the text; or it stands on half of all pages, above or below all else. No page loses all that it says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from statistics import median, median_high

from trosol.coding.pdf_lines import PdfLine

__all__ = ["without_edges"]

_EDGE, _OFTEN, _SHARE, _HALF = 2, 3, 8, 2
_GAP, _SAME_HEIGHT, _OTHER_SIZE = 1.45, 6.0, 0.03
_DIGITS = re.compile(r"\d{1,4}")
_ONLY_NUMBER = re.compile(
    r"^(?:page|p\.|tudalen|seite)?\s*(?:[–-]\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|o)\s*\d{1,4})?(?:\s*[–-])?$", re.IGNORECASE
)
_ROMAN = re.compile(r"^c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def without_edges(
    pages: Sequence[list[PdfLine]], labels: Sequence[str], step: float, is_title: Callable[[PdfLine], bool]
) -> list[list[PdfLine]]:
    """The pages without what stands first or last on many of them, and without their numbers there; headings stay.

    ``labels``: how pages are numbered; ``step``: from one line to the next.
    """
    own = [_own_numbers(number, label) for number, label in enumerate(labels)]
    for by, count in _steps(pages).items():
        if count >= _OFTEN:
            for number, each in enumerate(own):
                each.add(number + by)
    seen = _pages_alike(pages, own)
    often = max(_OFTEN, len(pages) // _SHARE)
    half = max(_OFTEN, len(pages) // _HALF)
    out = []
    for number, lines in enumerate(pages):
        gone = {id(line) for line in _edges(lines) if _number_in(line.text) in own[number]}
        body = [line for line in lines if seen.get(id(line), 0) < often and id(line) not in gone]
        for line in _edges(lines) if body else ():
            count = seen.get(id(line), 0)
            if (count >= half and _outermost(line, lines)) or (count >= often and _set_off(line, body, step)):
                gone.add(id(line))
        out.append([line for line in lines if id(line) not in gone or is_title(line)])
    return out


def _pages_alike(pages: Sequence[Sequence[PdfLine]], own: Sequence[set[int]]) -> dict[int, int]:
    """On how many pages the same stands as in a line at the edge of one, by the id of the line.

    The same is: the same words at about the same height, and each number in them the one that it mostly is, or the number of the page.
    """
    groups: defaultdict[tuple[str, int], list[tuple[int, PdfLine]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in _edges(lines):
            groups[_DIGITS.sub("0", line.text.casefold()), line.turned].append((number, line))
    seen: dict[int, int] = {}
    for group in groups.values():
        height = median_high(line.height for _, line in group)
        numbers = [list(map(int, _DIGITS.findall(line.text))) for _, line in group]
        mostly = [Counter(values).most_common(1)[0][0] for values in zip(*numbers, strict=True)]
        alike = [
            (number, line)
            for (number, line), values in zip(group, numbers, strict=True)
            if abs(line.height - height) < _SAME_HEIGHT
            and all(value == usual or value in own[number] for value, usual in zip(values, mostly, strict=True))
        ]
        count = len({number for number, _ in alike})
        seen.update({id(line): count for _, line in alike})
    return seen


def _edges(lines: Sequence[PdfLine]) -> Sequence[PdfLine]:
    return lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]


def _outermost(line: PdfLine, lines: Sequence[PdfLine]) -> bool:
    heights = [each.height for each in lines if each.turned == line.turned]
    return line.height in (max(heights), min(heights))


def _set_off(line: PdfLine, body: Sequence[PdfLine], step: float) -> bool:
    size = median(each.size for each in body)
    nearest = min((abs(line.height - each.height) for each in body if each.turned == line.turned), default=2 * _GAP * step)
    return nearest > _GAP * step or abs(line.size - size) > _OTHER_SIZE * size


def _own_numbers(number: int, label: str) -> set[int]:
    said = _value(label)
    return {number + 1} if said is None else {number + 1, said}


def _steps(pages: Sequence[Sequence[PdfLine]]) -> Counter[int]:
    """By how much numbers at the edges of pages are ahead of the pages, and on how many pages each."""
    found: Counter[int] = Counter()
    for number, lines in enumerate(pages):
        values = {value for line in _edges(lines) for value in (*map(int, _DIGITS.findall(line.text)), _number_in(line.text))}
        found.update({value - number for value in values if value is not None})
    return found


def _number_in(text: str) -> int | None:
    """The number, where a line has nothing else."""
    found = _ONLY_NUMBER.match(text)
    return _value(found[1]) if found else None


def _value(text: str) -> int | None:
    """A number as digits or as the Romans wrote it.

    >>> _value("12"), _value("xiv"), _value("civic"), _value("A-1")
    (12, 14, None, None)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or not _ROMAN.match(text):
        return None
    values = [_VALUES[letter] for letter in text.casefold()]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))
