"""Communities: who belongs together, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from trosol.measures.graph_view import Node, name_of, plain
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, jsonable
from trosol.measures.wrong_use import between, nearest, wrong

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Communities", "communities"]


@dataclass(frozen=True, slots=True)
class Communities:
    """The best partition found, and how often nodes are together over all runs.

    ``groups``: largest first. ``modularity``: of that partition; NaN without ties. ``stability``: for each node, the mean
    share of runs in which it is with each of its group; NaN for who is alone. ``different``: how many different partitions
    the runs gave. ``memberships``: for each run the number of each node's group, in the order of ``nodes``.
    """

    nodes: tuple[Node, ...]
    groups: tuple[tuple[Node, ...], ...]
    modularity: float
    stability: tuple[float, ...]
    different: int
    memberships: tuple[tuple[int, ...], ...]
    seed: int
    resolution: float

    def together(self, first: Node, second: Node) -> float:
        """Share of runs in which two nodes are in the same group."""
        a, b = (self._place(node) for node in (first, second))
        return sum(row[a] == row[b] for row in self.memberships) / len(self.memberships)

    def co_membership(self) -> pd.DataFrame:
        """Share of runs in which two nodes are in the same group, for every two: n rows, n columns."""
        import numpy as np
        import pandas as pd

        shares = np.mean([np.equal.outer(row, row) for row in np.array(self.memberships)], axis=0)
        index = pd.Index(list(self.nodes), name="node", tupleize_cols=False)
        return pd.DataFrame(shares, index=index, columns=pd.Index(list(self.nodes), tupleize_cols=False))

    def to_frame(self) -> pd.DataFrame:
        """A row per node: ``community`` (0 is the largest) and ``stability``."""
        import pandas as pd

        number = self._numbers()
        rows = [(number[node], kept) for node, kept in zip(self.nodes, self.stability, strict=True)]
        index = pd.Index(list(self.nodes), name="node", tupleize_cols=False)
        return pd.DataFrame(rows, index=index, columns=["community", "stability"])

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``groups``, ``modularity``, and ``scores`` by node."""
        number = self._numbers()
        return {
            "measure": "communities",
            "parameters": {"runs": len(self.memberships), "seed": self.seed, "resolution": self.resolution},
            "groups": [[name_of(node) for node in group] for group in self.groups],
            "modularity": jsonable(self.modularity),
            "different": self.different,
            "scores": {
                name_of(node): {"community": number[node], "stability": jsonable(kept)}
                for node, kept in zip(self.nodes, self.stability, strict=True)
            },
        }

    def _numbers(self) -> dict[Node, int]:
        return {node: i for i, group in enumerate(self.groups) for node in group}

    def _place(self, node: Node) -> int:
        if node not in self.nodes:
            raise wrong("node-unknown", f"The node '{name_of(node)}' is not in the graph.", nearest(node, self.nodes))
        return self.nodes.index(node)


def communities(graph: Any, runs: int = 50, seed: int = 0, resolution: float = 1.0, weight: str | None = None) -> Communities:
    """Part the nodes into groups with many ties inside and few between, from many starts.

    **Reads as**: who belongs together, and who only happens to be put there.

    **Formula**: Louvain raises modularity Q = Σ over groups of (L/m − r (D/2m)²), with L ties inside, D summed degrees, m all
    ties, r the resolution. The best of all runs is shown; co-membership is the share of runs that put two nodes together.

    **Inputs**: any networkx graph; direction is ignored. Runs start from ``seed``, ``seed`` + 1, and so on.

    **Returns**: :class:`Communities`. An isolate is alone.

    **Errors**: graph-empty, weight-wrong, measure-range.

    **Trap**: one run, or one seed, is an anecdote: look at ``stability`` before naming a group. Groups smaller than √(2m)
    ties can hide in larger ones.

    **Cost**: runs × about m log n in Python: 1 s for 400 nodes, 500 ties and 50 runs.
    **Source**: Blondel et al. 2008, J. Stat. Mech. P10008; Newman & Girvan 2004; Fortunato & Barthélemy 2007 for the trap.

    >>> import networkx as nx
    >>> found = communities(nx.barbell_graph(4, 0), runs=5)
    >>> found.groups, found.together(0, 1), found.together(0, 7), found.different
    (((0, 1, 2, 3), (4, 5, 6, 7)), 1.0, 0.0, 1)
    """
    between("runs", runs, 1, 100_000)
    between("resolution", resolution, 0.0, 1000.0)
    view = plain(graph, weight).undirected()
    whole = view.graph()
    if view.edges:
        found = [nx.community.louvain_communities(whole, resolution=resolution, seed=seed + i) for i in range(runs)]
    else:
        found = [[{i} for i in range(len(view))]]
    rows = tuple(_numbered(len(view), groups) for groups in found)
    quality = {row: _modularity(whole, row, resolution) for row in dict.fromkeys(rows)}
    best = max(quality, key=lambda row: (round(quality[row], 12), tuple(-i for i in row))) if view.edges else rows[0]
    members: dict[int, list[int]] = {}
    for i, group in enumerate(best):
        members.setdefault(group, []).append(i)
    return Communities(
        nodes=view.nodes,
        groups=tuple(tuple(view.nodes[i] for i in group) for group in sorted(members.values(), key=lambda g: (-len(g), g))),
        modularity=neat([quality[best]])[0],
        stability=tuple(neat(_stability(rows, members[group], i) for i, group in enumerate(best))),
        different=len(quality),
        memberships=rows,
        seed=seed,
        resolution=resolution,
    )


def _numbered(size: int, groups: Iterable[set[int]]) -> tuple[int, ...]:
    """Each node's group, groups counted in the order of their first node: equal partitions look equal."""
    number = [0] * size
    for i, group in enumerate(sorted(groups, key=min)):
        for v in group:
            number[v] = i
    return tuple(number)


def _modularity(whole: Any, row: Sequence[int], resolution: float) -> float:
    if not whole.size():
        return UNDEFINED
    groups: dict[int, set[int]] = {}
    for v, group in enumerate(row):
        groups.setdefault(group, set()).add(v)
    return float(nx.community.modularity(whole, groups.values(), resolution=resolution))


def _stability(rows: Sequence[Sequence[int]], members: Sequence[int], v: int) -> float:
    """Mean share of runs in which a node is with each of the others of its group."""
    if len(members) < 2:
        return UNDEFINED
    together = sum(row[u] == row[v] for row in rows for u in members) - len(rows)
    return together / (len(rows) * (len(members) - 1))
