"""Where there are many ties another engine takes over: what is planted is found, it says who looked, and the same seed gives the same."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from one_or_more import one_or_more
from trosol.measures import bridging, communities
from trosol.measures.centrality import structural_holes
from trosol.measures.graph_view import plain


def planted(size: int = 130) -> nx.Graph:
    """Three cliques, more than 20,000 ties, each joined to the next by one."""
    graph = nx.Graph()
    for part in range(3):
        graph.add_edges_from(combinations(range(part * size, (part + 1) * size), 2))
    graph.add_edges_from([(0, size), (size, 2 * size)])
    return graph


def test_the_compiled_engine_takes_over_and_gives_the_groups_that_are_there() -> None:
    graph = planted()
    found = communities(graph, runs=5, seed=3)
    assert found.engine.startswith("NetworKit")
    assert found.groups == tuple(tuple(range(part * 130, (part + 1) * 130)) for part in range(3))
    assert found.modularity == pytest.approx(nx.community.modularity(graph, found.groups))
    assert set(found.stability) == {1.0} and found.different == 1
    assert found == communities(graph, runs=5, seed=3)
    for a, b in graph.edges:
        graph[a][b]["weight"] = 1 + (a + b) % 3
    weighted = communities(graph, runs=2, weight="weight")
    assert weighted.groups == found.groups
    assert weighted.modularity == pytest.approx(nx.community.modularity(graph, found.groups, weight="weight"))


def test_stability_is_the_mean_share_of_runs_with_each_of_the_others() -> None:
    found = communities(nx.connected_caveman_graph(4, 3), runs=7, seed=1, resolution=0.7)
    for group in one_or_more(found.groups):
        for node in one_or_more(group):
            others = [found.together(node, other) for other in group if other != node]
            kept = found.stability[found.nodes.index(node)]
            assert kept == pytest.approx(float(np.mean(others))) if others else np.isnan(kept)


def test_estimated_bridging_is_near_the_exact_one_and_says_that_it_is_estimated() -> None:
    graph = nx.connected_caveman_graph(30, 6)
    exact, near = bridging(graph), bridging(graph, error=0.02, seed=4)
    factor = {node: (1 / graph.degree(node)) / sum(1 / graph.degree(other) for other in graph[node]) for node in graph}
    for node in graph:
        assert abs(near.normalised[node] - exact.normalised[node]) <= 0.02 * factor[node]
    assert near.parameters["error"] == 0.02 and near.apart > 0 and not exact.apart
    assert near.raw == bridging(plain(graph), error=0.02, seed=4).raw


def test_bridging_is_estimated_where_counting_would_take_long_and_counted_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.connected_caveman_graph(30, 6)
    counted = bridging(graph)
    assert not counted.parameters and not counted.apart
    monkeypatch.setattr(structural_holes, "_MUCH", len(graph) * graph.size() - 1)
    assert bridging(graph) == bridging(graph, error=0.01)
    assert bridging(graph).parameters["error"] == 0.01
    assert bridging(graph, error=0) == counted
    monkeypatch.setattr(structural_holes, "can_sample", lambda: False)
    assert bridging(graph) == counted
