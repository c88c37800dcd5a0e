"""How much an edge weighs: nothing but itself, by its claims, or by how firmly they stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod

import networkx as nx

from trosol.errors import Problem, WrongUse, shorten
from trosol.store.snapshot import Snapshot

__all__ = ["WEIGHTS", "firmness", "weighed"]

WEIGHTS = ("none", "claims", "firmness")
"""None; the number of claims; the chance that at least one of the passages that they rest on holds."""


def firmness(snapshot: Snapshot) -> Callable[[Iterable[str]], float]:
    """How firmly claims of one link stand together, from 0 to 1.

    Within a passage the firmest claim counts, for it is one voice; passages add up: 1 − Π(1 − p).
    """
    number = {key: place for place, key in enumerate(snapshot.records.claims)}
    weights, passages = snapshot.claim_weights, snapshot.passages

    def together(claims: Iterable[str]) -> float:
        best: dict[object, float] = {}
        for key in claims:
            p = float(weights[number[key]])
            for passage in passages.get(key) or (key,):
                best[passage] = max(best.get(passage, 0.0), p)
        return 1 - prod(1 - best[each] for each in sorted(best, key=str))

    return together


def weighed(snapshot: Snapshot, graph: nx.DiGraph, weight: str) -> tuple[nx.DiGraph, int]:
    """The network with ``weight`` on its edges as asked for, and how many edges weigh nothing and are left out.

    Raises :class:`WrongUse` for a weight that there is not.
    """
    if weight not in WEIGHTS:
        raise WrongUse(
            Problem("weight-unknown", f"'{shorten(weight)}' is no weight of links.", f"Use one of: {', '.join(WEIGHTS)}.")
        )
    if weight != "firmness":
        return graph, 0
    together = firmness(snapshot)
    made = nx.DiGraph(**graph.graph)
    made.add_nodes_from(graph.nodes(data=True))
    for a, b, data in graph.edges(data=True):
        if value := together(data["claims"]):
            made.add_edge(a, b, **{**data, "weight": value})
    return made, graph.number_of_edges() - made.number_of_edges()
