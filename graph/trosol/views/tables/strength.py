"""How strong an answer is, as up to three dots: a rule that anybody can check, one dot for each thing that holds."""

from __future__ import annotations

from collections.abc import Iterable

from trosol.findings.leverage.leverage_result import LeverageTable
from trosol.store.snapshot import Snapshot

__all__ = ["MOST_DOTS", "dots", "evidence_strength", "order_strength"]

MOST_DOTS = 3
_PIECES, _VOICES = 3, 2


def dots(number: int) -> str:
    """A number of dots that are filled, of three.

    >>> dots(2)
    '●●○'
    """
    return "●" * number + "○" * (MOST_DOTS - number)


def evidence_strength(snapshot: Snapshot, claims: Iterable[str]) -> int:
    """One dot each: at least half of the claims are stated; they rest on three pieces of evidence; two voices carry them.

    0 for no claims.
    """
    rows = [snapshot.records.claims[key] for key in dict.fromkeys(claims)]
    if not rows:
        return 0
    stated = 2 * sum(claim.mode == "stated" for claim in rows) >= len(rows)
    pieces = len({piece for claim in rows for piece in claim.evidence}) >= _PIECES
    voices = len({voice for claim in rows for voice in claim.voices}) >= _VOICES
    return stated + pieces + voices


def order_strength(table: LeverageTable) -> int:
    """One dot each: rows of the table can be told apart; the same come first under other weights; the same when single passages count for less."""
    rows = [row for row in table.ranking if row.score > 0]
    first = {row.id for row in rows if row.tier == "A"}
    if not first or len(first) == len(rows):
        return 0
    alone = [{row.id for row in rows if getattr(row, name) in (None, "A")} == first for name in ("tier_weights", "tier_evidence")]
    return 1 + sum(alone)
