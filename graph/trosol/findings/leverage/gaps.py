"""What is missing: goals that nothing reaches, and difficulties that nothing addresses.

**Reads as**: nobody has said how to get there; nobody has said what to do about this.

**How**: a goal is out of reach if no way of claimed influence leads to it from what was asked about. Which difficulties no action
addresses, and which are only parts of one that is, :mod:`trosol.findings.addressing` says, for all who ask.

**Trap**: missing from the claims is not missing from the world. It is a question to ask, not a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from trosol.findings.addressing import CHALLENGE_ACTION, addressing
from trosol.findings.leverage.goal_reach import Field
from trosol.findings.result import voices_of
from trosol.findings.text import quoted
from trosol.networks.lens import Lens
from trosol.networks.walks import back, onward
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow
from trosol.worded import capital, joined, listed_words, worded

__all__ = ["Shortfall", "actions_of", "open_challenges", "out_of_reach", "under_addressed", "unhelped"]


@dataclass(frozen=True, slots=True, repr=False)
class Shortfall(TableRow):
    """One goal or difficulty that something is missing for; ``claims``: all that is said of it."""

    id: str
    label: str
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


def actions_of(snapshot: Snapshot, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the entities that are actions: members of the right class of the challenge-action network."""
    declared = snapshot.ontology.network(CHALLENGE_ACTION)
    classes = declared.right if declared else ()
    return tuple(key for key in keys if snapshot.ontology.is_a(snapshot.entity(key).type, classes))


def out_of_reach(snapshot: Snapshot, lens: Lens, field: Field, starts: Iterable[str], what: str) -> tuple[Shortfall, ...]:
    """Goals that no way of influence leads to from any of the starts; ``what`` says in the sentence that it is none of these."""
    reached = onward(field.graph, starts)
    found = []
    for goal in field.goals:
        if goal in reached:
            continue
        behind = back(field.graph, [goal]) - {goal}
        text = worded("Nothing at all is claimed to act on {goal}. What would?", goal=quoted(snapshot, goal))
        if behind:
            names = listed_words([quoted(snapshot, key) for key in sorted(behind)], 3)
            values = {"what": capital(what), "goal": quoted(snapshot, goal), "names": names}
            text = (
                worded("{what} is claimed to act on {goal}; only {names} does.", **values)
                if len(behind) == 1
                else worded("{what} is claimed to act on {goal}; only {names} do.", **values)
            )
        found.append(_shortfall(snapshot, lens, goal, text))
    return tuple(sorted(found, key=lambda row: (row.label, row.id)))


def unhelped(snapshot: Snapshot, lens: Lens, goals: Iterable[str]) -> tuple[Shortfall, ...]:
    """Goals that ways of influence lead to, none of which only helps: each with the sentence that says so."""
    found = []
    for goal in goals:
        text = worded(
            "{goal}: reached, but by nothing that is claimed only to help it. Which way do these go?", goal=quoted(snapshot, goal)
        )
        found.append(_shortfall(snapshot, lens, goal, text))
    return tuple(sorted(found, key=lambda row: (row.label, row.id)))


def open_challenges(snapshot: Snapshot, lens: Lens) -> tuple[Shortfall, ...]:
    """Difficulties that no action is claimed to address: neither themselves, nor a part of them, nor what they are a part of."""
    if snapshot.ontology.network(CHALLENGE_ACTION) is None:
        return ()
    found = [
        _shortfall(snapshot, lens, key, worded("No action is claimed to address {name}.", name=quoted(snapshot, key)))
        for key in addressing(snapshot, lens).unaddressed
    ]
    return tuple(sorted(found, key=lambda row: (row.label, row.id)))


def under_addressed(snapshot: Snapshot, lens: Lens) -> tuple[Shortfall, ...]:
    """Difficulties that no action is claimed to address by themselves, and that are a part of one that is addressed."""
    if snapshot.ontology.network(CHALLENGE_ACTION) is None:
        return ()
    found = []
    for whole, parts in addressing(snapshot, lens).under.items():
        for key in parts:
            values = {"name": quoted(snapshot, key), "names": quoted(snapshot, whole)}
            text = worded("No action is claimed to address {name} itself, but what it is a part of: {names}.", **values)
            found.append(_shortfall(snapshot, lens, key, text))
    return tuple(sorted(found, key=lambda row: (row.label, row.id)))


@lru_cache(maxsize=8)
def _counting(snapshot: Snapshot, lens: Lens) -> frozenset[str]:
    """Ids of the claims that count under a lens."""
    return frozenset(claim.id for claim in lens.claims(snapshot))


def _shortfall(snapshot: Snapshot, lens: Lens, key: str, text: str) -> Shortfall:
    narrowed = lens != Lens()
    counts = _counting(snapshot, lens) if narrowed else None
    more = worded("Other claims, which do not count under these filters, may say otherwise.") if narrowed else ""
    text = joined((text, more))
    ids = tuple(c.id for c in snapshot.claims_of(key) if c.stance != "negates" and (counts is None or c.id in counts))
    return Shortfall(key, snapshot.entity(key).label(), ids, voices_of(snapshot, ids), text)
