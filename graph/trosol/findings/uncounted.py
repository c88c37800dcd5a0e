"""Claims that do not count in a network, and what would make them count: what to say where there is not enough evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from trosol.model.ontology import Network
from trosol.rdf.iris import ROOT_RELATION
from trosol.store.snapshot import Snapshot

__all__ = ["uncounted", "without_goal", "without_horizon", "without_voice"]

_NAMED, _OFFERED = 4, 8


def uncounted(snapshot: Snapshot, network: str) -> str:
    """Sentences on the claims that join two items of the network by a relation that is no edge of it, and on those that end outside it.

    Blank where every claim counts. They begin with a space, to stand after a reason.
    """
    declared = _declared(snapshot, network)
    if declared is None or not declared.edges:
        return ""
    ontology, entities = snapshot.ontology, snapshot.records.entities
    inside = (*declared.nodes, *declared.left, *declared.right)
    relations: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for claim in snapshot.records.claims.values():
        kinds = [entities[key].type for key in (claim.subject, claim.object) if key in entities]
        beyond = [kind for kind in kinds if not ontology.is_a(kind, inside) or ontology.is_a(kind, declared.excludes)]
        if beyond and ontology.is_a(claim.predicate, declared.edges):
            outside[beyond[0]] += 1
        elif not beyond and len(kinds) == 2 and not ontology.is_a(claim.predicate, declared.edges):
            relations[claim.predicate] += 1
    said = []
    if relations:
        much = sum(relations.values())
        claims = "1 claim between them is" if much == 1 else f"{much} claims between them are"
        counting = sorted(
            _label(snapshot, iri) for iri in ontology.below(*declared.edges) - set(declared.edges) - {ROOT_RELATION}
        )
        said.append(f"{claims} of a relation that does not count here: {_listed(snapshot, relations)}.")
        said.append(f"Those that count: {_offered(counting)}.")
    if outside:
        much = sum(outside.values())
        ends = "1 claim ends" if much == 1 else f"{much} claims end"
        taken = sorted(_label(snapshot, iri) for iri in inside)
        said.append(
            f"{ends} in a kind of item that takes no part here: {_listed(snapshot, outside)}. Those that do: {_offered(taken)}."
        )
    return "".join(f" {sentence}" for sentence in said)


def without_goal(snapshot: Snapshot) -> str:
    """What makes an item a goal."""
    wanted: Iterable[str] = dict.fromkeys(iri for network in snapshot.ontology.networks.values() for iri in network.goals)
    kinds = sorted(_label(snapshot, iri) for iri in wanted)
    return f" Give an item one of the kinds {_offered(kinds)}, or name it under [goals] in dataset.toml." if kinds else ""


def without_horizon(snapshot: Snapshot) -> str:
    """Which relations put something into a horizon, and how many claims are there that do not."""
    ontology = snapshot.ontology
    found = sorted(_label(snapshot, iri) for iri in ontology.for_purpose("horizon") if iri in ontology.properties)
    many = len(snapshot.records.claims)
    claims = "The 1 claim there is says" if many == 1 else f"None of the {many} claims there are says"
    none = f" {claims} something else." if many == 1 else f" {claims} so."
    return f"{none if many else ''} It takes one in the relation {_offered(found)}." if found else none


def without_voice(snapshot: Snapshot) -> str:
    """How many claims are credited to nobody, and where a voice is written."""
    silent = sum(not claim.voices for claim in snapshot.records.claims.values())
    claims = "1 claim has" if silent == 1 else f"{silent} claims have"
    return f" {claims} no voice: write who says it into the column voices of claims.csv." if silent else ""


def _declared(snapshot: Snapshot, name: str) -> Network | None:
    """The network of that name, or the one that it is a part of."""
    found = snapshot.ontology.network(name)
    if found is not None and not found.edges and found.based_on:
        return snapshot.ontology.networks.get(found.based_on)
    return found


def _listed(snapshot: Snapshot, found: Counter[str]) -> str:
    named = ", ".join(f"{_label(snapshot, iri)} ({number})" for iri, number in found.most_common(_NAMED))
    return named + (f" and {len(found) - _NAMED} more" if len(found) > _NAMED else "")


def _offered(labels: list[str]) -> str:
    return f"{', '.join(labels[:_OFFERED])}{' …' if len(labels) > _OFFERED else ''}"


def _label(snapshot: Snapshot, iri: str) -> str:
    term = snapshot.ontology.term(iri)
    return term.label() if term else iri
