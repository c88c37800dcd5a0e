"""Weights: strong ties are near, equally long paths stay equal, and what cannot be added honestly is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from trosol import measures as m
from trosol.errors import WrongUse


def lengths(*ties: tuple[str, str, float], kind: type[nx.Graph] = nx.DiGraph) -> nx.Graph:
    """Ties by their length, which is 1/weight."""
    graph = kind()
    graph.add_weighted_edges_from((a, b, 1 / length) for a, b, length in ties)
    return graph


def test_a_tenth_and_two_tenths_are_as_long_as_three_tenths() -> None:
    """Two paths of length 0.3 from a to d, by b (0.1 + 0.2) and by c (0.15 + 0.15): each carries half."""
    graph = lengths(("a", "b", 0.1), ("b", "d", 0.2), ("a", "c", 0.15), ("c", "d", 0.15))
    found = m.betweenness(graph, weight="weight").raw
    assert found == {"a": 0.0, "b": 0.5, "c": 0.5, "d": 0.0}
    direct = lengths(("a", "b", 0.1), ("b", "d", 0.2), ("a", "d", 0.3))
    assert m.betweenness(direct, weight="weight")["b"] == 0.5
    assert m.edge_betweenness(direct, weight="weight").raw["a", "d"] == 0.5


@pytest.mark.parametrize("unit", [1e-90, 1e-6, 1.0, 7.0, 1e90])
def test_the_unit_of_weights_changes_no_share_and_scales_distances(unit: float) -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 3), ("b", "c", 1), ("c", "d", 2), ("a", "c", 1)])
    scaled = nx.Graph()
    scaled.add_weighted_edges_from((a, b, w * unit) for a, b, w in graph.edges(data="weight"))
    for measure in (m.betweenness, m.constraint, m.current_flow, m.eigenvector, m.pagerank, m.effective_size):
        assert measure(scaled, weight="weight").raw == pytest.approx(measure(graph, weight="weight").raw), measure.__name__
    near, far = m.closeness(graph, weight="weight").raw, m.closeness(scaled, weight="weight").raw
    assert far == pytest.approx({node: value * unit for node, value in near.items()})


@pytest.mark.parametrize("weights", [(1e-300, 1.0), (1.0, 1e300), (1e-300, 1e-300), (1e300, 1e300), (1.0, 2e12)])
@pytest.mark.parametrize(
    "measure", [m.degree, m.betweenness, m.closeness, m.pagerank, m.communities], ids=lambda each: each.__name__
)
def test_weights_too_far_apart_or_too_extreme_are_refused(measure: Callable[..., Any], weights: tuple[float, float]) -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", weights[0]), ("b", "c", weights[1])])
    with pytest.raises(WrongUse) as caught:
        measure(graph, weight="weight")
    assert caught.value.problems[0].code == "weight-range"
    assert len(m.degree(graph)) == 3  # without weights nothing is read of them


def test_a_length_lost_beside_the_path_it_is_part_of_is_refused() -> None:
    """a-b is 10^12 long, and b-c one of 10,000 such ties after another: the last tie is less than a rounding."""
    graph = nx.path_graph(3000)
    nx.set_edge_attributes(graph, 1e-12, "weight")
    graph.add_edge(2999, 3000, weight=0.999)
    with pytest.raises(WrongUse) as caught:
        m.betweenness(graph, 0, 3000, weight="weight")
    assert caught.value.problems[0].code == "weight-range"


def test_robustness_counts_weights_where_they_are_asked_for() -> None:
    """b has one strong tie, a two weak ones: by ties a leads, by weight b (and its partner)."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "x", 1), ("a", "y", 1), ("b", "z", 9)])
    assert m.robustness(graph, "degree", k=1, resamples=20)["a"].rank == 1
    weighted = m.robustness(graph, "degree", k=1, resamples=20, weight="weight")
    assert (weighted["b"].rank, weighted["z"].rank, weighted["a"].rank) == (1, 1, 3)
    assert weighted.to_json()["parameters"]["weight"] == "weight"


def test_robustness_of_a_measure_without_weights_refuses_them() -> None:
    with pytest.raises(WrongUse) as caught:
        m.robustness(nx.path_graph(4), "core", k=1, resamples=2, weight="weight")
    assert caught.value.problems[0].code == "weight-not-taken"


def test_weights_may_have_any_name() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", claims=("c1", "c2"), firmness=5)
    graph.add_edge("b", "c", claims=("c3",), firmness=1)
    assert m.robustness(graph, "degree", k=1, resamples=10, weight="firmness")["b"].rank == 1


def test_bridging_by_its_definition() -> None:
    graph = nx.connected_caveman_graph(3, 4)
    found, through = m.bridging(graph).raw, m.betweenness(graph).raw
    for node in graph:
        factor = (1 / graph.degree(node)) / sum(1 / graph.degree(other) for other in graph[node])
        assert found[node] == pytest.approx(through[node] * factor)
    graph.add_node("alone")
    assert math.isnan(m.bridging(graph).raw["alone"])
