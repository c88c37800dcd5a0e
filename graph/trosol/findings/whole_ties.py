"""Ties in rankings: a cut splits none, and those that tie have all the places that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["place_words", "shared_places", "whole_ties"]

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


def shared_places(ranks: Sequence[int]) -> list[tuple[int, int]]:
    """The best and the worst place of each rank, where ties share the best.

    >>> shared_places([1, 2, 2, 4])
    [(1, 1), (2, 3), (2, 3), (4, 4)]
    """
    tied = Counter(ranks)
    return [(rank, rank + tied[rank] - 1) for rank in ranks]


def place_words(places: tuple[int, int]) -> str:
    """A place, or from the best to the worst.

    >>> place_words((2, 3)), place_words((4, 4))
    ('2-3', '4')
    """
    best, worst = places
    return str(best) if best == worst else f"{best}-{worst}"
