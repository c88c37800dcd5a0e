"""Density, reciprocity and transitivity: how many of the ties that could be there are."""

from __future__ import annotations

from typing import Any

import numpy as np

from trosol.measures.graph_view import plain
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, Index

__all__ = ["density", "reciprocity", "transitivity"]

_ROWS = 512


def density(graph: Any) -> Index:
    """Give the share of the possible ties that are there.

    **Reads as**: out of a hundred pairs that could be tied, so many are.

    **Formula**: m / (n(n − 1)) for arrows, 2m / (n(n − 1)) for undirected ties.

    **Inputs**: any networkx graph; parallel ties count once, ties to oneself not at all.

    **Returns**: :class:`Index`, 0 to 1; undefined for a single node.

    **Errors**: graph-empty.

    **Trap**: it falls with size, for nobody can keep ties with thousands: compare networks of one size only.

    **Cost**: n + m. **Source**: Wasserman & Faust 1994, Social Network Analysis, pp. 101 and 129.

    >>> import networkx as nx
    >>> density(nx.path_graph(3)).value, density(nx.DiGraph([("a", "b")])).value, density(nx.empty_graph(1)).value
    (0.666666666667, 0.5, nan)
    """
    view = plain(graph)
    possible = len(view) * (len(view) - 1) / (1 if view.directed else 2)
    value = len(view.ends) / possible if possible else UNDEFINED
    return Index("density", neat([value])[0], "share of the possible ties that are there")


def reciprocity(graph: Any) -> Index:
    """Give the share of arrows that are answered by one the other way.

    **Reads as**: where one acts on another, the other acts back this often.

    **Formula**: (number of arrows a→b such that b→a) / m.

    **Inputs**: any networkx graph.

    **Returns**: :class:`Index`, 0 to 1; 1 in an undirected network that has ties; undefined without any.

    **Errors**: graph-empty.

    **Trap**: a source that tells of influence mostly tells of one direction: a low value may say how people spoke.

    **Cost**: n + m. **Source**: Wasserman & Faust 1994, pp. 514-515; as in networkx and igraph.

    >>> import networkx as nx
    >>> reciprocity(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d")])).value
    0.5
    """
    view = plain(graph)
    ways = view.ends[:, 0] * len(view) + view.ends[:, 1]
    answered = int(np.isin(view.ends[:, 1] * len(view) + view.ends[:, 0], ways).sum()) if view.directed else len(ways)
    value = answered / len(ways) if len(ways) else UNDEFINED
    return Index("reciprocity", neat([value])[0], "share of arrows that are answered")


def transitivity(graph: Any) -> Index:
    """Give the share of two-step paths whose ends are tied directly.

    **Reads as**: contacts of contacts are contacts this often.

    **Formula**: (number of paths a→b→c, a ≠ c, such that a→c) / (number of paths a→b→c, a ≠ c). In an undirected network that is three
    times the triangles over the connected triples.

    **Inputs**: any networkx graph.

    **Returns**: :class:`Index`, 0 to 1; undefined where there is no path of two steps.

    **Errors**: graph-empty.

    **Trap**: igraph and networkx ignore direction, this follows the arrows (as R's ``sna``, *weak* transitivity); the mean of the nodes'
    own clustering is another number.

    **Cost**: Σ over nodes of (number of ties)², compiled, some rows at a time. **Source**: Wasserman & Faust 1994, p. 243; Newman, Strogatz &
    Watts 2001, Phys. Rev. E 64.

    >>> import networkx as nx
    >>> transitivity(nx.lollipop_graph(3, 1)).value, transitivity(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")])).value
    (0.6, 1.0)
    """
    view = plain(graph)
    ties = view.matrix()
    ties.data[:] = 1
    arriving, leaving = ties.sum(axis=0), ties.sum(axis=1)
    both_ways = ties.multiply(ties.T).sum()
    paths = float(arriving @ leaving - both_ways)
    closed = sum(float((ties[at : at + _ROWS] @ ties).multiply(ties[at : at + _ROWS]).sum()) for at in range(0, len(view), _ROWS))
    return Index("transitivity", neat([closed / paths if paths else UNDEFINED])[0], "share of two-step paths that are closed")
