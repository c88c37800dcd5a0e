"""The rows of a table of leverage as people compare them: score and range, tier, evidence, and who is in the way."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.leverage.leverage_result import LeverageRow, LeverageTable
from trosol.store.snapshot import Snapshot
from trosol.views.tables.strength import evidence_strength

__all__ = ["PriorityRow", "in_the_way", "priority_rows"]


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """One row. ``strength``: dots of its evidence, up to three; ``blocked_by``: ids of actors, see :func:`in_the_way`."""

    id: str
    score: float
    low: float
    high: float
    tier: str
    borderline: bool
    strength: int
    blocked_by: tuple[str, ...]


def priority_rows(snapshot: Snapshot, table: LeverageTable, gates: Gatekeepers) -> tuple[PriorityRow, ...]:
    """The rows that help a goal, in the order of the table."""
    return tuple(
        PriorityRow(
            id=row.id,
            score=row.score,
            low=row.interval[0],
            high=row.interval[1],
            tier=row.tier or "",
            borderline=bool(row.borderline and row.tier),
            strength=evidence_strength(snapshot, row.claims),
            blocked_by=in_the_way(snapshot, row, gates),
        )
        for row in table.ranking
        if row.score > 0
    )


def in_the_way(snapshot: Snapshot, row: LeverageRow, gates: Gatekeepers) -> tuple[str, ...]:
    """Actors said to hold back, or to carry as a difficulty, something on which the score of the row rests; those on more of its claims first.

    That is the row itself, its parts, or an end of a claim behind the score.
    """
    touched = [{claim.subject, claim.object} for claim in (snapshot.records.claims[key] for key in row.claims)]
    on_it = {row.id, *row.parts, *(end for ends in touched for end in ends)}
    found = []
    for card in gates.cards:
        held = {block.id for block in card.blocks} & on_it
        if held and card.id != row.id:
            found.append((-sum(not held.isdisjoint(ends) for ends in touched), not card.hedges, card.id))
    return tuple(key for *_order, key in sorted(found))
