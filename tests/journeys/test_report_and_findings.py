"""What docs/report-and-findings.md says the findings are, held against what they are."""

from __future__ import annotations

import pytest

from trosol.ecosystem import Ecosystem
from trosol.findings import Gatekeepers, Leverage
from trosol.findings.leverage.leverage_result import LeverageTable


@pytest.fixture(scope="module")
def leverage(wales: Ecosystem) -> Leverage:
    return wales.leverage()


@pytest.fixture(scope="module")
def gates(wales: Ecosystem) -> Gatekeepers:
    return wales.gatekeepers()


def table(leverage: Leverage, kind: str) -> LeverageTable:
    return next(each for each in leverage.kinds if each.kind == kind)


def tiers(leverage: Leverage, kind: str) -> dict[str, str | None]:
    return {row.id: row.tier for row in table(leverage, kind).ranking if row.score > 0}


def test_gatekeepers_are_those_that_the_report_names(gates: Gatekeepers) -> None:
    hedged = {card.id for card in gates.cards if card.hedges == ("often",)}
    assert hedged == {"commissioners", "middle-managers"}
    assert {card.id for card in gates.cards if card.named} == hedged | {"leaders", "managers"}
    assert all(card.kept_out == () for card in gates.cards if card.named)
    assert all(
        not block.stated
        for card in gates.cards
        if card.id in hedged
        for block in card.blocks
        if block.id == "opportunity-to-innovate"
    )


def test_the_highest_level_is_spoken_for(gates: Gatekeepers) -> None:
    (row,) = [row for row in gates.matrix if row.id == "senior-leaders"]
    assert row.against and not row.named and not row.blocks


def test_work_on_the_system_is_in_the_first_tier(wales: Ecosystem, leverage: Leverage) -> None:
    assert tiers(leverage, "suggested-changes")["work-on-the-system"] == "A"
    assert wales.network("influence").has_edge("work-on-the-system", "easier-system")


def test_challenge_areas(leverage: Leverage) -> None:
    found = tiers(leverage, "challenge-areas")
    assert (
        "challenge-metrics"
        in {key for key, tier in found.items() if tier == "A"}
        <= {"challenge-metrics", "challenge-sector-unity"}
    )
    assert found["challenge-value"] == max(tier for tier in found.values() if tier)
    rows = {row.id: row for row in table(leverage, "challenge-areas").ranking}
    assert rows["challenge-sector-unity"].tier == "A" or rows["challenge-sector-unity"].borderline
    assert rows["challenge-metrics"].score_equal_claims < rows["challenge-sector-unity"].score_equal_claims


def test_no_single_actor_leads(leverage: Leverage) -> None:
    assert sum(tier in (None, "A") for tier in tiers(leverage, "actors").values()) > 1


@pytest.mark.parametrize("kind", ["action-areas", "levers", "drivers", "recommendations"])
def test_these_cannot_be_told_apart(leverage: Leverage, kind: str) -> None:
    assert set(tiers(leverage, kind).values()) == {None}


def test_one_cell_is_stated(wales: Ecosystem) -> None:
    cells = wales.matrix(rows="challenge-areas", columns="action-areas").cells
    assert [(cell.row, cell.column) for cell in cells if cell.status == "stated"] == [("challenge-requirements", "action-embed")]


def test_structural_work_is_in_the_first_tier(leverage: Leverage) -> None:
    assert tiers(leverage, "work-types")["structural-work"] == "A"


def test_frontline_staff_reach_goals_by_everyday_innovation_alone(leverage: Leverage) -> None:
    row = leverage.row("frontline-workforce")
    assert row is not None and row.without_hub is not None
    assert row.without_hub.hub == "everyday-innovation" and row.without_hub.score < 0.1 < row.score


def test_four_key_areas_are_not_coded_onward(leverage: Leverage) -> None:
    silent = table(leverage, "key-areas").not_coded_onward
    assert set(silent) == {"ka-away-days", "ka-mission-spaces", "ka-champions-board", "ka-respond-quickly"}
