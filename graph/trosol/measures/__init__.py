"""Measures: pure functions on any networkx graph, knowing nothing of ecosystems.

An arrow A→B says that A acts on B. Parallel edges collapse (weights are added where asked for), self-loops are left out,
nodes are taken in a fixed order, what is undefined is NaN or None and never 0, and whatever is drawn at random takes a seed.
Importing this loads networkx and nothing heavier; each measure loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trosol.measures.between import betweenness
    from trosol.measures.brokers import Brokerage, brokerage
    from trosol.measures.clusters import Communities, communities
    from trosol.measures.cognition import Effect, Propagation, propagate
    from trosol.measures.covering import Cover, DominatingSet, cover, dominating_set
    from trosol.measures.currents import current_flow
    from trosol.measures.cuts import Bridge, CutPoint, CutPoints, cut_points
    from trosol.measures.drivers import DriverNodes, driver_nodes
    from trosol.measures.gateways import Gates, gates
    from trosol.measures.graphs import Plain
    from trosol.measures.holes import bridging, constraint, effective_size
    from trosol.measures.keyplayers import KeyPlayers, key_players
    from trosol.measures.mixture import Mixing, mixing
    from trosol.measures.nearness import closeness, harmonic
    from trosol.measures.quadrants import Micmac, micmac
    from trosol.measures.resampling import resampler
    from trosol.measures.sampled import sampled_betweenness
    from trosol.measures.scores import Scores
    from trosol.measures.signs import GoalReach, SignedReach, signed_reach
    from trosol.measures.spectrum import eigenvector, pagerank
    from trosol.measures.stability import RankBand, Robustness, robustness
    from trosol.measures.ties import core, degree

__all__ = [
    "SCORES",
    "Bridge",
    "Brokerage",
    "Communities",
    "Cover",
    "CutPoint",
    "CutPoints",
    "DominatingSet",
    "DriverNodes",
    "Effect",
    "Gates",
    "GoalReach",
    "KeyPlayers",
    "Micmac",
    "Mixing",
    "Plain",
    "Propagation",
    "RankBand",
    "Robustness",
    "Scores",
    "SignedReach",
    "betweenness",
    "bridging",
    "brokerage",
    "closeness",
    "communities",
    "constraint",
    "core",
    "cover",
    "current_flow",
    "cut_points",
    "degree",
    "dominating_set",
    "driver_nodes",
    "effective_size",
    "eigenvector",
    "gates",
    "harmonic",
    "key_players",
    "micmac",
    "mixing",
    "pagerank",
    "propagate",
    "resampler",
    "robustness",
    "sampled_betweenness",
    "signed_reach",
]

SCORES = (
    "betweenness",
    "bridging",
    "closeness",
    "constraint",
    "core",
    "current_flow",
    "degree",
    "effective_size",
    "eigenvector",
    "harmonic",
    "pagerank",
)
"""The measures that give each node one number (:class:`Scores`)."""

_HOME = {
    "between": ("betweenness",),
    "graphs": ("Plain",),
    "sampled": ("sampled_betweenness",),
    "brokers": ("Brokerage", "brokerage"),
    "clusters": ("Communities", "communities"),
    "cognition": ("Effect", "Propagation", "propagate"),
    "covering": ("Cover", "DominatingSet", "cover", "dominating_set"),
    "currents": ("current_flow",),
    "cuts": ("Bridge", "CutPoint", "CutPoints", "cut_points"),
    "drivers": ("DriverNodes", "driver_nodes"),
    "gateways": ("Gates", "gates"),
    "holes": ("bridging", "constraint", "effective_size"),
    "keyplayers": ("KeyPlayers", "key_players"),
    "mixture": ("Mixing", "mixing"),
    "nearness": ("closeness", "harmonic"),
    "quadrants": ("Micmac", "micmac"),
    "resampling": ("resampler",),
    "scores": ("Scores",),
    "signs": ("GoalReach", "SignedReach", "signed_reach"),
    "spectrum": ("eigenvector", "pagerank"),
    "stability": ("RankBand", "Robustness", "robustness"),
    "ties": ("core", "degree"),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a measure when it is first asked for."""
    if name not in _MODULE:
        raise AttributeError(f"module 'trosol.measures' has no attribute {name!r}")
    found = getattr(import_module(f"trosol.measures.{_MODULE[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Every public name."""
    return sorted(__all__)
