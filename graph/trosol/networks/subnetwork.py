"""Part of a network, in the same order every time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

__all__ = ["part_of"]


def part_of(graph: Any, nodes: Collection[str]) -> Any:
    """A graph of its own with these nodes, sorted, and the edges among them in the order that they have in the whole.

    networkx's own ``subgraph`` walks a small part in the order of a set, which is another one in every process: what is drawn
    or listed from it would differ from run to run. Costs the part, not the whole.
    """
    kept = set(nodes)
    part = graph.__class__()
    part.graph.update(graph.graph)
    part.add_nodes_from((node, graph.nodes[node]) for node in sorted(kept))
    part.add_edges_from((node, other, about) for node in part for other, about in graph.adj[node].items() if other in kept)
    return part
