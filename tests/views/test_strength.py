"""Dots, who is in the way, and the three answers of the overview: held against the findings they are made of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from trosol import Ecosystem, findings
from trosol.views.tables.first_answers import first_answers
from trosol.views.tables.priority_rows import in_the_way, priority_rows
from trosol.views.tables.strength import dots, evidence_strength, order_strength

FEW: dict[str, Any] = {"draws": 20, "worlds": 64}
VELLANA = "circular-textiles-vellana"


@pytest.fixture(scope="module")
def small() -> Ecosystem:
    return Ecosystem.load(VELLANA)


def test_evidence_has_a_dot_for_each_of_three_things(small: Ecosystem) -> None:
    claims = small.snapshot.records.claims
    assert evidence_strength(small.snapshot, ()) == 0
    for key, claim in claims.items():
        expected = (claim.mode == "stated") + (len(set(claim.evidence)) >= 3) + (len(set(claim.voices)) >= 2)
        assert evidence_strength(small.snapshot, [key, key]) == expected
    assert [dots(number) for number in range(4)] == ["○○○", "●○○", "●●○", "●●●"]


def test_an_order_that_cannot_be_told_has_no_dot(small: Ecosystem) -> None:
    table = max(findings.leverage(small.snapshot, **FEW).kinds, key=lambda each: len(each.ranking))
    rows = table.ranking
    level = replace(table, ranking=type(rows)((replace(row, tier=None) for row in rows), type(rows[0])))
    assert order_strength(level) == 0
    apart = [
        replace(row, score=1.0, tier="A" if n == 0 else "B", tier_weights="A" if n == 0 else "B", tier_evidence="A")
        for n, row in enumerate(rows)
    ]
    assert order_strength(replace(table, ranking=type(rows)(apart, type(rows[0])))) == 2, "not when passages count for less"


def test_who_is_in_the_way_holds_something_that_the_score_rests_on(small: Ecosystem) -> None:
    snapshot = small.snapshot
    levers, gates = findings.leverage(snapshot, **FEW), findings.gatekeepers(snapshot, **FEW)
    held = {card.id: {block.id for block in card.blocks} for card in gates.cards}
    seen = set()
    for table in levers.kinds:
        shown = priority_rows(snapshot, table, gates)
        assert [row.id for row in shown] == [row.id for row in table.ranking if row.score > 0]
        for row in table.ranking:
            ends = {
                end for key in row.claims for end in (snapshot.records.claims[key].subject, snapshot.records.claims[key].object)
            }
            expected = {key for key, blocks in held.items() if key != row.id and blocks & {row.id, *row.parts, *ends}}
            assert set(in_the_way(snapshot, row, gates)) == expected
            seen |= expected
    assert seen


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_answers_name_what_comes_first_in_their_tables(small: Ecosystem, language: str) -> None:
    snapshot = small.snapshot
    levers, gates, matrix = findings.leverage(snapshot, **FEW), findings.gatekeepers(snapshot, **FEW), findings.matrix(snapshot)
    answers = first_answers(snapshot, levers, gates, matrix, language)
    assert [answer.table for answer in answers] == [matrix.row_kind, matrix.column_kind, ""]
    for answer in answers[:2]:
        table = next(each for each in levers.kinds if each.kind == answer.table)
        assert list(answer.rows) == [row.id for row in table.first]
        assert snapshot.entity(answer.rows[0]).label(language) in answer.sentence
    assert set(answers[2].rows) == {
        card.id for card in gates.cards if card.tier in (None, "A") and (card.named or card.weight > 0)
    }
