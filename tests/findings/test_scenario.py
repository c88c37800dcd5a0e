"""Scenario: what a push does to the goals in possible worlds, by hand, by leverage, and by writing every world down."""

from __future__ import annotations

import argparse
import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from builders import TABLES, tiny
from one_or_more import one_or_more
from trosol.cli import scenario as verb
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.leverage.leverage import leverage
from trosol.findings.scenario.contrast import KINDS, compare_scenarios
from trosol.findings.scenario.scenario import scenario
from trosol.networks.lens import Lens

REST = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
FEW: dict[str, Any] = {"draws": 20, "worlds": 64}
STATED, HEDGED = 0.9, 0.9 * 0.85
"""What a stated claim weighs, and a hedged one."""


def small(tmp_path: Path, *claims: tuple[str, str, str], outcomes: tuple[str, ...] = ()) -> Ecosystem:
    """Tiny with more claims (subject, relation, object), and more outcomes."""
    rows = [*TABLES["claims"], *([f"x{at}", *each, *REST] for at, each in enumerate(claims))]
    more = [[key, "Outcome", key.capitalize(), f"About {key}.", "transcribed", "e1"] for key in outcomes]
    return Ecosystem.load(tiny(tmp_path, claims=rows, entities=[*TABLES["entities"], *more]))


def test_a_push_has_the_product_of_the_weights_and_its_opposite_the_opposite(tmp_path: Path) -> None:
    """A form addresses paper, and paper (hedged) stifles care: strengthened it helps, weakened it hurts."""
    at = small(tmp_path).snapshot
    (up,), (down,) = (scenario(at, {"form": push}, **FEW).goals for push in (1, -1))
    assert (up.id, up.effect, up.hurts, down.effect, down.helps) == ("care", "helps", 0.0, "hurts", 0.0)
    assert up.helps == pytest.approx(STATED * HEDGED, abs=0.01)
    assert down.hurts == pytest.approx(STATED * HEDGED, abs=0.01)
    assert up.claims == ("c1", "c2") and up.voices == ("nurses",) and up.steps == 2 and [r.sign for r in up.routes] == [1]
    assert scenario(at, {"form": 1}, **FEW).score == up.helps


def test_the_same_push_has_the_same_numbers_in_leverage(wales: Ecosystem) -> None:
    """To the last digit: both count in the same worlds."""
    told = leverage(wales.snapshot, draws=20, worlds=64)
    rows = [row for table in told.kinds for row in (*table.ranking[:3], *table.folded[:1])][::4]
    assert len(rows) > 5
    for row in rows:
        found = scenario(wales.snapshot, {row.id: row.pushed}, **FEW)
        assert found.score == pytest.approx(row.score, abs=1e-12)
        for effect in ("helps", "hurts", "contested", "not_stated"):
            mine = {each.id: getattr(each, effect) for each in found.goals if getattr(each, effect)}
            assert mine == pytest.approx(dict(getattr(row, effect)), abs=1e-12)


def test_what_is_pushed_takes_its_parts_with_it(wales: Ecosystem) -> None:
    found = scenario(wales.snapshot, {"action-embed": 1}, **FEW)
    ((whole, parts),) = found.parts
    assert whole == "action-embed" and parts
    assert any(route.nodes[0] in parts for row in found.goals for route in row.routes)


def test_a_union_is_every_world_written_down(tmp_path: Path) -> None:
    """form and rota at once, in each of the 2^5 worlds: helped where one helps and none hurts."""
    eco = small(
        tmp_path,
        ("nurses", "enables", "rest"),
        ("form", "stifles", "rest"),
        ("managers", "enables", "form"),
        outcomes=("rest",),
    )
    found = scenario(eco.snapshot, {"nurses": 1, "form": 1}, **FEW)["rest"]
    assert found is not None
    totals = dict.fromkeys(("helps", "hurts", "contested"), 0.0)
    for nurses, form in product((True, False), repeat=2):
        p = (STATED if nurses else 1 - STATED) * (STATED if form else 1 - STATED)
        if nurses or form:
            totals["contested" if nurses and form else "helps" if nurses else "hurts"] += p
    assert (found.helps, found.hurts, found.contested) == pytest.approx(tuple(totals.values()), abs=0.01)


def test_a_link_without_a_sign_is_counted_and_helps_nobody(tmp_path: Path) -> None:
    found = scenario(small(tmp_path, ("managers", "gatekeeps", "care")).snapshot, {"managers": 1}, **FEW)
    (care,) = found.goals
    assert (care.effect, care.helps, care.hurts) == ("not_stated", 0.0, 0.0)
    assert care.not_stated == pytest.approx(STATED, abs=0.01) and found.left_out == (("managers", "care"),) and not found.score


def test_opening_a_gate_is_not_strengthening_the_actor(tmp_path: Path) -> None:
    at = small(tmp_path, ("managers", "gatekeeps", "rest"), ("rest", "enables", "care"), outcomes=("rest",)).snapshot
    opened, strengthened = scenario(at, opened=["managers"], **FEW), scenario(at, {"managers": 1}, **FEW)
    assert opened.gates == ("managers:rest",) and opened.opened == ("managers",)
    rest, care = opened["rest"], opened["care"]
    assert rest and care and rest.opened and not care.opened
    assert rest.helps == pytest.approx(STATED, abs=0.01) and care.helps == pytest.approx(STATED * STATED, abs=0.01)
    assert rest.claims == ("x0",) and care.claims == ("x0", "x1")
    assert not strengthened.score and {row.effect for row in strengthened.goals} == {"not_stated"}


def test_an_opened_gate_lets_paths_pass_its_actor(tmp_path: Path) -> None:
    """form enables managers, who gatekeep rest: closed, no path passes them; open, one does."""
    at = small(tmp_path, ("form", "enables", "managers"), ("managers", "gatekeeps", "rest"), outcomes=("rest",)).snapshot
    closed, both = scenario(at, {"form": 1}, **FEW), scenario(at, {"form": 1}, opened=["managers:rest"], **FEW)
    assert closed["rest"] is None
    rest = both["rest"]
    assert rest and rest.helps > STATED * STATED and any(route.nodes == ("form", "managers", "rest") for route in rest.routes)


def test_a_stifled_goal_rises_when_its_gate_opens(tmp_path: Path) -> None:
    at = small(tmp_path, ("managers", "stifles", "rest"), outcomes=("rest",)).snapshot
    before, after = scenario(at, {"managers": 1}, **FEW)["rest"], scenario(at, opened=["managers"], **FEW)["rest"]
    assert before and after and (before.effect, after.effect) == ("hurts", "helps")
    assert after.helps == pytest.approx(STATED, abs=0.01)


def test_what_if_commissioners_opened_the_gate(wales: Ecosystem) -> None:
    found = wales.scenario(opened=["commissioners"], **FEW)
    assert found.gates and all(gate.startswith("commissioners:") for gate in found.gates)
    assert found.score > 0 and found.score > wales.scenario({"commissioners": 1}, **FEW).score
    claims = wales.snapshot.records.claims
    for row in found.goals:
        assert any(claims[key].subject == "commissioners" for key in row.claims)


def test_what_is_removed_is_on_no_path(tmp_path: Path) -> None:
    at = small(tmp_path, ("managers", "enables", "care")).snapshot
    whole, less = scenario(at, {"form": 1, "managers": 1}, **FEW), scenario(at, {"form": 1, "managers": 1}, ["paper"], **FEW)
    assert less.idle == ("form",) and less.removed == ("paper",)
    assert less["care"].helps == pytest.approx(STATED, abs=0.01)  # type: ignore[union-attr]
    assert whole["care"].helps > less["care"].helps  # type: ignore[union-attr]
    gone = scenario(at, {"form": 1}, ["paper"], **FEW)
    assert gone.not_enough and [c.kind for c in compare_scenarios(whole, gone).changes] == ["lost"]


def test_two_scenarios_differ_only_where_they_do(wales: Ecosystem) -> None:
    """The same worlds for both: what the removal does not touch is the same to the last digit."""
    found = scenario(wales.snapshot, {"integration-agenda": 1}, **FEW)
    same = compare_scenarios(found, scenario(wales.snapshot, {"integration-agenda": 1}, **FEW))
    assert {change.kind for change in same.changes} == {"same"} and same.score_change == 0
    less = scenario(wales.snapshot, {"integration-agenda": 1}, ["united-sector"], **FEW)
    compared = compare_scenarios(found, less)
    assert compared.score_change == pytest.approx(less.score - found.score) and compared.score_change < 0
    changed = {change.id: change for change in compared.changes}
    assert changed["parity-with-health"].kind == "turned" and changed["united-sector"].kind == "lost"


def test_what_is_no_goal_is_shown_where_asked_for(tmp_path: Path) -> None:
    at = small(tmp_path).snapshot
    (paper,) = scenario(at, {"form": 1}, everything=True, **FEW).others
    assert (paper.id, paper.effect, paper.goal, paper.wanted) == ("paper", "hurts", False, -1)
    assert paper.hurts == pytest.approx(STATED, abs=0.01)
    assert not scenario(at, {"form": 1}, **FEW).others
    assert scenario(at, {"form": 1}, everything=True, **FEW).goals == scenario(at, {"form": 1}, **FEW).goals


def test_longer_paths_that_disagree_are_counted(tmp_path: Path) -> None:
    at = small(tmp_path, ("form", "enables", "care")).snapshot
    agree = scenario(at, {"form": 1}, **FEW)["care"]
    other = scenario(small(tmp_path / "b", ("form", "stifles", "care")).snapshot, {"form": 1}, **FEW)["care"]
    assert agree and other and agree.told_otherwise == 0
    # Where the direct claim holds it decides; the longer path disagrees wherever it holds too.
    assert other.hurts == pytest.approx(STATED, abs=0.01)
    expected = STATED * STATED * HEDGED / (STATED + (1 - STATED) * STATED * HEDGED)
    assert other.told_otherwise == pytest.approx(expected, abs=0.03)


def test_goals_can_be_chosen(wales: Ecosystem) -> None:
    found = scenario(wales.snapshot, {"action-embed": 1}, goals=["innovation-in-social-care"], **FEW)
    assert [row.id for row in found.goals] == ["innovation-in-social-care"] and found.of == 1.0
    assert found.score == found.goals[0].helps


def test_the_interval_is_of_the_draws_alone_and_here_has_the_score_in_it(wales: Ecosystem) -> None:
    found = scenario(wales.snapshot, {"action-embed": 1}, draws=50, worlds=256)
    assert found.interval[0] < found.score < found.interval[1]
    for row in found.goals:
        assert 0 <= row.interval[0] <= row.interval[1] <= 1


def test_wrong_use_is_refused(tmp_path: Path) -> None:
    at = small(tmp_path).snapshot
    calls: tuple[tuple[dict[str, float], tuple[str, ...], tuple[str, ...], str], ...] = (
        ({}, (), (), "pushes-missing"),
        ({"form": 0.5}, (), (), "measure-range"),
        ({"form": 1.0}, ("form",), (), "push-bad"),
        ({"x": 1.0}, (), (), "entity-unknown"),
        ({"form": 1.0}, ("x",), (), "entity-unknown"),
        ({}, (), ("nurses",), "gate-unknown"),
    )
    for pushes, removed, opened, code in one_or_more(calls):
        with pytest.raises(WrongUse) as refused:
            scenario(at, pushes, removed, opened=opened)
        assert refused.value.problems[0].code == code


def test_nothing_to_say_gives_a_reason(tmp_path: Path) -> None:
    found = scenario(small(tmp_path).snapshot, {"care": 1}, **FEW)
    assert not found.goals and found.not_enough.startswith("Not enough evidence, because") and found.idle == ("care",)


def test_every_effect_can_be_traced_to_claims(wales: Ecosystem) -> None:
    found = scenario(wales.snapshot, {"scw-remit": 1}, **FEW)
    assert found.goals
    for row in found.goals:
        assert row.claims and row.voices and row.routes and set(row.claims) <= set(wales.snapshot.records.claims)
        assert row.reached <= 1 + 1e-9 and {key for route in row.routes for key in route.claims} <= set(row.claims)


def test_a_lens_changes_what_carries(wales: Ecosystem) -> None:
    stated = scenario(wales.snapshot, {"challenge-metrics": -1}, lens=Lens(stated_only=True), **FEW)
    assert stated.goals and all(wales.snapshot.records.claims[key].mode == "stated" for key in stated.claims)


def test_the_same_seed_gives_the_same(wales: Ecosystem) -> None:
    first, second = (scenario(wales.snapshot, {"scw-remit": 1}, seed=4, **FEW).to_json() for _ in range(2))
    assert first == second and first["seed"] == 4 and first["draws"] == 20


def test_comparisons_have_their_kinds(wales: Ecosystem) -> None:
    one, other = (scenario(wales.snapshot, {key: 1}, **FEW) for key in ("scw-remit", "rec-three-horizons"))
    value = compare_scenarios(one, other).to_json()
    assert value["changes"] and all(change["kind"] in KINDS for change in value["changes"])


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    verb.arguments(parser)
    parser.add_argument("--json", action="store_true")
    return verb.run(parser.parse_args(["wales-social-care-2022", "--draws", "20", "--worlds", "64", *words]))


def test_the_command_opens_strengthens_weakens_and_removes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--open", "Commissioners", "--strengthen", "scw-remit", "--weaken", "Metrics", "--json") == 0
    value = json.loads(capsys.readouterr().out)
    assert value["opened"] == ["commissioners"] and value["pushes"] == {"challenge-metrics": -1, "scw-remit": 1}
    assert value["versus"] is None
    gate = value["gates"][0].partition(":")[2]
    assert run("--open", f"commissioners:{gate}", "--json") == 0
    assert json.loads(capsys.readouterr().out)["gates"] == [f"commissioners:{gate}"]


def test_the_command_shows_what_a_removal_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--push", "integration-agenda=+", "--remove", "United social care sector") == 0
    shown = capsys.readouterr().out
    assert "What the removal changes" in shown and "turned" in shown and "This is no forecast" in shown


def test_the_command_compares_two_scenarios_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--push", "scw-remit=+", "--versus-open", "middle-managers", "--json") == 0
    value = json.loads(capsys.readouterr().out)
    assert value["versus"]["scenario"]["opened"] == ["middle-managers"] and value["versus"]["comparison"]["changes"]


def test_a_bad_push_is_refused() -> None:
    for word in ("scw-remit=up", "scw-remit=0.5"):
        with pytest.raises(WrongUse) as refused:
            run("--push", word)
        assert refused.value.problems[0].code == "push-bad"
