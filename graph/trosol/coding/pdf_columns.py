"""Columns that a PDF writes line by line across the page, put one after the other, so that a sentence is not cut by its neighbour.

A page says nothing of columns: they are seen by where pieces of lines start. They are taken for columns only where what stands on each side runs on
from line to line as prose does; rows of a table stay rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from trosol.coding.pdf_lines import PdfLine, line_of

__all__ = ["in_columns", "runs_on"]

_LEAST, _TRIED, _NESTED = 4, 6, 3
_NEAR = 1.0
"""How far apart starts of one column may lie, in points."""
_FAR = 36.0
"""How wide a column is at least."""
_NARROW = 0.42
"""How wide a letter is at least, for its size, in the narrowest of usual fonts."""
_SHARE, _RUNS_ON, _WORDS, _PIECES = 0.6, 0.3, 2.5, 2
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*$")


def in_columns(lines: Sequence[PdfLine], deep: int = 0) -> list[PdfLine]:
    """The lines of a page in the order in which they are read."""
    if deep >= _NESTED or len(lines) < _LEAST:
        return list(lines)
    first = min(line.start for line in lines)
    starts = Counter(round(part.start / _NEAR) for line in lines for part in line.parts if part.start > first + _FAR)
    for start, count in starts.most_common(_TRIED):
        if count < _LEAST:
            break
        if (found := _split(lines, start * _NEAR - _NEAR, deep)) is not None:
            return found
    return list(lines)


def runs_on(above: str, below: str) -> bool:
    """Whether a sentence goes on from one line to the next, as far as that can be seen."""
    return not _ENDED.search(above) and below[:1].islower()


def _split(lines: Sequence[PdfLine], gutter: float, deep: int) -> list[PdfLine] | None:
    """The lines with their columns one after the other; None where what stands on both sides of the gutter is none."""
    out: list[PdfLine] = []
    run: list[tuple[PdfLine, PdfLine | None, PdfLine | None]] = []
    changed = False

    def close() -> None:
        nonlocal changed
        left = [left for _, left, _ in run if left]
        right = [right for _, _, right in run if right]
        if (
            _is_column(left)
            and _is_column(right)
            and _is_flush(left, min(line.start for line in left))
            and _is_flush(right, gutter)
        ):
            out.extend((*in_columns(left, deep + 1), *in_columns(right, deep + 1)))
            changed = True
        else:
            out.extend(line for line, _, _ in run)
        run.clear()

    for line in lines:
        left = line_of([part for part in line.parts if part.start < gutter], line.height, line.turned)
        right = line_of([part for part in line.parts if part.start >= gutter], line.height, line.turned)
        if run and (line.height > run[-1][0].height + 0.6 * line.size or line.turned != run[-1][0].turned):
            close()
        if left and left.parts[-1].start + _NARROW * line.size * len(left.parts[-1].text.strip()) > gutter + _NEAR:
            close()
            out.append(line)
        else:
            run.append((line, left, right))
    close()
    return out if changed else None


def _is_column(lines: Sequence[PdfLine]) -> bool:
    """Whether these are lines of prose, each of one piece or two: formulas fall into many, cells of a table do not run on."""
    if len(lines) < _LEAST or sum(len(_WORD.findall(line.text)) for line in lines) < _WORDS * len(lines):
        return False
    if median(len(line.parts) for line in lines) > _PIECES:
        return False
    pairs = list(pairwise(line.text for line in lines))
    return sum(runs_on(above, below) for above, below in pairs) >= _RUNS_ON * len(pairs)


def _is_flush(lines: Sequence[PdfLine], gutter: float) -> bool:
    """Whether most lines begin right behind the gutter: words of a line across the page would begin anywhere."""
    return sum(line.start <= gutter + 2 * _NEAR for line in lines) >= _SHARE * len(lines)
