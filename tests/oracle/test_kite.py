"""Krackhardt's kite (Krackhardt 1990, Admin. Science Quarterly 35), as in networkx: 0 Andre … 3 Diane … 7 Heather, 8 Ike, 9 Jane.

Values: R 4.2.2 with sna 2.7.1 (degree, betweenness, closeness, evcent, kcores, cutpoints with gmode="graph") and igraph 1.3.5
(constraint, page_rank, harmonic_centrality), run on 2026-11-23 on networkx' edge list. The published point, that degree,
betweenness and closeness have three different winners (Diane, Heather, Fernando and Garth), is asserted too.
"""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from trosol.measures import (
    Scores,
    betweenness,
    bridging,
    closeness,
    constraint,
    core,
    cut_points,
    degree,
    eigenvector,
    harmonic,
    key_players,
    pagerank,
)

KITE = nx.krackhardt_kite_graph()

RAW = {
    degree: [4, 4, 3, 6, 3, 5, 5, 3, 2, 1],
    betweenness: [0.8333333333, 0.8333333333, 0, 3.6666666667, 0, 8.3333333333, 8.3333333333, 14, 8, 0],
    core: [3, 3, 3, 3, 3, 3, 3, 2, 1, 1],
    harmonic: [6.083333333, 6.083333333, 5.583333333, 7.083333333, 5.583333333, 6.833333333, 6.833333333, 6, 4.666666667, 3.416666667],
    constraint: [
        0.5411979167, 0.5411979167, 0.6641358025, 0.4701697531, 0.6641358025,
        0.4450888889, 0.4450888889, 0.4311111111, 0.5, 1,
    ],
    pagerank: [
        0.10191991298, 0.10191991298, 0.07941811401, 0.14714791633, 0.07941811401,
        0.12890692757, 0.12890692757, 0.09524828681, 0.08569395631, 0.05141993143,
    ],
    eigenvector: [
        0.35220939681, 0.35220939681, 0.28583499139, 0.48102085828, 0.28583499139,
        0.39769063647, 0.39769063647, 0.19586058306, 0.04807348503, 0.01116325532,
    ],
}  # fmt: skip


@pytest.mark.parametrize("measure", RAW, ids=lambda each: each.__name__)
def test_raw_values_are_those_of_sna_and_igraph(measure: Callable[..., Scores]) -> None:
    assert list(measure(KITE).raw.values()) == pytest.approx(RAW[measure], abs=1e-8)


def test_closeness_is_that_of_sna() -> None:
    expected = [0.5294117647, 0.5294117647, 0.5, 0.6, 0.5, 0.6428571429, 0.6428571429, 0.6, 0.4285714286, 0.3103448276]
    assert list(closeness(KITE).normalised.values()) == pytest.approx(expected, abs=1e-9)


def test_three_measures_have_three_winners() -> None:
    assert [measure(KITE).top(1) for measure in (degree, betweenness, closeness)] == [(3,), (7,), (5, 6)]


def test_betweenness_as_printed_by_krackhardt_and_freeman() -> None:
    """Heather: the 7 × 2 pairs from Andre … Garth to Ike and Jane run through her, 14 of 36."""
    assert betweenness(KITE).raw[7] == 14
    assert betweenness(KITE).normalised[7] == pytest.approx(14 / 36)


def test_bridging_by_hand() -> None:
    """Heather: betweenness 14, degree 3, neighbours of degree 5, 5 and 2: (1/3) / (1/5 + 1/5 + 1/2) = 10/27; 14 · 10/27."""
    assert bridging(KITE).raw[7] == pytest.approx(140 / 27)


def test_cut_points_are_those_of_sna_and_igraph_with_what_they_cut_off() -> None:
    """Without Heather: 7 and 2 (14 pairs parted); without Ike: 8 and 1 (8 pairs)."""
    found = cut_points(KITE)
    assert [(point.node, point.pieces, point.cut_off, point.pairs) for point in found.points] == [
        (7, (7, 2), 2, 14),
        (8, (8, 1), 1, 8),
    ]
    assert {(bridge.source, bridge.target) for bridge in found.bridges} == {(7, 8), (8, 9)}


def test_the_best_pair_leaves_out_the_best_single() -> None:
    """Borgatti 2006 makes this point on this graph. By hand: without 7, pieces 7 and 2: F = 1 − (42 + 2)/72 = 7/18. Without
    5 and 6, pieces 5 (Andre, Beverly, Carol, Diane, Ed) and 3 (Heather, Ike, Jane): F = 1 − (20 + 6)/56 = 15/28.
    """
    one, two = key_players(KITE, 1), key_players(KITE, 2)
    assert (one.sets, one.exact) == (((7,),), True)
    assert one.score == pytest.approx(7 / 18)
    assert (two.sets, two.exact) == (((5, 6),), True)
    assert two.score == pytest.approx(15 / 28)


def test_reach_by_hand() -> None:
    """Diane has six contacts: 7 with her. Diane and Ike reach Heather and Jane too: all 10."""
    one, two = key_players(KITE, 1, "reach"), key_players(KITE, 2, "reach")
    assert (one.score, one.sets) == (7, ((3,),))
    assert (two.score, two.share, two.sets) == (10, 1.0, ((3, 8),))


def test_distance_fragmentation_by_hand() -> None:
    """Without Heather: Ike and Jane are a pair. Of the 21 pairs among the other seven, 14 are tied and 7 are two steps apart.
    Both orders: 2 · (1 + 14 + 7/2) = 37 of 9 · 8 = 72.
    """
    assert key_players(KITE, 1, "distance_fragmentation").score == pytest.approx(1 - 37 / 72)
