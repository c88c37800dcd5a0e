"""A network's ties without their direction."""

from __future__ import annotations

import networkx as nx

__all__ = ["undirected"]


def undirected(graph: nx.DiGraph) -> nx.Graph:
    """All nodes, sorted, and a tie for each pair with an edge either way; it keeps the claims of both.

    >>> both = nx.DiGraph([("a", "b", {"claims": ("c2",)}), ("b", "a", {"claims": ("c1",)})])
    >>> list(undirected(both).edges(data=True))
    [('a', 'b', {'claims': ('c1', 'c2')})]
    """
    ties = nx.Graph()
    ties.add_nodes_from(sorted(graph))
    for a, b, claims in sorted(graph.edges(data="claims")):
        before = ties.get_edge_data(a, b, {"claims": ()})["claims"]
        ties.add_edge(a, b, claims=tuple(sorted({*before, *claims})))
    return ties
