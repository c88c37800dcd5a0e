"""The ontology as tables for people: which kinds of thing and which relations there are, what they mean, how much they are used."""

from __future__ import annotations

from collections import Counter

from trosol.findings.inventory import items_by_class
from trosol.language import say_in
from trosol.model.ontology import OBJECT, Ontology
from trosol.rdf.iris import TRO
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot

__all__ = ["classes_table", "relations_table"]


def _in_tree_order(ontology: Ontology, terms: dict[str, str]) -> list[tuple[int, str]]:
    """IRIs from the general to the special, each behind its first parent, with its depth; siblings by label."""
    below: dict[str | None, list[str]] = {}
    everything = {**ontology.classes, **ontology.properties}
    for iri in terms:
        parent = next((p for p in everything[iri].parents if p in terms), None)
        below.setdefault(parent, []).append(iri)
    found: list[tuple[int, str]] = []
    waiting = [(0, iri) for iri in sorted(below.get(None, ()), key=terms.__getitem__, reverse=True)]
    seen: set[str] = set()
    while waiting:
        depth, iri = waiting.pop()
        if iri in seen:
            continue
        seen.add(iri)
        found.append((depth, iri))
        waiting += [(depth + 1, child) for child in sorted(below.get(iri, ()), key=terms.__getitem__, reverse=True)]
    return found


def classes_table(snapshot: Snapshot, language: str = "en") -> list[tuple[str, str, str, str, int]]:
    """Kind, the kind above it, its role, what it means, and how many there are of it or below it."""
    ontology = snapshot.ontology
    counted = items_by_class(snapshot)
    rows = []
    labels = {
        iri: term.label(language)
        for iri, term in ontology.classes.items()
        if not term.deprecated and (ontology.role(iri) or counted[iri])
    }
    for depth, iri in _in_tree_order(ontology, labels):
        term = ontology.classes[iri]
        above = next((labels[p] for p in term.parents if p in labels), "")
        role = ontology.role(iri)
        rows.append(
            (
                "– " * depth + labels[iri],
                above,
                ontology.classes[role].label(language) if role else "",
                term.definition,
                counted[iri],
            )
        )
    return rows


def relations_table(snapshot: Snapshot, language: str = "en") -> list[tuple[str, str, str, str, int]]:
    """Relation, the one above it, its effect, how it reads, and how many claims use it or one below it."""
    ontology = snapshot.ontology
    counted = Counter(claim.predicate for claim in snapshot.records.claims.values())
    effects = {concept.notation: concept.label(language) for concept in ontology.values_of(TRO + "sign")}
    labels = {
        iri: term.label(language)
        for iri, term in ontology.properties.items()
        if term.kind == OBJECT and not term.deprecated and term.texts.get(TRO + "reads")
    }
    rows = []
    for depth, iri in _in_tree_order(ontology, labels):
        term = ontology.properties[iri]
        above = next((labels[p] for p in term.parents if p in labels), "")
        sign = ontology.sign(iri)
        effect = effects.get(sign or "", say_in(language, "not stated"))
        number = sum(counted[each] for each in ontology.below(iri))
        rows.append(("– " * depth + labels[iri], above, effect, relation_sentence(term, "…", "…", language), number))
    return rows
