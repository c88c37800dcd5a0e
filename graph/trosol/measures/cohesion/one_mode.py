"""From two modes to one: who is tied by what they share."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from trosol.measures.graph_view import Node, name_of, plain
from trosol.measures.groups import two_modes
from trosol.measures.ranks import neat
from trosol.measures.wrong_use import nearest, one_of, wrong

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Projection", "projection"]


@dataclass(frozen=True, slots=True)
class Projection:
    """The nodes of one mode, and for each two that share something, how much. Pairs in node order."""

    onto: Hashable
    by: str
    nodes: tuple[Node, ...]
    weights: Mapping[tuple[Node, Node], float]

    def graph(self) -> nx.Graph:
        """A networkx graph with ``weight`` on its edges."""
        made = nx.Graph()
        made.add_nodes_from(self.nodes)
        made.add_weighted_edges_from((a, b, weight) for (a, b), weight in self.weights.items())
        return made

    def to_frame(self) -> pd.DataFrame:
        """A row per tie: ``source``, ``target`` and ``weight``."""
        import pandas as pd

        return pd.DataFrame([(a, b, weight) for (a, b), weight in self.weights.items()], columns=["source", "target", "weight"])

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``measure``, ``parameters``, ``nodes`` and ``edges``."""
        return {
            "measure": "projection",
            "parameters": {"onto": name_of(self.onto), "by": self.by},
            "nodes": [name_of(node) for node in self.nodes],
            "edges": [{"source": name_of(a), "target": name_of(b), "weight": weight} for (a, b), weight in self.weights.items()],
        }


def projection(graph: Any, groups: Mapping[Any, Hashable] | str, onto: Hashable, by: str = "shared") -> Projection:
    """Tie the nodes of one mode to each other by what they share in the other.

    **Reads as**: these two came to so many of the same events.

    **Formula**: *shared*: weight(a, b) = number of nodes of the other mode that are tied to both. *newman*: Σ over these of 1/(d − 1), d how many are tied to
    it, so that meeting in a crowd counts less.

    **Inputs**: any networkx graph whose ties all lead from one mode to the other, direction ignored; ``groups`` maps nodes to their mode or names a node attribute;
    ``onto`` is the mode to keep.

    **Returns**: :class:`Projection`, whose ``graph()`` any measure takes.

    **Errors**: graph-empty, groups-missing, two-modes-wrong, measure-option.

    **Trap**: everybody at one large event is tied to everybody else: density and clustering of a projection are high by construction. A two-mode
    measure (:func:`two_mode`) on the network as it is asks less of it.

    **Cost**: Σ over the other mode of (number of ties)², compiled. **Source**: Breiger 1974, Social Forces 53; Newman 2001, Phys. Rev. E 64.

    >>> import networkx as nx
    >>> came = nx.Graph([("Ann", "fair"), ("Ben", "fair"), ("Ann", "walk"), ("Ben", "walk"), ("Cai", "walk")])
    >>> mode = {"Ann": "person", "Ben": "person", "Cai": "person", "fair": "event", "walk": "event"}
    >>> projection(came, mode, "person").weights
    {('Ann', 'Ben'): 2.0, ('Ann', 'Cai'): 1.0, ('Ben', 'Cai'): 1.0}
    >>> projection(came, mode, "person", by="newman").weights["Ann", "Ben"]
    1.5
    """
    one_of("weighting", by, ("shared", "newman"))
    view = plain(graph).undirected()
    names, member = two_modes(graph, view, groups)
    if onto not in names:
        raise wrong("two-modes-wrong", f"There is no mode '{name_of(onto)}'.", nearest(onto, names))
    kept = np.array(member) == names.index(onto)
    ties = view.matrix()[kept][:, ~kept].tocsr()
    ties.data[:] = 1
    crowd = ties.sum(axis=0)
    worth = np.ones(len(crowd)) if by == "shared" else np.divide(1.0, crowd - 1, out=np.zeros(len(crowd)), where=crowd > 1)
    shared = (ties * worth) @ ties.T
    nodes = tuple(node for node, keep in zip(view.nodes, kept.tolist(), strict=True) if keep)
    rows, columns = shared.tocoo().coords
    pairs = sorted((i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if i < j)
    weights = neat([shared[pair] for pair in pairs])
    return Projection(onto, by, nodes, {(nodes[i], nodes[j]): weight for (i, j), weight in zip(pairs, weights, strict=True)})
