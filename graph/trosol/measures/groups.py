"""Which group each node belongs to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from trosol.measures.graph_view import Plain, name_of, ordered
from trosol.measures.wrong_use import wrong

__all__ = ["Grouping", "grouping"]

Grouping = tuple[tuple[Hashable, ...], list[int]]


def grouping(graph: Any, view: Plain, groups: Mapping[Any, Hashable] | str) -> Grouping:
    """The groups in order, and the number of each node's group.

    ``groups`` maps nodes to groups, or is the name of a node attribute; what it says of others than the nodes is ignored.

    >>> import networkx as nx
    >>> from trosol.measures.graph_view import plain
    >>> pair = nx.Graph([("a", "b")])
    >>> grouping(pair, plain(pair), {"a": "north", "b": "south", "c": "west"})
    (('north', 'south'), [0, 1])

    Raises :class:`WrongUse` naming the nodes that have no group.
    """
    given = dict(graph.nodes(data=groups)) if isinstance(groups, str) else groups
    lacking = [node for node in view.nodes if given.get(node) is None]
    if lacking:
        some = ", ".join(name_of(node) for node in lacking[:5])
        raise wrong(
            "groups-missing",
            f"{len(lacking):,} of {len(view):,} nodes have no group: {some}{', …' if len(lacking) > 5 else ''}.",
            "Give each node a group, or leave those without one out of the graph.",
        )
    names = ordered({given[node] for node in view.nodes})
    number = {name: i for i, name in enumerate(names)}
    return names, [number[given[node]] for node in view.nodes]
