"""Portfolio: best sets are really best and all of them, what stays open is named, and thin data gives a reason."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from builders import rows_plus, tiny
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.portfolio.portfolio import portfolio
from trosol.networks.lens import Lens

STATED = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def two_actions(folder: Path) -> Ecosystem:
    """A second friction, and a second action for it."""
    entities = rows_plus("entities", "noise", "Friction", "Too much noise", "Noise.", "transcribed", "e1")
    entities.append(["quiet", "KeyArea", "A quiet room", "A room.", "transcribed", "e2"])
    claims = rows_plus("claims", "c5", "quiet", "addresses", "noise", *STATED)
    return Ecosystem.load(tiny(folder, entities=entities, claims=claims))


def test_no_better_set_exists_on_wales_and_none_that_ties_is_left_out(wales: Ecosystem) -> None:
    graph = wales.network("challenge-action")
    touched: dict[str, set[str]] = {}
    for action, challenge in graph.edges:
        touched.setdefault(action, set()).add(challenge)
    found = portfolio(wales.snapshot, k=2, resamples=20)
    pairs = {pair: len(touched[pair[0]] | touched[pair[1]]) for pair in combinations(sorted(touched), 2)}
    best = max(pairs.values())
    step = found.steps[1]
    assert (step.size, step.covered, step.number, step.exact) == (2, best, list(pairs.values()).count(best), True)
    assert {choice.members for choice in step.sets} == {pair for pair, value in pairs.items() if value == best}


def test_the_default_is_every_challenge_that_some_action_addresses(wales: Ecosystem) -> None:
    found = portfolio(wales.snapshot, resamples=20)
    graph = wales.network("challenge-action")
    assert set(found.wanted) == {challenge for _, challenge in graph.edges}
    assert not found.beyond
    assert set(found.unaddressed).isdisjoint(found.wanted)
    assert all(graph.degree(key) == 0 for key in found.unaddressed)


def test_covered_and_uncovered_make_up_what_was_wanted(wales: Ecosystem) -> None:
    for of in ("actions", "actors"):
        found = portfolio(wales.snapshot, of=of, k=3, resamples=20)
        for step in found.steps:
            for choice in step.sets:
                assert {*choice.covered, *choice.uncovered} == set(found.wanted)
                assert len(choice.covered) == step.covered and 0 <= choice.stated <= step.covered
                assert choice.claims and set(choice.claims) <= set(wales.snapshot.records.claims)
        assert [step.gain for step in found.steps] == sorted((step.gain for step in found.steps), reverse=True)


def test_shares_add_up_to_the_size_of_the_set(wales: Ecosystem) -> None:
    found = portfolio(wales.snapshot, k=3, resamples=100)
    assert sum(share for _, share in found.in_best) == pytest.approx(found.in_best_of) == 3


def test_rows_have_band_claims_voices_and_sentence(wales: Ecosystem) -> None:
    for of in ("actions", "actors"):
        for row in portfolio(wales.snapshot, of=of, resamples=50).ranking.ranking:
            assert row.band[0] <= row.rank <= row.band[1] and 0 <= row.p_top <= 1
            assert row.claims and row.voices and row.sentence.endswith(".")


def test_the_same_seed_gives_the_same_answer(wales: Ecosystem) -> None:
    first, second = (portfolio(wales.snapshot, resamples=50, seed=3).to_json() for _ in range(2))
    assert first == second


def test_a_goal_can_be_chosen_and_what_nothing_touches_is_named(tmp_path: Path) -> None:
    tiny_one = two_actions(tmp_path)
    found = portfolio(tiny_one.snapshot, wanted=["paper", "noise", "care"], k=2, resamples=20)
    assert [step.covered for step in found.steps] == [1, 2]
    assert found.beyond == ("care",) and found.steps[1].sets[0].uncovered == ("care",)


def test_a_placeholder_counts_as_touched_by_none_and_says_so(wales: Ecosystem) -> None:
    placeholder = next(key for key, entity in wales.snapshot.records.entities.items() if entity.status != "transcribed")
    wanted = [*portfolio(wales.snapshot, resamples=5).wanted, placeholder]
    found = portfolio(wales.snapshot, wanted=wanted, resamples=5)
    assert found.beyond == (placeholder,) and "only mentioned or imagined" in found.ranking.note


def test_ties_stay_ties(tmp_path: Path) -> None:
    found = portfolio(two_actions(tmp_path).snapshot, k=2, resamples=20)
    assert [row.rank for row in found.ranking.ranking] == [1, 1]
    assert found.steps[0].number == 2 and found.steps[0].always == ()
    assert found.smallest == ("form", "quiet") and found.smallest_exact


def test_actors_touch_what_their_actions_touch_through_both_claims(tmp_path: Path) -> None:
    entities = rows_plus("entities", "noise", "Friction", "Too much noise", "Noise.", "transcribed", "e1")
    entities.append(["quiet", "KeyArea", "A quiet room", "A room.", "transcribed", "e2"])
    claims = rows_plus("claims", "c5", "quiet", "addresses", "noise", *STATED)
    claims.append(["c6", "managers", "responsibleFor", "quiet", *STATED])
    claims.append(["c7", "form", "directedAt", "nurses", *STATED])
    found = portfolio(Ecosystem.load(tiny(tmp_path, entities=entities, claims=claims)).snapshot, of="actors", k=2, resamples=20)
    assert {row.id: row.claims for row in found.ranking.ranking} == {"managers": ("c5", "c6"), "nurses": ("c2", "c7")}


def test_a_push_of_unknown_direction_never_counts(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "form", "influences", "care", *STATED)
    claims.append(["c6", "form", "contributesTo", "care", *STATED])
    entities = rows_plus("entities", "quiet", "KeyArea", "A quiet room", "A room.", "transcribed", "e2")
    claims.append(["c7", "quiet", "influences", "care", *STATED])
    snapshot = Ecosystem.load(tiny(tmp_path, entities=entities, claims=claims)).snapshot
    found = portfolio(snapshot, wanted=["care", "paper"], resamples=10)
    assert found.not_enough and "only “One shared form”" in found.not_enough
    assert found.unsure == ("c5", "c7")


def test_too_thin_gives_a_reason_and_no_numbers(tmp_path: Path) -> None:
    found = portfolio(Ecosystem.load(tiny(tmp_path)).snapshot, resamples=10)
    assert not found.steps and not found.ranking.ranking
    assert found.not_enough.startswith("Not enough evidence, because only “One shared form” is claimed")


def test_stated_only_rests_on_stated_claims(wales: Ecosystem) -> None:
    found = portfolio(wales.snapshot, Lens(stated_only=True), resamples=20)
    claims = wales.snapshot.records.claims
    assert all(claims[key].mode == "stated" for row in found.ranking.ranking for key in row.claims)
    assert all(choice.stated == len(choice.covered) for step in found.steps for choice in step.sets)


def test_wrong_use_is_refused(wales: Ecosystem) -> None:
    for options in ({"of": "things"}, {"k": 0}, {"resamples": 0}, {"wanted": ["no-such-thing"]}):
        with pytest.raises(WrongUse):
            portfolio(wales.snapshot, **{"resamples": 5, **options})  # type: ignore[arg-type]


def test_json_has_the_agreed_fields(wales: Ecosystem) -> None:
    value = portfolio(wales.snapshot, resamples=10).to_json()
    assert {"ranking", "k", "network", "lens", "resamples", "seed", "snapshot", "steps", "beyond", "unaddressed"} <= set(value)
    assert {"id", "label", "rank", "band", "p_top", "claims", "voices", "sentence"} <= set(value["ranking"][0])
