"""What must hold whatever the network: the metamorphic properties of measures.md, under Hypothesis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties.small_networks import Grouped, examples, grouped, networks
from trosol import measures
from trosol.measures import SCORES, brokerage, cut_points, driver_nodes, gates, key_players, micmac, mixing
from trosol.measures.brokerage_roles import ROLES

COUNTED = examples(40)


def same(first: Mapping[Any, float], second: Mapping[Any, float]) -> None:
    assert first.keys() == second.keys()
    for node, value in first.items():
        other = second[node]
        assert (math.isnan(value) and math.isnan(other)) or value == pytest.approx(other, rel=1e-7, abs=1e-9), node


def shuffled(graph: nx.Graph, order: Random, naming: Mapping[Any, Any]) -> nx.Graph:
    """The same network, nodes and edges put in in another order and under other names."""
    made = graph.__class__()
    nodes = list(graph)
    order.shuffle(nodes)
    made.add_nodes_from(naming[node] for node in nodes)
    edges = list(graph.edges)
    order.shuffle(edges)
    made.add_edges_from((naming[a], naming[b]) for a, b in edges)
    return made


@pytest.mark.parametrize("name", SCORES)
@COUNTED
@given(graph=networks(), order=st.randoms(use_true_random=False), data=st.data())
def test_relabelling_and_order_only_permute(name: str, graph: nx.Graph, order: Random, data: st.DataObject) -> None:
    measure = getattr(measures, name)
    new = dict(zip(graph, data.draw(st.permutations([f"n{node}" for node in graph])), strict=True))
    before, after = measure(graph), measure(shuffled(graph, order, new))
    same({new[node]: value for node, value in before.raw.items()}, dict(after.raw))
    same({new[node]: value for node, value in before.normalised.items()}, dict(after.normalised))
    places, others = before.ranks(), after.ranks()
    assert {new[node]: place for node, place in places.items()} == others


@pytest.mark.parametrize("name", SCORES)
@COUNTED
@given(graph=networks(), order=st.randoms(use_true_random=False))
def test_order_of_insertion_changes_nothing_at_all(name: str, graph: nx.Graph, order: Random) -> None:
    measure = getattr(measures, name)
    assert repr(measure(graph)) == repr(measure(shuffled(graph, order, {node: node for node in graph})))


@pytest.mark.parametrize(
    "name", ["betweenness", "bridging", "closeness", "constraint", "core", "current_flow", "degree", "effective_size", "harmonic"]
)
@COUNTED
@given(graph=networks())
def test_an_isolate_leaves_the_others_raw_values(name: str, graph: nx.Graph) -> None:
    measure = getattr(measures, name)
    before = dict(measure(graph).raw)
    graph.add_node("alone")
    after = dict(measure(graph).raw)
    alone = after.pop("alone")
    same(before, after)
    assert alone == 0 or math.isnan(alone)


@pytest.mark.parametrize("name", SCORES)
@COUNTED
@given(graph=networks(), data=st.data())
def test_duplicates_and_loops_change_nothing(name: str, graph: nx.Graph, data: st.DataObject) -> None:
    measure = getattr(measures, name)
    several = nx.MultiDiGraph(graph) if graph.is_directed() else nx.MultiGraph(graph)
    again = data.draw(st.lists(st.sampled_from(sorted(graph.edges)), max_size=4)) if graph.size() else []
    several.add_edges_from(again)
    several.add_edge(0, 0)
    assert repr(measure(graph)) == repr(measure(several))


@COUNTED
@given(case=grouped(directed=True))
def test_reversing_arrows_swaps_gatekeeper_and_representative(case: Grouped) -> None:
    graph, groups = case
    there, back = brokerage(graph, groups).counts, brokerage(graph.reverse(), groups).counts
    for node in graph:
        coordinator, itinerant, representative, gatekeeper, liaison, total = there[node]
        assert back[node] == (coordinator, itinerant, gatekeeper, representative, liaison, total)


@COUNTED
@given(case=grouped())
def test_the_five_roles_sum_to_the_total(case: Grouped) -> None:
    graph, groups = case
    found = brokerage(graph, groups)
    for table in (found.counts, found.expectations):
        for row in table.values():
            assert sum(row[:5]) == pytest.approx(row[5], abs=1e-9)


@COUNTED
@given(graph=networks())
def test_one_group_is_all_coordination_and_one_each_all_liaison(graph: nx.Graph) -> None:
    together = brokerage(graph, dict.fromkeys(graph, "one")).counts
    apart = brokerage(graph, {node: node for node in graph}).counts
    for node in graph:
        assert together[node][0] == together[node][5] == apart[node][4] == apart[node][5]
        assert not any(together[node][1:5]) and not any(apart[node][:4])


@COUNTED
@given(case=grouped(), order=st.randoms(use_true_random=False), data=st.data())
def test_brokerage_is_free_of_names_order_isolates_and_duplicates(case: Grouped, order: Random, data: st.DataObject) -> None:
    graph, groups = case
    counts = brokerage(graph, groups).counts
    new = dict(zip(graph, data.draw(st.permutations([f"n{node}" for node in graph])), strict=True))
    kinds = dict(zip("ABC", data.draw(st.permutations("xyz")), strict=True))
    renamed = brokerage(shuffled(graph, order, new), {new[node]: kinds[group] for node, group in groups.items()}).counts
    assert renamed == {new[node]: row for node, row in counts.items()}
    several = nx.MultiDiGraph(graph) if graph.is_directed() else nx.MultiGraph(graph)
    several.add_edges_from(list(graph.edges))
    several.add_node("alone")
    wider = dict(brokerage(several, {**groups, "alone": "A"}).counts)
    assert wider.pop("alone") == (0.0,) * 6
    assert wider == counts


@COUNTED
@given(case=grouped(), seed=st.integers(0, 5))
def test_p_is_free_of_group_names_and_always_a_share(case: Grouped, seed: int) -> None:
    graph, groups = case
    first = brokerage(graph, groups, permutations=9, seed=seed)
    second = brokerage(
        graph, {node: {"A": "q", "B": "p", "C": "r"}[group] for node, group in groups.items()}, permutations=9, seed=seed
    )
    assert first.chances == second.chances
    assert all(0.1 <= p <= 1 for row in first.chances.values() for p in row)
    assert first.columns[:5] == ROLES


@COUNTED
@given(graph=networks(least=4), data=st.data())
def test_sets_found_do_not_depend_on_names(graph: nx.Graph, data: st.DataObject) -> None:
    names = [f"n{node}" for node in graph]
    new = dict(zip(graph, data.draw(st.permutations(names)), strict=True))
    other = nx.relabel_nodes(graph, new)

    def named(nodes: Iterable[Any]) -> set[Any]:
        return {new[node] for node in nodes}

    here: Any
    there: Any
    for objective in ("fragmentation", "distance_fragmentation", "reach"):
        here, there = key_players(graph, 2, objective), key_players(other, 2, objective)
        assert here.score == there.score
        assert {frozenset(named(each)) for each in here.sets} == {frozenset(each) for each in there.sets}
    here, there = driver_nodes(graph), driver_nodes(other)
    assert (here.count, named(here.always), named(here.never)) == (there.count, set(there.always), set(there.never))
    here, there = gates(graph, 0, 1), gates(other, new[0], new[1])
    assert [new[node] for node in here.dominators] == list(there.dominators)
    assert here.disjoint_routes == there.disjoint_routes
    assert (here.cut is None) == (there.cut is None)
    if here.cut is not None:
        assert named(here.cut) == set(there.cut)
        assert named(here.cut_near_goal) == set(there.cut_near_goal)
    here, there = cut_points(graph), cut_points(other)
    assert {(new[p.node], p.pieces, p.cut_off, p.pairs) for p in here.points} == {
        (p.node, p.pieces, p.cut_off, p.pairs) for p in there.points
    }


@COUNTED
@given(graph=networks(directed=True))
def test_reversing_arrows_swaps_influence_and_dependence(graph: nx.Graph) -> None:
    there, back = micmac(graph, power=4).values, micmac(graph.reverse(), power=4).values
    for node, (direct, driven, further, further_driven) in there.items():
        assert back[node] == (driven, direct, further_driven, further)


@COUNTED
@given(case=grouped())
def test_mixing_keeps_what_groups_send_and_receive(case: Grouped) -> None:
    graph, groups = case
    found = mixing(graph, groups)
    for i in range(len(found.groups)):
        assert sum(found.counts[i]) == pytest.approx(sum(found.expectations[i]))
        assert sum(row[i] for row in found.counts) == pytest.approx(sum(row[i] for row in found.expectations))
