"""Who touches what: actions, and actors by way of actions, on one side; challenges and goals on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten
from trosol.model.ontology import Network
from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign
from trosol.networks.shared import shared_network
from trosol.store.snapshot import Snapshot

__all__ = ["ACTIONS", "ACTORS", "CHALLENGE_ACTION", "INFLUENCE", "Touches", "choices", "touches"]

ACTIONS, ACTORS = "actions", "actors"
"""What a portfolio may be made of."""

CHALLENGE_ACTION = "challenge-action"
"""The network that says which action is claimed to address which challenge."""

INFLUENCE = "influence"
"""The network that says what furthers a goal, and what actors do themselves."""

_TIES = "actors"
_WANTED = {"desirable": 1, "undesirable": -1}

Leg = tuple[str, ...]
Route = tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Touches:
    """What each candidate is claimed to do something about, and what stays open.

    ``routes``: by (candidate, challenge), the ways in which it touches it; a way is a row of legs, a leg the claims any of
    which carries it. ``wanted``: what is to be covered. ``unsure``: claims on something wanted whose direction the source
    does not give; they do not count. ``unaddressed``: every challenge of the ecosystem that no action is claimed to address.
    """

    routes: Mapping[tuple[str, str], tuple[Route, ...]]
    wanted: tuple[str, ...]
    unsure: tuple[str, ...]
    unaddressed: tuple[str, ...]

    @property
    def sets(self) -> dict[str, tuple[str, ...]]:
        """What each candidate touches, both in id order."""
        found: dict[str, list[str]] = {}
        for candidate, thing in sorted(self.routes):
            found.setdefault(candidate, []).append(thing)
        return {key: tuple(things) for key, things in found.items()}

    def claims(self, candidates: Iterable[str], things: Iterable[str] | None = None) -> tuple[str, ...]:
        """Claims by which the candidates touch the things, sorted."""
        chosen, kept = set(candidates), None if things is None else set(things)
        pairs = [pair for pair in self.routes if pair[0] in chosen and (kept is None or pair[1] in kept)]
        return tuple(sorted({claim for pair in pairs for way in self.routes[pair] for leg in way for claim in leg}))

    def is_stated(self, snapshot: Snapshot, candidate: str, thing: str) -> bool:
        """Whether some way between the two needs no claim that the coder inferred."""
        claims = snapshot.records.claims
        ways = self.routes.get((candidate, thing), ())
        return any(all(any(claims[key].mode == "stated" for key in leg) for leg in way) for way in ways)


def touches(snapshot: Snapshot, lens: Lens, of: str, wanted: Iterable[str] = ()) -> Touches:
    """Read off the claims which candidate touches which of the wanted things.

    An action touches a challenge if a claim of the challenge-action network says that it works against it, and a goal if a
    claim says that it furthers it. An actor touches what an action does that some claim links them to (whoever runs it, is
    asked to, or is aimed at), or what they act on themselves. A push of unknown direction never counts.
    """
    declared = _declared(snapshot)
    is_a = snapshot.ontology.is_a
    graph = shared_network(snapshot, CHALLENGE_ACTION, lens)
    left = [key for key in sorted(graph) if is_a(snapshot.entity(key).type, declared.left)]
    addressed = [key for key in left if graph.in_degree(key) or graph.out_degree(key)]
    chosen = tuple(sorted(set(wanted))) or tuple(addressed)
    for key in chosen:
        if key not in snapshot.records.entities:
            raise WrongUse(
                Problem("entity-unknown", f"{snapshot.name} has no entity '{shorten(key)}'.", "Take an id from `trosol show`.")
            )
    direct, unsure = _direct(snapshot, lens, declared, frozenset(chosen), of)
    routes: dict[tuple[str, str], tuple[Route, ...]] = {pair: ((tuple(sorted(ids)),),) for pair, ids in direct.items()}
    if of == ACTORS:
        routes = _by_actors(snapshot, lens, declared, routes)
    return Touches(routes, chosen, tuple(sorted(unsure)), tuple(key for key in left if key not in addressed))


def choices(snapshot: Snapshot) -> tuple[str, ...]:
    """What may be wanted: every challenge, and every goal whose class says whether more of it is wanted; in id order."""
    declared, ontology = _declared(snapshot), snapshot.ontology
    ends = [(n.goals, n.excludes) for n in ontology.networks.values() if n.goals]

    def goal(kind: str) -> bool:
        return any(ontology.is_a(kind, goals) and not ontology.is_a(kind, excludes) for goals, excludes in ends)

    return tuple(
        key
        for key, entity in sorted(snapshot.records.entities.items())
        if ontology.is_a(entity.type, declared.left) or (goal(entity.type) and _WANTED.get(snapshot.desirability(key)))
    )


def _declared(snapshot: Snapshot) -> Network:
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


def _direct(
    snapshot: Snapshot, lens: Lens, declared: Network, wanted: frozenset[str], of: str
) -> tuple[dict[tuple[str, str], set[str]], set[str]]:
    """Claims by which an action (or also an actor) itself works on something wanted, and those of unknown direction."""
    ontology = snapshot.ontology
    actors = _classes(snapshot, _TIES) if of == ACTORS else ()
    addresses, pushes = (_relations(snapshot, name) for name in (CHALLENGE_ACTION, INFLUENCE))
    found: dict[tuple[str, str], set[str]] = {}
    unsure: set[str] = set()
    for claim in lens.claims(snapshot):
        for source, target in _ends(snapshot, claim):
            if target not in wanted or not all(lens.keeps_entity(snapshot.entity(key)) for key in (source, target)):
                continue
            kind, aim = snapshot.entity(source).type, snapshot.entity(target).type
            challenge = ontology.is_a(aim, declared.left)
            by_actor = ontology.is_a(kind, actors)
            relations = addresses if challenge and not by_actor else pushes
            if claim.predicate not in relations or not (by_actor or ontology.is_a(kind, declared.right)):
                continue
            good = (claim_sign(snapshot, claim) or 0) * _WANTED.get(snapshot.desirability(target), 0)
            if good > 0:
                found.setdefault((source, target), set()).add(claim.id)
            elif good == 0:
                unsure.add(claim.id)
    return found, unsure


def _ends(snapshot: Snapshot, claim: Claim) -> Iterator[tuple[str, str]]:
    """What acts and what is acted on."""
    if snapshot.ontology.acts_from_object(claim.predicate):
        yield claim.object, claim.subject
    else:
        yield claim.subject, claim.object


def _relations(snapshot: Snapshot, name: str) -> frozenset[str]:
    declared = snapshot.ontology.network(name)
    return frozenset[str]().union(*(snapshot.ontology.below(edge) for edge in declared.edges)) if declared else frozenset()


def _classes(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    declared = snapshot.ontology.network(name)
    return declared.nodes if declared else ()


def _by_actors(
    snapshot: Snapshot, lens: Lens, declared: Network, direct: dict[tuple[str, str], tuple[Route, ...]]
) -> dict[tuple[str, str], tuple[Route, ...]]:
    """What actors touch themselves, and what is touched by actions that a claim links them to."""
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
    for (source, thing), ways in sorted(direct.items()):
        if ontology.is_a(kinds[source], actors):
            found.setdefault((source, thing), []).extend(ways)
        for (actor, action), ids in sorted(links.items()):
            if action == source:
                found.setdefault((actor, thing), []).extend((tuple(sorted(ids)), *way) for way in ways)
    return {pair: tuple(ways) for pair, ways in sorted(found.items())}
