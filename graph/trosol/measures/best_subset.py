"""Search for the best set of k: every set where that is affordable, greedy with swaps where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

__all__ = ["EFFORT", "Best", "best_sets"]

EFFORT = 4_000_000
"""How many steps (nodes and ties looked at) an exact search may take: about two seconds."""

Completions = Callable[[tuple[int, ...]], dict[int, Any]]


@dataclass(frozen=True, slots=True)
class Best:
    """The best value, the sets that reach it (all of them if ``exact``), sorted."""

    value: Any
    sets: tuple[tuple[int, ...], ...]
    exact: bool


def best_sets(completions: Completions, size: int, k: int, cost: int, effort: int = EFFORT) -> Best:
    """Choose k of ``size`` things so that a value is largest.

    ``completions`` gives, for a set that lacks one member, the value that each possible last member would bring it to;
    ``cost`` is what one such call costs. Values must be exact (whole numbers or fractions): equal is equal.

    >>> best_sets(lambda chosen: {i: i + sum(chosen) for i in range(4) if i not in chosen}, 4, 2, 1)
    Best(value=5, sets=((2, 3),), exact=True)
    """
    if comb(size, k - 1) * cost <= effort:
        return _every(completions, size, k)
    return _greedy(completions, k)


def _every(completions: Completions, size: int, k: int) -> Best:
    best: Any = None
    sets: list[tuple[int, ...]] = []
    for chosen in combinations(range(size), k - 1):
        after = chosen[-1] if chosen else -1
        for last, value in completions(chosen).items():
            if last <= after or (best is not None and value < best):
                continue
            if best is None or value > best:
                best, sets = value, []
            sets.append((*chosen, last))
    return Best(best, tuple(sorted(sets)), True)


def _greedy(completions: Completions, k: int) -> Best:
    chosen: tuple[int, ...] = ()
    value: Any = None
    for _ in range(k):
        value, last = _pick(completions(chosen))
        chosen = tuple(sorted((*chosen, last)))
    better = True
    while better:
        better = False
        for leaving in chosen:
            others = tuple(i for i in chosen if i != leaving)
            found, last = _pick(completions(others))
            if found > value:
                value, chosen, better = found, tuple(sorted((*others, last))), True
                break
    return Best(value, (chosen,), False)


def _pick(values: dict[int, Any]) -> tuple[Any, int]:
    best = max(values.values())
    return best, min(i for i, value in values.items() if value == best)
