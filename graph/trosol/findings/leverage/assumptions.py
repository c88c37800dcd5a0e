"""The three questions that follow from a list of levers: what is missing, what must be true, where do we work?

**Reads as**: before you push, see what nobody has an answer to, which weak claims your choice hangs on, and who would have to
be in the room.

**How**: *missing*: see :mod:`trosol.findings.leverage.gaps`. *Must be true*: a claim is taken away, and the goals that each top
lever helps are counted again; listed are those claims without which one would help fewer and which are inferred by the
coder, offered as a possibility only, or backed by a single piece of evidence. *Where*: claims that tie a top lever to an
actor.

**Trap**: a lever that hangs on no single claim is not thereby sure: two weak claims can stand in for each other. An actor who
is named beside a lever has not agreed to anything.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from trosol.findings.leverage.gaps import Shortfall, open_challenges, out_of_reach, unhelped
from trosol.findings.leverage.goal_reach import Field
from trosol.findings.leverage.goal_reach_batch import Helped
from trosol.findings.result import voices_of
from trosol.findings.text import claim_sentence, counted, listed
from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

__all__ = ["Condition", "LeveragePlace", "Prompts", "prompts"]

_ACTORS = "actors"
_SHOWN = 6


@dataclass(frozen=True, slots=True, repr=False)
class Condition(TableRow):
    """A weak claim that top levers hang on: why it is weak, and how many goals each lever would no longer help without it."""

    claim: str = field(metadata=as_json("claims", made=lambda claim: [claim]))
    weak: tuple[str, ...]
    lost: tuple[tuple[str, int], ...] = field(metadata=as_json(made=dict))
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
    must_be_true: Rows[Condition]
    where: Rows[LeveragePlace]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "what_is_missing": {
                "goals_that_nothing_reaches": [each.to_json() for each in self.unreached],
                "goals_that_nothing_helps": [each.to_json() for each in self.unhelped],
                "challenges_that_nothing_addresses": [each.to_json() for each in self.unaddressed],
            },
            "what_must_be_true": [each.to_json() for each in self.must_be_true],
            "where_do_we_work": [each.to_json() for each in self.where],
        }


def prompts(snapshot: Snapshot, lens: Lens, field: Field, top: Sequence[str], helped: Set[str]) -> Prompts:
    """The three questions for the top levers; ``helped``: goals that at least one thing is claimed to help."""
    unreached = out_of_reach(snapshot, lens, field, field.starts, "nothing that can be pushed")
    apart = helped | {each.id for each in unreached}
    return Prompts(
        Rows(unreached),
        Rows(unhelped(snapshot, lens, [goal for goal in field.goals if goal not in apart])),
        Rows(open_challenges(snapshot, lens)),
        Rows(_conditions(snapshot, field, top)),
        Rows(_place(snapshot, lens, key) for key in top),
    )


def _conditions(snapshot: Snapshot, field: Field, top: Sequence[str]) -> tuple[Condition, ...]:
    ways = field.ways(top)
    helped = Helped(field, ways, top)
    base = helped.whole()
    found = []
    for a, b, ids in sorted(ways.edges(data="claims")):
        if len(ids) > 1:
            continue  # another claim says the same, so that none of them is needed by itself
        claim = snapshot.records.claims[ids[0]]
        weak = _weak(claim)
        if not weak:
            continue
        less = helped.otherwise({(a, b): None})
        lost = tuple((key, n) for key in top if (n := (base[key] & ~less[key]).bit_count()))
        if lost:
            found.append(Condition(claim.id, weak, lost, voices_of(snapshot, ids), _why(snapshot, claim, weak, lost)))
    return tuple(sorted(found, key=lambda each: (-sum(n for _, n in each.lost), each.claim)))


def _weak(claim: Claim) -> tuple[str, ...]:
    reasons = (
        (claim.mode == "inferred", "inferred by the coder"),
        (claim.stance == "hypothesises", "offered as a possibility only"),
        (len(set(claim.evidence)) < 2, "backed by a single piece of evidence"),
    )
    return tuple(words for holds, words in reasons if holds)


def _why(snapshot: Snapshot, claim: Claim, weak: Sequence[str], lost: Sequence[tuple[str, int]]) -> str:
    hit = listed([f"“{snapshot.entity(key).label()}” {n}" for key, n in lost], 3)
    text = claim_sentence(snapshot, claim)
    return f"{text[0].upper()}{text[1:]}. This is {listed(weak)}. Goals no longer helped without it: {hit}."


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
    itself = f"“{label}” is itself an actor. " if ontology.is_a(snapshot.entity(key).type, classes) else ""
    if claims:
        claims.sort(key=lambda c: (c.mode != "stated", c.stance == "hypothesises", c.id))
        told = [claim_sentence(snapshot, c) + (" (inferred)" if c.mode == "inferred" else "") for c in claims]
        more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
        text = f"{itself}{counted(len(claims), 'claim').capitalize()} on who has to do with “{label}”: {'; '.join(told[:_SHOWN])}{more}."
    else:
        text = f"{itself}No claim says who{' else' if itself else ''} holds “{label}” or is asked for it. Who would have to?"
    return LeveragePlace(key, label, tuple(sorted(actors)), ids, voices_of(snapshot, ids), text)
