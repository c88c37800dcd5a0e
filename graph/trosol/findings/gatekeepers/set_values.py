"""What every set of actors is worth in many draws at once: how far its loss breaks the ties, and how many it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

__all__ = ["set_values"]

_WORD = 64


def set_values(arrows: Sequence[tuple[int, int]], drawn: Any, every: Any, size: int) -> Iterator[tuple[str, Any]]:
    """For each objective, an array of whole numbers (sets × draws): more is better.

    ``arrows``: pairs of node numbers below ``size``; ``drawn``: draws × arrows, whether each is left; ``every``: sets × members.
    Fragmentation is minus the ordered pairs still in touch; reach the number of nodes that an arrow leads to from the set,
    the set included.

    >>> whole = np.ones((1, 2), dtype=bool)
    >>> [(name, values[:, 0].tolist()) for name, values in set_values([(0, 1), (1, 2)], whole, np.array([[0], [1], [2]]), 3)]
    [('fragmentation', [-2, 0, -2]), ('reach', [2, 2, 1])]
    """
    yield "fragmentation", -_in_touch(arrows, drawn, every, size)
    yield "reach", _reached(arrows, drawn, every, size)


def _in_touch(arrows: Sequence[tuple[int, int]], drawn: Any, every: Any, size: int) -> Any:
    """Sum of s(s − 1) over the pieces left without each set.

    Nodes are taken out one after the other, those with the fewest neighbours first. Whoever is taken out ties its neighbours
    to each other and leaves its weight, how many it stands for, with one of them; where it has none left, it was a piece.
    """
    shape = (len(every), len(drawn))
    small, large = np.min_scalar_type(size), np.min_scalar_type(size * size)
    here = np.ones((size, len(every), 1), dtype=small)
    here[every, np.arange(len(every))[:, None]] = 0
    tied: dict[tuple[int, int], Any] = {}
    for arrow, (a, b) in enumerate(arrows):
        if a != b:
            pair = (min(a, b), max(a, b))
            left = drawn[:, arrow]
            tied[pair] = tied[pair] | left if pair in tied else left
    ties: list[dict[int, Any]] = [{} for _ in range(size)]
    for (a, b), left in tied.items():
        ties[a][b] = ties[b][a] = here[a] * here[b] * left.astype(small)
    weight = [np.broadcast_to(each, shape).copy() for each in here]
    found = np.zeros(shape, dtype=large)
    waiting = set(range(size))
    while waiting:
        node = min(waiting, key=lambda each: (len(ties[each]), each))
        waiting.remove(node)
        around = ties[node]
        for other, tie in around.items():
            given = weight[node] * tie
            weight[other] += given
            weight[node] -= given
            del ties[other][node]
        for (one, first), (other, second) in combinations(around.items(), 2):
            both = first & second
            if other in ties[one]:
                both |= ties[one][other]
            ties[one][other] = ties[other][one] = both
        alone = weight[node].astype(large)
        found += alone * alone - alone
    return found.astype(np.int64)


def _reached(arrows: Sequence[tuple[int, int]], drawn: Any, every: Any, size: int) -> Any:
    """How many nodes an arrow leads to from each set, the set included; nodes are the bits of words."""
    found = np.zeros((len(every), len(drawn)), dtype=np.int64)
    for first in range(0, size, _WORD):
        near = np.zeros((size, len(drawn)), dtype=np.uint64)
        for node in range(first, min(first + _WORD, size)):
            near[node] |= np.uint64(1 << (node - first))
        for arrow, (a, b) in enumerate(arrows):
            if first <= b < first + _WORD:
                near[a] |= drawn[:, arrow].astype(np.uint64) << np.uint64(b - first)
        union = near[every[:, 0]]
        for member in range(1, every.shape[1]):
            union |= near[every[:, member]]
        found += np.bitwise_count(union)
    return found
