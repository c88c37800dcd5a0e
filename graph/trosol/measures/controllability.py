"""Driver nodes: where one must push oneself to steer everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from trosol.measures.graph_view import Node, Plain, name_of, plain

__all__ = ["DriverNodes", "driver_nodes"]


@dataclass(frozen=True, slots=True)
class DriverNodes:
    """How many places must be pushed, and which nodes are among them always, in some choices, or in none."""

    count: int
    always: tuple[Node, ...]
    sometimes: tuple[Node, ...]
    never: tuple[Node, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, under the names of the fields."""
        kinds = {"always": self.always, "sometimes": self.sometimes, "never": self.never}
        names = {kind: [name_of(node) for node in nodes] for kind, nodes in kinds.items()}
        return {"measure": "driver_nodes", "parameters": {}, "count": self.count, **names}


def driver_nodes(graph: Any) -> DriverNodes:
    """Count the places from which, pushed independently, every state of the network can in principle be reached.

    **Reads as**: the least number of places you must push yourself.

    **Formula**: max(n − |M|, 1), M a maximum matching: a largest set of arrows no two of which begin or end at the same
    node. A node is a driver where no arrow of M ends. *Always*: nothing acts on it. *Sometimes*: some M leave it out.
    *Never*: every M reaches it. If M reaches every node, any one node will do, and all are *sometimes*.

    **Inputs**: any networkx graph; an undirected tie is two arrows. Self-loops count here: what keeps itself going needs no
    push. Weights and signs do not matter.

    **Returns**: :class:`DriverNodes`.

    **Errors**: graph-empty.

    **Trap**: an expert's view of linear systems. Which nodes is not unique, and hubs are mostly not among them.

    **Cost**: m · √n, compiled (scipy). **Source**: Liu, Slotine & Barabási 2011, Nature 473; Jia et al. 2013, Nature
    Communications 4, for always (critical), sometimes (intermittent) and never (redundant).

    >>> import networkx as nx
    >>> driver_nodes(nx.DiGraph([("a", "b"), ("b", "c")]))
    DriverNodes(count=1, always=('a',), sometimes=(), never=('b', 'c'))
    >>> driver_nodes(nx.DiGraph([("hub", "x"), ("hub", "y"), ("hub", "z")]))
    DriverNodes(count=3, always=('hub',), sometimes=('x', 'y', 'z'), never=())
    """
    view = plain(graph)
    loops = {view.index[a] for a, _ in nx.selfloop_edges(graph)}
    matched_by = _matching(view, loops)
    free = [v for v, u in enumerate(matched_by) if u < 0]
    after = [[*around, *([v] if v in loops else [])] for v, around in enumerate(view.after())]
    into: list[list[int]] = [[] for _ in after]
    for u, around in enumerate(after):
        for v in around:
            into[v].append(u)
    matched_to = {u: v for v, u in enumerate(matched_by) if u >= 0}
    # From a free node, back along an arrow to its tail and on to whom the tail is matched with: that one can be freed instead.
    can_be_free, queue = set(free), list(free)
    while queue:
        for u in into[queue.pop()]:
            other = matched_to[u]
            if other not in can_be_free:
                can_be_free.add(other)
                queue.append(other)
    if not free:
        can_be_free = set(range(len(view)))
    always = {v for v in can_be_free if not into[v]}
    return DriverNodes(
        max(len(free), 1),
        tuple(node for v, node in enumerate(view.nodes) if v in always),
        tuple(node for v, node in enumerate(view.nodes) if v in can_be_free - always),
        tuple(node for v, node in enumerate(view.nodes) if v not in can_be_free),
    )


def _matching(view: Plain, loops: set[int]) -> list[int]:
    """For each node, the tail of the matched arrow that ends there, or -1."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    cells = [(i, j) for i, j, _ in view.arrows()] + [(v, v) for v in sorted(loops)]
    rows, columns = [i for i, _ in cells], [j for _, j in cells]
    tails = csr_array(([1] * len(cells), (rows, columns)), shape=(len(view), len(view)))
    return [int(u) for u in maximum_bipartite_matching(tails, perm_type="row")]
