"""Cut points and bridges: what falls apart when one node or one tie is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trosol.measures.graph_view import Node, Plain, name_of, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Bridge", "CutPoint", "CutPoints", "cut_points", "pieces"]


@dataclass(frozen=True, slots=True)
class CutPoint:
    """A node without which its component falls apart.

    ``pieces``: sizes of what is left, largest first. ``cut_off``: nodes that lose the largest piece. ``pairs``: pairs of
    others that lose all contact.
    """

    node: Node
    pieces: tuple[int, ...]
    cut_off: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """A tie without which its component falls in two; ``cut_off`` is the size of the smaller side, ``pairs`` as above."""

    source: Node
    target: Node
    cut_off: int
    pairs: int


@dataclass(frozen=True, slots=True)
class CutPoints:
    """Cut points and bridges, those that part most pairs first; iterating and ``in`` work on the nodes."""

    points: tuple[CutPoint, ...]
    bridges: tuple[Bridge, ...]
    nodes: int

    def __iter__(self) -> Iterator[Node]:
        """The cut points' nodes."""
        return (point.node for point in self.points)

    def __len__(self) -> int:
        """How many cut points."""
        return len(self.points)

    def __contains__(self, node: object) -> bool:
        """Whether a node is a cut point."""
        return any(point.node == node for point in self.points)

    def to_frame(self) -> pd.DataFrame:
        """A row per cut point with ``pieces`` (how many), ``cut_off`` and ``pairs``."""
        import pandas as pd

        rows = [(len(point.pieces), point.cut_off, point.pairs) for point in self.points]
        index = pd.Index([point.node for point in self.points], name="node", tupleize_cols=False)
        return pd.DataFrame(rows, index=index, columns=["pieces", "cut_off", "pairs"])

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``scores`` by cut point, and the ``bridges``."""
        return {
            "measure": "cut_points",
            "parameters": {},
            "scores": {
                name_of(point.node): {"pieces": list(point.pieces), "cut_off": point.cut_off, "pairs": point.pairs}
                for point in self.points
            },
            "bridges": [
                {"source": name_of(b.source), "target": name_of(b.target), "cut_off": b.cut_off, "pairs": b.pairs}
                for b in self.bridges
            ],
        }


def cut_points(graph: Any) -> CutPoints:
    """Find the nodes, and the ties, whose removal breaks a component, and how much each cuts off.

    **Reads as**: if this one says no, nothing gets through; and so many lose contact with the rest.

    **Formula**: with c nodes in the component and pieces of sizes s without the node: cut_off = c − 1 − largest s;
    pairs = (c − 1)(c − 2)/2 − Σ s(s − 1)/2.

    **Inputs**: any networkx graph; direction is ignored.

    **Returns**: :class:`CutPoints`; empty where nothing breaks.

    **Errors**: graph-empty.

    **Trap**: whoever has one contact makes that contact a cut point: look at ``cut_off`` and ``pairs``, not at the number.

    **Cost**: n + m, one walk. **Source**: Hopcroft & Tarjan 1973, Comm. ACM 16 (algorithm 447).

    >>> import networkx as nx
    >>> found = cut_points(nx.path_graph(4))
    >>> [(point.node, point.pieces, point.cut_off, point.pairs) for point in found.points]
    [(1, (2, 1), 1, 2), (2, (2, 1), 1, 2)]
    >>> [(bridge.source, bridge.target, bridge.cut_off) for bridge in found.bridges]
    [(1, 2, 2), (0, 1, 1), (2, 3, 1)]
    >>> len(cut_points(nx.cycle_graph(4)))
    0
    """
    view = plain(graph).undirected()
    parts, below = _parted(view)
    points = []
    for v, sizes in parts.items():
        if len(sizes) > 1:
            rest = sum(sizes)
            lost = (rest * (rest - 1) - sum(s * (s - 1) for s in sizes)) // 2
            points.append(CutPoint(view.nodes[v], tuple(sizes), rest - sizes[0], lost))
    bridges = []
    for (i, j), size in below.items():
        other = sum(parts[i]) + 1 - size
        a, b = sorted((i, j))
        bridges.append(Bridge(view.nodes[a], view.nodes[b], min(size, other), size * other))
    order = view.index
    return CutPoints(
        tuple(sorted(points, key=lambda p: (-p.pairs, order[p.node]))),
        tuple(sorted(bridges, key=lambda b: (-b.pairs, order[b.source], order[b.target]))),
        len(view),
    )


def _parted(view: Plain) -> tuple[dict[int, list[int]], dict[tuple[int, int], int]]:
    """Pieces without each cut point and beside each bridge, walked where it matters only.

    The compiled engine names the cut points. Without them the graph falls into islands that nothing here can break, and so each
    island is walked as one node of its size; most of a large network is one such island.
    """
    import rustworkx as rx
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size, engine = len(view), view.engine()
    points = np.array(sorted(rx.articulation_points(engine)), dtype=np.int64)
    inside = np.ones(size, dtype=bool)
    inside[points] = False
    kept = view.ends[inside[view.ends].all(axis=1)]
    solid = csr_array((np.ones(len(kept), dtype=np.int8), kept.T), shape=(size, size))
    island = connected_components(solid, directed=False)[1].astype(np.int64)
    numbers, first, island, sizes = np.unique(island, return_index=True, return_inverse=True, return_counts=True)
    ends = np.sort(island[view.ends], axis=1)
    ends, ties = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0, return_counts=True)
    whole = Plain.of(range(len(numbers)), ends[:, 0], ends[:, 1], directed=False, already=True)
    parts, below = _walk(whole.after(), (), sizes.tolist())
    single = {(a, b) for (a, b), number in zip(whole.edges, ties.tolist(), strict=True) if number == 1}
    member = first.tolist()
    bridges = {
        (member[a], member[b]): side
        for (a, b), side in below.items()
        if (min(a, b), max(a, b)) in single and sizes[a] == sizes[b] == 1
    }
    found = {member[a]: sizes_left for a, sizes_left in parts.items() if sizes[a] == 1}
    degree = np.bincount(view.ends.ravel(), minlength=size)
    pairs = [(a, b) for a, b in view.ends[(degree[view.ends] == 1).all(axis=1)].tolist()]
    return {**found, **{v: [1] for pair in pairs for v in pair}}, {**bridges, **dict.fromkeys(pairs, 1)}


def pieces(neighbours: Sequence[Sequence[int]], gone: Collection[int] = ()) -> dict[int, list[int]]:
    """For each node left, the sizes of the pieces its component falls into without it, largest first; all in one walk.

    >>> pieces([[1], [0, 2], [1]])
    {0: [2], 1: [1, 1], 2: [2]}
    >>> pieces([[1], [0, 2], [1]], gone=[1])
    {0: [], 2: []}
    """
    return _walk(neighbours, gone, [1] * len(neighbours))[0]


def _walk(
    neighbours: Sequence[Sequence[int]], gone: Collection[int], sizes: Sequence[int]
) -> tuple[dict[int, list[int]], dict[tuple[int, int], int]]:
    """Pieces without each node, and for each bridge the size of the side below it. Depth first, without recursion."""
    lost = set(gone)
    when: dict[int, int] = {}
    parts: dict[int, list[int]] = {}
    bridges: dict[tuple[int, int], int] = {}
    for root in range(len(neighbours)):
        if root in lost or root in when:
            continue
        found = [root]
        when[root] = len(when)
        low, size, parent = {root: when[root]}, {root: sizes[root]}, {root: -1}
        split: dict[int, list[int]] = {root: []}
        stack = [(root, iter(neighbours[root]))]
        while stack:
            v, rest = stack[-1]
            for u in rest:
                if u in lost or u == parent[v]:
                    continue
                if u in when:
                    low[v] = min(low[v], when[u])
                    continue
                when[u] = low[u] = len(when)
                size[u], parent[u], split[u] = sizes[u], v, []
                found.append(u)
                stack.append((u, iter(neighbours[u])))
                break
            else:
                stack.pop()
                above = parent[v]
                if above >= 0:
                    low[above] = min(low[above], low[v])
                    size[above] += size[v]
                    if low[v] >= when[above]:
                        split[above].append(size[v])
                    if low[v] > when[above]:
                        bridges[above, v] = size[v]
        total = sum(sizes[v] for v in found)
        for v in found:
            remaining = total - sizes[v] - sum(split[v])
            parts[v] = sorted(split[v] + ([remaining] if remaining else []), reverse=True)
    return parts, bridges
