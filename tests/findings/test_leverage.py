"""Leverage: goals helped are counted with their sign, unknown is never help, and every number leads to claims."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import pytest

from builders import TABLES, rows_with, tiny
from trosol.cli import leverage as verb
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.leverage.goal_reach import effects_on, field_of
from trosol.findings.leverage.goal_reach_batch import Helped
from trosol.findings.leverage.leverage import Leverage, leverage
from trosol.measures import micmac, signed_reach
from trosol.networks.lens import Lens

MEADOWS = "https://w3id.org/trosol/schemes/leverage-points/5"


def entity(key: str, kind: str, status: str = "transcribed") -> list[str]:
    return [key, kind, key.capitalize(), f"About {key}.", status, "e1"]


def claim(key: str, subject: str, predicate: str, target: str, stance: str = "reports", mode: str = "stated") -> list[str]:
    why = "Follows from the passage." if mode == "inferred" else ""
    return [key, subject, predicate, target, "unspecified", stance, mode, "high", "nurses", "coder-1", why, "e1", ""]


def wider(folder: Path, *claims: list[str], entities: list[list[str]] | None = None) -> Ecosystem:
    """The tiny ecosystem with two more goals and one more thing to push: rota helps one goal, hurts one, and is unknown for one."""
    more = [entity("rota", "KeyArea"), entity("rest", "Outcome"), entity("calm", "Outcome"), entity("hope", "Outcome")]
    added = [
        claim("d1", "rota", "enables", "rest"),
        claim("d2", "rota", "stifles", "calm"),
        claim("d3", "rota", "influences", "care"),
        claim("d4", "form", "enables", "calm"),
        *claims,
    ]
    rows = [*TABLES["entities"], *(more if entities is None else entities)]
    return Ecosystem.load(tiny(folder, entities=rows, claims=[*TABLES["claims"], *added]))


@pytest.fixture(scope="module")
def found(wales: Ecosystem) -> Leverage:
    return leverage(wales.snapshot, resamples=100)


def test_the_effect_is_sign_times_desirability_and_unknown_is_no_help(tmp_path: Path) -> None:
    """A form addresses paper, and paper stifles care: two minuses help. An influence without sign helps nobody."""
    levers = {lever.id: lever for lever in leverage(wider(tmp_path).snapshot, resamples=20).reach}
    assert {each.goal: each.effect for each in levers["form"].effects} == {"care": "helps", "calm": "helps"}
    assert {each.goal: each.effect for each in levers["rota"].effects} == {"rest": "helps", "calm": "hurts", "care": "unknown"}
    care = next(each for each in levers["form"].effects if each.goal == "care")
    assert care.way == ("form", "paper", "care") and care.claims == ("c1", "c2")


def test_ranked_by_goals_helped_only(tmp_path: Path) -> None:
    ranking = leverage(wider(tmp_path).snapshot, resamples=20).levers.ranking
    assert [(row.id, row.rank, row.score) for row in ranking] == [("form", 1, 2.0), ("rota", 2, 1.0)]
    assert "1 goal it would hurt" in ranking[1].sentence and "direction that nobody states" in ranking[1].sentence


def test_a_goal_that_is_helped_and_hurt_is_flagged_and_not_counted(tmp_path: Path) -> None:
    extra = (
        claim("d5", "form", "stifles", "rest"),
        claim("d6", "rest", "stifles", "calm"),
        claim("d7", "rota", "enables", "paper"),
    )
    levers = {
        lever.id: lever for lever in leverage(wider(tmp_path, *extra, claim("d8", "form", "stifles", "rota")).snapshot).reach
    }
    rest = next(each for each in levers["form"].effects if each.goal == "rest")
    assert rest.effect == "hurts"
    care = next(each for each in levers["form"].effects if each.goal == "care")
    assert care.effect == "helps"  # by paper, twice; the way of unknown sign takes nothing away
    both = wider(tmp_path / "both", claim("d9", "rota", "enables", "form"))
    calm = next(e for lever in leverage(both.snapshot).reach if lever.id == "rota" for e in lever.effects if e.goal == "calm")
    assert calm.effect == "both" and calm.way == ("rota", "form", "calm") and calm.against == ("rota", "calm")


def test_a_loop_that_turns_back_counts_both_ways(tmp_path: Path) -> None:
    eco = wider(tmp_path, claim("d5", "rest", "stifles", "rota"))
    lever = next(each for each in leverage(eco.snapshot, resamples=5).reach if each.id == "rota")
    assert next(each for each in lever.effects if each.goal == "rest").effect == "both"


def test_ties_stay_ties(tmp_path: Path) -> None:
    ranking = leverage(wider(tmp_path, claim("d5", "rota", "enables", "hope")).snapshot, resamples=20).levers
    assert [row.rank for row in ranking.ranking] == [1, 1] and "2 share rank 1" in ranking.note


def test_too_thin_gives_a_reason_and_no_numbers(tmp_path: Path) -> None:
    found = leverage(Ecosystem.load(tiny(tmp_path)).snapshot, resamples=10)
    assert not found.levers.ranking and not found.reach and not found.positions
    assert "Not enough evidence, because only 2 arrows" in found.levers.not_enough
    assert [row.id for row in found.prompts.unaddressed] == []


def test_no_goal_and_no_way_are_said(tmp_path: Path) -> None:
    none = rows_with("entities", 4, "type", "Enabler")
    found = leverage(Ecosystem.load(tiny(tmp_path / "a", entities=none)).snapshot, resamples=10)
    assert "nothing that counts here is a goal" in found.levers.not_enough
    cut = rows_with("claims", 2, "predicate", "overlapsWith")
    found = leverage(Ecosystem.load(tiny(tmp_path / "b", claims=cut)).snapshot, resamples=10)
    assert "nothing that can be pushed is claimed to act" in found.levers.not_enough
    assert [row.id for row in found.prompts.unreached] == ["care"]
    assert "only “Too many forms” does" in found.prompts.unreached[0].sentence
    assert [row.id for row in found.prompts.unaddressed] == ["paper"]


def test_placeholders_are_no_goals_unless_asked_for(tmp_path: Path) -> None:
    eco = wider(tmp_path)
    assert leverage(eco.snapshot, resamples=5).unseen == ("vision-1",)
    assert leverage(eco.snapshot, Lens(include_hypothetical=True), resamples=5).unseen == ()


def test_what_must_be_true_names_the_claims_that_a_lever_hangs_on(tmp_path: Path) -> None:
    weak = claim("d5", "rota", "enables", "hope", "hypothesises", "inferred")
    asked = leverage(wider(tmp_path, weak).snapshot, resamples=10).prompts
    by_claim = {each.claim: each for each in asked.must_be_true}
    assert by_claim["d5"].lost == (("rota", 1),)
    assert by_claim["d5"].weak == (
        "inferred by the coder",
        "offered as a possibility only",
        "backed by a single piece of evidence",
    )
    assert "d3" not in by_claim  # of unknown sign: no help hangs on it


def test_meadows_points_are_told_where_they_are_coded_and_only_there(tmp_path: Path, found: Leverage) -> None:
    assert found.meadows.startswith("Not known") and not any(lever.meadows for lever in found.reach)
    rows = [[*row, ""] for row in [*TABLES["entities"], entity("rota", "KeyArea"), entity("rest", "Outcome")]]
    rows[0][-1] = "concept"
    rows[-2][-1] = MEADOWS
    claims = [*TABLES["claims"], claim("d1", "rota", "enables", "rest")]
    coded = leverage(Ecosystem.load(tiny(tmp_path, entities=rows, claims=claims)).snapshot, resamples=5)
    assert "coded on 1 of" in coded.meadows


def test_wales_agrees_with_signed_reach(wales: Ecosystem, found: Leverage) -> None:
    """The cheap way and the plain definition of signed reach say the same of every goal of every lever."""
    field = field_of(wales.snapshot, Lens())
    helped = Helped(field, field.ways(), field.starts).whole()
    for key in field.starts:
        goals = [goal for goal in field.goals if goal != key]
        plain = signed_reach(field.graph, key, goals)
        expected = {each.node: each.verdict for each in plain.goals if each.verdict != "none"}
        assert all(field.wanted[str(goal)] == 1 for goal in expected)
        assert {each.goal: each.effect for each in effects_on(wales.snapshot, field, key)} == expected
        assert helped[key].bit_count() == sum(effect == "helps" for effect in expected.values())


def test_every_rank_has_a_band_claims_voices_and_a_sentence(wales: Ecosystem, found: Leverage) -> None:
    claims = wales.snapshot.records.claims
    for row, lever in zip(found.levers.ranking, found.reach, strict=True):
        assert row.id == lever.id and row.score == lever.count("helps")
        assert row.band[0] <= row.rank <= row.band[1] and 0 <= row.p_top <= 1
        assert row.claims and set(row.claims) <= set(claims) and row.voices and row.sentence
        assert {c for each in lever.effects for c in each.claims} <= set(row.claims)
    assert [row.rank for row in found.levers.ranking] == sorted(row.rank for row in found.levers.ranking)


def test_positions_are_those_of_micmac(wales: Ecosystem, found: Leverage) -> None:
    graph = field_of(wales.snapshot, Lens()).graph
    plain = micmac(graph.edge_subgraph(graph.edges))
    assert {row.id: row.quadrant for row in found.positions} == dict(plain.direct_quadrants)
    assert all(row.influence == graph.out_degree(row.id) and row.claims for row in found.positions)


def test_wales_prompts_ask_of_what_the_claims_leave_open(wales: Ecosystem, found: Leverage) -> None:
    field = field_of(wales.snapshot, Lens())
    reached = {each.goal for lever in found.reach for each in lever.effects}
    assert not reached & {row.id for row in found.prompts.unreached}
    assert reached | {row.id for row in found.prompts.unreached} == set(field.goals)
    addressed = {n for edge in wales.network("challenge-action").edges for n in edge}
    assert found.prompts.unaddressed and not addressed & {row.id for row in found.prompts.unaddressed}
    top = [row.id for row in found.levers.ranking if row.rank <= 5]
    assert [place.id for place in found.prompts.where] == top
    assert all(place.claims or "No claim says" in place.sentence for place in found.prompts.where)


def test_the_same_seed_gives_the_same_and_a_lens_is_kept(wales: Ecosystem, found: Leverage) -> None:
    assert leverage(wales.snapshot, resamples=100).to_json() == found.to_json()
    stated = leverage(wales.snapshot, Lens(stated_only=True), resamples=20)
    claims = wales.snapshot.records.claims
    assert all(claims[key].mode == "stated" for row in stated.levers.ranking for key in row.claims)
    with pytest.raises(WrongUse):
        leverage(wales.snapshot, Lens(voice="nobody"))


def test_json_has_the_agreed_fields(found: Leverage) -> None:
    value = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert {"ranking", "k", "network", "lens", "resamples", "seed", "snapshot", "reach", "positions", "prompts"} <= set(value)
    assert {"id", "label", "rank", "band", "p_top", "claims", "voices", "sentence"} <= set(value["ranking"][0])
    assert set(value["prompts"]) == {"what_is_missing", "what_must_be_true", "where_do_we_work"}


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_speaks_plainly(capsys: pytest.CaptureFixture[str], tmp_path: Path, as_json: bool) -> None:
    parser = argparse.ArgumentParser()
    verb.arguments(parser)
    for folder, expected in (("wales-social-care-2022", "What must be true?"), (str(tiny(tmp_path)), "Not enough evidence")):
        options = parser.parse_args([folder, "--resamples", "5"])
        options.json = as_json
        assert verb.run(options) == 0
        out = capsys.readouterr().out
        assert "ranking" in json.loads(out) if as_json else expected in out


def test_fewer_arrows_and_other_signs_give_what_a_new_count_gives(wales: Ecosystem) -> None:
    field = field_of(wales.snapshot, Lens())
    ways, chance = field.ways(), random.Random(4)
    helped = Helped(field, ways, field.starts)
    for _ in range(6):
        kept = [chance.random() < 0.7 for _ in ways.edges]
        fewer = ways.edge_subgraph([edge for edge, there in zip(ways.edges, kept, strict=True) if there])
        assert helped.left(kept) == Helped(field, fewer, field.starts).whole()
        changed = {edge: chance.choice([None, 1, -1, 0]) for edge in chance.sample(sorted(ways.edges), 5)}
        other = ways.copy()
        for edge, sign in changed.items():
            other.edges[edge]["sign"] = sign
        other.remove_edges_from([edge for edge, sign in changed.items() if sign is None])
        assert helped.otherwise(changed) == Helped(field, other, field.starts).whole()
    assert helped.otherwise({}) == helped.whole()
