"""Every fast path against the plain definition, on networks small enough to try everything."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties.small_networks import Grouped, examples, grouped, networks
from trosol.measures import (
    betweenness,
    brokerage,
    closeness,
    constraint,
    cover,
    current_flow,
    cut_points,
    dominating_set,
    driver_nodes,
    effective_size,
    eigenvector,
    gates,
    harmonic,
    key_players,
    micmac,
    pagerank,
    robustness,
    signed_reach,
)
from trosol.measures.best_subset import best_sets
from trosol.measures.brokerage_roles import ROLES
from trosol.measures.centrality.path_dependence import path_dependence
from trosol.measures.graph_view import plain
from trosol.measures.ranks import ranks
from trosol.measures.stability.rank_stability import _open, _shares, _tau

TRIED = examples(60)


def near(found: Mapping[Any, float], expected: Mapping[Any, float]) -> None:
    for node, value in expected.items():
        assert (math.isnan(found[node]) and math.isnan(value)) or found[node] == pytest.approx(value, rel=1e-7, abs=1e-8), node


@TRIED
@given(graph=networks(most=7), data=st.data())
def test_betweenness_by_listing_all_shortest_paths(graph: nx.Graph, data: st.DataObject) -> None:
    nodes = list(graph)
    sources = data.draw(st.none() | st.lists(st.sampled_from(nodes), min_size=1, unique=True))
    targets = data.draw(st.none() | st.lists(st.sampled_from(nodes), min_size=1, unique=True))
    pairs = {(s, t) for s in sources or nodes for t in targets or nodes if s != t}
    if not graph.is_directed():
        pairs = {tuple(sorted(pair)) for pair in pairs}
    through, count = dict.fromkeys(nodes, 0.0), dict.fromkeys(nodes, 0)
    for s, t in pairs:
        for node in nodes:
            count[node] += node not in (s, t)
        if nx.has_path(graph, s, t):
            ways = list(nx.all_shortest_paths(graph, s, t))
            for way in ways:
                for node in way[1:-1]:
                    through[node] += 1 / len(ways)
    found = betweenness(graph, sources, targets)
    near(found.raw, through)
    near(found.normalised, {node: through[node] / count[node] if count[node] else math.nan for node in nodes})


@TRIED
@given(graph=networks(most=12))
def test_the_compiled_engine_is_the_plain_definition(graph: nx.Graph) -> None:
    view = plain(graph)
    by_definition = path_dependence(view, range(len(view)), range(len(view))).nodes
    near(betweenness(graph).raw, dict(zip(view.nodes, by_definition, strict=True)))
    near(betweenness(graph).raw, nx.betweenness_centrality(graph, normalized=False))


@TRIED
@given(graph=networks(), data=st.data())
def test_weighted_distances_are_networkx_with_length_one_over_weight(graph: nx.Graph, data: st.DataObject) -> None:
    for a, b in graph.edges:
        graph[a][b]["weight"] = data.draw(st.integers(1, 4))
        graph[a][b]["length"] = 12 // graph[a][b]["weight"]
    near(betweenness(graph, weight="weight").raw, nx.betweenness_centrality(graph, normalized=False, weight="length"))
    expected = nx.harmonic_centrality(graph, distance="length")
    near(harmonic(graph, weight="weight").raw, {node: 12 * value for node, value in expected.items()})
    expected = nx.closeness_centrality(graph, distance="length")
    found = closeness(graph, weight="weight").normalised
    near(found, {node: 12 * value if value else math.nan for node, value in expected.items()})


@TRIED
@given(graph=networks())
def test_distance_measures_are_networkx(graph: nx.Graph) -> None:
    near(harmonic(graph).raw, nx.harmonic_centrality(graph))
    expected = nx.closeness_centrality(graph)
    near(closeness(graph).normalised, {node: value or math.nan for node, value in expected.items()})
    near(pagerank(graph).raw, nx.pagerank(graph, tol=1e-13, max_iter=10_000))


@TRIED
@given(graph=networks(directed=False))
def test_current_flow_piece_by_piece_is_networkx(graph: nx.Graph) -> None:
    found = current_flow(graph)
    for part in nx.connected_components(graph):
        if len(part) > 2:
            expected = nx.current_flow_betweenness_centrality(graph.subgraph(part).copy(), normalized=False)
            near(found.raw, expected)


@TRIED
@given(graph=networks(), data=st.data())
def test_structural_holes_by_formula(graph: nx.Graph, data: st.DataObject) -> None:
    weight = data.draw(st.sampled_from([None, "weight"]))
    for a, b in graph.edges:
        graph[a][b]["weight"] = data.draw(st.integers(1, 5))

    def tie(a: int, b: int) -> Any:
        there = [graph[x][y].get(weight, 1) for x, y in ((a, b), (b, a)) if graph.has_edge(x, y)]
        return sum(there)

    def share(a: int, b: int) -> Any:
        return tie(a, b) / sum(tie(a, c) for c in graph)

    hemmed, size = {}, {}
    for i in graph:
        contacts = [j for j in graph if tie(i, j)]
        if not contacts:
            hemmed[i] = size[i] = math.nan
            continue
        hemmed[i] = sum((share(i, j) + sum(share(i, q) * share(q, j) for q in contacts if q != j)) ** 2 for j in contacts)
        size[i] = sum(
            1 - sum(share(i, q) * tie(j, q) / max(tie(j, k) for k in graph) for q in contacts if q != j) for j in contacts
        )
    near(constraint(graph, weight).raw, hemmed)
    near(effective_size(graph, weight).raw, size)


@TRIED
@given(graph=networks())
def test_eigenvector_is_one(graph: nx.Graph) -> None:
    found = eigenvector(graph).raw
    values = np.array([found[node] for node in sorted(graph)])
    if np.isnan(values).any():
        assert np.isnan(values).all()
        return
    flow = nx.to_numpy_array(graph, nodelist=sorted(graph)).T
    largest = max(np.linalg.eigvals(flow).real)
    assert flow @ values == pytest.approx(largest * values, abs=1e-6)
    assert np.linalg.norm(values) == pytest.approx(1)


@TRIED
@given(case=grouped(), partial=st.booleans())
def test_brokerage_by_triple_loop(case: Grouped, partial: bool) -> None:
    graph, groups = case
    counts = {node: dict.fromkeys(ROLES, 0.0) for node in graph}
    for a, b, c in itertools.permutations(graph, 3):
        if graph.has_edge(a, b) and graph.has_edge(b, c) and not graph.has_edge(a, c):
            x, y, z = groups[a], groups[b], groups[c]
            if x == y == z:
                role = "coordinator"
            elif x == z:
                role = "itinerant"
            elif x == y:
                role = "representative"
            elif y == z:
                role = "gatekeeper"
            else:
                role = "liaison"
            brokers = sum(graph.has_edge(a, q) and graph.has_edge(q, c) for q in graph)
            counts[b][role] += 1 / brokers if partial else 1
    found = brokerage(graph, groups, partial_credit=partial).counts
    for node in graph:
        assert found[node][:5] == pytest.approx(tuple(counts[node].values()))


def fragmented(graph: nx.Graph, gone: Iterable[int]) -> Fraction:
    rest = graph.to_undirected().subgraph(set(graph) - set(gone))
    n = len(rest)
    return 1 - Fraction(sum(len(c) * (len(c) - 1) for c in nx.connected_components(rest)), n * (n - 1))


def distance_fragmented(graph: nx.Graph, gone: Iterable[int]) -> Fraction:
    rest = graph.subgraph(set(graph) - set(gone))
    n = len(rest)
    lengths = dict(nx.all_pairs_shortest_path_length(rest))
    return 1 - sum((Fraction(1, d) for row in lengths.values() for d in row.values() if d), Fraction()) / (n * (n - 1))


def reaching(radius: int) -> Callable[[nx.Graph, Iterable[int]], int]:
    def reach(graph: nx.Graph, chosen: Iterable[int]) -> int:
        return len(set().union(*(nx.single_source_shortest_path_length(graph, node, cutoff=radius) for node in chosen)))

    return reach


@pytest.mark.exhaustive
@TRIED
@given(graph=networks(least=5, most=8), k=st.integers(1, 3), radius=st.integers(1, 2))
def test_key_players_by_trying_every_set(graph: nx.Graph, k: int, radius: int) -> None:
    for objective, score in (
        ("fragmentation", fragmented),
        ("distance_fragmentation", distance_fragmented),
        ("reach", reaching(radius)),
    ):
        scores = {each: score(graph, each) for each in itertools.combinations(sorted(graph), k)}
        best = max(scores.values())
        found = key_players(graph, k, objective, radius)
        assert found.exact
        assert found.score == pytest.approx(float(best))
        assert set(found.sets) == {each for each, value in scores.items() if value == best}
        quick = key_players(graph, k, objective, radius, effort=0)
        assert not quick.exact
        assert quick.score == pytest.approx(float(scores[quick.sets[0]]))


@TRIED
@given(graph=networks(most=7), data=st.data())
def test_gates_by_trying_every_cut(graph: nx.Graph, data: st.DataObject) -> None:
    nodes = data.draw(st.permutations(list(graph)))
    split = data.draw(st.integers(1, len(nodes) - 1))
    starts = nodes[: min(split, 2)]
    goals = nodes[split:][:2]
    between = [node for node in graph if node not in starts and node not in goals]

    def open_without(gone: Iterable[int]) -> bool:
        rest = graph.subgraph(set(graph) - set(gone))
        return any(nx.has_path(rest, s, t) for s in starts for t in goals)

    found = gates(graph, starts, goals)
    assert found.reachable == open_without(())
    expected = {node for node in between if found.reachable and not open_without([node])}
    assert set(found.dominators) == expected
    cuts = [
        set(cut) for size in range(len(between) + 1) for cut in itertools.combinations(between, size) if not open_without(cut)
    ]
    if cuts:
        fewest = min(map(len, cuts))
        assert found.cut is not None
        assert found.cut_near_goal is not None
        assert {frozenset(found.cut), frozenset(found.cut_near_goal)} <= {frozenset(cut) for cut in cuts if len(cut) == fewest}
        assert found.disjoint_routes == fewest
        assert (found.cut == found.cut_near_goal) == (sum(len(cut) == fewest for cut in cuts) == 1)
    else:
        assert found.cut is None
    inner = [node for route in found.routes for node in route[1:-1]]
    assert len(inner) == len(set(inner))
    assert all(graph.has_edge(a, b) for route in found.routes for a, b in itertools.pairwise(route))
    for route in found.routes:
        ahead = [node for node in route if node in expected]
        assert not ahead or ahead == list(found.dominators)


@TRIED
@given(graph=networks())
def test_cut_points_by_taking_each_node_out(graph: nx.Graph) -> None:
    whole = graph.to_undirected()
    found = {point.node: point for point in cut_points(graph).points}
    for node in graph:
        mine = nx.node_connected_component(whole, node) - {node}
        sizes = tuple(sorted(map(len, nx.connected_components(whole.subgraph(mine))), reverse=True))
        assert (node in found) == (len(sizes) > 1)
        if node in found:
            assert found[node].pieces == sizes
            assert found[node].cut_off == len(mine) - sizes[0]
    assert {frozenset((b.source, b.target)) for b in cut_points(graph).bridges} == {frozenset(b) for b in nx.bridges(whole)}


@examples(30)
@given(graph=networks(most=6), loop=st.booleans())
def test_driver_nodes_by_trying_every_matching(graph: nx.Graph, loop: bool) -> None:
    if loop:
        graph.add_edge(0, 0)
    arrows = list(graph.edges) if graph.is_directed() else list(graph.to_directed().edges)
    matched: set[frozenset[Any]] = {frozenset()}
    best = 0
    for size in range(1, len(graph) + 1):
        found = {
            frozenset(b for _, b in some)
            for some in itertools.combinations(arrows, size)
            if len({a for a, _ in some}) == size == len({b for _, b in some})
        }
        if not found:
            break
        matched, best = found, size
    free = [set(graph) - heads for heads in matched] if best < len(graph) else [{node} for node in graph]
    always, ever = set.intersection(*free), set.union(*free)
    result = driver_nodes(graph)
    assert result.count == max(len(graph) - best, 1)
    if len(graph) > 1:
        assert (set(result.always), set(result.sometimes)) == (always, ever - always)
        assert set(result.never) == set(graph) - ever


@pytest.mark.exhaustive
@TRIED
@given(graph=networks(most=8))
def test_dominating_set_by_trying_every_set(graph: nx.Graph) -> None:
    hears = {node: {node, *graph[node]} for node in graph}
    fewest = next(
        found
        for size in range(1, len(graph) + 1)
        if (found := [set(s) for s in itertools.combinations(graph, size) if set().union(*(hears[v] for v in s)) == set(graph)])
    )
    least = dominating_set(graph)
    assert least.exact
    assert set(least.nodes) in fewest
    assert least.always is not None
    assert set(least.always) == set.intersection(*fewest)


@TRIED
@given(sets=st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.integers(0, 7)), min_size=1), data=st.data())
def test_cover_by_trying_every_choice(sets: dict[Any, set[int]], data: st.DataObject) -> None:
    k = data.draw(st.integers(1, len(sets)))
    found = cover(sets, k)
    scores = {each: len(set().union(*(sets[name] for name in each))) for each in itertools.combinations(sorted(sets), k)}
    assert found.covered == max(scores.values())
    assert set(found.sets) == {each for each, value in scores.items() if value == found.covered}
    everything = set().union(*sets.values())
    assert set().union(*(sets[name] for name in found.smallest)) == everything
    assert not any(
        set().union(*(sets[name] for name in each)) == everything
        for each in itertools.combinations(sets, max(len(found.smallest) - 1, 0))
        if len(found.smallest)
    )
    assert sum(adds for _, adds in found.gains) == len(everything)
    greedy = cover(sets, k, effort=0)
    assert greedy.covered >= (1 - 1 / math.e) * found.covered


@TRIED
@given(graph=networks(directed=True, most=7), data=st.data())
def test_signed_reach_by_listing_all_simple_paths(graph: nx.Graph, data: st.DataObject) -> None:
    for a, b in graph.edges:
        graph[a][b]["sign"] = data.draw(st.sampled_from([1, -1, 0, None]))
    goals = [node for node in graph if node != 0]
    found = signed_reach(graph, 0, goals)
    assert found.complete
    for goal in goals:
        signs = [
            math.prod(graph[a][b]["sign"] or 0 for a, b in itertools.pairwise(path))
            for path in nx.all_simple_paths(graph, 0, goal)
        ]
        each = found[goal]
        assert (each.positive, each.negative, each.unknown) == (signs.count(1), signs.count(-1), signs.count(0))


@TRIED
@given(graph=networks(directed=True), power=st.integers(2, 5))
def test_micmac_by_matrix_powers(graph: nx.Graph, power: int) -> None:
    matrix = nx.to_numpy_array(graph, nodelist=sorted(graph))
    further: Any = sum(np.linalg.matrix_power(matrix, p) for p in range(2, power + 1))
    found = micmac(graph, power=power).values
    for i, node in enumerate(sorted(graph)):
        assert found[node] == (matrix[i].sum(), matrix[:, i].sum(), further[i].sum(), further[:, i].sum())


@TRIED
@given(values=st.lists(st.integers(0, 5) | st.just(math.nan), min_size=1, max_size=12), data=st.data())
def test_ranks_shares_and_tau_by_counting(values: list[float], data: st.DataObject) -> None:
    filled = [-1 if math.isnan(value) else value for value in values]
    places = ranks(values)
    assert places.tolist() == [1 + sum(other > value for other in filled) for value in filled]
    k = data.draw(st.integers(1, len(values)))
    shares = _shares(*_open(np.array(values, dtype=float), 0.0), k)
    assert shares.sum() == pytest.approx(k)
    other = ranks(data.draw(st.lists(st.integers(0, 3), min_size=len(values), max_size=len(values))))
    pairs = list(itertools.combinations(range(len(values)), 2))
    signs = [(np.sign(places[i] - places[j]), np.sign(other[i] - other[j])) for i, j in pairs]
    untied = sum(a != 0 for a, _ in signs) * sum(b != 0 for _, b in signs)
    tau = _tau(places, other)
    if untied:
        assert tau == pytest.approx(sum(a * b for a, b in signs) / math.sqrt(untied))
    else:
        assert math.isnan(tau)


@examples(15)
@given(graph=networks(directed=True, least=3, most=6), k=st.integers(1, 3), seed=st.integers(0, 99))
def test_robustness_by_drawing_the_same_graphs_one_by_one(graph: nx.Graph, k: int, seed: int) -> None:
    """The plain definition: networkx' own betweenness on each graph drawn, ranked by counting."""
    draws = np.random.default_rng(seed)
    made = []
    for _ in range(20):
        one = graph.copy()
        one.remove_edges_from([edge for edge in list(graph.edges) if draws.random() < 0.3])
        made.append(one)
    waiting = iter(made)
    found = robustness(lambda _: next(waiting), "betweenness", k=k, resamples=20, base=graph, seed=seed)
    top = dict.fromkeys(graph, 0.0)
    for one in made:
        score = {node: round(value, 9) for node, value in nx.betweenness_centrality(one).items()}
        for node in graph:
            above = sum(other > score[node] for other in score.values())
            level = sum(other == score[node] for other in score.values())
            top[node] += min(max((k - above) / level, 0), 1) / 20
    for band in found.bands:
        assert band.p_top == pytest.approx(top[band.node])
    assert sum(band.p_top for band in found.bands) == pytest.approx(k)


def test_greedy_with_swaps_is_named_as_such() -> None:
    found = best_sets(lambda chosen: {i: sum(chosen) + i for i in range(6) if i not in chosen}, 6, 3, cost=1, effort=0)
    assert (found.value, found.sets, found.exact) == (12, ((3, 4, 5),), False)
