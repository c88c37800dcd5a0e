"""Resampling: what is drawn, what is counted, what it costs."""

from __future__ import annotations

import time
from collections.abc import Hashable

import networkx as nx
import numpy as np
import pytest

from trosol.measures import Scores, betweenness, resampler, robustness
from trosol.measures.stability.resampling import claims_of


def claimed() -> nx.DiGraph:
    """A hub with many claims, and a rival who rests on one."""
    graph = nx.DiGraph()
    for i in range(6):
        graph.add_edge("hub", f"x{i}", claims=tuple(f"h{i}{j}" for j in range(4)))
    for i in range(5):
        graph.add_edge("rival", f"x{i}", claims=("one",))
    return graph


def test_claims_are_drawn_not_edges() -> None:
    """The rival's five edges rest on one claim: they stand and fall together, and fall in about 1/e of bootstraps."""
    graph = claimed()
    draw, chance = resampler(graph), np.random.default_rng(0)
    degrees = [draw(chance).out_degree("rival") for _ in range(2000)]
    assert set(degrees) == {0, 5}
    claims = len(claims_of(graph))
    assert np.mean(np.equal(degrees, 0)) == pytest.approx((1 - 1 / claims) ** claims, abs=0.04)


def test_weights_add_up_to_the_number_of_draws() -> None:
    graph = nx.DiGraph([("a", "b", {"claims": ("c1", "c2")}), ("b", "c", {"claims": ("c3",)})])
    for seed in range(20):
        made = resampler(graph)(np.random.default_rng(seed))
        assert made.size(weight="weight") == 3
        assert set(made) == {"a", "b", "c"}


def test_dropping_loses_the_stated_share() -> None:
    graph = nx.gnm_random_graph(50, 400, seed=1)
    kept = [resampler(graph, drop=0.2)(np.random.default_rng(seed)).size() / 400 for seed in range(50)]
    assert np.mean(kept) == pytest.approx(0.8, abs=0.02)
    claims = [resampler(claimed(), drop=0.0)(np.random.default_rng(seed)).size() for seed in range(3)]
    assert set(claims) == {11}


def test_what_rests_on_much_stays_and_what_rests_on_one_claim_does_not() -> None:
    found = robustness(claimed(), "degree", k=2, resamples=400, seed=2)
    hub, rival = found["hub"], found["rival"]
    assert (hub.rank, rival.rank) == (1, 2)
    assert hub.p_top > 0.99
    assert 0.5 < rival.p_top < 0.75
    assert (hub.low, hub.high) == (1, 2)  # in some resamples another ties with it
    assert rival.high > 2
    assert found.tau_low < found.tau < found.tau_high <= 1


def test_nothing_dropped_is_nothing_changed() -> None:
    graph = nx.krackhardt_kite_graph()
    found = robustness(graph, "betweenness", k=3, resamples=5, drop=0.0)
    assert found.tau == found.tau_low == found.tau_high == 1
    assert [band.node for band in found.bands[:3]] == [7, 5, 6]
    for band in found.bands:
        assert band.rank == band.low == band.median
    bands = {band.node: (band.low, band.high) for band in found.bands}
    assert (bands[7], bands[5], bands[6], bands[8]) == (
        (1, 1),
        (2, 3),
        (2, 3),
        (4, 4),
    )  # 5 and 6 share the second and third place
    assert bands[0] == bands[1] == (6, 7)
    assert (found[5].rank, found[6].rank, found[8].rank) == (2, 2, 4)
    assert sum(band.p_top for band in found.bands) == pytest.approx(3)


def test_ties_for_the_last_places_share_them() -> None:
    found = robustness(nx.cycle_graph(4), "degree", k=1, resamples=3, drop=0.0)
    assert [(band.rank, band.p_top, band.p_top_tied) for band in found.bands] == [(1, 0.25, 1.0)] * 4
    assert found.tau != found.tau  # everyone is tied: no ranking to compare


def test_seeds_and_the_order_of_the_graph() -> None:
    graph = claimed()
    turned = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    first = robustness(graph, "degree", k=2, resamples=50, seed=3)
    assert first == robustness(turned, "degree", k=2, resamples=50, seed=3)
    assert first != robustness(graph, "degree", k=2, resamples=50, seed=4)


def test_any_measure_and_any_resampler() -> None:
    graph = claimed()
    seen = []

    def out_degree(drawn: nx.DiGraph) -> dict[Hashable, float]:
        return dict(drawn.out_degree())

    by_function = robustness(graph, out_degree, k=1, resamples=20, progress=lambda done, total: seen.append((done, total)))
    assert by_function.measure == "out_degree"
    assert seen[-1] == (20, 20)
    own = robustness(resampler(graph), lambda drawn: betweenness(drawn, sources="hub"), k=1, resamples=20)
    assert (own.base, own.drawn) == ("consensus", "resampler")
    with_base = robustness(resampler(graph), betweenness, k=1, resamples=20, base=graph)
    assert with_base.base == "graph"
    assert with_base.measure == "betweenness"


def test_a_mapping_that_lacks_a_node_ranks_it_last() -> None:
    graph = nx.path_graph(3)
    found = robustness(graph, lambda drawn: {0: 2.0, 1: 1.0, 2: float("nan")}, k=1, resamples=3)
    assert (found[2].rank, found[2].low) == (None, 3)


def test_the_measure_may_be_scores() -> None:
    assert isinstance(betweenness(nx.path_graph(3)), Scores)


@pytest.mark.exhaustive
def test_a_thousand_resamples_of_betweenness_take_seconds() -> None:
    """400 nodes, 500 arrows: 3 s of the processor of the machine it was written on; the bound allows for a slower one."""
    graph = nx.gnm_random_graph(400, 500, seed=1, directed=True)
    started = time.process_time()
    found = robustness(graph, "betweenness", k=5, resamples=250, seed=1)
    assert len(found.bands) == 400
    assert time.process_time() - started < 10
