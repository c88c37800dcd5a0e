"""The most stable first tiers: what holds under other weights, and when single passages count for less, whoever it is.

The rule is about stability only, never about who or what comes out. It is told with the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.leverage.leverage_result import Leverage, LeverageRow
from trosol.language import say_in
from trosol.plain import as_json
from trosol.table import TableRow

__all__ = ["MOST", "RULE", "MostStable", "few_note", "most_stable", "stability"]

MOST = 3
"""How many are shown at most."""

RULE = (
    "Of the first tiers of all tables of leverage and of the gate cards, those that leave others behind: first where no row lies close to "
    "the line, then where the same come first under other weights alone and when single passages count for less, then where more are left "
    "behind. A table whose rows cannot be told apart is left out."
)

_FIRST = 4
"""Claims of each row that stand for it."""


@dataclass(frozen=True, slots=True, repr=False)
class MostStable(TableRow):
    """A first tier: of which finding and table, who is in it, and how many rows the table has that help a goal.

    ``share_behind``: the share of those that are left behind. ``same_under_weights`` and ``same_under_evidence``: whether the same come
    first under each alone; None where the finding does not say. ``borderline``: whether a row lies close to the line. ``claims``: what the
    first rest on, their hinges and costliest claims, one of each row in turn.
    """

    finding: str
    table: str
    rows: tuple[str, ...]
    labels: tuple[str, ...]
    helping: int
    share_behind: float = field(metadata=as_json(digits=3))
    same_under_weights: bool | None
    same_under_evidence: bool | None
    borderline: bool
    claims: tuple[str, ...]
    sentence: str


def most_stable(levers: Leverage, gates: Gatekeepers) -> tuple[MostStable, ...]:
    """The most stable first tiers, best first, three at most."""
    return tuple(sorted((*_of_leverage(levers), *_of_gates(gates)), key=_order)[:MOST])


def _of_leverage(levers: Leverage) -> Iterable[MostStable]:
    for table in levers.kinds:
        rows = [row for row in table.ranking if row.score > 0]
        first = [row for row in rows if row.tier == "A"]
        if first and len(first) < len(rows):
            yield MostStable(
                finding="leverage",
                table=table.kind,
                rows=tuple(row.id for row in first),
                labels=tuple(row.label for row in first),
                helping=len(rows),
                share_behind=1 - len(first) / len(rows),
                same_under_weights=_same(rows, first, "tier_weights"),
                same_under_evidence=_same(rows, first, "tier_evidence"),
                borderline=any(row.borderline and row.tier in ("A", "B") for row in rows),
                claims=_in_turn([(*row.hinges, *row.claims) for row in first]),
                sentence=f"{table.label}. {table.tiers_sentence}",
            )


def _same(rows: Sequence[LeverageRow], first: Sequence[LeverageRow], name: str) -> bool:
    return {row.id for row in rows if getattr(row, name) in (None, "A")} == {row.id for row in first}


def _of_gates(gates: Gatekeepers) -> Iterable[MostStable]:
    cards = [card for card in gates.cards if card.weight > 0]
    first = [card for card in cards if card.tier == "A"]
    if first and len(first) < len(cards):
        yield MostStable(
            finding="gatekeepers",
            table="",
            rows=tuple(card.id for card in first),
            labels=tuple(card.label for card in first),
            helping=len(cards),
            share_behind=1 - len(first) / len(cards),
            same_under_weights=None,
            same_under_evidence=None,
            borderline=any(card.borderline and card.tier in ("A", "B") for card in cards),
            claims=_in_turn([(*card.named, *card.by_practice) for card in first]),
            sentence=gates.tiers_sentence,
        )


def _in_turn(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The first of each list, then the second of each, each claim once."""
    lists = [list(dict.fromkeys(each))[:_FIRST] for each in lists]
    longest = max(map(len, lists), default=0)
    return tuple(dict.fromkeys(each[at] for at in range(longest) for each in lists if at < len(each)))


def _order(found: MostStable) -> tuple[bool, int, float, str, str]:
    holds = sum(each is True for each in (found.same_under_weights, found.same_under_evidence))
    return found.borderline, -holds, -round(found.share_behind, 9), found.finding, found.table


def stability(found: MostStable, language: str = "en") -> str:
    """How many are left behind, and under what that holds."""
    values = {"first": len(found.rows), "helping": found.helping, "behind": found.helping - len(found.rows)}
    said = [say_in(language, "First of {helping} that would help a goal; {behind} are left behind.", **values)]
    if found.same_under_weights and found.same_under_evidence:
        said.append(say_in(language, "The same come first under other weights alone, and when single passages count for less."))
    elif found.same_under_weights:
        said.append(
            say_in(language, "The same come first under other weights alone, but not when single passages count for less.")
        )
    elif found.same_under_evidence:
        said.append(
            say_in(language, "The same come first when single passages count for less, but not under other weights alone.")
        )
    if found.borderline:
        said.append(say_in(language, "Some are borderline."))
    return " ".join(said)


def few_note(found: int, language: str = "en") -> str:
    """Why there are fewer than three; empty where there are three."""
    if found == MOST:
        return ""
    if not found:
        return say_in(language, "Nothing comes first: in no table can rows be told apart.")
    return say_in(language, "Only {number} of the tables have rows that can be told apart.", number=found)
