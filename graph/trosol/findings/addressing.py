"""Which action is claimed to address which difficulty, parts rolled up: one answer for whoever asks.

**How**: the claims of the network of challenges and actions whose sign works against what is undesirable. A difficulty is *addressed* by an
action if a claim says so of it or of one of its parts; an action addresses what one of its parts addresses. Which parts carried it is kept.
What claims only deny is no difficulty. All screens, the brief, the command line and the question library count by this.

**Trap**: that a part is addressed says nothing on how much of the whole that is. What no claim says may still be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from trosol.errors import Problem, WrongUse
from trosol.findings.pushables import parts_by_whole, wholes
from trosol.model.ontology import Network
from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign
from trosol.networks.shared import shared_network
from trosol.store.snapshot import Snapshot

__all__ = ["CHALLENGE_ACTION", "Addressed", "Addressing", "acting_ends", "addressing", "all_parts", "challenge_network"]

CHALLENGE_ACTION = "challenge-action"
"""The network that says which action is claimed to address which challenge."""

_INFLUENCE = "influence"


@dataclass(frozen=True, slots=True)
class Addressed:
    """One tie between an action and a difficulty, each itself or a part of what was asked about, with the claims that make it."""

    action: str
    difficulty: str
    claims: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Addressing:
    """All ties between difficulties and actions.

    ``difficulties`` and ``actions``: what could have been tied. ``against``: claims of
    influence by which an action makes a difficulty worse, by pair.
    ``unsure``: claims whose direction is not recorded. ``below``: all parts of each whole, and parts of these.
    """

    difficulties: tuple[str, ...]
    actions: tuple[str, ...]
    ties: tuple[Addressed, ...]
    against: Mapping[tuple[str, str], tuple[str, ...]]
    unsure: tuple[str, ...]
    below: Mapping[str, tuple[str, ...]]

    def of(self, difficulty: str, actions: Iterable[str] | None = None) -> tuple[Addressed, ...]:
        """What addresses the difficulty or a part of it, that of itself first."""
        parts = {difficulty, *self.below.get(difficulty, ())}
        some = None if actions is None else {part for key in actions for part in (key, *self.below.get(key, ()))}
        found = [tie for key in parts for tie in self._by_difficulty.get(key, ()) if some is None or tie.action in some]
        return tuple(sorted(found, key=lambda tie: (tie.difficulty != difficulty, tie.difficulty, tie.action)))

    @cached_property
    def _by_difficulty(self) -> dict[str, list[Addressed]]:
        found: dict[str, list[Addressed]] = {}
        for tie in self.ties:
            found.setdefault(tie.difficulty, []).append(tie)
        return found

    @cached_property
    def addressed(self) -> frozenset[str]:
        """Difficulties that are addressed, themselves or by a part."""
        return frozenset(key for key in self.difficulties if self.of(key))

    @cached_property
    def under(self) -> dict[str, tuple[str, ...]]:
        """Difficulties that are not addressed, but parts of one that is, by that one; the smallest such whole where there are several."""
        found: dict[str, list[str]] = {}
        for key in self.difficulties:
            if key in self.addressed:
                continue
            larger = [whole for whole in self.addressed if key in self.below.get(whole, ())]
            if larger:
                whole = min(larger, key=lambda each: (len(self.below[each]), each))
                found.setdefault(whole, []).append(key)
        return {whole: tuple(found[whole]) for whole in sorted(found)}

    @cached_property
    def unaddressed(self) -> tuple[str, ...]:
        """Difficulties that no action is claimed to address: neither themselves, nor a part of them, nor what they are a part of."""
        under = {part for parts in self.under.values() for part in parts}
        return tuple(key for key in self.difficulties if key not in self.addressed and key not in under)


def challenge_network(snapshot: Snapshot) -> Network:
    """The declaration. Raises :class:`WrongUse` where the ontology has none."""
    declared = snapshot.ontology.network(CHALLENGE_ACTION)
    if declared is None:
        raise WrongUse(
            Problem(
                "network-unknown",
                f"The ontology declares no network '{CHALLENGE_ACTION}'.",
                "Declare it: which class is the challenge, which the action, and by what relation.",
            )
        )
    return declared


@lru_cache(maxsize=8)
def addressing(snapshot: Snapshot, lens: Lens) -> Addressing:
    """Read the ties off the claims that count. Raises WrongUse where the network is not declared."""
    declared, is_a = challenge_network(snapshot), snapshot.ontology.is_a
    graph = shared_network(snapshot, CHALLENGE_ACTION, lens)
    left, right = (
        tuple(key for key in sorted(graph) if is_a(snapshot.entity(key).type, classes))
        for classes in (declared.left, declared.right)
    )
    left = tuple(key for key in left if not _only_denied(snapshot, key))
    inside = (set(left), set(right))
    relations = frozenset[str]().union(*(snapshot.ontology.below(edge) for edge in declared.edges))
    influence = snapshot.ontology.network(_INFLUENCE)
    pushes = frozenset[str]().union(*(snapshot.ontology.below(edge) for edge in influence.edges)) if influence else relations
    good: dict[tuple[str, str], list[str]] = {}
    bad: dict[tuple[str, str], list[str]] = {}
    unsure: list[str] = []
    for claim in lens.claims(snapshot):
        if claim.predicate not in relations and claim.predicate not in pushes:
            continue
        for action, difficulty in acting_ends(snapshot, claim):
            if difficulty not in inside[0] or action not in inside[1] or action == difficulty:
                continue
            works = (claim_sign(snapshot, claim) or 0) * snapshot.wanted(difficulty)
            if works < 0:
                bad.setdefault((action, difficulty), []).append(claim.id)
            elif claim.predicate in relations:
                (good.setdefault((action, difficulty), []) if works else unsure).append(claim.id)
    ties = tuple(Addressed(*pair, claims=tuple(sorted(good[pair]))) for pair in sorted(good))
    against = {pair: tuple(sorted(bad[pair])) for pair in sorted(bad)}
    return Addressing(left, right, ties, against, tuple(sorted(unsure)), all_parts(snapshot, lens))


def _only_denied(snapshot: Snapshot, key: str) -> bool:
    """Whether all that is claimed of it is that something is not so."""
    claims = snapshot.claims_of(key)
    return bool(claims) and all(claim.stance == "negates" for claim in claims)


def acting_ends(snapshot: Snapshot, claim: Claim) -> Iterator[tuple[str, str]]:
    """What acts and what is acted on."""
    if snapshot.ontology.acts_from_object(claim.predicate):
        yield claim.object, claim.subject
    else:
        yield claim.subject, claim.object


def all_parts(snapshot: Snapshot, lens: Lens) -> dict[str, tuple[str, ...]]:
    """Parts, parts of parts and so on of each whole, sorted; a whole is no part of itself."""
    below = parts_by_whole(wholes(snapshot, lens))
    found = {}
    for whole in sorted(below):
        seen, waiting = {whole}, [whole]
        while waiting:
            more = below.get(waiting.pop(), set()) - seen
            seen |= more
            waiting.extend(more)
        found[whole] = tuple(sorted(seen - {whole}))
    return found
