"""Censuses: how many pairs and triples of nodes there are of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import networkx as nx
import numpy as np

from trosol.measures.graph_view import Plain, plain
from trosol.measures.triangles import triangles

__all__ = ["Census", "dyad_census", "triad_census"]


@dataclass(frozen=True, slots=True)
class Census:
    """How many pairs, or triples, there are of each kind; together, all there are."""

    measure: str
    counts: Mapping[str, int]

    def __getitem__(self, kind: str) -> int:
        """How many there are of one kind."""
        return self.counts[kind]

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``measure`` and ``counts``."""
        return {"measure": self.measure, "parameters": {}, "counts": dict(self.counts)}


def dyad_census(graph: Any) -> Census:
    """Count the pairs with ties both ways, one way, and none.

    **Reads as**: so many act on each other, so many one on the other, so many not at all.

    **Formula**: mutual M, asymmetric A and null N pairs; M + A + N = n(n − 1)/2 and 2M + A = m.

    **Inputs**: any networkx graph; an undirected tie is mutual.

    **Returns**: :class:`Census` with ``mutual``, ``asymmetric`` and ``null``.

    **Errors**: graph-empty.

    **Trap**: a one-way tie may be a tie of which only one side was told.

    **Cost**: n + m. **Source**: Holland & Leinhardt 1970, American J. Sociology 76; Wasserman & Faust 1994, p. 512.

    >>> import networkx as nx
    >>> dict(dyad_census(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])).counts)
    {'mutual': 1, 'asymmetric': 1, 'null': 1}
    """
    view = plain(graph)
    ends = np.sort(view.ends, axis=1)
    pairs = len(np.unique(ends[:, 0] * len(view) + ends[:, 1]))
    mutual = len(view.ends) - pairs if view.directed else pairs
    null = len(view) * (len(view) - 1) // 2 - pairs
    return Census("dyad_census", {"mutual": mutual, "asymmetric": pairs - mutual, "null": null})


def triad_census(graph: Any) -> Census:
    """Count the triples of nodes by how they are tied, in the sixteen kinds of Holland and Leinhardt.

    **Reads as**: how often there is a hierarchy, an exchange, a closed circle among three.

    **Formula**: each of the n(n − 1)(n − 2)/6 triples is of one kind, named by its mutual, asymmetric and null pairs, and a letter where
    these can lie in several ways: Down, Up, Transitive, Cyclic.

    **Inputs**: any networkx graph; an undirected tie goes both ways, so that 003, 102, 201 and 300 are the kinds there are.

    **Returns**: :class:`Census` with ``003`` to ``300``.

    **Errors**: graph-empty.

    **Trap**: most triples of any sparse network are 003: compare with what the dyad census would give by chance.

    **Cost**: m · √m at most, compiled (numpy): triangles are listed, the other kinds follow from the numbers of ties. **Source**: Holland & Leinhardt
    1976, Sociological Methodology 7; Moody 1998, Social Networks 20, for counting by matrices.

    >>> import networkx as nx
    >>> {kind: number for kind, number in triad_census(nx.cycle_graph(4, nx.DiGraph)).counts.items() if number}
    {'021C': 4}
    """
    view = plain(graph)
    both, code = _coded(view)
    open_, closed = _around_centres(both, code)
    for ab, ba, ac, ca, bc, cb in triangles(both):
        for one, two in ((ab, ac), (ba, bc), (ca, cb)):
            open_ -= np.bincount(code[one] * 4 + code[two], minlength=16) + np.bincount(code[two] * 4 + code[one], minlength=16)
        closed += np.bincount((code[ab] * 4 + code[ac]) * 4 + code[bc], minlength=64)
    counts = dict.fromkeys(_KINDS, 0)
    for number, kind in _OPEN.items():
        counts[kind] += int(open_[number]) // (2 if number % 5 == 0 else 1)
    for number, kind in _closed().items():
        counts[kind] += int(closed[number])
    pairs, size = dyad_census(view), len(view)
    asymmetric, mutual = (sum(int(kind[place]) * number for kind, number in counts.items()) for place in (1, 0))
    counts["012"] = pairs["asymmetric"] * (size - 2) - asymmetric
    counts["102"] = pairs["mutual"] * (size - 2) - mutual
    counts["003"] = size * (size - 1) * (size - 2) // 6 - sum(counts.values())
    return Census("triad_census", counts)


_KINDS = (
    "003",
    "012",
    "102",
    "021D",
    "021U",
    "021C",
    "111D",
    "111U",
    "030T",
    "030C",
    "201",
    "120D",
    "120U",
    "120C",
    "210",
    "300",
)
_OUT, _IN, _MUTUAL = 1, 2, 3
_OPEN = {
    _OUT * 4 + _OUT: "021D",
    _IN * 4 + _IN: "021U",
    _OUT * 4 + _IN: "021C",
    _MUTUAL * 4 + _IN: "111D",
    _MUTUAL * 4 + _OUT: "111U",
    _MUTUAL * 4 + _MUTUAL: "201",
}
"""Kinds in which one pair of the three is not tied, by how the node between is tied to the two others."""


def _coded(view: Plain) -> tuple[Any, Any]:
    """The ties whatever their direction, as a matrix, and for each of its places how the row is tied to the column."""
    ties = view.matrix()
    ties.data[:] = _OUT
    back = ties.T.tocsr()
    back.data[:] = _IN
    both = (ties + back).tocsr()
    both.sort_indices()
    return both, both.data.astype(np.int64)


def _around_centres(both: Any, code: Any) -> tuple[Any, Any]:
    """Ordered pairs of ties of one node, by the codes of the two (16 numbers), and no closed triple yet (64)."""
    rows = np.repeat(np.arange(both.shape[0]), np.diff(both.indptr))
    number = np.bincount(rows * 4 + code, minlength=both.shape[0] * 4).reshape(-1, 4)
    return (number.T @ number - np.diag(number.sum(axis=0))).ravel(), np.zeros(64, dtype=np.int64)


@cache
def _closed() -> dict[int, str]:
    """The kind of three nodes all tied to one another, by the codes of the ties from a to b, a to c and b to c."""
    found = {}
    for codes in product((_OUT, _IN, _MUTUAL), repeat=3):
        arrows = [
            (x, y) if way == _OUT else (y, x)
            for (x, y), code in zip(((0, 1), (0, 2), (1, 2)), codes, strict=True)
            for way in ((_OUT, _IN) if code == _MUTUAL else (code,))
        ]
        kinds = nx.triadic_census(nx.DiGraph(arrows))
        found[(codes[0] * 4 + codes[1]) * 4 + codes[2]] = next(kind for kind, number in kinds.items() if number)
    return found
