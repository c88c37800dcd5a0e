"""Claims that do not count in a network, and what would make them count: what to say where there is not enough evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from trosol.model.ontology import Network
from trosol.rdf.iris import ROOT_RELATION
from trosol.store.snapshot import Snapshot
from trosol.worded import counted_words, joined, listed_words, reference, worded

__all__ = ["uncounted", "without_goal", "without_horizon", "without_voice"]

_NAMED, _OFFERED = 4, 8


def uncounted(snapshot: Snapshot, network: str) -> str:
    """Sentences on the claims that join two items of the network by a relation that is no edge of it, and on those that end outside it.

    Blank where every claim counts.
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
        counting = ontology.below(*declared.edges) - set(declared.edges) - {ROOT_RELATION} or set(declared.edges)
        said.append(
            worded(
                "Of a relation that does not count here, {claims} between them: {named}.",
                claims=counted_words(relations.total(), "claim"),
                named=_counted(snapshot, relations),
            )
        )
        said.append(worded("Those that count: {counting}.", counting=_offered(snapshot, counting or set(declared.edges))))
    if outside:
        said.append(
            worded(
                "With an end in a kind of item that takes no part here, {claims}: {named}. Kinds that take part: {taken}.",
                claims=counted_words(outside.total(), "claim"),
                named=_counted(snapshot, outside),
                taken=_offered(snapshot, inside),
            )
        )
    return joined(said) if said else ""


def without_goal(snapshot: Snapshot) -> str:
    """What makes an item a goal."""
    wanted = {iri for network in snapshot.ontology.networks.values() for iri in network.goals}
    if not wanted:
        return ""
    return worded(
        "Give an item one of the kinds {kinds}, or name it under [goals] in dataset.toml.", kinds=_offered(snapshot, wanted)
    )


def without_horizon(snapshot: Snapshot) -> str:
    """Which relations put something into a horizon, and how many claims are there that do not."""
    ontology, many = snapshot.ontology, len(snapshot.records.claims)
    relations = [iri for iri in ontology.for_purpose("horizon") if iri in ontology.properties]
    return joined(
        (
            worded("That do not: {claims}.", claims=counted_words(many, "claim")) if many else "",
            worded("It takes a claim in one of these relations: {relations}.", relations=_offered(snapshot, relations))
            if relations
            else "",
        )
    )


def without_voice(snapshot: Snapshot) -> str:
    """How many claims are credited to nobody, and where a voice is written."""
    silent = sum(not claim.voices for claim in snapshot.records.claims.values())
    if not silent:
        return ""
    return worded(
        "Without a voice: {claims}. Write who says it into the column voices of claims.csv.",
        claims=counted_words(silent, "claim"),
    )


def _declared(snapshot: Snapshot, name: str) -> Network | None:
    """The network of that name, or the one that it is a part of."""
    found = snapshot.ontology.network(name)
    if found is not None and not found.edges and found.based_on:
        return snapshot.ontology.networks.get(found.based_on)
    return found


def _counted(snapshot: Snapshot, found: Counter[str]) -> str:
    return listed_words([joined((_name(snapshot, iri), f"({number})")) for iri, number in found.most_common()], _NAMED)


def _offered(snapshot: Snapshot, terms: Iterable[str]) -> str:
    return listed_words(sorted((_name(snapshot, iri) for iri in terms), key=str), _OFFERED)


def _name(snapshot: Snapshot, iri: str) -> str:
    term = snapshot.ontology.term(iri)
    return reference("class", iri, term.label()) if term else iri
