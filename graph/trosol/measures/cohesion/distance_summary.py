"""Diameter and mean distance: how far apart nodes are that have a path between them."""

from __future__ import annotations

from typing import Any

import numpy as np

from trosol.measures.distances import distances, path_lengths
from trosol.measures.graph_view import plain
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, Index

__all__ = ["diameter", "mean_distance"]


def diameter(graph: Any, weight: str | None = None) -> Index:
    """Give the length of the longest shortest path.

    **Reads as**: nobody who can be reached is further away than this.

    **Formula**: max d(a, b) over the ordered pairs a ≠ b that have a path from a to b.

    **Inputs**: any networkx graph; with ``weight`` a tie has the length 1/weight.

    **Returns**: :class:`Index`, whose parameters say which share of the ordered pairs has a path (``connected``); undefined where none has.

    **Errors**: graph-empty, weight-wrong, weight-range.

    **Trap**: pairs without a path are left out (as in igraph; networkx refuses): a network in pieces can have a small diameter. Read it
    with ``connected``.

    **Cost**: about n · m / 64 steps per distance; with weights n · m · log n, compiled. **Source**: Wasserman & Faust 1994, pp. 111-112.

    >>> import networkx as nx
    >>> diameter(nx.path_graph(4)).value, diameter(nx.DiGraph([("a", "b"), ("b", "c")])).to_json()["parameters"]["connected"]
    (3.0, 0.5)
    """
    furthest, _, share = _summary(graph, weight)
    about = "length of the longest shortest path, among pairs that have one"
    return Index("diameter", furthest, about, {"weight": weight, "connected": share})


def mean_distance(graph: Any, weight: str | None = None) -> Index:
    """Give the mean length of the shortest paths.

    **Reads as**: whoever can be reached is so many steps away on average.

    **Formula**: Σ d(a, b) over the ordered pairs a ≠ b that have a path from a to b, divided by their number.

    **Inputs**: as for :func:`diameter`.

    **Returns**: :class:`Index`, with ``connected`` as for :func:`diameter`; undefined where no pair has a path.

    **Errors**: graph-empty, weight-wrong, weight-range.

    **Trap**: as for :func:`diameter`; the mean of 1/distance (see :func:`harmonic`) counts pairs without a path as 0 instead.

    **Cost**: as for :func:`diameter`. **Source**: Watts & Strogatz 1998, Nature 393; as in igraph.

    >>> import networkx as nx
    >>> mean_distance(nx.path_graph(3)).value
    1.33333333333
    """
    _, mean, share = _summary(graph, weight)
    about = "mean length of the shortest paths, among pairs that have one"
    return Index("mean_distance", mean, about, {"weight": weight, "connected": share})


def _summary(graph: Any, weight: str | None) -> tuple[float, float, float]:
    """The longest and the mean distance, and the share of ordered pairs that have a path."""
    view = plain(graph, weight)
    furthest = total = 0.0
    pairs = 0
    if weight is None:
        for counts in distances(view.after()):
            furthest, pairs = max(furthest, len(counts)), pairs + sum(counts)
            total += sum(step * count for step, count in enumerate(counts, 1))
    else:
        for _, row in path_lengths(view, range(len(view))):
            far = row[np.isfinite(row) & (row > 0)]
            furthest, pairs, total = max(furthest, far.max(initial=0.0)), pairs + len(far), total + float(far.sum())
    possible = len(view) * (len(view) - 1)
    found = (furthest, total / pairs) if pairs else (UNDEFINED, UNDEFINED)
    longest, mean, share = neat((*found, pairs / possible if possible else UNDEFINED))
    return longest, mean, share
