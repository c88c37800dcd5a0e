"""The measures that give each node one number, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from trosol.measures.centrality.betweenness import betweenness
from trosol.measures.centrality.closeness import closeness, harmonic
from trosol.measures.centrality.current_flow import current_flow
from trosol.measures.centrality.degree import core, degree
from trosol.measures.centrality.eigenvector import eigenvector, pagerank
from trosol.measures.centrality.katz import katz
from trosol.measures.centrality.load import load
from trosol.measures.centrality.structural_holes import bridging, constraint, effective_size
from trosol.measures.scores import Scores

__all__ = ["NODE_SCORES", "SCORES"]

_ALL = (
    betweenness,
    bridging,
    closeness,
    constraint,
    core,
    current_flow,
    degree,
    effective_size,
    eigenvector,
    harmonic,
    katz,
    load,
    pagerank,
)
NODE_SCORES: Mapping[str, Callable[..., Scores]] = MappingProxyType({each.__name__: each for each in _ALL})
"""Each takes a graph first; its other parameters have defaults."""

SCORES = tuple(NODE_SCORES)
"""Names of the measures that give each node one number (:class:`Scores`)."""
