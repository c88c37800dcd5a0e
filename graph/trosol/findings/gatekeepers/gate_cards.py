"""The parts of the gatekeepers finding: one row of the matrix for each actor, one card for each who is named or blocks something."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trosol.findings.result import Provenance, WithProvenance
from trosol.plain import as_json
from trosol.table import Rows, TableRow

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Blocked", "GateCard", "GateRow", "Gatekeepers"]


@dataclass(frozen=True, slots=True, repr=False)
class Blocked(TableRow):
    """One thing an actor blocks or carries.

    ``opens``: 1 where it is a gate that would be opened, -1 where it is a difficulty that would be eased. ``relation``: by which relation
    the ``claims`` tie it to the actor, and whether one of them is ``stated`` or all are a coder's reading. ``opened_by``: ids of the actions that are claimed to ease it, or are aimed at the actor.
    """

    id: str
    label: str
    opens: int
    relation: str
    claims: tuple[str, ...]
    stated: bool
    opened_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class GateRow(TableRow):
    """What is claimed of one actor, without a rank, by ids of claims.

    ``named``: they call it a gatekeeper. ``blocks``: they tie to it what it blocks or carries. ``by_rule``: they give it a formal say.
    ``aimed_at``: actions are directed at it. ``against``: it does not block.
    """

    id: str
    label: str
    named: tuple[str, ...]
    blocks: tuple[str, ...]
    by_rule: tuple[str, ...]
    aimed_at: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class GateCard(TableRow):
    """One actor at a gate.

    ``named``: claims that call it a gatekeeper, with their ``hedges`` and ``places`` in the source. ``blocks``: the gates it holds and the
    difficulties that are attributed to it. ``kept_out``: ids of those whom it is said to keep out; none means that nobody says.
    ``weight``: expected goals helped if all that opened, ``weight_without_naming`` without the claims that only call it a gatekeeper;
    ``interval``: the middle 90 % under other weights and passages; ``tier`` None where the cards cannot be told apart. ``goals``: what would be helped, with
    its probability. ``by_rule`` and ``by_practice``: claims that give it a formal say, and that say what it does. ``say_over``: claims that
    give others a say over it. ``aimed_at``: claims of actions directed at it. ``against``: claims that it does not block.
    """

    id: str
    label: str
    named: tuple[str, ...]
    hedges: tuple[str, ...]
    places: tuple[str, ...]
    blocks: Rows[Blocked]
    kept_out: tuple[str, ...]
    weight: float = field(metadata=as_json(digits=3))
    weight_without_naming: float = field(metadata=as_json(digits=3))
    interval: tuple[float, float] = field(metadata=as_json(digits=3))
    tier: str | None
    borderline: bool
    goals: tuple[tuple[str, float], ...] = field(metadata=as_json(made=dict, digits=3))
    by_rule: tuple[str, ...]
    by_practice: tuple[str, ...]
    say_over: tuple[str, ...]
    aimed_at: tuple[str, ...]
    against: tuple[str, ...]
    sentence: str

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that it rests on, sorted; not those that speak against it."""
        return tuple(sorted({*self.named, *self.by_practice, *self.by_rule}))


@dataclass(frozen=True, slots=True, repr=False)
class Gatekeepers(WithProvenance):
    """Who holds the gates: a matrix without ranks, cards for roles and bodies, and cards for whole sectors apart, where nobody can say no.

    ``matrix`` and ``cards`` stand in order of tier, then label; the order within a tier says nothing.
    """

    _table = "cards"
    _noun = "gate cards"

    matrix: Rows[GateRow]
    cards: Rows[GateCard]
    aggregates: Rows[GateCard]
    tiers_sentence: str
    about: Provenance = field(metadata=as_json(inline=True))

    def card(self, key: str) -> GateCard | None:
        """The card of an actor, if it has one."""
        return next((card for card in (*self.cards, *self.aggregates) if card.id == key), None)

    def to_frame(self) -> pd.DataFrame:
        """One row for each card, indexed by id: tier, weights, and its claims by what they say, as lists."""
        return self.cards.to_frame()
