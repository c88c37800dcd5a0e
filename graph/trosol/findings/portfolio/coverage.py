"""Who addresses what: actions, and actors by way of actions, on one side; challenges and goals on the other; parts rolled up on both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.addressing import CHALLENGE_ACTION, Addressing, acting_ends, addressing, challenge_network
from trosol.findings.pushables import chosen_kinds
from trosol.model.ontology import Network
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign
from trosol.store.snapshot import Snapshot

__all__ = [
    "ACTIONS",
    "ACTORS",
    "CHALLENGE_ACTION",
    "INFLUENCE",
    "SetCoverage",
    "choices",
    "default_kind",
    "of_kind",
    "set_coverage",
]

ACTIONS, ACTORS = "actions", "actors"
"""What a portfolio may be made of."""

INFLUENCE = "influence"
"""The network that says what furthers a goal, and what actors do themselves."""

_TIES = "actors"
_DIFFICULTY = "difficulty"

Leg = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """One tie between a candidate and what is wanted. A leg is the claims any of which carries it.

    ``by`` and ``onto``: what the claims themselves are about: the candidate or a part of it, and what is wanted or a part of it.
    """

    legs: tuple[Leg, ...]
    by: str
    onto: str


@dataclass(frozen=True, slots=True)
class SetCoverage:
    """What each candidate is claimed to address, and what stays open.

    ``routes``: by (candidate, wanted). ``wanted``: what is to be covered; ``kind``: the kind that this is, empty for single ones. ``unsure``:
    claims on something wanted whose direction is not recorded; they do not count. ``unaddressed``: every challenge of the ecosystem that no
    action is claimed to address, nor a part of it, nor what it is a part of; ``under``: those that are parts of one that is, by that one.
    """

    routes: Mapping[tuple[str, str], tuple[Route, ...]]
    wanted: tuple[str, ...]
    kind: str
    unsure: tuple[str, ...]
    unaddressed: tuple[str, ...]
    under: Mapping[str, tuple[str, ...]]

    @property
    def sets(self) -> dict[str, tuple[str, ...]]:
        """What each candidate addresses, both in id order."""
        found: dict[str, list[str]] = {}
        for candidate, key in sorted(self.routes):
            found.setdefault(candidate, []).append(key)
        return {key: tuple(covered) for key, covered in found.items()}

    def claims(self, candidates: Iterable[str], wanted: Iterable[str] | None = None) -> tuple[str, ...]:
        """Claims by which the candidates address what is wanted, sorted."""
        chosen, kept = set(candidates), None if wanted is None else set(wanted)
        pairs = [pair for pair in self.routes if pair[0] in chosen and (kept is None or pair[1] in kept)]
        return tuple(sorted({claim for pair in pairs for way in self.routes[pair] for leg in way.legs for claim in leg}))

    def is_stated(self, snapshot: Snapshot, candidate: str, wanted: str) -> bool:
        """Whether some tie between the two needs no claim that the coder inferred."""
        claims = snapshot.records.claims
        ties = self.routes.get((candidate, wanted), ())
        return any(all(any(claims[key].mode == "stated" for key in leg) for leg in tie.legs) for tie in ties)

    def through(self, candidates: Iterable[str], wanted: str) -> tuple[str, ...]:
        """Parts of what is wanted by which alone the candidates address it; empty if a claim is about itself."""
        onto = {tie.onto for key in candidates for tie in self.routes.get((key, wanted), ())}
        return () if wanted in onto else tuple(sorted(onto))


def set_coverage(
    snapshot: Snapshot, lens: Lens, of: str, wanted: Iterable[str] = (), *, kind: str = "", among: str = ""
) -> SetCoverage:
    """Read off the claims which candidate addresses which of the wanted.

    An action addresses a challenge if a claim of the challenge-action network says that it works against it or a challenge that is a part
    of it, and a goal if a claim says that it furthers it or a part. An actor addresses what an action does that some claim links them to (whoever runs it, is asked
    to, or is aimed at), or what they act on themselves. A push of unknown direction never counts. ``kind`` and ``among``: kinds of what is
    wanted and of the candidates. Nothing wanted: the kind of :func:`default_kind`.
    """
    every = addressing(snapshot, lens)
    for key in (chosen := tuple(sorted(set(wanted)))):
        if key not in snapshot.records.entities:
            raise WrongUse(
                Problem("entity-unknown", f"{snapshot.name} has no entity '{shorten(key)}'.", "Take an id from `trosol show`.")
            )
    if chosen and kind:
        text = "Both single items and a kind of them are to be addressed."
        raise WrongUse(Problem("measure-option", text, "Name either of the two."))
    kind = "" if chosen else kind or default_kind(snapshot, lens)
    goals = chosen or (of_kind(snapshot, lens, kind) if kind else every.difficulties)
    candidates = frozenset(of_kind(snapshot, lens, among)) if among else None
    challenges = set(every.difficulties)
    alike = {
        key: tuple(part for part in every.below.get(key, ()) if (part in challenges) == (key in challenges)) for key in goals
    }
    onto = _onto(goals, alike)
    direct, unsure = _direct(snapshot, lens, every, frozenset(onto), of)
    rows: dict[tuple[str, str], tuple[Route, ...]] = {pair: (Route((ids,), *pair),) for pair, ids in direct.items()}
    if of == ACTORS:
        rows = _by_actors(snapshot, lens, challenge_network(snapshot), rows)
    routes: dict[tuple[str, str], dict[Route, None]] = {}
    above = _onto({source for source, _ in rows} | (candidates or set(every.actions)), every.below)
    for (source, target), ties in sorted(rows.items()):
        for candidate in above.get(source, (source,)):
            for goal in onto[target]:
                if candidates is None or candidate in candidates:
                    routes.setdefault((candidate, goal), {}).update(dict.fromkeys(ties))
    found = {pair: tuple(ties) for pair, ties in sorted(routes.items()) if pair[0] != pair[1]}
    return SetCoverage(found, goals, kind, unsure, every.unaddressed, every.under)


def of_kind(snapshot: Snapshot, lens: Lens, name: str) -> tuple[str, ...]:
    """Ids of the entities of a kind that count, sorted. Raises WrongUse for an unknown kind."""
    (kind,) = chosen_kinds(snapshot, [name])
    return tuple(
        key
        for key, entity in sorted(snapshot.records.entities.items())
        if lens.keeps_entity(entity) and (own := snapshot.ontology.kind(entity.type)) and own.name == kind.name
    )


def default_kind(snapshot: Snapshot, lens: Lens) -> str:
    """The first kind of difficulties that has at least two members; empty where none has."""
    kinds = [kind.name for kind in snapshot.ontology.kinds if kind.group == _DIFFICULTY]
    return next((name for name in kinds if len(of_kind(snapshot, lens, name)) > 1), "")


def choices(snapshot: Snapshot) -> tuple[str, ...]:
    """What may be wanted: every challenge, and every goal whose class says whether more of it is wanted; in id order."""
    declared, ontology = challenge_network(snapshot), snapshot.ontology
    goals = {goal.id for goal in snapshot.goals if goal.wanted}
    return tuple(
        key
        for key, entity in sorted(snapshot.records.entities.items())
        if ontology.is_a(entity.type, declared.left) or key in goals
    )


def _onto(keys: Iterable[str], below: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each of the keys and each of their parts, the keys that it is or is a part of."""
    found: dict[str, list[str]] = {}
    for key in sorted(keys):
        for part in (key, *below.get(key, ())):
            found.setdefault(part, []).append(key)
    return {part: tuple(wholes) for part, wholes in found.items()}


def _direct(
    snapshot: Snapshot, lens: Lens, every: Addressing, wanted: frozenset[str], of: str
) -> tuple[dict[tuple[str, str], Leg], tuple[str, ...]]:
    """Claims by which an action (or also an actor) itself works on something wanted, and those of unknown direction."""
    ontology = snapshot.ontology
    challenges, acting = set(every.difficulties), challenge_network(snapshot).right
    actors = _classes(snapshot, _TIES) if of == ACTORS else ()
    found = {(tie.action, tie.difficulty): list(tie.claims) for tie in every.ties if tie.difficulty in wanted}
    unsure = {key for key in every.unsure if wanted & {snapshot.records.claims[key].subject, snapshot.records.claims[key].object}}
    pushes = _relations(snapshot, INFLUENCE)
    for claim in lens.claims(snapshot):
        if claim.predicate not in pushes:
            continue
        for source, target in acting_ends(snapshot, claim):
            if target not in wanted or not all(lens.keeps_entity(snapshot.entity(key)) for key in (source, target)):
                continue
            by_actor = ontology.is_a(snapshot.entity(source).type, actors)
            if not by_actor and (target in challenges or not ontology.is_a(snapshot.entity(source).type, acting)):
                continue
            works = (claim_sign(snapshot, claim) or 0) * snapshot.wanted(target)
            if works > 0:
                found.setdefault((source, target), []).append(claim.id)
            elif works == 0:
                unsure.add(claim.id)
    return {pair: tuple(sorted(set(ids))) for pair, ids in found.items()}, tuple(sorted(unsure))


def _relations(snapshot: Snapshot, name: str) -> frozenset[str]:
    declared = snapshot.ontology.network(name)
    return frozenset[str]().union(*(snapshot.ontology.below(edge) for edge in declared.edges)) if declared else frozenset()


def _classes(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    declared = snapshot.ontology.network(name)
    return declared.nodes if declared else ()


def _by_actors(
    snapshot: Snapshot, lens: Lens, declared: Network, direct: Mapping[tuple[str, str], tuple[Route, ...]]
) -> dict[tuple[str, str], tuple[Route, ...]]:
    """What actors address themselves, and what is addressed by actions that a claim links them to."""
    ontology = snapshot.ontology
    actors = _classes(snapshot, _TIES)
    kinds = {key: snapshot.entity(key).type for pair in direct for key in pair}
    acting = {source for source, _ in direct if ontology.is_a(kinds[source], declared.right)}
    links: dict[tuple[str, str], set[str]] = {}
    for claim in lens.claims(snapshot):
        for actor, action in ((claim.subject, claim.object), (claim.object, claim.subject)):
            entity = snapshot.entity(actor)
            counts = action in acting and ontology.is_a(entity.type, actors) and lens.keeps_entity(entity)
            if counts and (ontology.sign(claim.predicate) is None or claim_sign(snapshot, claim) == 1):
                links.setdefault((actor, action), set()).add(claim.id)
    found: dict[tuple[str, str], list[Route]] = {}
    for (source, key), ties in sorted(direct.items()):
        if ontology.is_a(kinds[source], actors):
            found.setdefault((source, key), []).extend(ties)
        for (actor, action), ids in sorted(links.items()):
            if action == source:
                found.setdefault((actor, key), []).extend(Route((tuple(sorted(ids)), *tie.legs), actor, tie.onto) for tie in ties)
    return {pair: tuple(ties) for pair, ties in sorted(found.items())}
