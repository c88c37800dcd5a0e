"""Zachary's karate club (Zachary 1977, J. Anthropological Research 33), as in networkx (34 members, 78 ties, unweighted).

Values: R 4.2.2, sna 2.7.1 and igraph 1.3.5 on 2026-11-23 on networkx' edge list; both give the same betweenness.
"""

from __future__ import annotations

import networkx as nx
import pytest

from trosol.measures import betweenness, closeness, communities, constraint, core, cut_points, gates, harmonic, mixing, pagerank

CLUB = nx.karate_club_graph()

BETWEENNESS = [
    231.0714285714, 28.4785714286, 75.8507936508, 6.2880952381, 0.3333333333, 15.8333333333, 15.8333333333, 0, 29.5293650794,
    0.4476190476, 0.3333333333, 0, 0, 24.2158730159, 0, 0, 0, 0, 0, 17.1468253968, 0, 0, 0, 9.3, 1.1666666667, 2.0277777778, 0,
    11.7920634921, 0.9476190476, 1.5428571429, 7.6095238095, 73.0095238095, 76.6904761905, 160.5515873016,
]  # fmt: skip

CONSTRAINT = [
    0.1554232976, 0.2795351080, 0.1851766397, 0.3966596472, 0.5294174383, 0.4774848090, 0.4774848090, 0.4427115885, 0.3036007137,
    0.5, 0.5294174383, 1, 0.6225043403, 0.3233354167, 0.5736795944, 0.5736795944, 0.78125, 0.5908685378, 0.5736795944,
    0.3737193501, 0.5736795944, 0.5908685378, 0.5736795944, 0.3058237216, 0.4598765432, 0.4598765432, 0.6709018166, 0.2850692042,
    0.3869131531, 0.4494090013, 0.3460064639, 0.2445754037, 0.2492233623, 0.1564186851,
]  # fmt: skip

CORES = [4, 4, 4, 4, 3, 3, 3, 4, 4, 2, 3, 1, 2, 4, 2, 2, 2, 2, 2, 3, 2, 2, 2, 3, 3, 3, 2, 3, 3, 3, 4, 3, 4, 4]


def test_betweenness() -> None:
    assert list(betweenness(CLUB).raw.values()) == pytest.approx(BETWEENNESS, abs=1e-8)


def test_constraint() -> None:
    assert list(constraint(CLUB).raw.values()) == pytest.approx(CONSTRAINT, abs=1e-8)


def test_core() -> None:
    assert list(core(CLUB).raw.values()) == CORES


def test_a_few_of_each_other_measure() -> None:
    assert harmonic(CLUB)[16] == pytest.approx(11.1)
    assert harmonic(CLUB)[33] == pytest.approx(23.25)
    assert closeness(CLUB).normalised[0] == pytest.approx(0.5689655172)
    assert pagerank(CLUB)[33] == pytest.approx(0.100919182333, abs=1e-9)
    assert pagerank(CLUB)[0] == pytest.approx(0.096997285388, abs=1e-9)


def test_only_the_instructor_is_a_cut_point() -> None:
    """Node 0 alone, as sna and igraph find; without him, five (4, 5, 6, 10, 16) and one (11) are cut off from 27."""
    found = cut_points(CLUB)
    assert [(point.node, point.pieces, point.cut_off) for point in found.points] == [(0, (27, 5, 1), 6)]


def test_vertex_connectivity_of_instructor_and_president() -> None:
    """igraph's vertex_connectivity(1, 34): 6; of members 16 and 26 (their 17 and 27): 1."""
    assert gates(CLUB, 0, 33).disjoint_routes == 6
    cut = gates(CLUB, 0, 33).cut
    assert cut is not None
    assert len(cut) == 6
    assert gates(CLUB, 16, 26).dominators == (0,)


def test_the_split_of_the_club() -> None:
    """igraph's assortativity_nominal over the two factions, as networkx' node attribute ``club`` has them: 0.7175308642."""
    assert mixing(CLUB, "club").assortativity == pytest.approx(0.7175308642)


def test_modularity_reaches_the_best_there_is() -> None:
    """0.4197896 is the optimum over all partitions: proved on 2026-11-23 by an integer programme (clique partitioning over the
    561 pairs, HiGHS in scipy 1.17, gap 0). Louvain from 50 seeds finds it, in four groups.
    """
    found = communities(CLUB)
    assert found.modularity == pytest.approx(0.4197896121)
    assert len(found.groups) == 4
