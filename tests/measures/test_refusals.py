"""Each refusal says what is wrong and how to mend it, under a code of its own."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from trosol import measures as m
from trosol.errors import WrongUse
from trosol.measures import SCORES

WAY = nx.DiGraph([("commissioner", "carer", {"sign": 1}), ("carer", "vision", {"sign": 1})])
EMPTY = nx.DiGraph()


def weighted(value: object) -> nx.Graph:
    return nx.Graph([("a", "b", {"weight": value})])


def signed(**attributes: object) -> nx.DiGraph:
    return nx.DiGraph([("a", "b", attributes)])


REFUSALS = [
    ("graph-wrong", lambda: m.degree([("a", "b")])),
    ("graph-wrong", lambda: m.robustness(3, "degree")),
    ("node-unknown", lambda: m.gates(WAY, "comissioner", "vision")),
    ("node-unknown", lambda: m.betweenness(WAY, sources=["comissioner"])),
    ("node-unknown", lambda: m.degree(WAY)["comissioner"]),
    ("node-unknown", lambda: m.pagerank(WAY, start={"comissioner": 1})),
    ("node-unknown", lambda: m.propagate(WAY, {"comissioner": 1})),
    ("node-unknown", lambda: m.propagate(WAY, {"carer": 1}, runs=2)["comissioner"]),
    ("node-unknown", lambda: m.signed_reach(WAY, "comissioner", "vision")),
    ("node-unknown", lambda: m.signed_reach(WAY, "carer", "vision")["comissioner"]),
    ("node-unknown", lambda: m.communities(WAY, runs=1).together("comissioner", "carer")),
    ("node-unknown", lambda: m.robustness(WAY, "degree", k=1, resamples=2)["comissioner"]),
    ("nodes-missing", lambda: m.gates(WAY, [], "vision")),
    ("weight-wrong", lambda: m.degree(weighted(-1), weight="weight")),
    ("weight-wrong", lambda: m.degree(weighted(0), weight="weight")),
    ("weight-wrong", lambda: m.degree(weighted("much"), weight="weight")),
    ("weight-wrong", lambda: m.degree(weighted(float("nan")), weight="weight")),
    ("measure-option", lambda: m.degree(WAY, direction="up")),
    ("measure-option", lambda: m.key_players(WAY, 1, "fame")),
    ("measure-option", lambda: m.propagate(WAY, {"carer": 1}, squash="sigmoid")),
    ("measure-range", lambda: m.key_players(WAY, 0)),
    ("measure-range", lambda: m.key_players(WAY, 2)),
    ("measure-range", lambda: m.key_players(nx.path_graph(2), 1)),
    ("measure-range", lambda: m.key_players(WAY, 4, "reach")),
    ("measure-range", lambda: m.key_players(WAY, True)),
    ("measure-range", lambda: m.pagerank(WAY, damping=1)),
    ("measure-range", lambda: m.brokerage(WAY, dict.fromkeys(WAY, 1), permutations=-1)),
    ("measure-range", lambda: m.robustness(WAY, "degree", k=4)),
    ("measure-range", lambda: m.robustness(WAY, "degree", k=1, resamples=0)),
    ("measure-range", lambda: m.robustness(WAY, "degree", k=1, drop=2)),
    ("measure-range", lambda: m.cover({"a": [1]}, 2)),
    ("measure-range", lambda: m.communities(WAY, runs=0)),
    ("measure-range", lambda: m.micmac(WAY, power=1)),
    ("measure-range", lambda: m.propagate(WAY, {"carer": 3})),
    ("measure-range", lambda: m.propagate(WAY, {"carer": 1}, strengths=(0,))),
    ("measure-range", lambda: m.signed_reach(WAY, "carer", "vision", max_length=0)),
    ("groups-missing", lambda: m.brokerage(WAY, {"carer": "x"})),
    ("groups-missing", lambda: m.mixing(WAY, "no such attribute")),
    ("gates-overlap", lambda: m.gates(WAY, "carer", "carer")),
    ("cover-empty", lambda: m.cover({}, 1)),
    ("goal-is-source", lambda: m.signed_reach(WAY, "carer", ["carer", "vision"])),
    ("sign-wrong", lambda: m.signed_reach(signed(sign="+"), "a", "b")),
    ("sign-wrong", lambda: m.propagate(signed(sign=2), {"a": 1})),
    ("strength-wrong", lambda: m.propagate(signed(sign=1, strength=-1), {"a": 1})),
    ("pushes-missing", lambda: m.propagate(WAY, {})),
    ("start-wrong", lambda: m.pagerank(WAY, start={"carer": 0})),
    ("measure-unknown", lambda: m.robustness(WAY, "betwenness")),
    (
        "claims-missing",
        lambda: m.robustness(nx.DiGraph([("a", "b", {"claims": ("c",)}), ("b", "a")]), "degree", k=1, resamples=1),
    ),
]


@pytest.mark.parametrize(("code", "call"), REFUSALS, ids=[f"{code}-{i}" for i, (code, _) in enumerate(REFUSALS)])
def test_refusal(code: str, call: Callable[..., object]) -> None:
    with pytest.raises(WrongUse) as caught:
        call()
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.message.endswith(".") and problem.remedy


@pytest.mark.parametrize(
    "call",
    [getattr(m, name) for name in SCORES]
    + [
        m.cut_points,
        m.driver_nodes,
        m.dominating_set,
        m.communities,
        m.micmac,
        lambda graph: m.brokerage(graph, {}),
        lambda graph: m.mixing(graph, {}),
        lambda graph: m.key_players(graph, 1),
        lambda graph: m.gates(graph, "a", "b"),
        lambda graph: m.signed_reach(graph, "a", "b"),
        lambda graph: m.propagate(graph, {"a": 1}),
        lambda graph: m.robustness(graph, "degree"),
    ],
)
def test_an_empty_graph_is_refused(call: Callable[..., object]) -> None:
    with pytest.raises(WrongUse) as caught:
        call(EMPTY)
    assert caught.value.problems[0].code == "graph-empty"


def test_an_unknown_name_is_told_its_nearest() -> None:
    with pytest.raises(WrongUse, match="Did you mean 'commissioner'"):
        m.gates(WAY, "comissioner", "vision")


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("graph", [nx.empty_graph(1), nx.path_graph(2), nx.empty_graph(3), nx.DiGraph([(0, 0)])])
def test_the_smallest_graphs_do_not_crash(name: str, graph: nx.Graph) -> None:
    assert len(getattr(m, name)(graph)) == len(graph)
