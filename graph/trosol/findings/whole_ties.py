"""The first rows of a ranking, cut where no tie is split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["whole_ties"]

T = TypeVar("T")

_SAME = 1e-9
"""Values nearer than this share of the largest are one value."""


def whole_ties(rows: Sequence[T], most: int, value: Callable[[T], float], room: int | None = None) -> Sequence[T]:
    """The first ``most`` rows of a ranking, and whatever ties with the last of them: a cut never splits a tie by its names.

    ``rows``: best first. ``room``: where there can be no more than so many, a tie that would go beyond it is left out whole.

    >>> ranking = [("a", 3), ("b", 2), ("c", 2), ("d", 2), ("e", 1)]
    >>> "".join(name for name, _ in whole_ties(ranking, 2, lambda row: row[1]))
    'abcd'
    >>> whole_ties(ranking, 2, lambda row: row[1], room=3)
    [('a', 3)]
    """
    if len(rows) <= most:
        return rows
    if most < 1:
        return rows[:0]
    scale = max(abs(value(rows[0])), abs(value(rows[-1]))) * _SAME
    last = value(rows[most - 1])
    end = most
    while end < len(rows) and abs(value(rows[end]) - last) <= scale:
        end += 1
    if room is not None and end > room:
        end = most
        while end and abs(value(rows[end - 1]) - last) <= scale:
            end -= 1
    return rows[:end]
