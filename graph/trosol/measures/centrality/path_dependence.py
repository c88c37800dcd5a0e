"""Who depends on whom for being reached by shortest paths: Brandes' accumulation, for nodes and for edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from trosol.measures.distances import SAME, path_lengths
from trosol.measures.graph_view import Plain
from trosol.measures.wrong_use import wrong

__all__ = ["Dependence", "path_dependence"]


@dataclass
class Dependence:
    """How much of what is sent runs through each node (its own ends not counted), and along each edge, by its two numbers."""

    nodes: list[float]
    edges: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))


def path_dependence(view: Plain, starts: Sequence[int], ends: Collection[int], *, at_forks: bool = False) -> Dependence:
    """Send one unit from each start to each end along the shortest paths, and add up what runs where.

    A pair's unit is shared among its shortest paths; ``at_forks``: instead, whoever passes it on splits it evenly among the
    neighbours that are nearer to the start. In an undirected network a pair of which both are start and end counts once, or, at
    forks, in both directions. Lengths as in :func:`~trosol.measures.distances.path_lengths`; paths whose lengths differ by less than
    :data:`~trosol.measures.distances.SAME` are equally short. Cost: for each start, its distances and one look at each edge.

    >>> import networkx as nx
    >>> from trosol.measures.graph_view import plain
    >>> found = path_dependence(plain(nx.path_graph(3)), range(3), range(3))
    >>> found.nodes, dict(found.edges)
    ([0.0, 1.0, 0.0], {(1, 2): 2.0, (0, 1): 2.0})

    Raises :class:`WrongUse` where an edge is so short beside the paths it is part of that it would not lengthen them.
    """
    first, last = sorted(set(starts)), set(ends)
    both = set(first) & last if not view.directed and not at_forks else set()
    arrows = np.array(view.arrows(), dtype=float).reshape(-1, 3)
    tail, head = arrows[:, 0].astype(np.int64), arrows[:, 1].astype(np.int64)
    length = 1 / arrows[:, 2]
    found = Dependence([0.0] * len(view))
    for s, far in path_lengths(view, first):
        _send(view, found, s, _shortest(far, tail, head, length), last, both, at_forks)
    return found


def _shortest(far: Any, tail: Any, head: Any, length: Any) -> list[tuple[int, int]]:
    """The arrows that are part of a shortest path, by how far away they lead."""
    reached = np.isfinite(far[tail])
    tail, head, length = tail[reached], head[reached], length[reached]
    if len(head) and length.min() <= far[head].max() * 1e-15:
        raise wrong(
            "weight-range",
            "Some ties are so strong beside others that their length is lost in the paths they are part of.",
            "Use weights that are less far apart, or take their logarithms.",
        )
    near = far[head] * (1 + SAME) >= far[tail] + length
    tail, head = tail[near], head[near]
    order = np.lexsort((tail, head, far[head]))
    return list(zip(tail[order].tolist(), head[order].tolist(), strict=True))


def _send(
    view: Plain,
    found: Dependence,
    start: int,
    arrows: list[tuple[int, int]],
    ends: Collection[int],
    both: Collection[int],
    at_forks: bool,
) -> None:
    before: dict[int, list[int]] = {}
    paths: dict[int, int] = {start: 1}
    for v, w in arrows:  # all arrows into a node stand together, and those into its predecessors before them
        before.setdefault(w, []).append(v)
        paths[w] = paths.get(w, 0) + (1 if at_forks else paths[v])
    carried: defaultdict[int, float] = defaultdict(float)
    for w in reversed(before):
        own = (0.5 if start in both and w in both else 1.0) if w in ends else 0.0
        sent = own + carried[w]
        found.nodes[w] += carried[w]
        for v in before[w]:
            part = sent / len(before[w]) if at_forks else paths[v] / paths[w] * sent
            if part:
                found.edges[(v, w) if view.directed or v < w else (w, v)] += part
                carried[v] += part
