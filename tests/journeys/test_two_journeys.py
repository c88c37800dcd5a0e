"""Two questions of a strategist, from the first click to the evidence, as docs/tutorial-strategist.md tells them."""

from __future__ import annotations

import pytest

from trosol.ecosystem import Ecosystem
from trosol.findings import Gatekeepers, Leverage, Matrix

AREAS = {
    "challenge-value",
    "challenge-metrics",
    "challenge-leadership-culture",
    "challenge-risk",
    "challenge-sector-unity",
    "challenge-requirements",
}
"""Lines 780 to 783 and the pages of the report that follow name these six and no others."""


@pytest.fixture(scope="module")
def first(wales: Ecosystem) -> Leverage:
    return wales.leverage(kinds=["challenge-areas"], draws=100, worlds=256)


@pytest.fixture(scope="module")
def gates(wales: Ecosystem) -> Gatekeepers:
    return wales.gatekeepers(draws=100, worlds=256)


@pytest.fixture(scope="module")
def matrix(wales: Ecosystem) -> Matrix:
    return wales.matrix(rows="challenge-areas", columns="suggested-changes")


def test_which_area_first(wales: Ecosystem, first: Leverage) -> None:
    """All six are ranked among themselves, each traced to claims of the system, and the order is told apart only where it can be."""
    (table,) = first.kinds
    assert {row.id for row in (*table.ranking, *table.folded)} == AREAS
    for row in table.ranking:
        assert row.claims and {*row.claims, *row.hinges} <= set(wales.snapshot.records.claims)
        assert {wales.snapshot.frame_of(key) for key in row.claims} == {"system"}
        assert row.interval[0] <= row.score + 1 and row.score >= 0
    assert table.first and all(row.tier in (None, "A") for row in table.first)


def test_the_longest_list_is_level_with_others_at_three_claims(first: Leverage) -> None:
    """Metrics leads by a list of eight goods (lines 946 to 979); three claims for each leave no such lead."""
    (table,) = first.kinds
    scores = {row.id: row for row in table.ranking}
    lead = scores["challenge-metrics"]
    others = [row.score_equal_claims for row in table.ranking if row.id != lead.id and row.claims_leaving >= 3]
    assert lead.score_equal_claims < 0.5 * lead.score
    assert max(others) > lead.score_equal_claims


def test_with_which_action(wales: Ecosystem, first: Leverage, matrix: Matrix) -> None:
    """An action of a cell is claimed to address that very area or a part of it, and the cell names the claims."""
    (table,) = first.kinds
    asked = {row.id for row in table.first}
    cells = [cell for cell in matrix.cells if cell.row in asked and cell.status != "none"]
    assert cells
    claims = wales.snapshot.records.claims
    for cell in cells:
        assert cell.claims
        modes = {claims[key].mode for key in cell.claims}
        assert (cell.status == "stated") == ("stated" in modes)


def test_and_who_is_in_the_way(gates: Gatekeepers) -> None:
    named = [card for card in gates.cards if card.named]
    assert {card.id for card in named} == {"commissioners", "middle-managers", "leaders", "managers"}
    assert all(card.blocks and card.weight > card.weight_without_naming >= 0 for card in named)
    assert any(card.aimed_at or any(block.opened_by for block in card.blocks) for card in named)


def test_what_if_commissioners_opened_the_gate(wales: Ecosystem, gates: Gatekeepers) -> None:
    """Opening is not strengthening; it helps the gate's own goal as often as the claim of it holds, and rests on that claim."""
    opened = wales.scenario(opened=["commissioners"], draws=20, worlds=64)
    card = gates.card("commissioners")
    assert card is not None and 0 < opened.score <= card.weight
    assert "c0346" in opened.claims
    gate = next(row for row in opened.goals if row.id == "opportunity-to-innovate")
    claim = wales.snapshot.records.claims["c0346"]
    assert gate.helps == pytest.approx(wales.snapshot.weights.of(claim), abs=0.01)
    stronger = wales.scenario({"commissioners": 1}, draws=20, worlds=64)
    assert "opportunity-to-innovate" not in {row.id for row in stronger.goals if row.helps > 0}


def test_they_hold_the_gate_themselves(wales: Ecosystem) -> None:
    blocks = {(block.actor, block.gate): block for block in wales.pathways("commissioners", "opportunity-to-innovate").blocks}
    block = blocks["commissioners", "opportunity-to-innovate"]
    assert block.itself and block.hedges == ("often",)
