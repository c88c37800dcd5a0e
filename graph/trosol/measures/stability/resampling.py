"""Networks as they might have been: the same nodes, with part of the evidence drawn again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np

from trosol.measures.graph_view import Plain, ordered, plain
from trosol.measures.wrong_use import between, wrong

__all__ = ["EdgeCounts", "Resampler", "claims_drawn", "claims_of", "edge_counts", "resampler"]

Resampler = Callable[[np.random.Generator], Any]


def claims_of(graph: Any) -> tuple[Any, ...]:
    """All claims that the edges of a graph carry in ``claims``, sorted; empty if they carry none.

    >>> claims_of(nx.DiGraph([("a", "b", {"claims": ("c2", "c1")}), ("b", "c", {"claims": ("c1",)})]))
    ('c1', 'c2')
    """
    found: set[Any] = set()
    for _, _, claims in graph.edges(data="claims"):
        found.update(claims or ())
    return ordered(found)


def _times_resampled(claims: int, rng: np.random.Generator) -> Any:
    """How often each of so many claims is drawn: as many draws as there are, with replacement."""
    return np.bincount(rng.integers(claims, size=claims), minlength=claims)


def claims_drawn(claims: int, resamples: int, seed: int) -> Any:
    """All draws at once, each as :func:`resampler` makes it from the same seed: resamples × claims, whether each is drawn."""
    rng = np.random.default_rng(seed)
    drawn = np.zeros((resamples, claims), dtype=bool)
    for row in drawn:
        row[:] = _times_resampled(claims, rng) > 0
    return drawn


@dataclass(frozen=True, slots=True)
class EdgeCounts:
    """The edges of a network, parallel ones together, and how often each counts in a draw: 0 where it is lost."""

    view: Plain
    counts: Callable[[np.random.Generator], Any]

    @property
    def edges(self) -> list[tuple[Any, Any]]:
        """The edges, in the order of the counts."""
        nodes = self.view.nodes
        return [(nodes[i], nodes[j]) for i, j in self.view.edges]

    def plain(self, rng: np.random.Generator) -> Plain:
        """A draw as a plain reading, without weights: every node stays."""
        kept = self.view.ends[self.counts(rng) > 0]
        return replace(self.view, ends=kept, sizes=np.ones(len(kept)), weighted=False)


def edge_counts(graph: Any, drop: float | None = None, weight: str | None = None) -> EdgeCounts:
    """What :func:`resampler` draws, before a network is made of it: for measures that are quicker on arrays.

    >>> drawn = edge_counts(nx.path_graph(3), drop=0.0)
    >>> drawn.edges, drawn.counts(np.random.default_rng(0)).tolist()
    ([(0, 1), (1, 2)], [1.0, 1.0])
    """
    if drop is not None:
        between("drop", drop, 0, 1)
    claims = claims_of(graph)
    if claims:
        view = plain(graph)
        owner, claim = np.asarray(_claimed_edges(graph, view, claims)).T

        def counts(rng: np.random.Generator) -> Any:
            drawn = _times_resampled(len(claims), rng) if drop is None else (rng.random(len(claims)) >= drop).astype(int)
            return np.bincount(owner, weights=drawn[claim], minlength=len(view.ends))
    else:
        lost = 0.2 if drop is None else drop
        view = plain(graph, weight)

        def counts(rng: np.random.Generator) -> Any:
            return view.sizes * (rng.random(len(view.ends)) >= lost)

    return EdgeCounts(view, counts)


def resampler(graph: Any, drop: float | None = None, weight: str | None = "weight") -> Resampler:
    """Make a function that draws a network from a random generator.

    Where edges carry ``claims``, the claims are drawn again: as many as there are, with replacement (a bootstrap), or, with
    ``drop``, each is lost with that chance. An edge stays if one of its claims is drawn; its ``weight`` is how often they
    were. Where they carry none, each edge is lost with the chance ``drop`` (one in five if left out), and those left keep theirs,
    under the same name. Every node stays. ``weight``: the attribute that holds the weight; None: each edge counts 1.

    >>> draw = resampler(nx.path_graph(3), drop=0.0)
    >>> sorted(draw(np.random.default_rng(0)).edges)
    [(0, 1), (1, 2)]
    """
    drawn = edge_counts(graph, drop, weight)
    kind = nx.DiGraph if graph.is_directed() else nx.Graph
    edges = drawn.edges

    def draw(rng: np.random.Generator) -> Any:
        made = kind()
        made.add_nodes_from(drawn.view.nodes)
        kept = ((*edge, w) for edge, w in zip(edges, drawn.counts(rng).tolist(), strict=True) if w)
        made.add_weighted_edges_from(kept, weight=weight or "weight")
        return made

    return draw


def _claimed_edges(graph: Any, view: Plain, claims: tuple[Any, ...]) -> list[tuple[int, int]]:
    """Pairs of (edge, claim) numbers."""
    number = {claim: i for i, claim in enumerate(claims)}
    carried: dict[tuple[int, int], set[int]] = {edge: set() for edge in view.edges}
    for a, b, given in graph.edges(data="claims"):
        i, j = view.index[a], view.index[b]
        if i == j:
            continue
        if not given:
            raise wrong(
                "claims-missing",
                f"The edge {a} → {b} carries no claims, though others do.",
                "Give every edge its claims, or none, so that edges are drawn instead.",
            )
        carried[(i, j) if view.directed or i < j else (j, i)].update(number[claim] for claim in given)
    return [(e, c) for e, edge in enumerate(view.edges) for c in sorted(carried[edge])]
