"""Measures: pure functions on any networkx graph, knowing nothing of ecosystems.

An edge A→B says that A acts on B. Parallel edges collapse (weights are added where asked for), self-loops are left out,
nodes are taken in a fixed order, what is undefined is NaN or None and never 0, and whatever is drawn at random takes a seed.
Importing this loads none of them: each, and what it needs, loads when it is first used.
"""

from typing import TYPE_CHECKING

from trosol.lazily import lazily

if TYPE_CHECKING:
    from trosol.measures.brokerage_roles import Brokerage, brokerage
    from trosol.measures.centrality.betweenness import betweenness
    from trosol.measures.centrality.centralisation import centralisation
    from trosol.measures.centrality.closeness import closeness, harmonic
    from trosol.measures.centrality.current_flow import current_flow
    from trosol.measures.centrality.degree import core, degree
    from trosol.measures.centrality.edge_betweenness import EdgeScores, edge_betweenness
    from trosol.measures.centrality.eigenvector import eigenvector, pagerank
    from trosol.measures.centrality.katz import katz
    from trosol.measures.centrality.load import load
    from trosol.measures.centrality.node_scores import SCORES
    from trosol.measures.centrality.sampled import sampled_betweenness
    from trosol.measures.centrality.structural_holes import bridging, constraint, effective_size
    from trosol.measures.centrality.two_mode import two_mode
    from trosol.measures.cohesion.census import Census, dyad_census, triad_census
    from trosol.measures.cohesion.communities import Communities, communities
    from trosol.measures.cohesion.cut_points import Bridge, CutPoint, CutPoints, cut_points
    from trosol.measures.cohesion.density import density, reciprocity, transitivity
    from trosol.measures.cohesion.distance_summary import diameter, mean_distance
    from trosol.measures.cohesion.mixing import Mixing, mixing
    from trosol.measures.cohesion.modularity import modularity
    from trosol.measures.cohesion.one_mode import Projection, projection
    from trosol.measures.cohesion.vertex_cuts import Gates, gates
    from trosol.measures.controllability import DriverNodes, driver_nodes
    from trosol.measures.graph_view import Plain
    from trosol.measures.influence.fuzzy_cognitive_map import Effect, Propagation, propagate
    from trosol.measures.influence.micmac import Micmac, micmac
    from trosol.measures.influence.signed_reach import GoalReach, SignedReach, signed_reach
    from trosol.measures.key_player_problem import KeyPlayers, key_players
    from trosol.measures.scores import Index, Scores
    from trosol.measures.set_cover import Cover, DominatingSet, cover, dominating_set
    from trosol.measures.stability.rank_stability import RankBand, Robustness, robustness
    from trosol.measures.stability.resampling import resampler

__all__ = [
    "SCORES",
    "Bridge",
    "Brokerage",
    "Census",
    "Communities",
    "Cover",
    "CutPoint",
    "CutPoints",
    "DominatingSet",
    "DriverNodes",
    "EdgeScores",
    "Effect",
    "Gates",
    "GoalReach",
    "Index",
    "KeyPlayers",
    "Micmac",
    "Mixing",
    "Plain",
    "Projection",
    "Propagation",
    "RankBand",
    "Robustness",
    "Scores",
    "SignedReach",
    "betweenness",
    "bridging",
    "brokerage",
    "centralisation",
    "closeness",
    "communities",
    "constraint",
    "core",
    "cover",
    "current_flow",
    "cut_points",
    "degree",
    "density",
    "diameter",
    "dominating_set",
    "driver_nodes",
    "dyad_census",
    "edge_betweenness",
    "effective_size",
    "eigenvector",
    "gates",
    "harmonic",
    "katz",
    "key_players",
    "load",
    "mean_distance",
    "micmac",
    "mixing",
    "modularity",
    "pagerank",
    "projection",
    "propagate",
    "reciprocity",
    "resampler",
    "robustness",
    "sampled_betweenness",
    "signed_reach",
    "transitivity",
    "triad_census",
    "two_mode",
]

_FROM = {
    "brokerage_roles": ("Brokerage", "brokerage"),
    "centrality.betweenness": ("betweenness",),
    "centrality.centralisation": ("centralisation",),
    "centrality.closeness": ("closeness", "harmonic"),
    "centrality.current_flow": ("current_flow",),
    "centrality.degree": ("core", "degree"),
    "centrality.edge_betweenness": ("EdgeScores", "edge_betweenness"),
    "centrality.eigenvector": ("eigenvector", "pagerank"),
    "centrality.katz": ("katz",),
    "centrality.load": ("load",),
    "centrality.node_scores": ("SCORES",),
    "centrality.sampled": ("sampled_betweenness",),
    "centrality.structural_holes": ("bridging", "constraint", "effective_size"),
    "centrality.two_mode": ("two_mode",),
    "cohesion.census": ("Census", "dyad_census", "triad_census"),
    "cohesion.communities": ("Communities", "communities"),
    "cohesion.cut_points": ("Bridge", "CutPoint", "CutPoints", "cut_points"),
    "cohesion.density": ("density", "reciprocity", "transitivity"),
    "cohesion.distance_summary": ("diameter", "mean_distance"),
    "cohesion.mixing": ("Mixing", "mixing"),
    "cohesion.modularity": ("modularity",),
    "cohesion.one_mode": ("Projection", "projection"),
    "cohesion.vertex_cuts": ("Gates", "gates"),
    "controllability": ("DriverNodes", "driver_nodes"),
    "graph_view": ("Plain",),
    "influence.fuzzy_cognitive_map": ("Effect", "Propagation", "propagate"),
    "influence.micmac": ("Micmac", "micmac"),
    "influence.signed_reach": ("GoalReach", "SignedReach", "signed_reach"),
    "key_player_problem": ("KeyPlayers", "key_players"),
    "scores": ("Index", "Scores"),
    "set_cover": ("Cover", "DominatingSet", "cover", "dominating_set"),
    "stability.rank_stability": ("RankBand", "Robustness", "robustness"),
    "stability.resampling": ("resampler",),
}
lazily(__name__, _FROM)
