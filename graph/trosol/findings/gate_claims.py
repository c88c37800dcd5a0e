"""What is claimed of gates, read off the relations: who is named, what each blocks, by rule or in practice, who could open it.

The ontology says by the purpose of a relation what its claims are here: ``gatekeeping`` names its subject as holding a gate, ``gate``
(gatekeeping among them) blocks its object, ``friction`` attributes its subject to an actor, ``holding`` gives an actor its object,
``control`` is a formal say of the subject over the object, ``aimed`` directs its subject at an actor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign
from trosol.rdf.iris import TRO, local_name
from trosol.store.snapshot import Snapshot

__all__ = ["ActorClaims", "OwnGate", "Tie", "actor_claims", "is_aggregate", "openers", "ties_of"]

INFLUENCE = "influence"
"""The network whose classes say what acts and is acted on."""

_GATED_PARTY = TRO + "gatedParty"


@dataclass(frozen=True, slots=True)
class OwnGate:
    """One thing an actor blocks or carries: ``entity`` is opened (``pushed`` 1) or eased (-1).

    ``relation``: name of the relation that ties it to the actor, by ``claims``. ``naming``: these of the claims say no more than that
    the actor is a gatekeeper: they use a gatekeeping relation, or rest only on passages that name it so.
    """

    entity: str
    pushed: int
    relation: str
    claims: tuple[str, ...]
    naming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorClaims:
    """What is claimed of one actor, each by the ids of its claims, sorted.

    ``named``: it is a gatekeeper. ``blocks``: what it blocks or carries. ``by_rule``: its formal say over others; ``say_over``: that of
    others over it. ``aimed_at``: what is directed at it. ``against``: that it does not block. ``kept_out``: ids of those whom it keeps out.
    """

    named: tuple[str, ...] = ()
    blocks: tuple[OwnGate, ...] = ()
    by_rule: tuple[str, ...] = ()
    say_over: tuple[str, ...] = ()
    aimed_at: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    kept_out: tuple[str, ...] = ()

    @property
    def by_practice(self) -> tuple[str, ...]:
        """The claims behind what it blocks or carries, each once."""
        return tuple(sorted({claim for gate in self.blocks for claim in gate.claims}))


class Tie(NamedTuple):
    """What an actor blocks or carries, how it would be pushed, and the claims of one passage that say so, the firmest first."""

    entity: str
    pushed: int
    claims: tuple[str, ...]


def actor_claims(snapshot: Snapshot, lens: Lens) -> dict[str, ActorClaims]:
    """What is claimed of each actor that may stand in a network, by id, sorted; actors of whom nothing of this is claimed are left out.

    A friction counts where it is undesirable, and so does what an actor holds; what is blocked counts where more of it is desirable, or
    less of it is not. What is blocked but is nothing that could act (a gap in the source, a placeholder) is no block, though its claim
    names the actor. Negated claims stand only under ``against``. Claims of the study count under the lens that shows it.
    """
    ontology = snapshot.ontology
    naming, gates, frictions, holding, control, aimed = (
        ontology.for_purpose(purpose) for purpose in ("gatekeeping", "gate", "friction", "holding", "control", "aimed")
    )
    found: dict[str, dict[str, list[str]]] = {}
    blocks: dict[str, dict[tuple[str, int, str], list[Claim]]] = {}

    def actor(key: str) -> bool:
        entity = snapshot.entity(key)
        kind = ontology.kind(entity.type)
        return kind is not None and kind.group == "actor" and lens.keeps_entity(entity)

    declared = ontology.network(INFLUENCE)

    def acts(key: str) -> bool:
        entity = snapshot.entity(key)
        return lens.keeps_entity(entity) and (declared is None or ontology.is_a(entity.type, declared.nodes))

    def note(key: str, part: str, claim: str) -> None:
        if actor(key):
            found.setdefault(key, {}).setdefault(part, []).append(claim)

    def block(key: str, entity: str, pushed: int, claim: Claim) -> None:
        if actor(key) and pushed and acts(entity):
            blocks.setdefault(key, {}).setdefault((entity, pushed, local_name(claim.predicate)), []).append(claim)

    for claim in lens.claims(snapshot):
        if claim.predicate in naming:
            note(claim.subject, "named", claim.id)
        if claim.predicate in gates:
            block(claim.subject, claim.object, 1 if snapshot.wanted(claim.object) >= 0 else 0, claim)
        if claim.predicate in frictions:
            block(claim.object, claim.subject, min(0, snapshot.wanted(claim.subject)), claim)
        if claim.predicate in holding:
            block(claim.subject, claim.object, min(0, snapshot.wanted(claim.object)), claim)
        if claim.predicate in control:
            note(claim.subject, "by_rule", claim.id)
            note(claim.object, "say_over", claim.id)
        if claim.predicate in aimed:
            note(claim.object, "aimed_at", claim.id)
    for claim in _negated(snapshot, lens):
        if claim.predicate in gates:
            note(claim.subject, "against", claim.id)
        if claim.predicate in frictions and snapshot.wanted(claim.subject) < 0:
            note(claim.object, "against", claim.id)
    return {key: _of_actor(snapshot, found.get(key, {}), blocks.get(key, {})) for key in sorted({*found, *blocks})}


def is_aggregate(snapshot: Snapshot, key: str) -> bool:
    """Whether the entity stands for a whole in which nobody can say no, such as a sector; its class says so."""
    return snapshot.ontology.is_a(snapshot.entity(key).type, _aggregates(snapshot))


def openers(snapshot: Snapshot, lens: Lens, some: Mapping[str, ActorClaims]) -> dict[tuple[str, OwnGate], tuple[str, ...]]:
    """By actor and gate, ids of the interventions that are claimed to ease it, or to be aimed at the actor who would have to open it."""
    ontology, claims = snapshot.ontology, snapshot.records.claims
    acting = {iri for kind in ontology.kinds if kind.group in ("action", "practice") for iri in kind.classes}

    def acts(key: str) -> bool:
        return ontology.is_a(snapshot.entity(key).type, acting)

    eased: dict[str, set[str]] = {gate.entity: set() for own in some.values() for gate in own.blocks if gate.pushed < 0}
    for claim in lens.claims(snapshot):
        if claim.object in eased and claim_sign(snapshot, claim) == -1 and not ontology.acts_from_object(claim.predicate):
            eased[claim.object].add(claim.subject)
    found = {}
    for actor, own in some.items():
        aimed = {claims[key].subject for key in own.aimed_at}
        for gate in own.blocks:
            found[actor, gate] = tuple(sorted(key for key in (eased[gate.entity] if gate.pushed < 0 else aimed) if acts(key)))
    return found


def ties_of(snapshot: Snapshot, own: ActorClaims, *, naming: bool = True) -> tuple[Tie, ...]:
    """What ties what to the actor, once for each passage: the claims that share one are one tie, the firmest first.

    ``naming``: also by claims that only say that the actor is a gatekeeper.
    """
    found: list[Tie] = []
    for gate in own.blocks:
        ids = [key for key in gate.claims if naming or key not in gate.naming]
        ids.sort(key=lambda key: (-snapshot.weights.of(snapshot.records.claims[key]), key))
        firsts: list[tuple[set[int], list[str]]] = []
        for key in ids:
            passages = set(snapshot.passages[key])
            voice = next((each for each in firsts if each[0] & passages), None)
            if voice is None:
                firsts.append((passages, [key]))
            else:
                voice[0].update(passages)
                voice[1].append(key)
        found += [Tie(gate.entity, gate.pushed, tuple(claims)) for _, claims in firsts]
    return tuple(found)


def _aggregates(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        term.iri
        for term in snapshot.ontology.classes.values()
        if "aggregate" in term.notes.get(snapshot.ontology.meta + "purpose", ())
    )


def _negated(snapshot: Snapshot, lens: Lens) -> Iterator[Claim]:
    """Claims that something is not so, as far as the lens lets their voice and frame count."""
    for claim in snapshot.records.claims.values():
        if claim.stance != "negates" or (lens.voice is not None and lens.voice not in claim.voices):
            continue
        if (claim.mode == "stated" or not lens.stated_only) and (lens.with_study or snapshot.frame_of(claim.id) == "system"):
            yield claim


def _of_actor(snapshot: Snapshot, parts: dict[str, list[str]], blocks: dict[tuple[str, int, str], list[Claim]]) -> ActorClaims:
    claims, passages = snapshot.records.claims, snapshot.passages
    named = parts.get("named", [])
    saying = {passage for claim in named for passage in passages[claim]}
    relations = snapshot.ontology.for_purpose("gatekeeping")

    def names(claim: Claim) -> bool:
        return claim.predicate in relations or bool(passages[claim.id] and set(passages[claim.id]) <= saying)

    own = tuple(
        OwnGate(
            entity=entity,
            pushed=pushed,
            relation=relation,
            claims=tuple(sorted(claim.id for claim in ties)),
            naming=tuple(sorted(claim.id for claim in ties if names(claim))),
        )
        for (entity, pushed, relation), ties in sorted(blocks.items())
    )
    kept_out = {party for claim in named for party in claims[claim].property(_GATED_PARTY)}
    return ActorClaims(
        named=tuple(sorted(named)),
        blocks=own,
        **{part: tuple(sorted(parts.get(part, ()))) for part in ("by_rule", "say_over", "aimed_at", "against")},
        kept_out=tuple(sorted(kept_out)),
    )
