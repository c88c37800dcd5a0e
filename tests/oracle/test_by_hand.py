"""Small cases worked out by hand, and closed forms; each derivation stands with its test."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from trosol.measures import (
    betweenness,
    brokerage,
    constraint,
    current_flow,
    driver_nodes,
    effective_size,
    gates,
    micmac,
    mixing,
    propagate,
    signed_reach,
)


def test_brokerage_of_each_role() -> None:
    """b is in B. Givers: b1 (B), x1 (X). Takers: b2 (B), x2 (X), y1 (Y). No giver acts on a taker, so all six are open:
    b1→b→b2 coordinator; b1→b→x2, b1→b→y1 representative; x1→b→b2 gatekeeper; x1→b→x2 itinerant; x1→b→y1 liaison.
    """
    graph = nx.DiGraph([("b1", "b"), ("x1", "b"), ("b", "b2"), ("b", "x2"), ("b", "y1")])
    found = brokerage(graph, {node: node[0] for node in graph})
    assert found.counts["b"] == (1, 1, 2, 1, 1, 6)


def test_partial_credit_by_hand() -> None:
    """a→b→d and a→c→d: two brokers for the one pair, half a point each; a→b→e is b's alone."""
    graph = nx.DiGraph([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("b", "e")])
    found = brokerage(graph, dict.fromkeys(graph, "one"), partial_credit=True)
    assert (found.counts["b"][0], found.counts["c"][0]) == (1.5, 0.5)
    assert all(math.isnan(z) for z in found.deviations["b"])


@pytest.mark.exhaustive
@pytest.mark.parametrize("directed", [True, False])
def test_brokerage_expectations_over_random_graphs(directed: bool) -> None:
    """Mean and standard deviation over 1,500 Bernoulli graphs of 12 nodes agree with the closed forms to 3 standard errors."""
    groups = {node: "AABBBCCCCDDD"[node] for node in range(12)}
    density = 0.4
    seen = np.array(
        [
            brokerage(nx.gnp_random_graph(12, density, seed=seed, directed=directed), groups).counts[2]
            for seed in range(1500)
        ]
    )  # fmt: skip
    exact = nx.empty_graph(12, create_using=nx.DiGraph if directed else nx.Graph)
    every = [(a, b) for a in range(12) for b in range(12) if a != b and (directed or a < b)]
    exact.add_edges_from(every[: round(density * len(every))])
    real = exact.size() / len(every)
    formula = brokerage(exact, groups)
    # The graph's own density differs a little from 0.4 (whole edges); q is scaled to compare.
    scale = density**2 * (1 - density) / (real**2 * (1 - real))
    expected = np.array(formula.expectations[2]) * scale
    spread = seen.std(axis=0)
    assert np.all(np.abs(seen.mean(axis=0) - expected) <= 3.5 * spread / math.sqrt(1500) + 1e-9)
    counts, deviation = np.array(formula.counts[2]), np.array(formula.deviations[2])
    known = np.abs(deviation) > 1e-6
    by_formula = ((counts - np.array(formula.expectations[2])) / np.where(known, deviation, 1))[known]
    assert by_formula == pytest.approx(spread[known], rel=0.12)


def test_liu_path_star_cycle() -> None:
    """The simplest cases of Liu, Slotine & Barabási 2011: a path needs one driver; a star as many as it has leaves; a cycle
    one, whichever. For the star hub→x, y, z: |M| = 1, so 4 − 1 = 3: the hub (nothing acts on it) and two of the leaves.
    """
    assert driver_nodes(nx.path_graph(5, create_using=nx.DiGraph)).count == 1
    star = driver_nodes(nx.DiGraph([("hub", leaf) for leaf in "xyz"]))
    assert (star.count, star.always, star.sometimes) == (3, ("hub",), ("x", "y", "z"))
    cycle = driver_nodes(nx.cycle_graph(4, create_using=nx.DiGraph))
    assert (cycle.count, cycle.always, cycle.sometimes, cycle.never) == (1, (), (0, 1, 2, 3), ())


def test_a_self_loop_needs_no_push_of_its_own() -> None:
    """a→a and a→b begin at the same node, so |M| = 1 of 2: either the loop reaches a and b is free, or a→b and a is free."""
    graph = nx.DiGraph([("a", "a"), ("a", "b")])
    found = driver_nodes(graph)
    assert (found.count, found.sometimes) == (1, ("a", "b"))


def test_dominators_of_the_flowgraph_of_lengauer_and_tarjan() -> None:
    """Lengauer & Tarjan 1979, fig. 1 (13 nodes). igraph 1.3.5's dominator_tree from R gives the same tree: L's dominator is D,
    J's G and then C, K's R alone.
    """
    arrows = "RA RB RC AD BA BD BE CF CG DL EH FI GI GJ HE HK IK JI KI KR LH"
    graph = nx.DiGraph([tuple(pair) for pair in arrows.split()])
    assert gates(graph, "R", "J").dominators == ("C", "G")
    assert gates(graph, "R", "L").dominators == ("D",)
    assert gates(graph, "R", "F").dominators == ("C",)
    assert gates(graph, "R", "K").dominators == ()
    assert gates(graph, "R", "H").dominators == ()


def test_menger_by_hand() -> None:
    """Two rows of three between s and t, joined in the middle by one node: every way passes m."""
    graph = nx.Graph([("s", "a"), ("s", "b"), ("a", "m"), ("b", "m"), ("m", "c"), ("m", "d"), ("c", "t"), ("d", "t")])
    found = gates(graph, "s", "t")
    assert (found.dominators, found.cut, found.cut_near_goal, found.disjoint_routes) == (("m",), ("m",), ("m",), 1)
    graph.add_edges_from([("a", "n"), ("n", "c")])
    wider = gates(graph, "s", "t")
    assert (wider.dominators, wider.disjoint_routes, wider.cut) == ((), 2, ("a", "b"))
    assert wider.cut_near_goal == ("c", "d")


def test_constraint_of_an_ego_with_two_who_know_each_other() -> None:
    """p = ½ each way: (½ + ½·½)² · 2 = 1.125."""
    assert constraint(nx.complete_graph(3)).raw == {0: 1.125, 1: 1.125, 2: 1.125}


def test_constraint_with_weights_by_hand() -> None:
    """a–b weight 3, a–c weight 1, no tie b–c: p_ab = ¾, p_ac = ¼: 9/16 + 1/16."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 3), ("a", "c", 1)])
    assert constraint(graph, weight="weight")["a"] == 0.625


def test_effective_size_as_in_borgatti_1997() -> None:
    """Contacts less mean ties among them: ego with contacts 1 to 4 and ties 1–2, 2–3: 4 − 2·2/4 = 3; efficiency ¾."""
    graph = nx.star_graph(4)
    graph.add_edges_from([(1, 2), (2, 3)])
    assert (effective_size(graph).raw[0], effective_size(graph).normalised[0]) == (3.0, 0.75)


def test_current_flow_in_a_diamond_by_hand() -> None:
    """Square a-b-c-d: between opposite corners a and c, half the current takes b; between neighbours a and b, ¼ goes round by
    d and c. So b has ½ from {a, c}, ¼ from {c, d} and ¼ from {a, d}: 1 in all, of the three pairs that do not end at it.
    """
    assert current_flow(nx.cycle_graph(4)).raw == {0: 1.0, 1: 1.0, 2: 1.0, 3: 1.0}
    assert current_flow(nx.cycle_graph(4)).normalised[0] == pytest.approx(1 / 3)


def test_betweenness_with_weights_prefers_strong_ties() -> None:
    """a–c has weight 1 (length 1); by b, weights 3 and 3 (lengths ⅓ and ⅓): shorter, so b is between."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "c", 1), ("a", "b", 3), ("b", "c", 3)])
    assert betweenness(graph, weight="weight")["b"] == 1.0
    graph["a"]["c"]["weight"] = 1.5  # ⅔ = ⅓ + ⅓: now two ways of equal length
    assert betweenness(graph, weight="weight")["b"] == 0.5


def test_kosko_by_hand() -> None:
    """Trivalent, pushes held: a = 1; b gets +1 → 1; c gets −1 (of a) and, a step later, +1 (of b): at once −1, and then
    −1 (a) + 1 (b) − 1 (its own) = −1: it stays. With tanh, all λ: the median run keeps these signs.
    """
    graph = nx.DiGraph()
    graph.add_edges_from([("a", "b", {"sign": 1, "strength": 1}), ("a", "c", {"sign": -1, "strength": 1})])
    graph.add_edge("b", "c", sign=1, strength=1)
    found = propagate(graph, {"a": 1}, squash="trivalent", runs=3)
    assert {effect.node: effect.median for effect in found.effects} == {"a": 1.0, "b": 1.0, "c": -1.0}
    assert found["c"].conflict
    assert (found["c"].helped_by, found["c"].hurt_by) == (("b",), ("a",))


def test_one_arrow_with_tanh_by_hand() -> None:
    """b = tanh(λ(w + b)) at rest; with w = λ = 1 the fixed point solves b = tanh(1 + b)."""
    graph = nx.DiGraph([("a", "b", {"sign": 1, "strength": 1})])
    found = propagate(graph, {"a": 1}, steepness=(1.0,), runs=1)["b"].median
    assert found == pytest.approx(math.tanh(1 + found), abs=1e-9)


def test_signed_reach_by_hand() -> None:
    """a→c directly (+), by b (− · +  = −), by d (− · − = +), by e of unknown sign."""
    graph = nx.DiGraph()
    graph.add_edges_from([("a", "c", {"sign": 1}), ("a", "b", {"sign": -1}), ("b", "c", {"sign": 1})])
    graph.add_edges_from(
        [("a", "d", {"sign": -1}), ("d", "c", {"sign": -1}), ("a", "e", {"sign": 1}), ("e", "c", {"sign": None})]
    )
    goal = signed_reach(graph, "a", "c")["c"]
    assert (goal.positive, goal.negative, goal.unknown, goal.verdict) == (2, 1, 1, "both")


def test_micmac_by_hand() -> None:
    """a→b→c→a and a→c. M² rows: a→b→c 1, a→c→a 1; b→c→a 1; c→a→b 1, c→a→c 1: influence a 2, b 1, c 2."""
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("a", "c")])
    found = micmac(graph, power=2)
    assert {node: row[:2] for node, row in found.values.items()} == {"a": (2, 1), "b": (1, 1), "c": (1, 2)}
    assert {node: row[2:] for node, row in found.values.items()} == {"a": (2, 2), "b": (1, 1), "c": (2, 2)}


def test_mixing_closed_forms() -> None:
    """Two cliques apart: assortativity 1. A complete two-mode network: −1."""
    apart = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))
    assert mixing(apart, {node: node < 3 for node in apart}).assortativity == 1.0
    across = nx.complete_bipartite_graph(3, 3)
    assert mixing(across, {node: node < 3 for node in across}).assortativity == -1.0
