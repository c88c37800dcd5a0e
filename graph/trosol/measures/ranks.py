"""Ranks in which ties stay ties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

__all__ = ["TOLERANCE", "neat", "ranks", "ranks_between"]

TOLERANCE = 1e-9
"""Values nearer than this share of the largest are one value: two orders of adding up may differ in the last digits."""


def neat(values: Any) -> list[float]:
    """Python numbers rounded to twelve significant digits, so that what is equal looks equal; noise about 0 is 0.

    >>> neat([0.1 + 0.2, 1e-17, 1e6 / 3])
    [0.3, 0.0, 333333.333333]
    """
    numbers = np.asarray(values if isinstance(values, Sequence | np.ndarray) else list(values), dtype=float)
    sizes = np.abs(numbers)
    small = sizes[sizes < np.inf].max(initial=0.0) * 1e-12
    different, places = np.unique(np.where(sizes < small, 0.0, numbers), return_inverse=True)
    short = [float(f"{value:.12g}") for value in different.tolist()]
    return [short[place] for place in places.tolist()]


def ranks(values: Sequence[float] | Any) -> Any:
    """Rank from the highest down; equals share the best place ("1, 2, 2, 4"), undefined ones share the last.

    >>> ranks([5, 3, 3, 1]).tolist()
    [1, 2, 2, 4]
    >>> ranks([2, float("nan"), 1, float("nan")]).tolist()
    [1, 3, 2, 3]
    """
    array = np.asarray(values, dtype=float)
    if not array.size:
        return np.zeros(0, dtype=int)
    known = np.isfinite(array)
    filled = np.where(known, array, -np.inf)
    order = np.argsort(-filled, kind="stable")
    down = filled[order]
    scale = float(np.max(np.abs(array[known]))) if known.any() else 0.0
    with np.errstate(invalid="ignore"):
        new = np.concatenate(([True], ~((down[:-1] - down[1:] <= TOLERANCE * scale) | (down[:-1] == down[1:]))))
    first = np.maximum.accumulate(np.where(new, np.arange(array.size), 0))
    places = np.empty(array.size, dtype=int)
    places[order] = first + 1
    return places


def ranks_between(values: Sequence[float] | Any, apart: float) -> tuple[Any, Any]:
    """The best and the worst rank that each may have, where values are estimated and only ``apart`` or more tells two of them apart.

    The best is one more than the number of those surely above; undefined values come last, as in :func:`ranks`.

    >>> best, worst = ranks_between([0.50, 0.31, 0.30, 0.28], 0.025)
    >>> best.tolist(), worst.tolist()
    ([1, 2, 2, 3], [1, 3, 4, 4])
    """
    array = np.asarray(values, dtype=float)
    filled = np.where(np.isfinite(array), array, -np.inf)
    up = np.sort(filled)
    best = array.size - np.searchsorted(up, filled + apart, side="right") + 1
    worst = array.size - np.searchsorted(up, filled - apart, side="left")
    return best, worst
