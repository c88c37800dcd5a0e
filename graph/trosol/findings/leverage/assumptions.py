"""The three questions that follow from leverage: what is missing, what must be true, where do we work?

**Reads as**: before you choose, see what nobody has an answer to, which weak claims your choice depends on, and who would have to be in
the room.

**How**: *missing*: see :mod:`trosol.findings.leverage.gaps`. *Must be true*: claims that are inferred by the coder, offered as a
possibility only, or backed by a single piece of evidence, and without which one of the first rows would help a tenth less or be of another
tier. *Where*: claims that tie such a row to an actor. The first rows are those of tier A in each table of actions.

**Trap**: what depends on no single claim is not thereby sure: two weak claims can stand in for each other. An actor who is named beside an
action has not agreed to anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.inventory import on_one_piece
from trosol.findings.leverage.gaps import Shortfall, open_challenges, out_of_reach, under_addressed, unhelped
from trosol.findings.leverage.goal_reach import Field
from trosol.findings.result import voices_of
from trosol.findings.text import claim_words, quoted
from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import Worded, capital, counted_words, joined, listed_words, worded

__all__ = ["Condition", "LeveragePlace", "Prompts", "ToldOf", "prompts"]

_ACTORS = "actors"
_SHOWN = 6
_CARRIES = 0.1
"""Share of a row's score that a claim has to carry to be asked about."""


@dataclass(frozen=True, slots=True, repr=False)
class Condition(TableRow):
    """A weak claim that first rows depend on: why it is weak, how much of the score of each it carries, and whose tier hangs on it."""

    claim: str = field(metadata=as_json("claims", made=lambda claim: [claim]))
    weak: tuple[str, ...]
    lost: tuple[tuple[str, float], ...] = field(metadata=as_json(made=dict, digits=3))
    tiers: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class LeveragePlace(TableRow):
    """A top lever, and the actors that claims tie to it."""

    id: str
    label: str
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Prompts(Result):
    """What is missing (goals and difficulties), what must be true, and where to work."""

    _table = "must_be_true"
    _noun = "conditions"

    unreached: Rows[Shortfall]
    unhelped: Rows[Shortfall]
    unaddressed: Rows[Shortfall]
    under_addressed: Rows[Shortfall]
    must_be_true: Rows[Condition]
    where: Rows[LeveragePlace]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "what_is_missing": {
                "goals_that_nothing_reaches": [each.to_json() for each in self.unreached],
                "goals_that_nothing_helps": [each.to_json() for each in self.unhelped],
                "challenges_that_nothing_addresses": [each.to_json() for each in self.unaddressed],
                "challenges_addressed_only_as_parts": [each.to_json() for each in self.under_addressed],
            },
            "what_must_be_true": [each.to_json() for each in self.must_be_true],
            "where_do_we_work": [each.to_json() for each in self.where],
        }


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What the questions need of a row: its id, its score, how much of that each claim carries, and its hinges."""

    id: str
    score: float
    carried: Mapping[str, float]
    hinges: tuple[str, ...]


def prompts(
    snapshot: Snapshot,
    lens: Lens,
    graph: nx.DiGraph,
    net: InfluenceWorlds,
    rows: Sequence[str],
    first: Sequence[ToldOf],
    helped: frozenset[str],
) -> Prompts:
    """The three questions. ``rows``: ids of all that can be pushed; ``first``: those asked about; ``helped``: goals that some row helps."""
    goals = tuple(goal.id for goal in net.goals if goal.id in graph)
    known = Field(graph, tuple(key for key in rows if key in graph), goals, {goal.id: goal.wanted for goal in net.goals})
    unreached = out_of_reach(snapshot, lens, known, known.starts, "nothing that can be pushed")
    apart = helped | {each.id for each in unreached}
    return Prompts(
        Rows(unreached),
        Rows(unhelped(snapshot, lens, [goal for goal in goals if goal not in apart])),
        Rows(open_challenges(snapshot, lens)),
        Rows(under_addressed(snapshot, lens)),
        Rows(_conditions(snapshot, first)),
        Rows(_place(snapshot, lens, row.id) for row in first),
    )


def _conditions(snapshot: Snapshot, first: Sequence[ToldOf]) -> tuple[Condition, ...]:
    found = []
    for key in sorted({claim for row in first for claim in row.carried}):
        claim = snapshot.records.claims[key]
        weak = _weak(claim)
        lost = tuple((row.id, row.carried[key]) for row in first if row.carried.get(key, 0) >= _CARRIES * row.score > 0)
        tiers = tuple(row.id for row in first if key in row.hinges)
        if weak and (lost or tiers):
            found.append(Condition(key, weak, lost, tiers, voices_of(snapshot, (key,)), _why(snapshot, claim, weak, lost, tiers)))
    return tuple(sorted(found, key=lambda each: (-round(sum(n for _, n in each.lost), 9), each.claim)))


def _weak(claim: Claim) -> tuple[str, ...]:
    reasons = (
        (claim.mode == "inferred", worded("inferred by the coder")),
        (claim.stance == "hypothesises", worded("offered as a possibility only")),
        (on_one_piece(claim), worded("backed by a single piece of evidence")),
    )
    return tuple(words for holds, words in reasons if holds)


def _why(snapshot: Snapshot, claim: Claim, weak: Sequence[str], lost: Sequence[tuple[str, float]], tiers: Sequence[str]) -> str:
    said = [worded("{claim}.", claim=capital(claim_words(snapshot, claim))), worded("This is {weak}.", weak=listed_words(weak))]
    if lost:
        hit = listed_words([joined((quoted(snapshot, key), f"{number:.1f}")) for key, number in lost], 3)
        said.append(worded("Expected goals lost without it: {lost}.", lost=hit))
    if tiers:
        names = listed_words([quoted(snapshot, key) for key in tiers], 3)
        said.append(worded("Without it, {names} would be in another tier.", names=names))
    return joined(said)


def _place(snapshot: Snapshot, lens: Lens, key: str) -> LeveragePlace:
    ontology = snapshot.ontology
    declared = ontology.network(_ACTORS)
    classes = declared.nodes if declared else ()
    aside = ontology.for_purpose("horizon") | ontology.for_purpose("part")
    claims: list[Claim] = []
    actors: set[str] = set()
    for claim in lens.claims(snapshot):
        if key in (claim.subject, claim.object) and claim.predicate not in aside:
            other = snapshot.entity(claim.object if claim.subject == key else claim.subject)
            if ontology.is_a(other.type, classes) and lens.keeps_entity(other):
                claims.append(claim)
                actors.add(other.id)
    ids = tuple(sorted(c.id for c in claims))
    label = snapshot.entity(key).label()
    name = quoted(snapshot, key)
    itself = worded("{name}: itself an actor.", name=name) if ontology.is_a(snapshot.entity(key).type, classes) else ""
    if claims:
        claims.sort(key=lambda c: (c.mode != "stated", c.stance == "hypothesises", c.id))
        told: list[Worded] = []
        for each in claims[:_SHOWN]:
            words = claim_words(snapshot, each)
            told.append(worded("{claim} (inferred)", claim=words) if each.mode == "inferred" else words)
        if len(claims) > _SHOWN:
            told.append(worded("and {number} more", number=len(claims) - _SHOWN))
        number = counted_words(len(claims), "claim")
        text = worded("{number} on who has to do with {name}: {claims}.", number=number, name=name, claims=joined(told, "; "))
    elif itself:
        text = worded("No claim says who else holds {name} or is asked for it. Who would have to?", name=name)
    else:
        text = worded("No claim says who holds {name} or is asked for it. Who would have to?", name=name)
    text = joined((itself, text))
    return LeveragePlace(key, label, tuple(sorted(actors)), ids, voices_of(snapshot, ids), text)
