"""Tiers: what cannot be told apart stays together.

**Reads as**: those of tier A are beaten by nobody here; which of them comes first, the evidence does not say.

**How**: two things are compared on the same draw. One beats another if its score is larger in at least nine of ten draws. Tier A is
beaten by nobody; it is taken away, and again; things that beat each other in a circle are one tier. A row is *borderline* if its tier
would be another with the line two standard errors higher or lower. Where all are in one tier there are no letters.

**Trap**: a stability tier, not a confidence set: it says how far the order hangs on weights and passages, and is of the table shown.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BEATS", "Tiers", "beaten", "letter", "middle_nine_tenths", "share_above", "tier_numbers", "tiers_of"]

BEATS = 0.9
"""Share of draws in which one has to be larger to beat another."""


class Tiers(NamedTuple):
    """A letter for each row, None where all are in one tier; and whether that lies close to the line."""

    letters: tuple[str | None, ...]
    borderline: tuple[bool, ...]


def middle_nine_tenths(draws: NDArray[np.float64]) -> tuple[float, float]:
    """Between what the middle nine tenths of some draws lie: of these alone, never drawn out to hold a score that lies elsewhere.

    >>> middle_nine_tenths(np.arange(101.0))
    (5.0, 95.0)
    """
    low, high = np.quantile(draws, (0.05, 0.95))
    return float(low), float(high)


def beaten(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows × rows: the share of draws in which the first is larger than the second. ``scores``: draws × rows.

    >>> beaten(np.array([[2.0, 1.0], [1.0, 1.0]])).tolist()
    [[0.0, 0.5], [0.0, 0.0]]
    """
    if not scores.size:
        return np.zeros((0, 0))
    rows = np.ascontiguousarray(scores.T)
    return np.stack([share_above(row, rows) for row in rows])


def share_above(row: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of draws in which one row (of draws) is larger than each of some (rows × draws)."""
    found: NDArray[np.float64] = np.count_nonzero(row > rows, axis=-1) / row.shape[-1]
    return found


def tier_numbers(shares: NDArray[np.float64], line: float = BEATS) -> tuple[int, ...]:
    """The tier of each row, from 0, where a row beats another in at least that share of draws.

    >>> tier_numbers(np.array([[0, 1, 1], [0, 0, 0.5], [0, 0.4, 0]]))
    (0, 1, 1)
    >>> tier_numbers(np.array([[0, 0.95, 0], [0, 0, 0.95], [0.95, 0, 0]]))
    (0, 0, 0)
    """
    beats = shares >= line
    left, tier = np.ones(len(shares), dtype=bool), 0
    found = np.zeros(len(shares), dtype=int)
    while left.any():
        top = left & ~beats[left].any(axis=0)
        if not top.any():
            top = _first_circles(beats, left)
        found[top] = tier
        left &= ~top
        tier += 1
    return tuple(int(each) for each in found)


def _first_circles(beats: NDArray[np.bool_], left: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Those left that beat, directly or in turn, all that beats them so."""
    reach = beats & left[:, None] & left[None, :]
    while True:
        more = reach | ((reach.astype(np.uint8) @ reach.astype(np.uint8)) > 0)
        if (more == reach).all():
            return left & ~(reach.T & ~reach).any(axis=1)
        reach = more


def tiers_of(scores: NDArray[np.float64]) -> Tiers:
    """Tiers of the columns of draws × rows."""
    draws, rows = scores.shape
    if not rows:
        return Tiers((), ())
    shares = beaten(scores)
    numbers = tier_numbers(shares)
    error = 2 * sqrt(BEATS * (1 - BEATS) / max(draws, 1))
    others = [tier_numbers(shares, line) for line in (BEATS - error, min(1.0, BEATS + error))]
    borderline = tuple(any(other[row] != numbers[row] for other in others) for row in range(rows))
    alone = len(set(numbers)) == 1
    return Tiers(tuple(None if alone else letter(each) for each in numbers), borderline)


def letter(number: int) -> str:
    """The letter of a tier.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    return chr(ord("A") + number) if number < 26 else letter(number // 26 - 1) + letter(number % 26)
