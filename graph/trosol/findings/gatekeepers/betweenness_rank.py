"""Who lies between others, and how firmly: every shortest way counted, or in a large network estimated within a stated error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import networkx as nx

from trosol.findings.result import Estimated
from trosol.findings.text import counted
from trosol.measures import Robustness, Scores, betweenness, robustness, sampled_betweenness
from trosol.measures.centrality.sampled import can_sample
from trosol.measures.stability.resampling import edge_counts

__all__ = ["ERROR", "EXACT_UP_TO", "Placing", "placing"]

EXACT_UP_TO = 4_000_000
"""Actors times ties. There one exact count takes a tenth of a second on two cores and a thousand of them two minutes, which
drawing does in forty seconds; from a quarter of it downwards drawing saves nothing."""

ERROR = 0.01
"""How far off an estimate may be, as a share of the pairs of others."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Between how many pairs each lies, the ranks with their bands, and what to know of how they were counted."""

    score: Mapping[Any, float]
    bands: Robustness
    estimated: Estimated | None
    note: str


def placing(graph: nx.Graph, k: int, resamples: int, seed: int) -> Placing:
    """Betweenness in undirected ties, as they are and with their claims drawn anew.

    Above :data:`EXACT_UP_TO` it is estimated where the engine for it is installed; otherwise it is counted whatever the size, and
    the note says what would be quicker.
    """
    size = f"{counted(graph.number_of_nodes(), 'actor')} and {counted(graph.number_of_edges(), 'tie')}"
    if len(graph) * graph.number_of_edges() <= EXACT_UP_TO:
        return _counted(graph, k, resamples, seed, "")
    if not can_sample():
        note = (
            f"Every shortest way between {size} was counted, which takes long. Much quicker, with a stated error: "
            "install the package networkit with pip install 'trosol[scale]'."
        )
        return _counted(graph, k, resamples, seed, note)
    numbers = count(seed)

    def betweenness_drawn(network: Any) -> Scores:
        """Each time with other random numbers, so that one unlucky draw does not tell in every resample."""
        return sampled_betweenness(network, ERROR, next(numbers))

    base = sampled_betweenness(graph, ERROR, seed)
    about = Estimated(ERROR, float(base.parameters["probability"]), str(base.parameters["engine"]))
    bands = robustness(edge_counts(graph).plain, betweenness_drawn, k, resamples, seed, base=graph, tau=False)
    note = (
        f"Estimated by {about.engine}, for there are {size}: each value is within ±{ERROR:g} of the true share of pairs with "
        f"probability {about.probability:g}. A rank is one more than the number of those that are surely above, and a band takes in "
        "every place that the error leaves open."
    )
    return Placing(base.raw, bands, about, note)


def _counted(graph: nx.Graph, k: int, resamples: int, seed: int, note: str) -> Placing:
    return Placing(betweenness(graph).raw, robustness(graph, "betweenness", k, resamples, seed, tau=False), None, note)
