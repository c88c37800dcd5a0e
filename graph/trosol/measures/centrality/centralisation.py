"""Centralisation: how far a whole network is like a star."""

from __future__ import annotations

from math import isnan
from typing import Any

from trosol.measures.centrality.betweenness import betweenness
from trosol.measures.centrality.closeness import closeness
from trosol.measures.centrality.degree import degree
from trosol.measures.graph_view import Plain, plain
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, Index
from trosol.measures.wrong_use import one_of

__all__ = ["centralisation"]


def centralisation(graph: Any, measure: str = "degree") -> Index:
    """Say how far the network is organised around its most central node.

    **Reads as**: 1: everything runs by way of one; 0: all have the same place.

    **Formula**: Σ over nodes of (largest value − the node's) / the same sum in a star with as many nodes, whose ties go both ways. The sums of a star:
    degree (n − 1)(n − 2), twice that with arrows; betweenness (n − 1)²(n − 2)/2, twice that with arrows; closeness, normalised,
    (n − 1)(n − 2)/(2n − 3).

    **Inputs**: any networkx graph; ``measure`` is ``degree`` (in and out together), ``betweenness`` or ``closeness`` (paths that arrive).

    **Returns**: :class:`Index`; undefined for fewer than three nodes, and for closeness where it is undefined for a node or a tie goes one
    way: there the star is not the largest (three to one, and a long way round back, has more), and no largest is known for every size.

    **Errors**: graph-empty, measure-option.

    **Trap**: it says that there is a centre, not who; two centres lower it.

    **Cost**: that of the measure. **Source**: Freeman 1979, Social Networks 1.

    >>> import networkx as nx
    >>> centralisation(nx.star_graph(5)).value, centralisation(nx.cycle_graph(5), "betweenness").value
    (1.0, 0.0)
    """
    one_of("measure", measure, ("degree", "betweenness", "closeness"))
    view = plain(graph)
    size = len(view)
    ways = 2 if view.directed else 1
    star = (size - 1) * (size - 2)
    if measure == "closeness":
        values, most = list(closeness(view).normalised.values()), star / (2 * size - 3)
    elif measure == "betweenness":
        values, most = list(betweenness(view).raw.values()), ways * star * (size - 1) / 2
    else:
        values, most = list(degree(view).raw.values()), float(ways * star)
    known = star and not any(map(isnan, values)) and (measure != "closeness" or _both_ways(view))
    value = sum(max(values) - each for each in values) / most if known else UNDEFINED
    return Index("centralisation", neat([value])[0], "1 for a star, 0 where all have the same place", {"of": measure})


def _both_ways(view: Plain) -> bool:
    """Whether every tie goes both ways, as in the star that the sum is held against."""
    ties = set(view.edges)
    return not view.directed or all((b, a) in ties for a, b in ties)
