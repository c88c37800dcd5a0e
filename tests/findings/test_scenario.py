"""Scenario: words before numbers, unknown signs carry nothing, conflicts are shown, and what a removal changes is told."""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from builders import rows_plus, tiny
from trosol.cli import scenario as verb
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.scenario.contrast import KINDS, compare_scenarios
from trosol.findings.scenario.scenario import goals_of, scenario
from trosol.networks.lens import Lens

REST = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def small(tmp_path: Path, *claim: str) -> Ecosystem:
    claims = rows_plus("claims", "c5", *claim, *REST) if claim else None
    return Ecosystem.load(tiny(tmp_path, claims=claims) if claims else tiny(tmp_path))


def test_pushing_the_form_up_raises_care_and_pushing_it_down_lowers_it(tmp_path: Path) -> None:
    at = small(tmp_path).snapshot
    for push, direction, wanted in ((1.0, "rises", True), (-1.0, "falls", False)):
        (care,) = scenario(at, {"form": push}, resamples=50).goals
        assert (care.id, care.direction, care.wanted, care.agree) == ("care", direction, wanted, 1.0)
        assert care.claims == ("c1", "c2") and care.voices == ("nurses",) and f"tends to {direction[:-1]}" in care.sentence


def test_everything_shows_what_is_no_goal(tmp_path: Path) -> None:
    found = scenario(small(tmp_path).snapshot, {"form": 1}, everything=True, resamples=20)
    (paper,) = found.others
    assert (paper.id, paper.direction, paper.wanted, paper.goal) == ("paper", "falls", True, False)
    assert not scenario(small(tmp_path / "b").snapshot, {"form": 1}, resamples=0).others


def test_an_arrow_of_unknown_sign_carries_nothing_and_is_counted(tmp_path: Path) -> None:
    found = scenario(small(tmp_path, "managers", "gatekeeps", "care").snapshot, {"managers": 1}, resamples=20)
    (care,) = found.goals
    assert care.direction == "direction not told" and care.wanted is None and care.agree is None
    assert found.left_out == (("managers", "care"),) and "1 arrow of unknown sign" in found.sentence


def test_helped_one_way_and_hurt_another_is_a_conflict(tmp_path: Path) -> None:
    found = scenario(small(tmp_path, "form", "stifles", "care").snapshot, {"form": 1}, resamples=20)
    (care,) = found.goals
    assert care.conflict and care.helped_by == ("paper",) and care.hurt_by == ("form",)
    assert {way.sign for way in care.routes} == {1, -1} and care.agree is not None
    assert "helped by “Too many forms” and hurt by “One shared form”" in care.sentence


def test_a_push_that_nobody_tells_anything_of_gives_a_reason(tmp_path: Path) -> None:
    found = scenario(small(tmp_path).snapshot, {"care": 1}, resamples=5)
    assert not found.goals and found.not_enough.startswith("Not enough evidence, because") and found.settled is None
    assert scenario(small(tmp_path / "b").snapshot, {"vision-1": 1}).not_enough


def test_taking_away_the_only_way_loses_the_goal(tmp_path: Path) -> None:
    at = small(tmp_path, "managers", "supports", "care").snapshot
    whole = scenario(at, {"form": 1, "managers": 1}, resamples=20)
    less = scenario(at, {"form": 1, "managers": 1}, ["paper"], resamples=20)
    assert less.unheard == ("form",) and [row.id for row in less.goals] == ["care"]
    gone = scenario(at, {"form": 1}, ["paper"], resamples=20)
    assert gone.not_enough and [change.kind for change in compare_scenarios(whole, gone).changes] == ["lost"]
    assert [change.kind for change in compare_scenarios(whole, whole).changes] == ["same"]


def test_wrong_use_is_refused(tmp_path: Path) -> None:
    at = small(tmp_path).snapshot
    calls: tuple[tuple[dict[str, float], tuple[str, ...], str], ...] = (
        ({}, (), "pushes-missing"),
        ({"form": 2.0}, (), "measure-range"),
        ({"form": 1.0}, ("form",), "push-bad"),
        ({"x": 1.0}, (), "entity-unknown"),
    )
    for pushes, removed, code in calls:
        with pytest.raises(WrongUse) as refused:
            scenario(at, pushes, removed)
        assert refused.value.problems[0].code == code


def test_goals_come_from_the_ontology(wales: Ecosystem) -> None:
    graph = wales.network("influence")
    goals = goals_of(wales.snapshot, graph)
    ontology = wales.ontology
    path = next(n for n in ontology.networks.values() if n.goals)
    assert "innovation-in-social-care" in goals
    assert not any(ontology.is_a(wales.snapshot.entity(key).type, path.excludes) for key in goals)


def test_integration_helps_and_hurts_parity_with_health(wales: Ecosystem) -> None:
    """The report tells both: integration overshadows social care, and it unites the sector, which seeks parity."""
    found = scenario(wales.snapshot, {"integration-agenda": 1}, runs=200, resamples=50)
    parity = found["parity-with-health"]
    assert parity is not None and parity.conflict and parity.agree is not None and parity.agree < 1
    less = scenario(wales.snapshot, {"integration-agenda": 1}, ["united-sector"], runs=200, resamples=50)
    turned = compare_scenarios(found, less).changes[0]
    assert (turned.id, turned.kind, turned.second) == ("parity-with-health", "turned", "falls")


def test_without_conflict_the_direction_is_that_of_the_ways(wales: Ecosystem) -> None:
    """Where all ways told of have one sign, the map can only give that sign."""
    found = scenario(wales.snapshot, {"scw-remit": -1}, runs=60, resamples=0, everything=True)
    graph = wales.network("influence")
    for row in (*found.goals, *found.others):
        signs = set()
        for path in nx.all_simple_paths(graph, "scw-remit", row.id):
            sign = -1
            for a, b in pairwise(path):
                sign *= graph.edges[a, b]["sign"]
            signs.add(sign)
        known = signs - {0}
        expected = {frozenset({1}): "rises", frozenset({-1}): "falls", frozenset(): "direction not told"}.get(frozenset(known))
        assert expected is None or row.direction == expected


def test_wanted_is_direction_times_desirability(wales: Ecosystem) -> None:
    found = scenario(wales.snapshot, {"challenge-metrics": 1}, runs=60, resamples=0, everything=True)
    assert found.goals
    for row in (*found.goals, *found.others):
        way = {"rises": 1, "falls": -1}.get(row.direction)
        good = {"desirable": 1, "undesirable": -1}.get(row.desirability)
        assert row.wanted == (None if way is None or good is None else way * good > 0)


def test_every_effect_can_be_traced_to_claims(wales: Ecosystem) -> None:
    found = scenario(wales.snapshot, {"scw-remit": 1}, runs=60, resamples=20)
    assert found.goals
    for row in found.goals:
        assert row.claims and row.voices and row.routes and row.sentence and set(row.claims) <= set(wales.snapshot.records.claims)
        assert row.kept is None or 0 <= row.kept <= 1
    assert [row.steps for row in found.goals if row.agree is not None] == sorted(
        row.steps or 0 for row in found.goals if row.agree is not None
    )


def test_the_same_seed_gives_the_same(wales: Ecosystem) -> None:
    first, second = (scenario(wales.snapshot, {"scw-remit": 1}, runs=30, resamples=20, seed=4).to_json() for _ in range(2))
    assert first == second


def test_a_lens_changes_what_carries(wales: Ecosystem) -> None:
    stated = scenario(wales.snapshot, {"scw-remit": 1}, lens=Lens(stated_only=True), runs=30, resamples=0)
    assert all(wales.snapshot.records.claims[key].mode == "stated" for key in stated.claims)


def test_json_has_the_fields(wales: Ecosystem) -> None:
    found = scenario(wales.snapshot, {"scw-remit": 1}, runs=20, resamples=5)
    value = found.to_json()
    assert {
        "pushes",
        "removed",
        "goals",
        "others",
        "left_out",
        "runs",
        "network",
        "lens",
        "resamples",
        "seed",
        "snapshot",
    } <= set(value)
    assert {"id", "label", "direction", "agree", "band", "wanted", "conflict", "claims", "voices", "sentence"} <= set(
        value["goals"][0]
    )
    compared = compare_scenarios(found, found).to_json()
    assert compared["changes"] and all(change["kind"] in KINDS for change in compared["changes"])


def test_a_conflict_further_back_is_shown_too(wales: Ecosystem) -> None:
    """Two pushes, one up and one down, that lead to the same goals by ways of one sign each."""
    found = scenario(wales.snapshot, {"scw-remit": 1, "rec-three-horizons": -1}, runs=60, resamples=0)
    assert any(row.conflict for row in found.goals)
    for row in found.goals:
        towards = {(way.sign or 0) * dict(found.pushes)[way.nodes[0]] for way in row.routes} - {0}
        assert row.conflict or len(towards) < 2


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    verb.arguments(parser)
    parser.add_argument("--json", action="store_true")
    return verb.run(parser.parse_args(["wales-social-care-2022", "--runs", "20", "--resamples", "5", *words]))


def test_the_command_shows_words_first_and_what_a_removal_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--push", "integration-agenda=+", "--remove", "United social care sector") == 0
    shown = capsys.readouterr().out
    assert "tends to fall" in shown and "What taking it away changes" in shown and "This is no forecast" in shown


def test_the_command_compares_two_scenarios_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--push", "scw-remit=+", "--versus-push", "rec-three-horizons=0.5", "--json") == 0
    value = json.loads(capsys.readouterr().out)
    assert value["pushes"] == {"scw-remit": 1.0} and value["versus"]["scenario"]["pushes"] == {"rec-three-horizons": 0.5}
    assert value["versus"]["comparison"]["changes"]
    assert run("--push", "scw-remit=+", "--json") == 0 and json.loads(capsys.readouterr().out)["versus"] is None


def test_a_bad_push_is_refused() -> None:
    with pytest.raises(WrongUse) as refused:
        run("--push", "scw-remit=up")
    assert refused.value.problems[0].code == "push-bad"
