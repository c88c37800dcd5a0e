"""Edge betweenness: which ties the shortest paths run along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trosol.measures.centrality.path_dependence import path_dependence
from trosol.measures.graph_view import Node, Plain, name_of, plain
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, jsonable

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EdgeScores", "edge_betweenness"]

_Pair = tuple[Node, Node]


@dataclass(frozen=True, slots=True)
class EdgeScores:
    """One number for each tie, raw and normalised, by its two ends; largest first."""

    measure: str
    raw: Mapping[_Pair, float]
    normalised: Mapping[_Pair, float]
    weight: str | None

    def to_frame(self) -> pd.DataFrame:
        """A row per tie: ``source``, ``target``, the score, named after the measure, and ``normalised``."""
        import pandas as pd

        rows = [(a, b, value, self.normalised[a, b]) for (a, b), value in self.raw.items()]
        return pd.DataFrame(rows, columns=["source", "target", self.measure, "normalised"])

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``measure``, ``parameters`` and ``edges``."""
        rows = [
            {"source": name_of(a), "target": name_of(b), "score": value, "normalised": jsonable(self.normalised[a, b])}
            for (a, b), value in self.raw.items()
        ]
        return {"measure": self.measure, "parameters": {"weight": self.weight}, "edges": rows}


def edge_betweenness(graph: Any, weight: str | None = None) -> EdgeScores:
    """Count the pairs whose shortest paths run along a tie.

    **Reads as**: without this link, so many would have to find another path to each other.

    **Formula**: raw(e) = Σ over pairs (s, t) of the share of shortest paths s→t that use e; in an undirected graph each pair counts once.
    Normalised = raw / number of pairs.

    **Inputs**: any networkx graph; with ``weight`` a tie has the length 1/weight.

    **Returns**: :class:`EdgeScores`; each tie has at least its own pair.

    **Errors**: graph-empty, weight-wrong, weight-range.

    **Trap**: a tie at the edge of the network, which one node alone hangs on, has n − 1: high, and not between much.

    **Cost**: n · m, compiled without weights (rustworkx). **Source**: Girvan & Newman 2002, PNAS 99; Brandes 2008, Social Networks 30.

    >>> import networkx as nx
    >>> edge_betweenness(nx.path_graph(4)).raw
    {(1, 2): 4.0, (0, 1): 3.0, (2, 3): 3.0}
    """
    view = plain(graph, weight)
    found = _compiled(view) if weight is None else path_dependence(view, range(len(view)), range(len(view))).edges
    pairs = len(view) * (len(view) - 1) / (1 if view.directed else 2)
    raw = dict(zip(view.edges, neat([found.get(edge, 0.0) for edge in view.edges]), strict=True))
    order = sorted(raw, key=lambda edge: (-raw[edge], edge))
    ends = {edge: (view.nodes[edge[0]], view.nodes[edge[1]]) for edge in order}
    shares = neat([raw[edge] / pairs if pairs else UNDEFINED for edge in order])
    return EdgeScores(
        "edge_betweenness",
        {ends[edge]: raw[edge] for edge in order},
        {ends[edge]: share for edge, share in zip(order, shares, strict=True)},
        weight,
    )


def _compiled(view: Plain) -> dict[tuple[int, int], float]:
    import rustworkx as rx

    count = rx.digraph_edge_betweenness_centrality if view.directed else rx.graph_edge_betweenness_centrality
    found = count(view.engine(), normalized=False, parallel_threshold=2**31 - 1)
    return {edge: found[number] for number, edge in enumerate(view.edges)}
