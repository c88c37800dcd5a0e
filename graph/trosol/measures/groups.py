"""Which group each node belongs to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from trosol.measures.graph_view import Plain, name_of, ordered
from trosol.measures.wrong_use import wrong

__all__ = ["Grouping", "grouping", "two_modes"]

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


def two_modes(graph: Any, view: Plain, groups: Mapping[Any, Hashable] | str) -> Grouping:
    """As :func:`grouping`, for a network of two modes: two groups, and no tie within one.

    >>> import networkx as nx
    >>> from trosol.measures.graph_view import plain
    >>> came = nx.Graph([("Ann", "meeting"), ("Ben", "meeting")])
    >>> two_modes(came, plain(came), {"Ann": "person", "Ben": "person", "meeting": "event"})
    (('event', 'person'), [1, 1, 0])

    Raises :class:`WrongUse` where there are not two groups, naming the first tie within one, or nodes that have no group.
    """
    names, member = grouping(graph, view, groups)
    if len(names) != 2:
        shown = ", ".join(map(name_of, names[:5]))
        raise wrong(
            "two-modes-wrong",
            f"There are {len(names)} groups ({shown}), not two.",
            "Say for each node which of two modes it is of.",
        )
    for i, j in view.edges:
        if member[i] == member[j]:
            a, b = (name_of(view.nodes[v]) for v in (i, j))
            raise wrong(
                "two-modes-wrong",
                f"'{a}' and '{b}' are tied and both of mode '{name_of(names[member[i]])}'.",
                "Leave ties within a mode out, or put one of the two into the other mode.",
            )
    return names, member
