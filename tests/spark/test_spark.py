"""Measures on Spark: the same numbers as on one machine, as many refusals, and the same through spark-submit."""

from __future__ import annotations

import json
import os
import random
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from conftest import ROOT, WALES
from trosol import measures
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.spark import MEASURES, SparkOptions, SparkResult, measure, spark_session
from trosol.spark.spark_cluster import java_problem

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: pip install -r requirements/spark.txt")
if java_problem():
    pytest.skip("no Java that Spark starts on", allow_module_level=True)

ODD = ('a "quoted" name', "line\nbreak", "é", "e\u0301", "NA", "001", "1", "=1+1", "a,b", "\u202ex", "🜁")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    os.environ.setdefault("MASTER", "local[2]")
    with spark_session() as session:
        assert session.sparkContext.master == "local[2]"
        yield session


def drawn(seed: int, directed: bool) -> nx.DiGraph | nx.Graph:
    """A network with parts, dead ends, nodes without a tie, and names that trip readers up."""
    chance = random.Random(seed)
    graph = nx.gnp_random_graph(40, 0.05, seed=seed, directed=directed)
    names = [*ODD, *(f"n{i}" for i in range(40 - len(ODD)))]
    chance.shuffle(names)
    return nx.relabel_nodes(graph, dict(enumerate(names)))


def written(folder: Path, graph: nx.Graph) -> tuple[str, SparkOptions]:
    """Its edges, some twice and in no order, with a loop; its nodes; and a group for each."""
    edges = [*graph.edges, *list(graph.edges)[:5], (ODD[0], ODD[0])]
    random.Random(1).shuffle(edges)
    pd.DataFrame(edges, columns=["source", "target"]).to_parquet(folder / "edges.parquet")
    pd.DataFrame({"id": list(graph)}).to_parquet(folder / "nodes.parquet")
    groups = pd.DataFrame({"node": list(graph), "group": [f"g{i % 3}" for i, _ in enumerate(graph)]})
    groups.to_parquet(folder / "groups.parquet")
    return str(folder / "edges.parquet"), SparkOptions(
        directed=graph.is_directed(), nodes=str(folder / "nodes.parquet"), groups=str(folder / "groups.parquet")
    )


def groups_of(graph: nx.Graph) -> dict[str, str]:
    return {node: f"g{i % 3}" for i, node in enumerate(graph)}


@pytest.fixture(scope="module", params=[(1, True), (2, False)], ids=["directed", "undirected"])
def network(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[nx.Graph, str, SparkOptions]:
    graph = drawn(*request.param)
    return graph, *written(tmp_path_factory.mktemp("network"), graph)


def test_what_the_local_engine_has_too(spark: Any, network: tuple[nx.Graph, str, SparkOptions]) -> None:
    graph, edges, wish = network
    assert measure(spark, "degree", edges, wish).to_json()["scores"] == measures.degree(graph).to_json()["scores"]
    local = measures.pagerank(graph).to_json()["scores"]
    assert measure(spark, "pagerank", edges, wish).to_json()["scores"] == pytest.approx(local, abs=1e-7)
    local = measures.brokerage(graph, groups_of(graph)).to_json()["scores"]
    assert measure(spark, "brokerage", edges, wish).to_json()["scores"] == local


def test_parts(spark: Any, network: tuple[nx.Graph, str, SparkOptions]) -> None:
    """Against networkx: the same nodes together, each part named after the first of its nodes."""
    graph, edges, wish = network
    parts = list(nx.connected_components(graph.to_undirected()))
    found = measure(spark, "connected_components", edges, wish).to_json()
    assert found["components"] == len(parts)
    assert found["scores"] == {node: min(part) for part in parts for node in part}
    strong = list(nx.strongly_connected_components(graph)) if graph.is_directed() else parts
    found = measure(spark, "strongly_connected_components", edges, wish).to_json()
    assert found["components"] == len(strong)
    assert {frozenset(n for n in graph if found["scores"][n] == label) for label in found["scores"].values()} == {
        frozenset(part) for part in strong
    }


def test_triangles_and_landmarks(spark: Any, network: tuple[nx.Graph, str, SparkOptions]) -> None:
    graph, edges, wish = network
    assert measure(spark, "triangles", edges, wish).to_json()["scores"] == nx.triangles(graph.to_undirected())
    marks = (ODD[0], "n5")
    wish = SparkOptions(directed=wish.directed, nodes=wish.nodes, landmarks=marks)
    back = graph.reverse() if graph.is_directed() else graph
    steps = {mark: nx.single_source_shortest_path_length(back, mark) for mark in marks}
    wanted = {node: {mark: steps[mark].get(node) for mark in marks} for node in graph}
    assert measure(spark, "shortest_paths", edges, wish).to_json()["scores"] == wanted


def test_labels_stay_within_a_part_and_come_again(spark: Any, network: tuple[nx.Graph, str, SparkOptions]) -> None:
    graph, edges, wish = network
    found = measure(spark, "label_propagation", edges, wish).to_json()
    part = {node: min(each) for each in nx.connected_components(graph.to_undirected()) for node in each}
    assert {part[label] == part[node] for node, label in found["scores"].items()} == {True}
    assert found["labels"] == len(set(found["scores"].values()))
    assert measure(spark, "label_propagation", edges, wish).to_json() == found


def test_weights(spark: Any, tmp_path: Path) -> None:
    pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "b", "c"], "weight": [1, 2, 0.5]}).to_parquet(tmp_path / "e.parquet")
    found = measure(spark, "degree", str(tmp_path / "e.parquet"), SparkOptions(weighted=True)).to_json()
    assert found["scores"] == {"a": 3, "b": 3.5, "c": 0.5}


def test_every_measure_says_what_did_it(spark: Any, network: tuple[nx.Graph, str, SparkOptions]) -> None:
    _, edges, wish = network
    for name in ("degree", "triangles"):
        about = measure(spark, name, edges, wish).about()
        assert (about["engine"]["name"], about["engine"]["master"]) == ("Apache Spark", "local[2]")
        assert about["engine"]["primitive"].startswith(("GraphX", "Spark SQL"))
        assert about["exactness"] == "exact"
    assert "off by at most" in measure(spark, "pagerank", edges, SparkOptions(rounds=3)).exactness


@pytest.fixture(scope="module")
def wales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wales") / "wales"
    assert main(["export", WALES, "--format", "parquet", "--output", str(folder)]) == 0
    return folder / "networks" / "influence"


def test_an_exported_network_of_wales(spark: Any, wales: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The way a user goes: export, then the verb; against the same network measured here."""
    from trosol import Ecosystem

    graph = Ecosystem.load(WALES).network("influence")
    words = [str(wales / "edges.parquet"), "--nodes", str(wales / "nodes.parquet"), "--directed", "--engine", "spark", "--json"]
    assert main(["measure", *words, "--measure", "pagerank"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scores"] == pytest.approx(measures.pagerank(graph).to_json()["scores"], abs=1e-7)
    assert main(["measure", *words[:-1], "--measure", "degree"]) == 0
    said = capsys.readouterr()
    assert "Spark SQL groupBy" in said.err
    first = said.out.splitlines()[2].split()
    assert float(first[-1]) == max(dict(graph.degree()).values())


def test_what_the_page_says_to_type(tmp_path: Path) -> None:
    """In processes of their own, as at a terminal: Spark takes its folder from where it was started."""
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("trosol ")]
    assert len(lines) == 2
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph"), "MASTER": "local[2]"}
    for line in lines:
        words = [sys.executable, "-m", "trosol", *shlex.split(line)[1:]]
        done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=200, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
    assert "GraphX PageRank" in done.stderr
    assert "Traceback" not in done.stderr


def test_rows_are_written_where_somebody_says(
    spark: Any, wales: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["measure", str(wales / "edges.parquet"), "--engine", "spark", "--measure", "degree"]
    for name, read in (("rows.parquet", pd.read_parquet), ("rows.json", lines_of)):
        place = tmp_path / name
        assert main([*words, "--output", str(place)]) == 0
        assert "Written to" in capsys.readouterr().err
        frame = read(place)
        assert list(frame.columns) == ["node", "degree"]
        assert frame["node"].is_unique
        assert json.loads((place / "_about.json").read_text())["measure"] == "degree"
        before = sorted((path.name, path.stat().st_mtime_ns) for path in place.iterdir())
        assert main([*words, "--output", str(place)]) == 2
        assert "name-in-use" in capsys.readouterr().err
        assert sorted((path.name, path.stat().st_mtime_ns) for path in place.iterdir()) == before


def lines_of(folder: Path) -> pd.DataFrame:
    rows = [json.loads(line) for part in sorted(folder.glob("part-*")) for line in part.read_text().splitlines()]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("content", "wish", "name", "code"),
    [
        ("source,other\na,b\n", SparkOptions(), "degree", "header-missing"),
        ("source,target\na,\n", SparkOptions(), "degree", "cell-missing"),
        ("source,target\n", SparkOptions(), "degree", "graph-empty"),
        ("source,target,weight\na,b,much\n", SparkOptions(weighted=True), "degree", "weight-wrong"),
        ("source,target,weight\na,b,0\n", SparkOptions(weighted=True), "degree", "weight-wrong"),
        ("source,target\na,b\n", SparkOptions(weighted=True), "degree", "header-missing"),
        ("source,target\na,b\n", SparkOptions(weighted=True), "pagerank", "weight-not-taken"),
        ("source,target\na,b\n", SparkOptions(), "constraint", "measure-unknown"),
        ("source,target\na,b\n", SparkOptions(), "shortest_paths", "goal-missing"),
        ("source,target\na,b\n", SparkOptions(landmarks=("z",)), "shortest_paths", "node-unknown"),
        ("source,target\na,b\n", SparkOptions(), "brokerage", "groups-missing"),
        ("source,target\na,b\n", SparkOptions(groups="{file}"), "brokerage", "header-missing"),
        ("source,target\na,b\n", SparkOptions(rounds=0), "pagerank", "measure-range"),
    ],
)
def test_refusals(spark: Any, tmp_path: Path, content: str, wish: SparkOptions, name: str, code: str) -> None:
    file = tmp_path / "edges.csv"
    file.write_text(content, encoding="utf-8")
    if wish.groups:
        wish = replace(wish, groups=str(file))
    with pytest.raises(TrosolError) as refused:
        measure(spark, name, str(file), wish)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_what_is_no_parquet(spark: Any, tmp_path: Path) -> None:
    (tmp_path / "edges.parquet").write_bytes(b"PAR1 not really")
    for path in ("edges.parquet", "missing.parquet"):
        with pytest.raises(TrosolError) as refused:
            measure(spark, "degree", str(tmp_path / path))
        assert [problem.code for problem in refused.value.problems] == ["network-unreadable"]


def test_groups_must_be_whole(spark: Any, tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\n")
    for rows, said in (("a,x\nb,x\n", "'c' has no group"), ("a,x\na,y\nb,x\nc,x\n", "'a' has two groups")):
        (tmp_path / "groups.csv").write_text("node,group\n" + rows)
        with pytest.raises(TrosolError, match=said):
            measure(spark, "brokerage", str(tmp_path / "edges.csv"), SparkOptions(groups=str(tmp_path / "groups.csv")))


def test_too_many_rows_to_print(spark: Any, network: tuple[nx.Graph, str, SparkOptions], monkeypatch: pytest.MonkeyPatch) -> None:
    _, edges, wish = network
    monkeypatch.setattr("trosol.spark.spark_results.MOST_ROWS", 39)
    with pytest.raises(TrosolError, match="too many to print"):
        measure(spark, "degree", edges, wish).to_json()


def test_unchanged_through_spark_submit(wales: Path, tmp_path: Path) -> None:
    """The same verb, started as a cluster starts it: by spark-submit, here on two cores."""
    program = find_spec("trosol.__main__")
    assert program and program.origin
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    place = tmp_path / "parts.parquet"
    words = [str(submit), "--master", "local[2]", "--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=127.0.0.1"]
    words += [program.origin, "measure", str(wales / "edges.parquet"), "--engine", "spark"]
    words += ["--measure", "connected_components", "--output", str(place), "--json"]
    env = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT / "graph"), "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    about = json.loads(done.stdout[done.stdout.index("{") :])
    frame = pd.read_parquet(place)
    assert about["components"] == frame["component"].nunique()
    assert about["engine"]["master"] == "local[2]"


def test_every_measure_is_written_about() -> None:
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in MEASURES)
    assert SparkResult.__doc__
