"""Pathways: every path with its sign, probability and claims, who holds a gate, what all paths pass, and never a dead end."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path

import networkx as nx
import pytest

from builders import TABLES, rows_plus, tiny
from one_or_more import one_or_more
from trosol.cli import pathways as verb
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.influence_worlds import influence_worlds
from trosol.findings.paths.neighbourhood import QUESTIONS, around, between, reached_by, reaches, shared
from trosol.findings.paths.pathway_sentences import held_sentence
from trosol.findings.paths.pathways import pathways
from trosol.findings.paths.signed_paths import path_graph
from trosol.findings.paths.simple_paths import ways
from trosol.networks.lens import Lens

STATED, HEDGED = 0.9, 0.9 * 0.85
"""What a stated claim weighs, and a hedged one."""
REST = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


@pytest.fixture
def small(tmp_path: Path) -> Ecosystem:
    return Ecosystem.load(tiny(tmp_path))


def elsewhere(tmp_path: Path) -> Ecosystem:
    """The same, with the second step told in another section."""
    evidence = [list(row) for row in TABLES["evidence"]]
    evidence[2][2] = "Closing"
    return Ecosystem.load(tiny(tmp_path, evidence=evidence))


def claims_with(tmp_path: Path, *claims: tuple[str, str, str]) -> Ecosystem:
    rows = [*TABLES["claims"], *([f"x{at}", *each, *REST] for at, each in enumerate(claims))]
    return Ecosystem.load(tiny(tmp_path, claims=rows))


def test_a_path_has_steps_claims_the_product_of_their_signs_and_of_their_weights(small: Ecosystem) -> None:
    """A form addresses paper (less of it, as it is unwanted); paper, hedged, stifles care: so the form raises care."""
    found = pathways(small.snapshot, "form", "care")
    (path,) = found.routes
    assert [step.claims for step in path.steps] == [("c2",), ("c1",)]
    assert [step.sign for step in path.steps] == [-1, -1] and path.sign == 1
    assert [step.probability for step in path.steps] == pytest.approx([STATED, HEDGED])
    assert path.probability == pytest.approx(STATED * HEDGED) and path.role == "shortest"
    assert path.share == pytest.approx(STATED * HEDGED, abs=0.01) == found.effect.raises
    assert found.claims == ("c1", "c2") and found.steps == 2


def test_recorded_in_one_section_or_composite(small: Ecosystem, tmp_path: Path) -> None:
    (path,) = pathways(small.snapshot, "form", "care").routes
    assert path.single_source and not path.one_passage and len(path.parts) == 1
    (other,) = pathways(elsewhere(tmp_path / "other").snapshot, "form", "care").routes
    assert not other.single_source and [(part.start, part.end) for part in other.parts] == [("form", "paper"), ("paper", "care")]


def test_a_denial_of_a_step_is_shown_beside_it(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "paper", "undermines", "care", "unspecified", "negates", *REST[2:])
    found = pathways(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, "form", "care")
    assert found.routes[0].steps[1].denied == ("c5",)


def test_unknown_signs_stay_unknown_and_the_start_may_itself_be_the_block(tmp_path: Path) -> None:
    at = claims_with(tmp_path, ("managers", "gatekeeps", "form")).snapshot
    found = pathways(at, "managers", "care")
    assert found.routes[0].sign is None and found.effect.not_stated > 0 and found.effect.raises == 0
    (block,) = found.blocks
    assert (block.actor, block.gate, block.itself, block.opened, block.claims) == ("managers", "form", True, False, ("x0",))
    assert found.sentence.startswith(block.sentence)
    opened = pathways(at, "managers", "care", opened=["managers"])
    assert opened.blocks[0].opened and opened.effect.raises == pytest.approx(STATED * STATED * HEDGED, abs=0.01)


def test_another_actor_who_holds_a_gate_on_the_way_is_named_first(tmp_path: Path) -> None:
    at = claims_with(tmp_path, ("managers", "gatekeeps", "care"), ("nurses", "gatekeeps", "nurses")).snapshot
    found = pathways(at, "form", "care")
    assert [(block.actor, block.gate, block.itself) for block in found.blocks] == [("managers", "care", False)]
    assert found.sentence.startswith(found.blocks[0].sentence)
    assert not pathways(at, "form", "paper").blocks


def test_who_holds_a_gate_holds_it_in_its_own_number(tmp_path: Path) -> None:
    at = claims_with(tmp_path, ("managers", "gatekeeps", "care")).snapshot
    (gate,) = pathways(at, "form", "care").blocks
    for actor, several, one in (("managers", " hold ", ""), ("form", "", " holds ")):
        for itself in (False, True):
            said = held_sentence(at, replace(gate, actor=actor, itself=itself, claims=()))
            assert (" hold " in said, " holds " in said) == (bool(several), bool(one))
        assert (": their" in held_sentence(at, replace(gate, actor=actor, opened=True))) == bool(several)


def test_no_path_passes_an_actor_unless_its_gate_is_open(tmp_path: Path) -> None:
    at = claims_with(tmp_path, ("form", "enables", "managers"), ("managers", "gatekeeps", "care")).snapshot
    closed, opened = (pathways(at, "form", "care", opened=gates) for gates in ((), ("managers:care",)))
    assert [path.nodes for path in closed.routes] == [("form", "paper", "care")]
    assert sorted(path.nodes for path in opened.routes) == [("form", "managers", "care"), ("form", "paper", "care")]
    with pytest.raises(WrongUse):
        pathways(at, "form", "care", opened=["nurses"])


def test_where_claims_on_a_step_disagree_each_sign_is_a_path(tmp_path: Path) -> None:
    found = pathways(claims_with(tmp_path, ("paper", "enables", "care")).snapshot, "paper", "care")
    assert sorted(path.sign or 0 for path in found.routes) == [-1, 1]
    assert found.effect.both == pytest.approx(STATED * HEDGED, abs=0.01)
    assert found.effect.raises == pytest.approx(STATED * (1 - HEDGED), abs=0.01)


def test_a_longer_path_that_disagrees_is_also_told_otherwise(tmp_path: Path) -> None:
    found = pathways(claims_with(tmp_path, ("form", "stifles", "care")).snapshot, "form", "care")
    assert [(path.role, path.sign) for path in found.routes] == [("shortest", -1), ("otherwise", 1)]
    direct, longer = found.routes
    assert direct.share == pytest.approx(STATED, abs=0.01) and longer.share == pytest.approx(
        (1 - STATED) * STATED * HEDGED, abs=0.01
    )
    assert 0 < found.effect.told_otherwise < 1


def test_the_one_between_is_a_cut_node_in_every_world_with_a_path(small: Ecosystem) -> None:
    found = pathways(small.snapshot, "form", "care")
    (node,) = found.gates
    assert (node.id, node.share, node.always, node.claims) == ("paper", 1.0, True, ("c1", "c2"))
    assert found.cut == ("paper",) and found.disjoint_routes == 1


def test_a_cut_node_of_some_worlds_has_its_share(tmp_path: Path) -> None:
    """Beside form, paper, care there is form, care: paper cuts only where the direct claim has fallen."""
    found = pathways(claims_with(tmp_path, ("form", "enables", "care")).snapshot, "form", "care")
    assert found.cut is None and not found.gates  # it cuts in a tenth of the worlds with a path, fewer than half


def test_no_path_gives_the_nearest_there_is(small: Ecosystem) -> None:
    found = pathways(small.snapshot, "care", "form")
    assert not found.routes and found.steps is None and found.nearest and found.nearest.back
    assert found.nearest.link and found.nearest.link.nodes == ("care", "paper", "form")


def test_what_takes_no_part_says_so_and_still_links(small: Ecosystem) -> None:
    found = pathways(small.snapshot, "managers", "nurses")
    assert found.not_enough.startswith("Not enough evidence, because no claim")
    assert found.nearest and found.nearest.link and found.nearest.link.claims == ("c3",)
    imagined = pathways(small.snapshot, "vision-1", "care")
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
    for a, b in one_or_more(pairs):
        found = ways(graph, a, b, most=1000, longest=50)
        assert set(found.found) == {tuple(path) for path in nx.all_simple_paths(graph, a, b)} and found.ended == "complete"
        assert [len(way) for way in found.found] == sorted(len(way) for way in found.found)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    verb.arguments(parser)
    parser.add_argument("--json", action="store_true")
    return verb.run(parser.parse_args(["wales-social-care-2022", *words]))


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
    assert run("commissioners", "--json") == 0 and json.loads(capsys.readouterr().out)["question"] == "reaches"
    with pytest.raises(WrongUse) as refused:
        run("commissioners", "--question", "shared")
    assert refused.value.problems[0].code == "goal-missing"


def test_a_bound_is_named(wales: Ecosystem) -> None:
    few = pathways(wales.snapshot, "rec-three-horizons", "more-viable-future", most=1)
    assert len(few.routes) == 1 and few.ended == "number" and few.note
    short = pathways(wales.snapshot, "rec-three-horizons", "more-viable-future", longest=2)
    assert not short.routes and short.ended == "length" and short.note and short.gates and short.steps == 3


def test_cut_nodes_are_on_every_path_and_removing_them_leaves_none(wales: Ecosystem) -> None:
    found = pathways(wales.snapshot, "rec-three-horizons", "more-viable-future", most=1000)
    net = influence_worlds(wales.snapshot, Lens())
    graph = path_graph(net, net.number[found.start])
    assert any(node.always for node in found.gates)
    for node in found.gates:
        if node.always:
            assert node.share == 1.0 and all(node.id in path.nodes for path in found.routes)
            assert not nx.has_path(graph.subgraph(set(graph) - {node.id}), found.start, found.goal)


def test_steps_rest_on_claims_between_their_ends(wales: Ecosystem) -> None:
    found = pathways(wales.snapshot, "integration-agenda", "parity-with-health")
    assert {path.sign for path in found.routes} == {1, -1}
    claims = wales.snapshot.records.claims
    for path in found.routes:
        assert path.voices and set(path.claims) <= set(claims)
        for step in path.steps:
            assert {claims[key].subject for key in step.claims} | {claims[key].object for key in step.claims} == {
                step.source,
                step.target,
            }


def test_shares_are_those_of_every_world_written_down(wales: Ecosystem) -> None:
    """The paths between two entities, whose edges hold or not: 2^edges worlds, the shortest surviving paths decide."""
    found = pathways(wales.snapshot, "integration-agenda", "parity-with-health", most=1000, longest=50)
    assert found.ended == "complete"
    edges = sorted(
        {
            (step.source, step.target, step.sign or 0): step.probability or 0 for path in found.routes for step in path.steps
        }.items()
    )
    paths = [([(s.source, s.target, s.sign or 0) for s in path.steps], path.sign or 0) for path in found.routes]
    assert len(edges) <= 14
    total = dict.fromkeys(("raises", "lowers", "both", "not_stated"), 0.0)
    for held in product((True, False), repeat=len(edges)):
        p = prod(each if there else 1 - each for (_, each), there in zip(edges, held, strict=True))
        there = {edge for (edge, _), holds in zip(edges, held, strict=True) if holds}
        left = [(len(steps), sign) for steps, sign in paths if set(steps) <= there]
        if left:
            least = min(left)[0]
            signs = {sign for length, sign in left if length == least} - {0}
            total[{(1,): "raises", (-1,): "lowers", (-1, 1): "both", (): "not_stated"}[tuple(sorted(signs))]] += p
    assert {name: getattr(found.effect, name) for name in total} == pytest.approx(total, abs=0.01)


def test_commissioners_hold_the_gate_themselves(wales: Ecosystem) -> None:
    found = pathways(wales.snapshot, "commissioners", "opportunity-to-innovate")
    assert found.blocks[0].actor == "commissioners" and found.blocks[0].itself
    assert set(found.blocks[0].claims) <= set(found.claims)


def test_stated_only_leaves_out_what_the_coder_inferred(wales: Ecosystem) -> None:
    found = pathways(wales.snapshot, "rec-three-horizons", "innovation-in-social-care", Lens(stated_only=True))
    assert all(
        path.inferred == 0 and all(wales.snapshot.records.claims[c].mode == "stated" for c in path.claims)
        for path in found.routes
    )


def test_the_same_seed_gives_the_same(wales: Ecosystem) -> None:
    first, second = (pathways(wales.snapshot, "scw-remit", "wellbeing", seed=3).to_json() for _ in range(2))
    assert first == second and first["seed"] == 3


def test_json_has_the_fields(wales: Ecosystem) -> None:
    value = pathways(wales.snapshot, "scw-remit", "wellbeing").to_json()
    assert {
        "start",
        "goal",
        "blocks",
        "effect",
        "routes",
        "gates",
        "cut",
        "disjoint_routes",
        "network",
        "lens",
        "seed",
        "snapshot",
    } <= set(value)
    assert {"steps", "sign", "probability", "share", "role", "single_source", "parts", "claims", "voices", "sentence"} <= set(
        value["routes"][0]
    )
    for name, ask in QUESTIONS.items():
        about = ("scw-remit", "wellbeing") if name in ("between", "shared") else ("scw-remit",)
        answer = ask(wales.snapshot, *about).to_json()
        assert answer["question"] == name and {"found", "claims", "sentence", "not_enough"} <= set(answer)


def test_the_command_shows_gates_paths_and_claims(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rec-three-horizons", "More viable future") == 0
    shown = capsys.readouterr().out
    assert "What every path passes" in shown and "“Innovation in social care”" in shown and "Claims: c" in shown
    assert run("commissioners", "opportunity-to-innovate", "--open", "commissioners", "--json") == 0
    value = json.loads(capsys.readouterr().out)
    assert value["opened"] == ["commissioners"] and value["effect"]["raises"] > 0
    assert run("commissioners", "innovators") == 0
    assert "The nearest there is" in capsys.readouterr().out
