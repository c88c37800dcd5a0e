"""Whole-network numbers, edges and walks on made-up networks: against the definition, spelled out, and against networkx."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties.small_networks import examples, networks
from trosol import measures as m
from trosol.errors import WrongUse

TRIED = examples(60)


@TRIED
@given(graph=networks())
def test_transitivity_is_the_share_of_closed_two_paths(graph: nx.Graph) -> None:
    tied = nx.DiGraph(graph)
    paths = [(a, b, c) for a, b, c in permutations(tied, 3) if tied.has_edge(a, b) and tied.has_edge(b, c)]
    expected = sum(tied.has_edge(a, c) for a, _, c in paths) / len(paths) if paths else math.nan
    assert m.transitivity(graph).value == pytest.approx(expected, nan_ok=True)


@TRIED
@given(graph=networks())
def test_density_reciprocity_and_censuses(graph: nx.Graph) -> None:
    assert m.density(graph).value == pytest.approx(nx.density(graph))
    tied = nx.DiGraph(graph)
    if tied.size():
        assert m.reciprocity(graph).value == pytest.approx(nx.overall_reciprocity(tied))
    mutual = sum(tied.has_edge(a, b) and tied.has_edge(b, a) for a, b in combinations(tied, 2))
    null = sum(not tied.has_edge(a, b) and not tied.has_edge(b, a) for a, b in combinations(tied, 2))
    found = m.dyad_census(graph)
    assert (found["mutual"], found["null"]) == (mutual, null)
    assert sum(found.counts.values()) == math.comb(len(graph), 2)
    triads = m.triad_census(graph)
    assert sum(triads.counts.values()) == math.comb(len(graph), 3)
    assert dict(triads.counts) == nx.triadic_census(tied)
    assert triads["300"] == sum(1 for each in combinations(tied, 3) if tied.subgraph(each).size() == 6)


@TRIED
@given(graph=networks())
def test_distances_are_of_the_pairs_that_have_a_path(graph: nx.Graph) -> None:
    far = [d for a, row in nx.all_pairs_shortest_path_length(graph) for b, d in row.items() if a != b]
    assert m.diameter(graph).value == pytest.approx(max(far) if far else math.nan, nan_ok=True)
    assert m.mean_distance(graph).value == pytest.approx(sum(far) / len(far) if far else math.nan, nan_ok=True)
    assert m.diameter(graph, weight="weight").value == m.diameter(graph).value or not far
    assert m.mean_distance(graph).parameters["connected"] == pytest.approx(len(far) / (len(graph) * (len(graph) - 1)))


def by_forks(graph: nx.Graph, length: str | None) -> dict[int, float]:
    """Load by its definition: each packet walks back from its end, in equal parts at each fork. (networkx with weights forgets the other
    branches of a fork whose one branch is the start itself.)"""
    passed = dict.fromkeys(graph, 0.0)
    for start in graph:
        before, _ = nx.dijkstra_predecessor_and_distance(graph, start, weight=length or (lambda *_: 1))
        for end in before:
            parts = {end: 1.0} if end != start else {}
            while parts:
                following: dict[int, float] = {}
                for node, part in parts.items():
                    for nearer in before[node] if node != start else ():
                        following[nearer] = following.get(nearer, 0.0) + part / len(before[node])
                        if nearer != start:
                            passed[nearer] += part / len(before[node])
                parts = following
    return passed


@TRIED
@given(graph=networks(), data=st.data())
def test_edge_betweenness_load_and_katz_are_networkx(graph: nx.Graph, data: st.DataObject) -> None:
    for a, b in graph.edges:
        graph[a][b]["weight"] = data.draw(st.integers(1, 4))
        graph[a][b]["length"] = 12 // graph[a][b]["weight"]
    for weight, length in ((None, None), ("weight", "length")):
        expected = nx.edge_betweenness_centrality(graph, normalized=False, weight=length)
        found = m.edge_betweenness(graph, weight=weight).raw
        key = (lambda pair: pair) if graph.is_directed() else frozenset
        assert {key(pair): value for pair, value in found.items()} == pytest.approx(
            {key(pair): value for pair, value in expected.items()}
        )
        assert m.load(graph, weight=weight).raw == pytest.approx(by_forks(graph, length))
        if weight is None:
            assert m.load(graph).raw == pytest.approx(nx.load_centrality(graph, normalized=False))
        alpha = m.katz(graph, weight=weight).parameters["attenuation"]
        theirs = nx.katz_centrality_numpy(graph, alpha=alpha, normalized=False, weight=weight)
        assert m.katz(graph, weight=weight).raw == pytest.approx(theirs)


@TRIED
@given(graph=networks(), data=st.data())
def test_modularity_is_networkx_and_one_group_has_none(graph: nx.Graph, data: st.DataObject) -> None:
    groups = {node: data.draw(st.sampled_from("AB")) for node in graph}
    parts = [part for part in ({n for n in graph if groups[n] == g} for g in "AB") if part]
    expected = nx.community.modularity(graph, parts) if graph.size() else math.nan
    assert m.modularity(graph, groups).value == pytest.approx(expected, nan_ok=True, abs=1e-11)
    whole = m.modularity(graph, dict.fromkeys(graph, "all")).value
    assert math.isnan(whole) if not graph.size() else whole == 0


@TRIED
@given(graph=networks(least=3))
def test_centralisation_lies_between_a_circle_and_a_star(graph: nx.Graph) -> None:
    for measure in ("degree", "betweenness", "closeness"):
        value = m.centralisation(graph, measure).value
        assert math.isnan(value) or -1e-12 <= value <= 1 + 1e-12
    if any(not graph.has_edge(b, a) for a, b in graph.edges):
        assert math.isnan(
            m.centralisation(graph, "closeness").value
        )  # the star is not the largest there: Freeman's sum has no known bound
    star = nx.DiGraph(nx.star_graph(len(graph)))
    for measure in ("degree", "betweenness", "closeness"):
        assert m.centralisation(star, measure).value == pytest.approx(1)


def test_katz_refuses_where_the_sum_does_not_end() -> None:
    with pytest.raises(WrongUse) as caught:
        m.katz(nx.complete_graph(5), attenuation=0.25)
    assert caught.value.problems[0].code == "attenuation-wrong"
    assert m.katz(nx.complete_graph(5), attenuation=0.2)[0] == pytest.approx(1 / (1 - 0.8))


@pytest.mark.parametrize("groups", [{0: "a", 1: "b", 2: "c"}, {0: "a", 1: "a", 2: "b"}, {0: "a", 1: "a", 2: "a"}])
def test_two_modes_are_two_and_no_tie_lies_within_one(groups: dict[int, str]) -> None:
    for measure in (m.two_mode, lambda graph, modes: m.projection(graph, modes, "a")):
        with pytest.raises(WrongUse) as caught:
            measure(nx.path_graph(3), groups)
        assert caught.value.problems[0].code == "two-modes-wrong"
