"""Censuses: how many pairs and triples of nodes there are of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from trosol.measures.graph_view import plain

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

    **Cost**: Σ over ties of the neighbours of both ends (networkx): 0.1 s for 400 nodes and 2,000 ties. **Source**: Holland & Leinhardt 1976,
    Sociological Methodology 7; Batagelj & Mrvar 2001, Social Networks 23.

    >>> import networkx as nx
    >>> {kind: number for kind, number in triad_census(nx.cycle_graph(4, nx.DiGraph)).counts.items() if number}
    {'021C': 4}
    """
    view = plain(graph)
    found = nx.triadic_census(view.graph().to_directed())
    return Census("triad_census", {kind: int(number) for kind, number in found.items()})
