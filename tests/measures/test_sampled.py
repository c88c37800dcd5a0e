"""Betweenness from samples: within its stated error of the exact count, the same each time, and refused where it cannot be had."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from trosol import WrongUse
from trosol.cli.main import main
from trosol.measures import Plain, betweenness, sampled_betweenness


@pytest.mark.parametrize("error", [0.02, 0.1])
@pytest.mark.parametrize(
    "graph",
    [
        nx.barabasi_albert_graph(400, 2, seed=3),
        nx.davis_southern_women_graph(),
        nx.disjoint_union(nx.star_graph(30), nx.path_graph(9)),
    ],
    ids=["heavy-tailed", "women", "in pieces"],
)
def test_it_is_within_its_error_of_the_exact_value(graph: nx.Graph, error: float) -> None:
    exact, found = betweenness(graph), sampled_betweenness(graph, error=error)
    far = [abs(found.normalised[node] - value) for node, value in exact.normalised.items()]
    assert max(far) <= error
    assert found.parameters["error"] == error
    assert "NetworKit" in found.parameters["engine"]


def test_the_same_seed_gives_the_same_numbers() -> None:
    graph = nx.barabasi_albert_graph(300, 2, seed=1)
    assert sampled_betweenness(graph, seed=4).raw == sampled_betweenness(graph, seed=4).raw
    assert sampled_betweenness(graph, seed=4).raw != sampled_betweenness(graph, seed=5).raw


def test_arrays_serve_as_well_as_a_graph() -> None:
    graph = nx.barabasi_albert_graph(100, 2, seed=1)
    source, target = np.array(graph.edges).T
    view = Plain.of(range(100), source, target, directed=False)
    assert sampled_betweenness(view).raw == sampled_betweenness(graph).raw
    assert betweenness(view).raw == betweenness(graph).raw


def test_a_directed_network_is_refused_with_a_way_out() -> None:
    with pytest.raises(WrongUse, match="undirected"):
        sampled_betweenness(nx.DiGraph([("a", "b")]))


def test_the_smallest_networks_have_no_pairs() -> None:
    assert np.isnan(sampled_betweenness(nx.path_graph(2)).normalised[0])
    assert sampled_betweenness(nx.empty_graph(5)).normalised[0] == 0


def test_the_command_names_error_and_engine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target\n" + "".join(f"hub,n{i}\n" for i in range(40)))
    assert main(["measure", str(edges), "--measure", "sampled_betweenness", "--error", "0.05", "--json"]) == 0
    out = capsys.readouterr().out
    assert '"error": 0.05' in out and "KADABRA" in out
