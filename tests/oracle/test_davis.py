"""Davis' Southern women (Davis, Gardner & Gardner 1941, Deep South): 18 women, 14 events, one two-mode network, as in networkx.

Values: R 4.2.2, sna 2.7.1 and igraph 1.3.5 on 2026-11-23 on networkx' edge list.
"""

from __future__ import annotations

import networkx as nx
import pytest

from trosol.measures import betweenness, closeness, constraint, core, cover, cut_points, degree, dominating_set

DAVIS = nx.davis_southern_women_graph()

# node: degree, betweenness, closeness, core (sna)
VALUES = {
    "Evelyn Jefferson": (8, 42.9802008807, 0.5166666667, 4),
    "Theresa Anderson": (8, 38.9796350384, 0.5166666667, 4),
    "Nora Fayette": (8, 50.4903061091, 0.5166666667, 4),
    "Pearl Oglethorpe": (3, 3.0261438836, 0.4305555556, 3),
    "Flora Price": (2, 2.2492548301, 0.3780487805, 2),
    "E7": (10, 58.5347883988, 0.5166666667, 4),
    "E8": (14, 110.2063969820, 0.5961538462, 4),
    "E9": (12, 101.9321434810, 0.5535714286, 4),
    "E11": (4, 8.8887566819, 0.3780487805, 2),
    "E14": (3, 1.0127765065, 0.3690476190, 3),
}


@pytest.mark.parametrize("node", VALUES)
def test_values(node: str) -> None:
    found = (degree(DAVIS)[node], betweenness(DAVIS)[node], closeness(DAVIS).normalised[node], core(DAVIS)[node])
    assert found == pytest.approx(VALUES[node], abs=1e-8)


def test_in_a_two_mode_network_constraint_is_one_over_degree() -> None:
    """No two contacts know each other: Σ (1/d)² over d contacts = 1/d. igraph agrees (E8: 0.0714285714)."""
    found, ties = constraint(DAVIS), degree(DAVIS)
    assert found["E8"] == pytest.approx(0.0714285714)
    assert all(found[node] == pytest.approx(1 / ties[node]) for node in DAVIS)


def test_there_is_no_cut_point() -> None:
    assert not len(cut_points(DAVIS))


def test_the_two_events_that_most_women_came_to_between_them() -> None:
    """Held against all pairs of events."""
    women = sorted(node for node, top in DAVIS.nodes(data="bipartite") if top == 0)
    events = {event: set(DAVIS[event]) for event, top in DAVIS.nodes(data="bipartite") if top == 1}
    found = cover(events, k=2)
    best = max(len(events[a] | events[b]) for a in events for b in events if a < b)
    assert found.covered == best
    assert set().union(*(events[event] for event in found.smallest)) == set(women)


def test_dominating_set_covers_all() -> None:
    found = dominating_set(DAVIS)
    assert found.exact
    assert nx.is_dominating_set(DAVIS, found.nodes)
