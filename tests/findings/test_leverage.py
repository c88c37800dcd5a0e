"""Leverage: expected goals helped, by hand and by plain enumeration; tables of like with like; every number leads to claims."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from builders import TABLES, rows_with, tiny
from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.leverage.leverage import leverage
from trosol.findings.leverage.leverage_result import Leverage, LeverageRow, LeverageTable
from trosol.measures import micmac
from trosol.networks.lens import Lens

MEADOWS = "https://w3id.org/trosol/schemes/leverage-points/5"
FEW: dict[str, Any] = {"draws": 40, "worlds": 256}
STATED, HEDGED = 0.9, 0.9 * 0.85
"""What a stated claim weighs, and a hedged one."""


def entity(key: str, kind: str, status: str = "transcribed") -> list[str]:
    return [key, kind, key.capitalize(), f"About {key}.", status, "e1"]


def claim(
    key: str, subject: str, predicate: str, target: str, stance: str = "reports", mode: str = "stated", evidence: str = "e1"
) -> list[str]:
    why = "Follows from the passage." if mode == "inferred" else ""
    return [key, subject, predicate, target, "unspecified", stance, mode, "high", "nurses", "coder-1", why, evidence, ""]


def wider(folder: Path, *claims: list[str], entities: tuple[list[str], ...] = ()) -> Ecosystem:
    """The tiny ecosystem with three more goals and one more key area: rota helps one goal, hurts one, and is unknown for one."""
    more = [entity("rota", "KeyArea"), entity("rest", "Outcome"), entity("calm", "Outcome"), entity("hope", "Outcome")]
    added = [
        claim("d1", "rota", "enables", "rest"),
        claim("d2", "rota", "stifles", "calm"),
        claim("d3", "rota", "influences", "care"),
        claim("d4", "form", "enables", "calm"),
        *claims,
    ]
    rows = [*TABLES["entities"], *more, *entities]
    return Ecosystem.load(tiny(folder, entities=rows, claims=[*TABLES["claims"], *added]))


def row(found: Leverage, key: str) -> LeverageRow:
    one = found.row(key)
    assert one is not None
    return one


def table(found: Leverage, kind: str) -> LeverageTable:
    return next(each for each in found.kinds if each.kind == kind)


@pytest.fixture(scope="module")
def found(wales: Ecosystem) -> Leverage:
    return leverage(wales.snapshot, draws=100)


def test_scores_are_products_of_weights_along_the_shortest_paths(tmp_path: Path) -> None:
    """A form addresses paper, and paper (hedged) stifles care: two minuses help. An influence without sign helps nobody."""
    told = leverage(wider(tmp_path).snapshot, **FEW)
    form, rota = row(told, "form"), row(told, "rota")
    assert dict(form.helps) == pytest.approx({"care": STATED * HEDGED, "calm": STATED}, abs=0.01)
    assert form.score == pytest.approx(STATED * HEDGED + STATED, abs=0.015)
    assert dict(rota.helps) == pytest.approx({"rest": STATED}, abs=0.01)
    assert dict(rota.hurts) == pytest.approx({"calm": STATED}, abs=0.01)
    assert dict(rota.not_stated) == pytest.approx({"care": STATED}, abs=0.01)
    assert form.claims[0] == "d4" and set(form.claims) == {"d4", "c2", "c1"}
    assert not form.contested and form.voices == ("nurses",) and form.pushed == 1


def test_a_difficulty_is_eased_and_a_longer_path_that_disagrees_is_told(tmp_path: Path) -> None:
    told = leverage(
        wider(tmp_path, claim("d5", "paper", "enables", "rota"), claim("d6", "rest", "enables", "care")).snapshot, **FEW
    )
    paper = row(told, "paper")
    assert paper.pushed == -1 and dict(paper.helps)["care"] == pytest.approx(HEDGED, abs=0.01)
    # Where the first claim falls, the longer path by rota decides: of unknown sign by d3; else it hurts by rest.
    assert dict(paper.hurts)["care"] == pytest.approx((1 - HEDGED) * STATED * (1 - STATED) * STATED * STATED, abs=0.01)
    assert 0 < paper.told_otherwise < 1


def test_claims_of_one_passage_are_one_voice_and_of_two_passages_are_two(tmp_path: Path) -> None:
    same = wider(tmp_path / "a", claim("d5", "rota", "contributesTo", "rest", mode="inferred"))
    two = wider(tmp_path / "b", claim("d5", "rota", "contributesTo", "rest", mode="inferred", evidence="e2"))
    share = {name: dict(row(leverage(eco.snapshot, **FEW), "rota").helps)["rest"] for name, eco in (("a", same), ("b", two))}
    assert share == pytest.approx({"a": STATED, "b": 1 - (1 - STATED) * (1 - 0.6)}, abs=0.01)


def test_a_whole_helps_where_a_part_does_and_none_hurts(tmp_path: Path) -> None:
    parts = [claim("d7", "form", "partOf", "area"), claim("d8", "rota", "partOf", "area")]
    told = leverage(wider(tmp_path, *parts, entities=(entity("area", "ActionArea"),)).snapshot, **FEW)
    area = row(told, "area")
    assert area.parts == ("form", "rota")
    assert dict(area.helps) == pytest.approx({"care": STATED * HEDGED, "calm": STATED * (1 - STATED), "rest": STATED}, abs=0.01)
    assert dict(area.contested)["calm"] == pytest.approx(STATED * STATED, abs=0.01)
    assert dict(area.hurts)["calm"] == pytest.approx(STATED * (1 - STATED), abs=0.01)


def test_own_shares_of_a_table_add_up_to_what_anyone_helps(tmp_path: Path) -> None:
    more = [claim("d5", "rota", "enables", "hope"), claim("d6", "form", "enables", "hope")]
    told = leverage(wider(tmp_path, *more).snapshot, **FEW)
    own = {each.id: each.own_share for each in table(told, "key-areas").ranking}
    alone, both = STATED * (1 - STATED), STATED * STATED
    calm = STATED  # of form alone, though rota hurts it
    assert own["rota"] == pytest.approx(STATED + alone + both / 2, abs=0.04)
    assert own["form"] == pytest.approx(STATED * HEDGED + calm + alone + both / 2, abs=0.04)


def test_no_path_passes_an_actor_unless_a_gate_is_opened(tmp_path: Path) -> None:
    more = [
        claim("d5", "rota", "enables", "managers"),
        claim("d6", "managers", "stifles", "hope"),
        claim("d7", "managers", "enables", "rest"),
    ]
    eco = wider(tmp_path, *more)
    closed, opened = (leverage(eco.snapshot, opened=gates, **FEW) for gates in ((), ("managers:hope",)))
    assert "hope" not in dict(row(closed, "rota").helps) and "hope" not in dict(row(closed, "rota").hurts)
    assert dict(row(closed, "managers").hurts)["hope"] == pytest.approx(STATED, abs=0.01)
    assert dict(row(opened, "rota").helps)["hope"] == pytest.approx(STATED * STATED, abs=0.01)
    assert dict(row(opened, "managers").helps)["hope"] == pytest.approx(STATED, abs=0.01)
    with pytest.raises(WrongUse, match="nurses"):
        leverage(eco.snapshot, opened=["nurses"])


def test_a_relation_that_only_begins_a_path_continues_none(tmp_path: Path) -> None:
    more = [
        claim("d5", "rota", "supports", "form"),
        claim("d6", "form", "supports", "hope"),
        claim("d7", "nurses", "supports", "rota"),
    ]
    told = leverage(wider(tmp_path, *more).snapshot, **FEW)
    assert "hope" in dict(row(told, "form").helps) and "hope" not in dict(row(told, "rota").helps)
    assert dict(row(told, "nurses").helps)["rest"] == pytest.approx(STATED * STATED, abs=0.01)


def test_equal_claims_take_three_of_those_that_leave(tmp_path: Path) -> None:
    """Four goals by four claims: any three of them are three quarters of the score."""
    goals = tuple(entity(f"goal-{n}", "Outcome") for n in range(4))
    more = [claim(f"d{10 + n}", "law", "enables", f"goal-{n}") for n in range(4)]
    told = leverage(wider(tmp_path, *more, entities=(entity("law", "KeyArea"), *goals)).snapshot, **FEW)
    law = row(told, "law")
    assert law.claims_leaving == 4 and law.score == pytest.approx(4 * STATED, abs=0.02)
    assert law.score_equal_claims == pytest.approx(3 * STATED, abs=0.06)
    form = row(told, "form")
    assert form.claims_leaving == 2 and form.score_equal_claims == form.score


def test_the_busiest_intermediate_is_the_one_that_costs_most(tmp_path: Path) -> None:
    more = [
        claim("d5", "rota", "enables", "hope"),
        claim("d6", "hope", "enables", "care"),
        claim("d7", "law", "enables", "hope"),
        claim("d8", "law", "addresses", "paper"),
    ]
    told = leverage(wider(tmp_path, *more, entities=(entity("law", "KeyArea"),)).snapshot, **FEW)
    law = row(told, "law")
    assert law.without_hub is not None and law.without_hub.hub in ("hope", "paper")
    base = {"hope": STATED, "care": STATED * STATED + STATED * HEDGED - STATED * STATED * STATED * HEDGED}
    assert law.score == pytest.approx(sum(base.values()), abs=0.02)
    assert law.without_hub.score == pytest.approx(STATED + STATED * HEDGED, abs=0.04)


def test_rows_whose_paths_all_pass_another_row_are_folded_under_it(tmp_path: Path) -> None:
    more = [claim("d5", "law", "enables", "rota"), claim("d6", "plan", "enables", "rota"), claim("d7", "plan", "enables", "hope")]
    told = leverage(wider(tmp_path, *more, entities=(entity("law", "KeyArea"), entity("plan", "KeyArea"))).snapshot, **FEW)
    areas = table(told, "key-areas")
    assert [(each.id, each.under) for each in areas.folded] == [("law", "rota")]
    assert {each.id for each in areas.ranking} == {"form", "rota", "plan"}


def test_what_leads_to_no_goal_is_listed_apart_and_no_rank_runs_across_kinds(tmp_path: Path) -> None:
    told = leverage(wider(tmp_path, entities=(entity("idle", "KeyArea"),)).snapshot, **FEW)
    areas = table(told, "key-areas")
    assert areas.not_coded_onward == ("idle",) and "idle" not in {each.id for each in areas.ranking}
    assert {each.kind for each in told.kinds} >= {"key-areas", "actors", "difficulties"}
    only = leverage(wider(tmp_path / "only", entities=(entity("idle", "KeyArea"),)).snapshot, kinds=["key-areas"], **FEW)
    assert [each.to_json() for each in only.kinds] == [areas.to_json()]


def test_goals_may_be_chosen_and_weigh_one_each(tmp_path: Path) -> None:
    eco = wider(tmp_path)
    told = leverage(eco.snapshot, goals=["calm", "paper"], **FEW)
    assert [(goal.id, goal.weight) for goal in told.goals] == [("calm", 1.0), ("paper", 1.0)]
    assert dict(row(told, "form").helps) == pytest.approx({"calm": STATED, "paper": STATED}, abs=0.01)
    for wrong in ({"goals": ["nothing"]}, {"kinds": ["nothing"]}, {"draws": 5}, {"worlds": 1}, {"seed": -1}):
        with pytest.raises(WrongUse):
            leverage(eco.snapshot, **wrong)


def test_too_thin_gives_a_reason_and_no_numbers(tmp_path: Path) -> None:
    told = leverage(Ecosystem.load(tiny(tmp_path)).snapshot, **FEW)
    assert not told.kinds and not told.positions and told.about.draws == 0
    assert told.not_enough.startswith("Not enough evidence, because only 2 links")
    none = rows_with("entities", 4, "type", "Enabler")
    told = leverage(Ecosystem.load(tiny(tmp_path / "a", entities=none)).snapshot, **FEW)
    assert told.not_enough.startswith("Not enough evidence, because no goal")
    cut = rows_with("claims", 2, "predicate", "overlapsWith")
    told = leverage(Ecosystem.load(tiny(tmp_path / "b", claims=cut)).snapshot, **FEW)
    assert [each.id for each in told.prompts.unaddressed] == ["paper"]


def test_placeholders_are_no_goals_unless_asked_for(tmp_path: Path) -> None:
    eco = wider(tmp_path)
    assert leverage(eco.snapshot, **FEW).absent_goals == ("vision-1",)
    assert leverage(eco.snapshot, Lens(include_hypothetical=True), **FEW).absent_goals == ()


def test_what_must_be_true_names_weak_claims_that_carry_a_score(tmp_path: Path) -> None:
    weak = claim("d5", "rota", "enables", "hope", "hypothesises", "inferred")
    asked = leverage(wider(tmp_path, weak).snapshot, **FEW).prompts
    by_claim = {each.claim: each for each in asked.must_be_true}
    assert by_claim["d5"].weak == (
        "inferred by the coder",
        "offered as a possibility only",
        "backed by a single piece of evidence",
    )
    assert dict(by_claim["d5"].lost)["rota"] == pytest.approx(0.6 * 0.6, abs=0.06)
    assert "d3" not in by_claim  # of unknown sign: no help depends on it


def test_meadows_points_are_told_where_they_are_coded_and_only_there(tmp_path: Path, found: Leverage) -> None:
    assert found.meadows.startswith("Not known")
    rows = [[*each, ""] for each in [*TABLES["entities"], entity("rota", "KeyArea"), entity("rest", "Outcome")]]
    rows[0][-1] = "concept"
    rows[-2][-1] = MEADOWS
    claims = [*TABLES["claims"], claim("d1", "rota", "enables", "rest")]
    coded = leverage(Ecosystem.load(tiny(tmp_path, entities=rows, claims=claims)).snapshot, **FEW)
    assert "coded on 1 of" in coded.meadows


def test_every_row_has_an_interval_claims_voices_and_a_sentence(wales: Ecosystem, found: Leverage) -> None:
    claims, goals = wales.snapshot.records.claims, {goal.id for goal in found.goals}
    for one in one_or_more(found.kinds):
        scores = [round(each.score, 9) for each in one.ranking]
        assert scores == sorted(scores, reverse=True) and one.tiers_sentence
        assert sum(each.own_share for each in (*one.ranking, *one.folded)) <= sum(goal.weight for goal in found.goals)
        for each in (*one.ranking, *one.folded):
            assert 0 <= each.interval[0] <= each.interval[1]
            assert each.claims and set(each.claims) <= set(claims) and each.voices and each.sentence
            assert set(each.hinges) <= set(claims) and {goal for goal, _ in each.helps} <= goals - {each.id}
            assert each.score <= sum(share for _, share in each.helps) + 1e-9
        letters = {each.tier for each in one.ranking}
        assert letters == {None} or ("A" in letters and None not in letters) or not letters


def test_only_the_system_counts_unless_the_study_is_asked_for(wales: Ecosystem, found: Leverage) -> None:
    frame_of = wales.snapshot.frame_of
    assert all(frame_of(key) == "system" for each in found.rows for key in each.claims)
    both = leverage(wales.snapshot, Lens(with_study=True), **FEW)
    assert (found.frame, both.frame) == ("system", "system and study")
    assert any(frame_of(key) == "study" for each in both.rows for key in each.claims)


def test_positions_are_those_of_micmac(wales: Ecosystem, found: Leverage) -> None:
    graph = wales.network("influence")
    known = {each.id: each.quadrant for each in found.positions}
    plain = micmac(graph.subgraph(known))
    assert known == {key: quadrant for key, quadrant in plain.direct_quadrants.items() if key in known}


def test_the_same_seed_gives_the_same_and_a_lens_is_kept(wales: Ecosystem, found: Leverage) -> None:
    assert leverage(wales.snapshot, draws=100).to_json() == found.to_json()
    stated = leverage(wales.snapshot, Lens(stated_only=True), **FEW)
    claims = wales.snapshot.records.claims
    assert stated.rows and all(claims[key].mode == "stated" for each in stated.rows for key in each.claims)
    with pytest.raises(WrongUse):
        leverage(wales.snapshot, Lens(voice="nobody"))


def test_json_has_the_agreed_fields(found: Leverage) -> None:
    value = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert {"goals", "frame", "weights", "kinds", "draws", "worlds", "seed", "snapshot"} <= set(value)
    assert {"id", "label", "weight", "family"} == set(value["goals"][0])
    one = value["kinds"][0]
    assert {"kind", "label", "ranking", "tiers_sentence", "not_coded_onward"} <= set(one)
    wanted = ["id", "label", "score", "interval", "tier", "tier_weights", "tier_evidence", "score_equal_claims", "own_share"]
    wanted += ["without_hub", "helps", "hurts", "contested", "not_stated", "hinges", "claims", "voices", "sentence"]
    assert set(wanted) <= set(one["ranking"][0])
    assert all(isinstance(one["ranking"][0][name], list) for name in ("claims", "voices", "hinges"))
    assert all(isinstance(one["ranking"][0][name], dict) for name in ("helps", "hurts", "contested", "not_stated"))
    assert {"hub", "score"} == set(next(each["without_hub"] for each in one["ranking"] if each["without_hub"]))


def test_a_frame_has_a_row_for_each_ranked(found: Leverage) -> None:
    frame = found.to_frame()
    assert list(frame.index) == [each.id for each in found.rows] and frame.index.is_unique
    assert {"kind", "tier", "score", "low", "high", "hinges"} <= set(frame.columns)


def test_scores_agree_with_every_world_written_down(tmp_path: Path) -> None:
    """A loop, both signs, an unknown one and a whole: the probability of each world times what it helps, added up."""
    more = [
        claim("d5", "rest", "enables", "rota"),
        claim("d6", "rota", "enables", "calm", mode="inferred", evidence="e2"),
        claim("d7", "calm", "stifles", "hope"),
    ]
    eco = wider(tmp_path, *more)
    told = leverage(eco.snapshot, **FEW)
    signs = {"c1": -1, "c2": -1, "d1": 1, "d2": -1, "d3": 0, "d4": 1, "d5": 1, "d6": 1, "d7": -1}
    claims = eco.snapshot.records.claims
    weight = {key: eco.snapshot.weights.of(claims[key]) for key in signs}
    for start in ("form", "rota"):
        expected = 0.0
        for held in product([False, True], repeat=len(signs)):
            world = [key for key, there in zip(signs, held, strict=True) if there]
            share = 1.0
            for key, there in zip(signs, held, strict=True):
                share *= weight[key] if there else 1 - weight[key]
            edges = [(claims[key].subject, claims[key].object, signs[key]) for key in world]
            expected += share * sum(_helps(edges, start, goal) for goal in ("care", "rest", "calm", "hope"))
        assert row(told, start).score == pytest.approx(expected, abs=0.02)


def _helps(edges: list[tuple[str, str, int]], start: str, goal: str) -> bool:
    layer, seen = {(start, 1)}, {start}
    while layer and start != goal:
        layer = {(b, sign * s) for at, sign in layer for a, b, s in edges if a == at and b not in seen}
        seen |= {node for node, _ in layer}
        signs = {sign for node, sign in layer if node == goal}
        if signs:
            return 1 in signs and -1 not in signs
    return False
