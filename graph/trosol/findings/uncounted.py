"""Claims between the items of a network that do not count in it, and which relations would: what to say where there are too few ties."""

from __future__ import annotations

from collections import Counter

from trosol.rdf.iris import ROOT_RELATION
from trosol.store.snapshot import Snapshot
from trosol.worded import counted_words, joined, listed_words, worded

__all__ = ["uncounted"]

_NAMED = 4


def uncounted(snapshot: Snapshot, network: str) -> str:
    """One sentence on the claims that join two items of the network by a relation that is no edge of it; blank where there are none."""
    ontology = snapshot.ontology
    declared = next((found for found in ontology.networks.values() if found.name == network), None)
    if declared is None or not declared.edges:
        return ""
    found: Counter[str] = Counter()
    entities = snapshot.records.entities
    for claim in snapshot.records.claims.values():
        ends = [entities[key].type for key in (claim.subject, claim.object) if key in entities]
        inside = len(ends) == 2 and all(ontology.is_a(kind, declared.nodes) for kind in ends)
        if inside and not ontology.is_a(claim.predicate, declared.edges):
            found[claim.predicate] += 1
    if not found:
        return ""
    much = sum(found.values())
    named = listed_words([joined((_label(snapshot, iri), f"({number})")) for iri, number in found.most_common()], _NAMED)
    counting = sorted(_label(snapshot, iri) for iri in ontology.below(*declared.edges) - set(declared.edges) - {ROOT_RELATION})
    said = f"{', '.join(counting[:8])}{' …' if len(counting) > 8 else ''}"
    return worded(
        " Of a relation that does not count here, {claims} between them: {named}. Those that count: {said}.",
        claims=counted_words(much, "claim"),
        named=named,
        said=said,
    )


def _label(snapshot: Snapshot, iri: str) -> str:
    term = snapshot.ontology.term(iri)
    return term.label() if term else iri
