"""Numbers for whole networks, two-mode networks and edges, against what was published and what others compute.

Florentine families: Wasserman & Faust 1994, pp. 181 and 192 (marriage). Davis' women: Borgatti & Halgin 2011, Analyzing affiliation networks, table of normalised
centralities. Karate club: igraph 1.3.5 (transitivity, diameter, mean distance) and networkx 3.6.
"""

from __future__ import annotations

import networkx as nx
import pytest

from one_or_more import one_or_more
from trosol.measures import (
    centralisation,
    density,
    diameter,
    dyad_census,
    edge_betweenness,
    katz,
    load,
    mean_distance,
    modularity,
    projection,
    reciprocity,
    transitivity,
    triad_census,
    two_mode,
)

FLORENCE = nx.florentine_families_graph()
KARATE = nx.karate_club_graph()
DAVIS = nx.davis_southern_women_graph()


def test_florentine_centralisation() -> None:
    with_pucci = FLORENCE.copy()
    with_pucci.add_node("Pucci")
    assert centralisation(with_pucci).value == pytest.approx(0.267, abs=5e-4)
    assert centralisation(FLORENCE, "betweenness").value == pytest.approx(0.437, abs=5e-4)
    assert density(with_pucci).value == pytest.approx(20 / 120)


def test_karate() -> None:
    assert density(KARATE).value == pytest.approx(0.1390374)
    assert transitivity(KARATE).value == pytest.approx(0.2556818)
    assert [diameter(KARATE).value, mean_distance(KARATE).value] == pytest.approx([5, 2.408200])
    assert (reciprocity(KARATE).value, diameter(KARATE).parameters["connected"]) == (1.0, 1.0)
    clubs = [{n for n, club in KARATE.nodes(data="club") if club == side} for side in ("Mr. Hi", "Officer")]
    assert modularity(KARATE, "club").value == pytest.approx(nx.community.modularity(KARATE, clubs, weight=None))
    top, value = next(iter(edge_betweenness(KARATE).raw.items()))
    assert top == (0, 31) and value == pytest.approx(71.39285714)  # the first that Girvan and Newman take away


def test_censuses_of_the_karate_club_count_every_pair_and_triple() -> None:
    dyads, triads = dyad_census(KARATE), triad_census(KARATE)
    assert dict(dyads.counts) == {"mutual": 78, "asymmetric": 0, "null": 34 * 33 // 2 - 78}
    assert triads["300"] == 45 and sum(triads.counts.values()) == 34 * 33 * 32 // 6
    assert 3 * triads["300"] / (3 * triads["300"] + triads["201"]) == pytest.approx(transitivity(KARATE).value)


# degree, closeness, betweenness; three digits as printed
WOMEN = {
    "Evelyn Jefferson": (0.571, 0.800, 0.097),
    "Nora Fayette": (0.571, 0.800, 0.113),
    "Flora Price": (0.143, 0.585, 0.005),
    "E8": (0.778, 0.846, 0.244),
    "E9": (0.667, 0.786, 0.226),
}


@pytest.mark.parametrize("node", WOMEN)
def test_two_mode_centrality_of_davis_women(node: str) -> None:
    found = [two_mode(DAVIS, "bipartite", each).normalised[node] for each in ("degree", "closeness", "betweenness")]
    assert found == pytest.approx(WOMEN[node], abs=6e-4)


def test_two_mode_centrality_is_networkx() -> None:
    women = [node for node, mode in DAVIS.nodes(data="bipartite") if mode == 0]
    theirs = {
        "degree": nx.bipartite.degree_centrality(DAVIS, women),
        "closeness": nx.bipartite.closeness_centrality(DAVIS, women),
        "betweenness": nx.bipartite.betweenness_centrality(DAVIS, women),
    }
    for name, values in one_or_more(theirs.items()):
        assert two_mode(DAVIS, "bipartite", name).normalised == pytest.approx(values), name


@pytest.mark.parametrize(
    ("by", "theirs"), [("shared", "weighted_projected_graph"), ("newman", "collaboration_weighted_projected_graph")]
)
def test_projection_of_davis_women(by: str, theirs: str) -> None:
    women = [node for node, mode in DAVIS.nodes(data="bipartite") if mode == 0]
    expected = getattr(nx.bipartite, theirs)(DAVIS, women)
    found = projection(DAVIS, "bipartite", 0, by=by)
    assert {frozenset(pair): weight for pair, weight in found.weights.items()} == {
        frozenset((a, b)): pytest.approx(weight) for a, b, weight in expected.edges(data="weight")
    }
    assert set(found.graph()) == set(women)


def test_women_at_the_same_events_by_hand() -> None:
    """Evelyn and Theresa: E2, E3, E4, E5, E6, E8 and E9 (Davis, Gardner & Gardner 1941, table)."""
    assert projection(DAVIS, "bipartite", 0).weights["Evelyn Jefferson", "Theresa Anderson"] == 7


def test_katz_and_load_of_karate_are_networkx() -> None:
    theirs = nx.katz_centrality_numpy(KARATE, alpha=0.1, beta=1.0, normalized=False, weight=None)
    assert katz(KARATE, attenuation=0.1).raw == pytest.approx(theirs)
    assert load(KARATE).normalised == pytest.approx(nx.load_centrality(KARATE))
