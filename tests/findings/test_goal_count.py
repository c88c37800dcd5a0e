"""Goals helped by any walk: counted with their sign, unknown is never help, and every number leads to claims."""

from __future__ import annotations

from pathlib import Path

from builders import tiny
from findings.test_leverage import claim, wider
from trosol.ecosystem import Ecosystem
from trosol.findings.leverage.goal_count import goal_ranking
from trosol.findings.leverage.goal_reach import effects_on, field_of
from trosol.findings.leverage.goal_reach_batch import Helped
from trosol.measures import signed_reach
from trosol.networks.lens import Lens


def effects(eco: Ecosystem, key: str) -> dict[str, str]:
    return {each.goal: each.effect for each in effects_on(eco.snapshot, field_of(eco.snapshot, Lens()), key)}


def test_the_effect_is_sign_times_desirability_and_unknown_is_no_help(tmp_path: Path) -> None:
    """A form addresses paper, and paper stifles care: two minuses help. An influence without sign helps nobody."""
    eco = wider(tmp_path)
    assert effects(eco, "form") == {"care": "helps", "calm": "helps"}
    assert effects(eco, "rota") == {"rest": "helps", "calm": "hurts", "care": "unknown"}


def test_a_loop_that_turns_back_counts_both_ways(tmp_path: Path) -> None:
    assert effects(wider(tmp_path, claim("d5", "rest", "stifles", "rota")), "rota")["rest"] == "both"


def test_ranked_by_goals_helped_only_and_ties_stay_ties(tmp_path: Path) -> None:
    ranking = goal_ranking(wider(tmp_path / "a").snapshot, resamples=20)
    assert [(row.id, row.rank, row.score) for row in ranking.ranking] == [("form", 1, 2.0), ("rota", 2, 1.0)]
    ranking = goal_ranking(wider(tmp_path / "b", claim("d5", "rota", "enables", "hope")).snapshot, resamples=20)
    assert [row.rank for row in ranking.ranking] == [1, 1] and ranking.note.startswith("2 share rank 1")


def test_too_thin_gives_a_reason_and_no_numbers(tmp_path: Path) -> None:
    found = goal_ranking(Ecosystem.load(tiny(tmp_path)).snapshot, resamples=10)
    assert not found.ranking and found.not_enough.startswith("Not enough evidence, because only 2 arrows")


def test_wales_agrees_with_signed_reach(wales: Ecosystem) -> None:
    """The cheap way and the plain definition of signed reach say the same of every goal of every lever."""
    field = field_of(wales.snapshot, Lens())
    helped = Helped(field, field.ways(), field.starts).whole()
    for key in field.starts:
        goals = [goal for goal in field.goals if goal != key]
        plain = signed_reach(field.graph, key, goals)
        expected = {each.node: each.verdict for each in plain.goals if each.verdict != "none"}
        assert {each.goal: each.effect for each in effects_on(wales.snapshot, field, key)} == expected
        assert helped[key].bit_count() == sum(effect == "helps" for effect in expected.values())


def test_every_rank_has_an_interval_claims_voices_and_a_sentence(wales: Ecosystem) -> None:
    found = goal_ranking(wales.snapshot, resamples=50)
    for row in found.ranking:
        assert row.band[0] <= row.rank <= row.band[1] and 0 <= row.p_top <= 1
        assert row.claims and set(row.claims) <= set(wales.snapshot.records.claims) and row.voices and row.sentence
