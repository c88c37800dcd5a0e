"""Communities: who belongs together, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from trosol.extras import can_use
from trosol.measures.graph_view import Node, Plain, name_of, plain
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, jsonable
from trosol.measures.wrong_use import between, nearest, wrong

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Communities", "communities"]

_MANY = 20_000
"""From so many ties on, the compiled engine is taken where it is installed."""


@dataclass(frozen=True, slots=True)
class Communities:
    """The best partition found, and how often nodes are together over all runs.

    ``groups``: largest first. ``modularity``: of that partition; NaN without ties. ``stability``: for each node, the mean
    share of runs in which it is with each of its group; NaN for who is alone. ``different``: how many different partitions
    the runs gave. ``memberships``: for each run the number of each node's group, in the order of ``nodes``.
    ``engine``: what looked for them.
    """

    nodes: tuple[Node, ...]
    groups: tuple[tuple[Node, ...], ...]
    modularity: float
    stability: tuple[float, ...]
    different: int
    memberships: tuple[tuple[int, ...], ...]
    seed: int
    resolution: float
    engine: str = ""

    def together(self, first: Node, second: Node) -> float:
        """Share of runs in which two nodes are in the same group."""
        a, b = (self._place(node) for node in (first, second))
        return sum(row[a] == row[b] for row in self.memberships) / len(self.memberships)

    def co_membership(self) -> pd.DataFrame:
        """Share of runs in which two nodes are in the same group, for every two: n rows, n columns."""
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
            "parameters": {
                "runs": len(self.memberships),
                "seed": self.seed,
                "resolution": self.resolution,
                "engine": self.engine,
            },
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

    **Cost**: runs × about m log n in Python: 1 s for 400 nodes, 500 ties and 50 runs. With more than 20,000 ties NetworKit takes its place where it
    is installed, and ``engine`` says so: its groups need not be the same, and are no worse: 200,000 ties and 50 runs in 10 s.
    **Source**: Blondel et al. 2008, J. Stat. Mech. P10008; Newman & Girvan 2004; Fortunato & Barthélemy 2007 for the trap.

    >>> import networkx as nx
    >>> found = communities(nx.barbell_graph(4, 0), runs=5)
    >>> found.groups, found.together(0, 1), found.together(0, 7), found.different
    (((0, 1, 2, 3), (4, 5, 6, 7)), 1.0, 0.0, 1)
    """
    between("runs", runs, 1, 100_000)
    between("resolution", resolution, 0.0, 1000.0)
    view = plain(graph, weight).undirected()
    fast = len(view.ends) > _MANY and can_use("scale")
    if len(view.ends):
        found = _compiled(view, runs, seed, resolution) if fast else _louvain(view, runs, seed, resolution)
    else:
        found = np.arange(len(view))[np.newaxis]
    rows = np.array([_numbered(row) for row in found])
    distinct = np.unique(rows, axis=0)
    quality = [_modularity(view, row, resolution) for row in distinct]
    best = (
        distinct[max(range(len(distinct)), key=lambda i: (round(quality[i], 12), *(-distinct[i]).tolist()))]
        if len(view.ends)
        else rows[0]
    )
    members = np.split(np.argsort(best, kind="stable"), np.cumsum(np.bincount(best))[:-1])
    return Communities(
        nodes=view.nodes,
        groups=tuple(
            tuple(view.nodes[i] for i in group) for group in sorted((g.tolist() for g in members), key=lambda g: (-len(g), g))
        ),
        modularity=neat([max(quality) if len(view.ends) else UNDEFINED])[0],
        stability=tuple(neat(_stability(rows, best))),
        different=len(distinct),
        memberships=tuple(map(tuple, rows.tolist())),
        seed=seed,
        resolution=resolution,
        engine=f"NetworKit {version('networkit')} (PLM)" if fast else f"networkx {nx.__version__}",
    )


def _louvain(view: Plain, runs: int, seed: int, resolution: float) -> Any:
    """For each run, a number for each node's group."""
    whole, rows = view.graph(), np.empty((runs, len(view)), dtype=np.int64)
    for run in range(runs):
        for number, group in enumerate(nx.community.louvain_communities(whole, resolution=resolution, seed=seed + run)):
            rows[run, list(group)] = number
    return rows


def _compiled(view: Plain, runs: int, seed: int, resolution: float) -> Any:
    """The same by NetworKit, on one thread: several would move nodes in an order of their own."""
    import networkit

    threads = networkit.getMaxNumberOfThreads()
    ends = view.ends.astype("uint64")
    made = networkit.GraphFromCoo((view.sizes, (ends[:, 0], ends[:, 1])), n=len(view), weighted=view.weighted)
    rows = np.empty((runs, len(view)), dtype=np.int64)
    try:
        networkit.setNumberOfThreads(1)
        for run in range(runs):
            networkit.setSeed(seed + run, False)
            rows[run] = networkit.community.PLM(made, refine=True, gamma=resolution).run().getPartition().getVector()
    finally:
        networkit.setNumberOfThreads(threads)
    return rows


def _numbered(row: Any) -> Any:
    """Each node's group, groups counted in the order of their first node: equal partitions look equal.

    >>> _numbered(np.array([7, 3, 7, 1])).tolist()
    [0, 1, 0, 2]
    """
    _, first, group = np.unique(row, return_index=True, return_inverse=True)
    place = np.empty(len(first), dtype=np.int64)
    place[np.argsort(first)] = np.arange(len(first))
    return place[group]


def _modularity(view: Plain, row: Any, resolution: float) -> float:
    """Modularity of one partition of an undirected network.

    >>> _modularity(plain(nx.barbell_graph(3, 0)), np.array([0, 0, 0, 1, 1, 1]), 1.0)
    0.3571428571428571
    """
    if not len(view.ends):
        return UNDEFINED
    own = row[view.ends]
    total = view.sizes.sum()
    inside = view.sizes[own[:, 0] == own[:, 1]].sum() / total
    degrees = np.bincount(own.ravel(), weights=np.repeat(view.sizes, 2)) / (2 * total)
    return float(inside - resolution * (degrees**2).sum())


def _stability(rows: Any, best: Any) -> Any:
    """For each node, the mean share of runs in which it is with each of the others of its group in the best partition."""
    sizes = np.bincount(best)[best]
    together = np.zeros(len(best))
    for row in rows:
        pair = best * (row.max() + 1) + row
        together += np.bincount(pair)[pair] - 1
    return np.divide(together, len(rows) * (sizes - 1), out=np.full(len(best), UNDEFINED), where=sizes > 1)
