"""Centrality of declared networks: the measures of the library on the network that is asked for, and nothing lost on the way."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from builders import TABLES, tiny
from one_or_more import one_or_more
from trosol import Lens
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.export.scored_network import scored_network
from trosol.findings.centrality.edge_weights import firmness
from trosol.findings.centrality.measure_words import in_words
from trosol.findings.centrality.measured import MEASURES
from trosol.findings.centrality.whole_network import TECHNICAL
from trosol.measures import triad_census


def claim(key: str, subject: str, predicate: str, target: str, evidence: str = "e1", mode: str = "stated") -> list[str]:
    why = "" if mode == "stated" else "It follows."
    return [key, subject, predicate, target, "unspecified", "reports", mode, "high", "nurses", "coder-1", why, evidence, ""]


def chain(folder: Path, *claims: list[str]) -> Ecosystem:
    """form acts on nurses, nurses on care, and paper on care: a path of three, and one that joins at its end."""
    rows = [
        claim("d1", "form", "motivates", "nurses"),
        claim("d2", "nurses", "strengthens", "care"),
        claim("d3", "paper", "stifles", "care"),
    ]
    return Ecosystem.load(tiny(folder, claims=[TABLES["claims"][0], *rows, *claims]))


def code(ecosystem: Ecosystem, *args: Any, **options: Any) -> str:
    with pytest.raises(WrongUse) as caught:
        ecosystem.centrality(*args, **options)
    return caught.value.problems[0].code


def test_a_chain_by_hand(tmp_path: Path) -> None:
    """Five items (managers alone): form → nurses → care ← paper."""
    found = chain(tmp_path).centrality("influence")
    rows = {key: found.scores[key] for key in ("form", "nurses", "care", "paper", "managers")}
    assert {key: (row["in_degree"], row["out_degree"]) for key, row in rows.items()} == {
        "form": (0, 1), "nurses": (1, 1), "care": (2, 0), "paper": (0, 1), "managers": (0, 0),
    }  # fmt: skip
    assert {key: row["betweenness"] for key, row in rows.items()} == pytest.approx(
        {"form": 0, "nurses": 1 / 12, "care": 0, "paper": 0, "managers": 0}
    )  # one of the 4 × 3 ordered pairs of others
    assert rows["care"]["closeness"] == pytest.approx(3 / 4 * 3 / 4)  # at 1, 1 and 2 steps, three of four others
    assert rows["care"]["harmonic"] == pytest.approx(2.5 / 4)
    assert rows["managers"]["closeness"] is None and rows["managers"]["constraint"] is None
    assert all(row["eigenvector"] is None for row in rows.values())  # no link leads back
    assert rows["care"]["constraint"] == pytest.approx(0.5)
    whole = found.indices
    assert (whole.nodes, whole.tied, whole.edges, whole.components, whole.largest) == (5, 4, 3, 2, 4)
    assert (whole.density, whole.reciprocity, whole.transitivity) == (3 / 20, 0, 0)
    assert (whole.diameter, whole.connected) == (2, 4 / 20)
    assert whole.mean_distance == pytest.approx(5 / 4)
    assert whole.dyad_census == {"mutual": 0, "asymmetric": 3, "null": 7}
    assert sum(whole.triad_census.values()) == 10 and whole.triad_census["021C"] == whole.triad_census["021U"] == 1


def test_direction_turns_what_is_scored(tmp_path: Path) -> None:
    eco = chain(tmp_path)
    closest = {way: [n.id for n in eco.centrality("influence", direction=way).top("harmonic", 1)] for way in ("in", "out", "all")}
    assert closest == {
        "in": ["care"],
        "out": ["form"],
        "all": ["care", "nurses"],
    }  # 1 + 1/2 leaving form; 2.5 each without direction
    assert "in_degree" in eco.centrality("influence", direction="all").left_out


@pytest.mark.parametrize("network", ["influence", "actors"])
def test_wales_is_networkx(wales: Ecosystem, network: str) -> None:
    graph = wales.network(network)
    found = wales.centrality(network)
    expected = {
        "betweenness": nx.betweenness_centrality(graph),
        "pagerank": nx.pagerank(graph, weight=None, tol=1e-12, max_iter=1000),
        "harmonic": {node: value / (len(graph) - 1) for node, value in nx.harmonic_centrality(graph).items()},
        "in_degree": dict(graph.in_degree()),
        "core": nx.core_number(nx.Graph(graph)),
    }
    for name, values in expected.items():
        assert {key: row[name] for key, row in found.scores.items()} == pytest.approx(values), name
    assert found.indices.density == pytest.approx(nx.density(graph))
    assert dict(found.indices.triad_census) == nx.triadic_census(graph) == dict(triad_census(graph).counts)
    by_claims = wales.centrality(network, measures=["pagerank"], weight="claims").to_frame()["pagerank"].to_dict()
    assert by_claims == pytest.approx(nx.pagerank(graph, weight="weight", tol=1e-12, max_iter=1000))


def test_firmness_takes_the_firmest_of_a_passage_and_adds_passages_up(tmp_path: Path) -> None:
    """d2 and d4 stand in one passage (lines 1-2), d5 in another (line 3)."""
    more = claim("d4", "nurses", "enables", "care", mode="inferred"), claim("d5", "nurses", "enables", "care", "e2", "inferred")
    eco = chain(tmp_path, *more)
    weights = {key: eco.snapshot.weights.of(eco.snapshot.records.claims[key]) for key in ("d2", "d4", "d5")}
    assert weights["d2"] > weights["d4"] > 0
    together = firmness(eco.snapshot)
    assert together(["d2", "d4"]) == pytest.approx(weights["d2"])
    assert together(["d2", "d5"]) == pytest.approx(1 - (1 - weights["d2"]) * (1 - weights["d5"]))
    found = eco.centrality("influence", measures=["in_degree"], weight="firmness")
    single = together(["d3"])
    assert found.scores["care"]["in_degree"] == pytest.approx(together(["d2", "d4", "d5"]) + single)
    assert eco.centrality("influence", measures=["in_degree"], weight="claims").scores["care"]["in_degree"] == 4


def test_links_of_firmness_nought_are_left_out_and_counted(tmp_path: Path) -> None:
    folder = tiny(
        tmp_path,
        claims=[
            TABLES["claims"][0],
            claim("d1", "paper", "stifles", "care"),
            claim("d2", "form", "enables", "care", mode="inferred"),
        ],
    )
    settings = folder / "dataset.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[weights]\ninferred = 0\n", "utf-8")
    found = Ecosystem.load(folder).centrality("influence", weight="firmness")
    assert (found.weightless, found.indices.edges, found.scores["form"]["out_degree"]) == (1, 1, 0)


def test_kinds_are_shown_alone_or_measured_alone(tmp_path: Path) -> None:
    eco = chain(tmp_path)
    shown = eco.centrality("influence", kinds=["ActorRole"])
    assert set(shown.scores) == {"nurses", "managers"} and shown.indices.nodes == 5
    assert shown.scores["nurses"]["degree"] == 2
    alone = eco.centrality("influence", kinds=["ActorRole"], recompute=True)
    assert alone.indices.nodes == 2 and alone.scores["nurses"]["degree"] == 0
    above = eco.centrality("influence", kinds=["Actor"])  # those below it too
    assert set(above.scores) == {"nurses", "managers"}
    rows = {row.kind: row for row in eco.centrality("influence").by_kind}
    assert (rows["ActorRole"].nodes, rows["ActorRole"].tied, rows["ActorRole"].inward, rows["ActorRole"].outward) == (2, 1, 1, 1)
    assert rows["ActorRole"].means["degree"] == 1


def test_what_is_asked_for_wrongly_is_refused(wales: Ecosystem) -> None:
    assert code(wales, "influense") == "network-unknown"
    assert code(wales, "influence", measures=["fame"]) == "measure-unknown"
    assert code(wales, "influence", measures=["core"], weight="claims") == "weight-not-taken"
    assert code(wales, "challenge-action", measures=["in_degree"]) == "direction-not-there"
    assert code(wales, "influence", weight="gold") == "weight-unknown"
    assert code(wales, "influence", direction="up") == "measure-option"
    assert code(wales, "influence", kinds=["Frictoin"]) == "class-unknown"
    assert code(wales, "path-to-goal") == "start-missing"
    assert code(wales, "influence", voice="nobody") == "lens-unknown"


def test_a_network_of_a_kind_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert code(chain(tmp_path), "influence", kinds=["Vision"], recompute=True) == "network-empty"


def test_all_leaves_out_with_a_reason_what_a_name_would_refuse(wales: Ecosystem) -> None:
    assert set(wales.centrality("influence", weight="firmness").left_out) == {"bridging", "core"}
    assert [note.name for note in wales.centrality("influence", measures=["all"]).measures] == list(MEASURES)
    assert [note.name for note in wales.centrality("influence", measures=["pagerank", "degree"]).measures] == [
        "degree",
        "pagerank",
    ]


def test_frames_and_json_hold_the_same(wales: Ecosystem) -> None:
    found = wales.centrality("actors")
    frame, told = found.to_frame(), json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert list(frame.columns) == ["label", "kind", *(note.name for note in found.measures)]
    assert {"network", "lens", "weight", "scores", "indices"} <= told.keys()
    assert set(told["scores"]) == set(frame.index) == set(wales.network("actors"))
    undefined = {key for key, row in told["scores"].items() if row["constraint"] is None}
    assert undefined == set(frame.index[frame["constraint"].isna()]) and undefined


def test_a_network_in_which_nobody_is_ranked_says_so(wales: Ecosystem) -> None:
    for name in one_or_more(wales.networks):
        if name != "path-to-goal":
            found = wales.centrality(name, measures=["degree"])
            assert bool(found.note) is not wales.network(name).graph["ranked"]


def test_ties_are_never_split(tmp_path: Path) -> None:
    found = chain(tmp_path).centrality("influence")
    assert {node.id for node in found.top("out_degree", 1)} == {"form", "nurses", "paper"}
    assert found.ranks("out_degree")["care"] == 4


def test_scores_travel_in_graphml_gexf_and_csv(wales: Ecosystem) -> None:
    found = wales.centrality("actors", measures=["betweenness", "constraint"])
    for ending, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        content = scored_network(wales.snapshot, found, ending)
        assert content == scored_network(wales.snapshot, found, ending)
        graph = read(io.BytesIO(content))
        assert graph.is_directed() and set(graph) == set(found.scores)
        for key, row in found.scores.items():
            assert {name: graph.nodes[key].get(name) for name in row} == pytest.approx(row), (ending, key)
        assert graph.number_of_edges() == found.indices.edges
    table = scored_network(wales.snapshot, found, ".csv").decode().splitlines()
    assert len(table) == len(found.scores) + 1
    with pytest.raises(WrongUse):
        scored_network(wales.snapshot, found, ".pdf")


def test_undirected_networks_are_written_undirected(wales: Ecosystem) -> None:
    found = wales.centrality("challenge-action")
    graph = nx.read_graphml(io.BytesIO(scored_network(wales.snapshot, found, ".graphml")))
    assert not graph.is_directed() and found.direction == "all"
    assert graph.number_of_edges() == found.indices.edges


def test_two_lenses(tmp_path: Path) -> None:
    """nurses act on care and, as the coder inferred, on form: without that, three items tie for the highest out-degree."""
    eco = chain(tmp_path, claim("d8", "nurses", "enables", "form", mode="inferred"))
    same = eco.compare_centrality("influence", other=Lens())
    assert not same.changes and not same.only_first
    found = eco.compare_centrality("influence", other=Lens(stated_only=True), measures=["out_degree"])
    change = {row.id: row for row in found.changes}["nurses"]
    assert (change.first, change.second, change.first_rank, change.second_rank) == (2, 1, 1, 1)
    assert {row.id for row in found.changes} == {"nurses", "form", "paper"}  # the two that were behind now tie with it
    assert (found.first_indices.edges, found.second_indices.edges) == (4, 3)


def test_with_the_study_what_is_there_only_then_is_named(wales: Ecosystem) -> None:
    found = wales.compare_centrality("influence", other=Lens(with_study=True), measures=["degree"])
    whole = set(wales.network("influence", with_study=True))
    assert set(found.only_second) == whole - set(wales.network("influence"))
    assert not found.only_first


def test_the_command_writes_shows_and_compares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = chain(tmp_path / "eco").path
    file = tmp_path / "scores.graphml"
    assert (
        main(["centrality", str(folder), "--network", "influence", "--measure", "degree", "--output", str(file), "--json"]) == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert told["scores"]["care"] == {"degree": 2}
    assert nx.read_graphml(file).nodes["care"]["degree"] == 2
    assert main(["centrality", str(folder), "--network", "influence"]) == 0
    shown = capsys.readouterr().out
    assert all(in_words(name).label in shown for name in MEASURES)
    whole = shown.index("\nThe network as a whole\n")
    technical = [shown.index(f"\n{name.replace('_', ' ')}: ") for name in TECHNICAL]
    plain = [shown.index(f"\n{name}: ") for name in ("nodes", "edges", "density")]
    assert max(shown.index(in_words(name).label) for name in MEASURES) < min(technical) < max(technical) < whole < min(plain)
    assert main(["centrality", str(folder), "--network", "influence", "--against", "stated_only", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["second"]["stated_only"] is True
    for wrong in (["--against", "colour"], ["--against", "voice"], ["--k", "0"], ["--output", str(tmp_path / "a.pdf")]):
        assert main(["centrality", str(folder), "--network", "influence", *wrong]) == 2
        assert "Traceback" not in capsys.readouterr().err
