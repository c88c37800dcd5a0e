"""Gatekeepers: who is named, what each blocks, by rule and by practice, and how much lies behind it, by hand-derived values."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import TABLES, tiny
from trosol.ecosystem import Ecosystem
from trosol.findings import Gatekeepers, gatekeepers
from trosol.networks.lens import Lens

STATED, HEDGED = 0.9, 0.9 * 0.85
NEAR = 0.01
"""Four standard deviations and more of a share in 65,536 worlds."""


def claim(key: str, subject: str, relation: str, target: str, *, evidence: str = "e1", stance: str = "reports") -> list[str]:
    return [key, subject, relation, target, "unspecified", stance, "stated", "high", "nurses", "coder-1", "", evidence, ""]


def made(folder: Path, *claims: list[str], entities: tuple[list[str], ...] = (), **options: object) -> Gatekeepers:
    path = tiny(folder, claims=[*TABLES["claims"], *claims], entities=[*TABLES["entities"], *entities])
    return gatekeepers(Ecosystem.load(path).snapshot, draws=20, worlds=64, **options)  # type: ignore[arg-type]


def test_naming_alone_is_circular_and_is_said_apart(tmp_path: Path) -> None:
    """Nurses are named at the gate to care, which is a goal: what lies behind it is the naming and nothing else."""
    card = made(tmp_path, claim("c5", "nurses", "gatekeeps", "care")).card("nurses")
    assert card is not None and card.named == ("c5",)
    assert card.weight == pytest.approx(STATED, abs=NEAR) and card.weight_without_naming == 0


def test_a_difficulty_that_is_attributed_weighs_what_easing_it_helps(tmp_path: Path) -> None:
    """Managers carry too many forms (.9), which often stifle care (.9 × .85)."""
    card = made(tmp_path, claim("c5", "paper", "attributedTo", "managers", evidence="e2")).card("managers")
    assert card is not None and not card.named
    assert card.weight == pytest.approx(STATED * HEDGED, abs=NEAR) == card.weight_without_naming
    (block,) = card.blocks
    assert (block.id, block.opens, block.claims, block.opened_by) == ("paper", -1, ("c5",), ("form",))


def test_several_gates_are_a_union_and_not_a_sum(tmp_path: Path) -> None:
    card = made(
        tmp_path, claim("c5", "paper", "attributedTo", "managers", evidence="e2"), claim("c6", "managers", "gatekeeps", "care")
    ).card("managers")
    assert card is not None
    assert card.weight == pytest.approx(1 - (1 - STATED) * (1 - STATED * HEDGED), abs=NEAR)
    assert card.weight_without_naming == pytest.approx(STATED * HEDGED, abs=NEAR)


def test_what_rests_on_the_very_passage_that_names_somebody_says_no_more_than_the_name(tmp_path: Path) -> None:
    card = made(tmp_path, claim("c5", "paper", "attributedTo", "managers"), claim("c6", "managers", "gatekeeps", "care")).card(
        "managers"
    )
    assert card is not None and card.weight > STATED and card.weight_without_naming == 0


def test_where_opening_hurts_a_goal_it_does_not_help_it(tmp_path: Path) -> None:
    """Managers hold the gate to care, and carry forms, of which less would mean less care by another claim."""
    without = [row for row in TABLES["claims"] if row[0] != "c1"]
    path = tiny(
        tmp_path,
        claims=[
            *without,
            claim("c5", "managers", "gatekeeps", "care"),
            claim("c6", "paper", "attributedTo", "managers", evidence="e2"),
            claim("c7", "paper", "enables", "care", evidence="e2"),
        ],
    )
    card = gatekeepers(Ecosystem.load(path).snapshot, draws=20, worlds=64).card("managers")
    assert card is not None
    assert card.weight == pytest.approx(STATED * (1 - STATED * STATED), abs=NEAR)


def test_what_is_denied_stands_under_against_and_blocks_nothing(tmp_path: Path) -> None:
    result = made(tmp_path)
    (row,) = [row for row in result.matrix if row.id == "managers"]
    assert row.against == ("c4",) and not row.blocks and row.by_rule == ("c3",)
    assert result.card("managers") is None


def test_a_whole_sector_stands_apart(tmp_path: Path) -> None:
    sector = ["sector", "Sector", "The whole sector", "All of it.", "transcribed", "e1"]
    result = made(tmp_path, claim("c5", "paper", "attributedTo", "sector"), entities=(sector,))
    assert [card.id for card in result.aggregates] == ["sector"] and not result.cards


def test_what_is_good_is_no_block(tmp_path: Path) -> None:
    result = made(tmp_path, claim("c5", "care", "attributedTo", "managers"))
    assert result.card("managers") is None


def test_tiers_put_those_apart_who_are_apart_in_nine_of_ten_draws(tmp_path: Path) -> None:
    goals = [[f"g{place}", "Outcome", f"Good {place}", "Good.", "transcribed", "e1"] for place in range(6)]
    role = ["cooks", "ActorRole", "Cooks", "Who cook.", "transcribed", "e1"]
    path = tiny(
        tmp_path,
        entities=[*TABLES["entities"], role, *goals],
        claims=[
            *TABLES["claims"],
            claim("c5", "nurses", "gatekeeps", "g0"),
            *(claim(f"d{place}", "cooks", "gatekeeps", f"g{place}", evidence="e2") for place in range(6)),
        ],
    )
    result = gatekeepers(Ecosystem.load(path).snapshot, draws=200, worlds=256)
    assert {card.id: card.tier for card in result.cards} == {"cooks": "A", "nurses": "B"}
    assert [card.id for card in result.cards] == ["cooks", "nurses"]


def test_the_report_names_four_roles_and_keeps_its_hedge(wales: Ecosystem) -> None:
    """Page 22: commissioners and middle managers often; page 33: leaders and managers. Lines 993 to 998 deny it of the highest level."""
    result = gatekeepers(wales.snapshot, draws=20, worlds=64)
    named = {card.id: card for card in result.cards if card.named}
    assert set(named) == {"commissioners", "middle-managers", "leaders", "managers"}
    for key in ("commissioners", "middle-managers"):
        assert named[key].hedges == ("often",) and "p. 22" in named[key].places and named[key].kept_out == ()
    (denied,) = [row for row in result.matrix if row.id == "senior-leaders"]
    assert denied.against and not denied.named and result.card("senior-leaders") is None


def test_who_made_the_study_holds_no_gate(wales: Ecosystem) -> None:
    coded = wales.snapshot.coded
    study = {key for key, side in zip(coded.entities, coded.study_side.tolist(), strict=True) if side}
    result = gatekeepers(wales.snapshot, draws=20, worlds=64)
    assert study and not study & {card.id for card in (*result.cards, *result.aggregates)}


def test_every_figure_can_be_traced_to_claims(wales: Ecosystem) -> None:
    claims = wales.snapshot.records.claims
    weight = {goal.id: goal.weight for goal in wales.snapshot.goals}
    result = gatekeepers(wales.snapshot, draws=20, worlds=64)
    for card in (*result.cards, *result.aggregates):
        assert card.by_practice and {*card.claims, *card.say_over, *card.aimed_at, *card.against} <= set(claims)
        assert card.weight >= card.weight_without_naming >= 0
        assert card.weight == pytest.approx(sum(share * weight[goal] for goal, share in card.goals))


def test_the_same_seed_gives_the_same_and_a_lens_changes_what_counts(wales: Ecosystem) -> None:
    once, again = (gatekeepers(wales.snapshot, draws=20, worlds=64, seed=5).to_json() for _ in range(2))
    assert once == again
    stated = gatekeepers(wales.snapshot, Lens(stated_only=True), draws=20, worlds=64)
    assert all(wales.snapshot.records.claims[key].mode == "stated" for card in stated.cards for key in card.claims)


def test_json_has_the_agreed_fields(wales: Ecosystem) -> None:
    value = gatekeepers(wales.snapshot, draws=20, worlds=64).to_json()
    assert {"matrix", "cards", "aggregates", "draws", "worlds", "seed", "snapshot"} <= set(value)
    assert {"id", "named", "blocks", "by_rule", "aimed_at", "against"} <= set(value["matrix"][0])
    card = value["cards"][0]
    wanted = "id label named hedges blocks kept_out weight weight_without_naming tier by_rule by_practice say_over aimed_at against sentence"
    assert set(wanted.split()) <= set(card)
    assert {"id", "relation", "claims", "opened_by"} <= set(card["blocks"][0])


def test_nobody_named_is_said(tmp_path: Path) -> None:
    assert made(tmp_path).not_enough
