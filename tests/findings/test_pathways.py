"""Pathways: every way with its claims, whether anyone tells it whole, what could block it, and never a dead end."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import networkx as nx
import pytest

from builders import TABLES, rows_plus, tiny
from trosol.cli import pathways as verb
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.paths.neighbourhood import QUESTIONS, around, between, reached_by, reaches, shared
from trosol.findings.paths.pathways import pathways
from trosol.findings.paths.simple_paths import ways
from trosol.networks.lens import Lens

REST = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


@pytest.fixture
def small(tmp_path: Path) -> Ecosystem:
    return Ecosystem.load(tiny(tmp_path))


def elsewhere(tmp_path: Path) -> Ecosystem:
    """The same, with the second step told in another section."""
    evidence = [list(row) for row in TABLES["evidence"]]
    evidence[2][2] = "Closing"
    return Ecosystem.load(tiny(tmp_path, evidence=evidence))


def test_a_way_has_steps_claims_and_the_product_of_their_signs(small: Ecosystem) -> None:
    """A form addresses paper (less of it, as it is unwanted); paper stifles care: so the form raises care."""
    found = pathways(small.snapshot, "form", "care", resamples=20)
    (way,) = found.routes
    assert [step.claims for step in way.steps] == [("c2",), ("c1",)]
    assert [step.sign for step in way.steps] == [-1, -1] and way.sign == 1
    assert found.claims == ("c1", "c2") and "hedged: often" in way.sentence


def test_told_in_one_section_or_stitched_together(small: Ecosystem, tmp_path: Path) -> None:
    (way,) = pathways(small.snapshot, "form", "care", resamples=5).routes
    assert way.single_source and not way.one_passage and len(way.parts) == 1
    (other,) = pathways(elsewhere(tmp_path / "other").snapshot, "form", "care", resamples=5).routes
    assert not other.single_source and [(part.start, part.end) for part in other.parts] == [("form", "paper"), ("paper", "care")]
    assert "stitched together from “Closing” and “Opening”" in other.sentence


def test_a_denial_of_a_step_is_shown_beside_it(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "paper", "undermines", "care", "unspecified", "negates", *REST[2:])
    found = pathways(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, "form", "care", resamples=5)
    assert found.routes[0].steps[1].denied == ("c5",) and "also denies 1 step" in found.routes[0].sentence


def test_unknown_signs_stay_unknown(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "managers", "gatekeeps", "form", *REST)
    found = pathways(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, "managers", "care", resamples=5)
    assert found.routes[0].sign is None and "not known" in found.routes[0].sentence


def test_the_one_between_is_a_gate(small: Ecosystem) -> None:
    found = pathways(small.snapshot, "form", "care", resamples=50)
    assert [gate.id for gate in found.gates] == ["paper"] and found.cut == ("paper",)
    assert found.disjoint_routes == 1 and found.kept is not None and found.gates[0].kept == found.kept


def test_no_way_gives_the_nearest_thing(small: Ecosystem) -> None:
    found = pathways(small.snapshot, "care", "form", resamples=5)
    assert not found.routes and found.nearest and found.nearest.back
    assert found.nearest.link and found.nearest.link.nodes == ("care", "paper", "form")
    assert "There is a way from “One shared form” to “Good care”" in found.sentence


def test_what_takes_no_part_says_so_and_still_links(small: Ecosystem) -> None:
    found = pathways(small.snapshot, "managers", "nurses", resamples=5)
    assert found.not_enough.startswith("Not enough evidence, because no claim")
    assert found.nearest and found.nearest.link and found.nearest.link.claims == ("c3",)
    imagined = pathways(small.snapshot, "vision-1", "care", resamples=5)
    assert "only mentioned or imagined" in imagined.not_enough and imagined.nearest and imagined.nearest.link is None


def test_wrong_use_is_refused(small: Ecosystem) -> None:
    for start, goal, code in (("form", "form", "gates-overlap"), ("form", "nobody", "entity-unknown")):
        with pytest.raises(WrongUse) as refused:
            pathways(small.snapshot, start, goal)
        assert refused.value.problems[0].code == code
    with pytest.raises(WrongUse):
        pathways(small.snapshot, "form", "care", most=0)


def test_questions_on_the_tiny_map(small: Ecosystem) -> None:
    at = small.snapshot
    assert [(row.id, row.steps, row.verdict) for row in reaches(at, "form").found] == [
        ("paper", 1, "hurts"),
        ("care", 2, "helps"),
    ]
    assert [(row.id, row.verdict) for row in reached_by(at, "care").found] == [("paper", "hurts"), ("form", "helps")]
    assert [row.id for row in between(at, "form", "care").found] == ["paper"]
    assert shared(at, "form", "care").found[0].claims == ("c1", "c2")
    assert [row.id for row in around(at, "care", steps=1).found] == ["paper"]
    assert reached_by(at, "care").found[1].claims == ("c1", "c2")


def test_ways_are_all_simple_paths_of_wales(wales: Ecosystem) -> None:
    graph = wales.network("influence")
    pairs = [(a, b) for a in ("rec-three-horizons", "scw-remit", "integration-agenda") for b in sorted(nx.descendants(graph, a))]
    for a, b in pairs:
        found = ways(graph, a, b, most=1000, longest=50)
        assert set(found.found) == {tuple(path) for path in nx.all_simple_paths(graph, a, b)} and found.ended == "complete"
        assert [len(way) for way in found.found] == sorted(len(way) for way in found.found)


def test_a_bound_is_named(wales: Ecosystem) -> None:
    few = pathways(wales.snapshot, "rec-three-horizons", "more-viable-future", most=3, resamples=0)
    assert len(few.routes) == 3 and few.ended == "number" and "stops at 3 ways" in few.note and few.kept is None
    short = pathways(wales.snapshot, "rec-three-horizons", "more-viable-future", longest=2, resamples=0)
    assert not short.routes and "every way is longer" in short.note and short.gates


def test_every_gate_is_on_every_way_and_removing_it_leaves_none(wales: Ecosystem) -> None:
    found = pathways(wales.snapshot, "rec-three-horizons", "more-viable-future", resamples=50)
    graph = wales.network("influence")
    for gate in found.gates:
        assert all(gate.id in way.nodes for way in found.routes)
        graph.remove_node(gate.id)
        assert not nx.has_path(graph, found.start, found.goal)
        graph = wales.network("influence")


def test_steps_rest_on_claims_of_wales_and_on_arrows(wales: Ecosystem) -> None:
    found = pathways(wales.snapshot, "integration-agenda", "parity-with-health", resamples=20)
    assert {way.sign for way in found.routes} == {1, -1}
    claims = wales.snapshot.records.claims
    for way in found.routes:
        assert way.sentence and way.voices and set(way.claims) <= set(claims)
        for step in way.steps:
            assert {claims[key].subject for key in step.claims} | {claims[key].object for key in step.claims} == {
                step.source,
                step.target,
            }


def test_commissioners_are_told_to_act_in_no_known_direction(wales: Ecosystem) -> None:
    """Page 22 says that they often hold the gate, not which way they swing it."""
    assert {row.verdict for row in reaches(wales.snapshot, "commissioners").found} == {"unknown"}


def test_stated_only_leaves_out_what_the_coder_inferred(wales: Ecosystem) -> None:
    found = pathways(wales.snapshot, "rec-three-horizons", "innovation-in-social-care", Lens(stated_only=True), resamples=0)
    assert all(
        way.inferred == 0 and all(wales.snapshot.records.claims[c].mode == "stated" for c in way.claims) for way in found.routes
    )


def test_the_same_seed_gives_the_same(wales: Ecosystem) -> None:
    first, second = (pathways(wales.snapshot, "scw-remit", "wellbeing", resamples=30, seed=3).to_json() for _ in range(2))
    assert first == second


def test_json_has_the_fields(wales: Ecosystem) -> None:
    value = pathways(wales.snapshot, "scw-remit", "wellbeing", resamples=5).to_json()
    assert {
        "start",
        "goal",
        "routes",
        "gates",
        "cut",
        "disjoint_routes",
        "network",
        "lens",
        "resamples",
        "seed",
        "snapshot",
    } <= set(value)
    assert {"steps", "sign", "single_source", "parts", "claims", "voices", "sentence"} <= set(value["routes"][0])
    for name, ask in QUESTIONS.items():
        about = ("scw-remit", "wellbeing") if name in ("between", "shared") else ("scw-remit",)
        answer = ask(wales.snapshot, *about).to_json()
        assert answer["question"] == name and {"found", "claims", "sentence", "not_enough"} <= set(answer)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    verb.arguments(parser)
    parser.add_argument("--json", action="store_true")
    return verb.run(parser.parse_args(["wales-social-care-2022", *words]))


def test_the_command_shows_ways_gates_and_claims(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rec-three-horizons", "More viable future", "--resamples", "20") == 0
    shown = capsys.readouterr().out
    assert "What could block it" in shown and "goes through “Innovation in social care”" in shown and "Claims: c" in shown
    assert run("commissioners", "innovators", "--resamples", "5") == 0
    assert "The nearest there is" in capsys.readouterr().out


def test_the_command_answers_each_question(capsys: pytest.CaptureFixture[str]) -> None:
    for name in QUESTIONS:
        assert run("scw-remit", "wellbeing", "--question", name, "--json") == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["question"] == name and answer["sentence"]
        assert answer["about"] == {
            "between": ["scw-remit", "wellbeing"],
            "shared": ["scw-remit", "wellbeing"],
            "reached-by": ["wellbeing"],
        }.get(name, ["scw-remit"])
    assert run("commissioners") == 0 and "reaches 2 things" in capsys.readouterr().out
    with pytest.raises(WrongUse) as refused:
        run("commissioners", "--question", "shared")
    assert refused.value.problems[0].code == "goal-missing"
