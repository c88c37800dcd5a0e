"""Distances: how many steps from everyone to everyone, without walking each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from trosol.measures.graph_view import Plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SAME", "distances", "path_lengths", "reached", "reversed_neighbours"]

SAME = 1e-12
"""Two paths are equally long if they differ by less than this share of their length: 0.1 + 0.2 is as long as 0.3."""

_BLOCK = 8192
_CELLS = 4_000_000
"""So many distances are held at once."""


def reached(neighbours: Sequence[Sequence[int]], marks: Sequence[int]) -> Iterator[dict[int, int]]:
    """Pass marks (bits) from each node's neighbours to the node, step by step, until nothing new arrives.

    After d steps, bit t of entry v says that v reaches t in d steps and not in fewer; nodes with nothing new are left out.
    One ``or`` of two long integers serves thousands of targets, which makes all-pairs distances cheap in plain Python.

    >>> [{v: bin(bits) for v, bits in step.items()} for step in reached([[1], [2], []], [1, 2, 4])]
    [{0: '0b1', 1: '0b10', 2: '0b100'}, {0: '0b10', 1: '0b100'}, {0: '0b100'}]
    """
    seen = list(marks)
    fresh = {v: bits for v, bits in enumerate(marks) if bits}
    while fresh:
        yield fresh
        arriving: dict[int, int] = {}
        for v, around in enumerate(neighbours):
            bits = 0
            for u in around:
                if u in fresh:
                    bits |= fresh[u]
            bits &= ~seen[v]
            if bits:
                arriving[v] = bits
                seen[v] |= bits
        fresh = arriving


def distances(neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each node, how many nodes it reaches in exactly 1, 2, 3 … steps.

    >>> distances([[1], [2], []])
    [[1, 1], [1], []]
    """
    size = len(neighbours)
    counts: list[list[int]] = [[] for _ in range(size)]
    for start in range(0, size, _BLOCK):
        marks = [1 << (v - start) if start <= v < start + _BLOCK else 0 for v in range(size)]
        for step, fresh in enumerate(reached(neighbours, marks)):
            if step:
                for v, bits in fresh.items():
                    row = counts[v]
                    row.extend([0] * (step - len(row)))
                    row[step - 1] += bits.bit_count()
    return counts


def reversed_neighbours(neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """The same arrows the other way round.

    >>> reversed_neighbours([[1], [2], []])
    [[], [0], [1]]
    """
    back: list[list[int]] = [[] for _ in neighbours]
    for v, around in enumerate(neighbours):
        for u in around:
            back[u].append(v)
    return back


def path_lengths(view: Plain, starts: Sequence[int], reverse: bool = False) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """For each start, the length of the shortest path to every node, in node order; infinite where there is none.

    With weights an edge has the length 1/weight (a strong tie is near), else 1. ``reverse``: paths to the start instead. Compiled
    (scipy), some rows at a time, which bounds the memory. Sums of lengths differ in their last digits by the order in which they are added:
    compare them with :data:`SAME`.

    >>> import networkx as nx
    >>> from trosol.measures.graph_view import plain
    >>> tied = plain(nx.Graph([(0, 1, {"weight": 4}), (1, 2, {"weight": 0.5})]), "weight")
    >>> [(start, row.tolist()) for start, row in path_lengths(tied, [0, 2])]
    [(0, [0.0, 0.25, 2.25]), (2, [2.25, 2.0, 0.0])]
    """
    from scipy.sparse.csgraph import dijkstra

    ties = view.matrix()
    ties.data = 1 / ties.data
    if reverse:
        ties = ties.T.tocsr()
    at_once = max(_CELLS // len(view), 1)
    for begin in range(0, len(starts), at_once):
        block = list(starts[begin : begin + at_once])
        yield from zip(block, dijkstra(ties, indices=block, unweighted=not view.weighted), strict=True)
