"""Portfolio: best sets are really best and all of them, what stays open is named, and thin data gives a reason."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from builders import TABLES, rows_plus, tiny
from one_or_more import one_or_more
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
    """Every pair of actions against the challenge areas, parts rolled up on both sides by hand."""
    snapshot = wales.snapshot
    parts: dict[str, set[str]] = {}
    for claim in snapshot.records.claims.values():
        if claim.predicate.endswith("/partOf") and claim.stance != "negates":
            parts.setdefault(claim.object, set()).add(claim.subject)

    def within(key: str) -> set[str]:
        found, waiting = {key}, [key]
        while waiting:
            more = parts.get(waiting.pop(), set()) - found
            found |= more
            waiting.extend(more)
        return found

    graph = wales.network("challenge-action")
    areas = [key for key, entity in snapshot.records.entities.items() if entity.type.endswith("/ChallengeArea")]
    actions = {key for edge in graph.edges for key in edge} | {key for key in graph if within(key) != {key}}
    touched = {
        action: {
            area
            for area in areas
            for a in within(action)
            for b in within(area)
            if graph.has_edge(a, b) and a in graph and b in graph
        }
        for action in sorted(actions)
        if action not in areas
    }
    declared = snapshot.ontology.network("challenge-action")
    assert declared
    touched = {a: of for a, of in touched.items() if of and snapshot.ontology.is_a(snapshot.entity(a).type, declared.right)}
    found = portfolio(snapshot, kind="challenge-areas", k=2, resamples=20)
    assert {row.id: row.score for row in found.ranking.ranking} == {action: len(of) for action, of in touched.items()}
    pairs = {pair: len(touched[pair[0]] | touched[pair[1]]) for pair in combinations(sorted(touched), 2)}
    best = max(pairs.values())
    step = found.steps[1]
    assert (step.size, step.covered, step.number, step.exact) == (2, best, list(pairs.values()).count(best), True)
    assert {choice.members for choice in step.sets} == {pair for pair, value in pairs.items() if value == best}


def test_the_default_is_the_first_kind_of_difficulties_and_nobody_chose_it(wales: Ecosystem) -> None:
    found, chosen = portfolio(wales.snapshot, resamples=20), portfolio(wales.snapshot, kind="challenge-areas", resamples=20)
    areas = {key for key, entity in wales.snapshot.records.entities.items() if entity.type.endswith("/ChallengeArea")}
    assert set(found.wanted) == areas == set(chosen.wanted) and found.kind == chosen.kind == "challenge-areas"
    assert not found.chosen and chosen.chosen
    assert set(found.unaddressed).isdisjoint(found.wanted)


def test_what_is_addressed_by_a_part_says_so_and_unaddressed_parts_stand_under_their_whole(tmp_path: Path) -> None:
    entities = rows_plus("entities", "area", "ChallengeArea", "Work", "Work.", "transcribed", "e1")
    entities += [[key, "Friction", key, f"About {key}.", "transcribed", "e1"] for key in ("noise", "alone")]
    entities.append(["quiet", "KeyArea", "A quiet room", "A room.", "transcribed", "e2"])
    claims = rows_plus("claims", "c5", "paper", "partOf", "area", *STATED)
    claims += [["c6", "noise", "partOf", "area", *STATED], ["c7", "quiet", "addresses", "paper", *STATED]]
    found = portfolio(Ecosystem.load(tiny(tmp_path, entities=entities, claims=claims)).snapshot, wanted=["area"], resamples=20)
    assert found.steps[0].covered == 1 and found.steps[0].sets[0].by_part == (("area", ("paper",)),)
    assert found.unaddressed == ("alone",) and found.under == (("area", ("noise",)),)
    assert {row.id: row.claims for row in found.ranking.ranking} == {"form": ("c2",), "quiet": ("c7",)}


def test_an_action_addresses_what_its_parts_address(tmp_path: Path) -> None:
    entities = rows_plus("entities", "whole", "ActionArea", "All of it", "All.", "transcribed", "e1")
    claims = rows_plus("claims", "c5", "form", "partOf", "whole", *STATED)
    at = Ecosystem.load(tiny(tmp_path, entities=entities, claims=claims)).snapshot
    found = portfolio(at, wanted=["paper"], resamples=20)
    assert {row.id: row.claims for row in found.ranking.ranking} == {"form": ("c2",), "whole": ("c2",)}
    assert portfolio(at, wanted=["paper"], among="action-areas", resamples=20).not_enough


def test_a_budget_takes_the_best_of_what_it_can_pay_for(tmp_path: Path) -> None:
    entities = [[*row, "cost" if at == 0 else ""] for at, row in enumerate(TABLES["entities"])]
    entities += [[key, "Friction", key, f"About {key}.", "transcribed", "e1", ""] for key in ("noise", "haste")]
    entities += [["quiet", "KeyArea", "Quiet", "A room.", "transcribed", "e2", "30"]]
    entities += [
        ["both", "KeyArea", "Both", "All.", "transcribed", "e2", "50"],
        ["free", "KeyArea", "Free", "All.", "transcribed", "e2", ""],
    ]
    entities[[row[0] for row in entities].index("form")][-1] = "20"
    claims = rows_plus("claims", "c5", "quiet", "addresses", "noise", *STATED)
    claims += [[f"b{at}", "both", "addresses", key, *STATED] for at, key in enumerate(("noise", "paper"))]
    claims += [["f1", "free", "addresses", "haste", *STATED]]
    at = Ecosystem.load(tiny(tmp_path, entities=entities, claims=claims)).snapshot
    told = {
        budget: portfolio(at, wanted=["paper", "noise", "haste"], budget=budget, resamples=20).budget
        for budget in (10, 25, 50, 100)
    }
    best = {
        budget: each and (each.covered, {s.members for s in each.sets}, each.uncosted, each.exact)
        for budget, each in told.items()
    }
    assert best[10] == (0, set(), ("free",), True)
    assert best[25] == (1, {("form",)}, ("free",), True)
    assert best[50] == (2, {("both",), ("form", "quiet")}, ("free",), True)
    assert told[50] and [s.cost for s in told[50].sets] == [50, 50]
    assert dict(portfolio(at, wanted=["paper"], resamples=20).costs) == {"both": 50.0, "form": 20.0}
    with pytest.raises(WrongUse):
        portfolio(at, budget=-1)


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
        for row in one_or_more(portfolio(wales.snapshot, of=of, resamples=50).ranking.ranking):
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
    for options in (
        {"of": "things"},
        {"k": 0},
        {"resamples": 0},
        {"wanted": ["no-such-thing"]},
        {"kind": "no-such-kind"},
        {"among": "x"},
    ):
        with pytest.raises(WrongUse):
            portfolio(wales.snapshot, **{"resamples": 5, **options})  # type: ignore[arg-type]


def test_json_has_the_agreed_fields(wales: Ecosystem) -> None:
    value = portfolio(wales.snapshot, resamples=10).to_json()
    assert {"ranking", "k", "network", "lens", "resamples", "seed", "snapshot", "steps", "beyond", "unaddressed"} <= set(value)
    assert {"id", "label", "rank", "band", "p_top", "claims", "voices", "sentence"} <= set(value["ranking"][0])
