"""The parts of the voices finding: a group with what its word alone would say, and whose claims carry which first rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from trosol.plain import as_json
from trosol.table import Result, Rows, TableRow

__all__ = ["CarriedTable", "GateWord", "Reliance", "Voice", "WordTable"]


@dataclass(frozen=True, slots=True, repr=False)
class GateWord(TableRow):
    """What one group says of an actor at a gate, by ids of claims: that it is one, what it blocks or carries, that it does not."""

    id: str
    label: str
    named: tuple[str, ...]
    blocks: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class WordTable(TableRow):
    """A table of leverage on one group's word: ids of its first rows, its tiers in words, and how many rows help something."""

    kind: str
    label: str
    first: tuple[str, ...]
    helping: int
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Reliance(TableRow):
    """How far a first row of all groups together rests on one of them alone.

    ``lost``: the share of its expected goals that goes without the claims that nobody else made; ``tier_changes``: whether its tier does.
    """

    kind: str
    id: str
    label: str
    lost: float = field(metadata=as_json(digits=3))
    tier_changes: bool


@dataclass(frozen=True, slots=True, repr=False)
class Voice(Result):
    """One group: its claims, what it speaks of, what its word alone would say, and how far the whole rests on it.

    ``alone``: how many claims nobody else made. ``speaks_of``: how many entities of each role it speaks of, most first. ``only``: ids of
    entities that it alone speaks of. ``gates``: whom it names or what it attributes. ``tables``: leverage on its word; ``not_enough``
    says why there is none. ``reliance``: first rows of all together, those that rest on it most first. ``asks``: what to ask it.
    """

    _table = "tables"

    id: str
    label: str
    claims: tuple[str, ...]
    stated: int
    inferred: int
    possible: int
    alone: int
    speaks_of: tuple[tuple[str, int], ...] = field(metadata=as_json(pairs=("role", "entities")))
    only: tuple[str, ...]
    gates: Rows[GateWord]
    tables: Rows[WordTable]
    reliance: Rows[Reliance]
    not_enough: str
    sentence: str
    asks: str


@dataclass(frozen=True, slots=True, repr=False)
class CarriedTable(TableRow):
    """Of the claims behind the first rows of a table, how many each group made; a claim of two groups counts for both.

    ``alone``: how many of them one group alone made, by group. ``kind``: the table, or ``gatekeepers``.
    """

    kind: str
    label: str
    claims: tuple[str, ...]
    by_voice: tuple[tuple[str, int], ...] = field(metadata=as_json(pairs=("voice", "claims")))
    alone: tuple[tuple[str, int], ...] = field(metadata=as_json(pairs=("voice", "claims")))
    sentence: str
