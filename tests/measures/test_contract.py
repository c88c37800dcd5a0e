"""What every measure owes its callers: names, frames, JSON, laziness, docstrings, and the same answer on every run."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from one_or_more import one_or_more
from trosol import measures
from trosol.measures import SCORES, brokerage, cut_points, key_players, mixing, robustness

FOLDER = Path(measures.__file__).parent
FUNCTIONS = [name for name in measures.__all__ if name[0].islower()]
SECTIONS = ("Reads as", "Formula", "Inputs", "Returns", "Errors", "Trap", "Cost", "Source")


def small() -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_edge("carer", "manager", sign=1, claims=("c1", "c2"))
    graph.add_edge("manager", "council", sign=1, claims=("c3",))
    graph.add_edge("carer", "council", sign=-1, claims=("c4",))
    graph.add_edge("council", "vision", sign=0, claims=("c5", "c6"))
    graph.add_node("alone")
    return graph


@pytest.mark.parametrize("name", SCORES)
def test_scores_have_frame_json_and_two_named_values(name: str) -> None:
    graph = small()
    found = getattr(measures, name)(graph)
    frame = found.to_frame()
    assert list(frame.columns) == [name]
    assert set(frame.index) == set(graph)
    assert frame[name].dtype == float
    assert list(found.to_frame(normalised=True).columns) == [f"{name}_normalised"]
    assert found.raw_is and found.normalised_is
    assert all(type(value) is float for value in (*found.raw.values(), *found.normalised.values()))
    told = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert told["measure"] == name
    assert told["scores"].keys() == set(graph)
    for node, value in found.raw.items():
        assert told["scores"][node] == (None if math.isnan(value) else value)


def test_undefined_is_nan_and_never_nought() -> None:
    graph = small()
    for name in ("closeness", "constraint", "effective_size", "bridging"):
        assert math.isnan(getattr(measures, name)(graph)["alone"])
    assert measures.constraint(graph).to_frame()["constraint"].isna()["alone"]
    assert measures.constraint(graph).ranks()["alone"] is None


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_docstring_has_every_section(name: str) -> None:
    text = getattr(measures, name).__doc__
    if name == "resampler":
        return
    for section in SECTIONS:
        assert f"**{section}**:" in text, section
    assert ">>>" in text


def test_every_public_name_is_there() -> None:
    for name in measures.__all__:
        assert getattr(measures, name) is not None
    assert len(set(measures.__all__)) == len(measures.__all__)
    assert set(measures.__all__) <= set(dir(measures))
    loaded: Any = measures
    with pytest.raises(AttributeError, match="nonsense"):
        _ = loaded.nonsense


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, trosol.measures as m; m.degree; print(sorted({'pandas', 'scipy', 'rustworkx', 'rdflib', 'streamlit'} & {k.split('.')[0] for k in sys.modules}))"
    path = {**os.environ, "PYTHONPATH": str(FOLDER.parents[1])}
    assert subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_measures_import_nothing_of_trosol_but_errors() -> None:
    for file in one_or_more(FOLDER.glob("*.py")):
        found = set(re.findall(r"^\s*(?:from|import) (trosol\.\w+)", file.read_text("utf-8"), flags=re.M))
        assert found <= {"trosol.errors", "trosol.extras", "trosol.lazily", "trosol.measures"}, file.name


EVERYTHING = """
import json, sys, networkx as nx
from trosol import measures as m
names = [f"n{i}" for i in range(14)]
graph = nx.DiGraph()
for i, a in enumerate(names):
    for j in ((i * 3 + 1) % 14, (i * 5 + 2) % 14):
        if i != j:
            graph.add_edge(a, names[j], sign=(1, -1, None)[(i + j) % 3], claims=(f"c{i}", f"d{j}"))
groups = {a: "ABC"[i % 3] for i, a in enumerate(names)}
told = [getattr(m, name)(graph).to_json() for name in m.SCORES]
told += [m.brokerage(graph, groups, permutations=20, seed=3).to_json(), m.mixing(graph, groups).to_json(), m.micmac(graph).to_json()]
told += [m.key_players(graph, 2, each).to_json() for each in ("fragmentation", "distance_fragmentation", "reach")]
told += [m.gates(graph, "n0", "n9").to_json(), m.cut_points(graph).to_json(), m.driver_nodes(graph).to_json()]
told += [m.dominating_set(graph).to_json(), m.cover({a: list(graph[a]) for a in graph}, 2).to_json(), m.communities(graph, runs=5).to_json()]
told += [m.signed_reach(graph, "n0", ["n5", "n9"]).to_json(), m.propagate(graph, {"n0": 1, "n3": -0.5}, runs=30).to_json()]
told += [m.robustness(graph, "betweenness", k=3, resamples=30, seed=5).to_json()]
print(json.dumps(told, allow_nan=False))
"""


@pytest.mark.exhaustive
def test_the_hash_seed_changes_nothing_and_everything_is_json() -> None:
    def run(seed: str) -> str:
        path = {**os.environ, "PYTHONPATH": str(FOLDER.parents[1]), "PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", EVERYTHING], env=path, capture_output=True, text=True, check=True).stdout

    first = run("1")
    assert first == run("2")
    for told in json.loads(first):
        assert told["measure"] and isinstance(told["parameters"], dict)


def test_brokerage_frames_have_one_shape() -> None:
    graph = small()
    found = brokerage(graph, {node: node[0] for node in graph}, permutations=5)
    columns = ["coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total"]
    for frame in (found.to_frame(), found.expected, found.z, found.p):
        assert isinstance(frame, pd.DataFrame)
        assert list(frame.columns) == columns
        assert set(frame.index) == set(graph)
    assert brokerage(graph, dict.fromkeys(graph, 1)).p.isna().all(axis=None)


def test_brokerage_takes_groups_from_an_attribute_and_survives_groups_of_two() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c")])
    nx.set_node_attributes(graph, {"a": "X", "b": "Y", "c": "Y"}, "kind")
    found = brokerage(graph, "kind")
    assert found.counts["b"][3] == 1
    z: Any = found.z.loc
    assert z["b", "coordinator"] != z["b", "coordinator"]  # no third of its own: undefined
    assert z["b", "gatekeeper"] > 0


def test_other_frames() -> None:
    graph = small()
    assert list(cut_points(graph).to_frame().columns) == ["pieces", "cut_off", "pairs"]
    assert list(mixing(graph, dict.fromkeys(graph, "all")).to_frame().columns) == ["all"]
    assert list(measures.micmac(graph).to_frame().columns)[-1] == "quadrant"
    assert list(measures.signed_reach(graph, "carer", ["council", "vision"]).to_frame()["verdict"]) == ["both", "unknown"]
    assert measures.propagate(graph, {"carer": 1}, runs=20).to_frame().loc["alone"].isna()["sign"]
    both = measures.communities(graph, runs=3)
    assert both.co_membership().loc["carer", "carer"] == 1.0
    assert set(both.to_frame().columns) == {"community", "stability"}


def test_nodes_may_be_anything_hashable() -> None:
    graph = nx.Graph([(("a", 1), ("b", 2)), (("b", 2), 3), (3, "x")])
    assert measures.betweenness(graph).to_frame().loc[[("b", 2)]].shape == (1, 1)
    assert key_players(graph, 1).sets == ((3,), (("b", 2),))
    assert measures.gates(graph, ("a", 1), "x").dominators == (("b", 2), 3)


def test_weights_are_added_over_parallel_edges() -> None:
    several = nx.MultiDiGraph()
    several.add_edge("a", "b", weight=2)
    several.add_edge("a", "b", weight=3)
    several.add_edge("a", "c")
    assert measures.degree(several, "out", weight="weight")["a"] == 6
    assert measures.degree(several, "out")["a"] == 2
    assert measures.pagerank(several, weight="weight")["b"] > measures.pagerank(several, weight="weight")["c"]


def test_pagerank_from_chosen_starts() -> None:
    graph = nx.DiGraph([("a", "b"), ("c", "d")])
    found = measures.pagerank(graph, start={"a": 2})
    assert found["c"] == found["d"] == 0
    assert found["a"] + found["b"] == pytest.approx(1)


def test_betweenness_between_sets_counts_a_pair_once() -> None:
    graph = nx.path_graph(4)
    assert measures.betweenness(graph, sources=[0], targets=[3]).raw == {0: 0, 1: 1, 2: 1, 3: 0}
    assert measures.betweenness(graph, sources=[0], targets=[3]).normalised[1] == 1.0
    assert measures.betweenness(graph, range(4), range(4)).raw == measures.betweenness(graph).raw


def test_push_without_holding_fades_and_holding_lasts() -> None:
    graph = nx.DiGraph([("a", "b", {"sign": 1})])
    held = measures.propagate(graph, {"a": 1}, steepness=(0.5,), runs=5)
    once = measures.propagate(graph, {"a": 1}, steepness=(0.5,), runs=5, hold=False)
    assert held["b"].median > 0.2
    assert abs(once["b"].median) < 1e-3
    assert held.settled == 1.0


def test_unknown_signs_carry_nothing_and_are_named() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c", {"sign": 1})])
    found = measures.propagate(graph, {"a": 1}, runs=5)
    assert found.left_out == (("a", "b"),)
    assert (found["b"].sign, found["c"].agree) == (None, None)


def test_signed_reach_stops_at_a_whole_length() -> None:
    graph = nx.complete_graph(9, create_using=nx.DiGraph)
    nx.set_edge_attributes(graph, 1, "sign")
    found = measures.signed_reach(graph, 0, 1, effort=2000)
    assert not found.complete
    assert found.longest >= 2
    assert found[1].positive == sum(math.perm(7, inner) for inner in range(found.longest))
    assert not measures.signed_reach(graph, 0, 1, max_length=2).complete


def test_robustness_is_among_the_named_results() -> None:
    assert robustness(small(), "degree", k=1, resamples=10).to_json()["parameters"]["drawn"] == "claims"
