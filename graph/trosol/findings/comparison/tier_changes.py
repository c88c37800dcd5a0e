"""Rows of tables whose tier is another than before, or gate cards whose naming is, and the claims behind that.

A row's own claims are those that its score rests on, before or after. Where none of these differs, the others of its table may have
changed: a tier says how a row stands beside them. What neither explains is left out where a row lay close to the line, for then drawing
alone moves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trosol.findings.comparison.changed_records import ADDED, CHANGED, REMOVED, ChangedRecords
from trosol.findings.gatekeepers.gate_cards import GateCard, Gatekeepers
from trosol.findings.leverage.leverage_result import Leverage, LeverageRow
from trosol.plain import as_json
from trosol.table import TableRow

__all__ = ["GATES", "OTHER", "OWN", "TABLE", "TierChange", "TierStanding", "tier_changes"]

OWN, TABLE, OTHER = "own", "table", "other"
"""Why a tier changed: its own claims differ; those of others in its table do; neither, so that goals, weights or kinds do."""

GATES = "gatekeepers"
"""The table that gate cards stand in."""


@dataclass(frozen=True, slots=True, repr=False)
class TierStanding(TableRow):
    """Where a row stands: its tier (None where the table has but one), its score, where the draws put that, and whether it is borderline.

    ``named``: whether a gate card is of somebody who is named a gatekeeper; None elsewhere.
    """

    tier: str | None
    score: float = field(metadata=as_json(digits=3))
    interval: tuple[float, float] = field(metadata=as_json(digits=3))
    borderline: bool
    named: bool | None = None


@dataclass(frozen=True, slots=True, repr=False)
class TierChange(TableRow):
    """One row whose tier, or naming, is another. ``before`` and ``after``: None where it has no place in the table.

    ``table``: name of the kind, or ``gatekeepers``. ``added``, ``removed``, ``changed``: the claims responsible, by :data:`OWN` or
    :data:`TABLE` (``cause``). ``sentence`` says it in words.
    """

    table: str
    table_label: str
    id: str
    label: str
    before: TierStanding | None
    after: TierStanding | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    cause: str
    sentence: str

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims responsible, sorted."""
        return tuple(sorted({*self.added, *self.removed, *self.changed}))


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    standing: TierStanding
    claims: frozenset[str]


_Table = tuple[str, dict[str, _Row]]


def tier_changes(
    old: tuple[Leverage, Gatekeepers], new: tuple[Leverage, Gatekeepers], facts: ChangedRecords
) -> Iterator[TierChange]:
    """Rows whose tier differs, table by table; those of the better tier first. Sentences are left empty."""
    before, after = _tables(*old), _tables(*new)
    for name in dict.fromkeys((*before, *after)):
        label, were = before.get(name, ("", {}))
        now_label, are = after.get(name, (label, {}))
        yield from _of_table(name, now_label or label, were, are, facts)


def _tables(levers: Leverage, gates: Gatekeepers) -> dict[str, _Table]:
    found: dict[str, _Table] = {
        table.kind: (table.label, {row.id: _row(row) for row in table.ranking if row.score > 0}) for table in levers.kinds
    }
    found[GATES] = ("", {card.id: _card(card) for card in (*gates.cards, *gates.aggregates)})
    return found


def _row(row: LeverageRow) -> _Row:
    return _Row(row.label, TierStanding(row.tier, row.score, row.interval, row.borderline), frozenset(row.claims))


def _card(card: GateCard) -> _Row:
    standing = TierStanding(card.tier, card.weight, card.interval, card.borderline, bool(card.named))
    return _Row(card.label, standing, frozenset({*card.claims, *card.against}))


def _of_table(name: str, label: str, were: dict[str, _Row], are: dict[str, _Row], facts: ChangedRecords) -> Sequence[TierChange]:
    every = _differing((*were.values(), *are.values()), facts)
    found = []
    for key in sorted({*were, *are}):
        was, now = were.get(key), are.get(key)
        if was and now and _place(was) == _place(now):
            continue
        rows = [row for row in (was, now) if row]
        own = _differing(rows, facts)
        cause, by = (OWN, own) if any(own) else (TABLE, every) if any(every) else (OTHER, own)
        if cause != OTHER or not any(row.standing.borderline for row in rows):
            found.append(
                TierChange(
                    table=name,
                    table_label=label,
                    id=key,
                    label=rows[-1].label,
                    before=was.standing if was else None,
                    after=now.standing if now else None,
                    added=by[0],
                    removed=by[1],
                    changed=by[2],
                    cause=cause,
                    sentence="",
                )
            )
    return sorted(found, key=lambda each: (min(_letter(row) for row in (each.before, each.after) if row), each.label, each.id))


def _differing(rows: Sequence[_Row], facts: ChangedRecords) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Ids of claims of these rows that were added, removed or changed."""
    claims = frozenset[str]().union(*(row.claims for row in rows))
    added, removed, changed = (tuple(k for k in facts.ids("claims", kind) if k in claims) for kind in (ADDED, REMOVED, CHANGED))
    return added, removed, changed


def _place(row: _Row) -> tuple[tuple[int, str], bool | None]:
    return _letter(row.standing), row.standing.named


def _letter(standing: TierStanding) -> tuple[int, str]:
    """For comparing: rows of a table that cannot be told apart stand where its first tier would."""
    tier = standing.tier or "A"
    return len(tier), tier
