"""Distances: how many steps from everyone to everyone, without walking each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm

import networkx as nx

from trosol.measures.graph_view import Plain

__all__ = ["distances", "lengths", "reached", "reversed_neighbours", "weighted_distances"]

_BLOCK = 8192


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


def lengths(view: Plain) -> tuple[list[int], int]:
    """Turn weights (a strong tie is near) into lengths 1/weight, in whole numbers so that equal routes stay equal.

    Gives the lengths in the order of the edges, and the number that stands for a length of 1.

    >>> import networkx as nx
    >>> from trosol.measures.graph_view import plain
    >>> lengths(plain(nx.Graph([(0, 1, {"weight": 3}), (1, 2, {"weight": 0.5})]), "weight"))
    ([1, 6], 3)
    """
    exact = [1 / Fraction(repr(weight)) for weight in view.weights]
    unit = lcm(*(each.denominator for each in exact))
    return [int(each * unit) for each in exact], unit


def weighted_distances(view: Plain, reverse: bool) -> list[list[Fraction]]:
    """For each node, the lengths of its shortest ways to all it reaches; in ``reverse``, from all that reach it."""
    whole, unit = lengths(view)
    graph = view.graph()
    for (i, j), length in zip(view.edges, whole, strict=True):
        graph[i][j]["length"] = length
    if reverse and view.directed:
        graph = graph.reverse()
    found = dict(nx.all_pairs_dijkstra_path_length(graph, weight="length"))
    return [[Fraction(d, unit) for v, d in sorted(found[i].items()) if v != i] for i in range(len(view))]
