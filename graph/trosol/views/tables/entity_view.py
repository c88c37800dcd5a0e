"""One entity as people see it: what it is, what is said of it, by whom, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from trosol.errors import Problem, WrongUse, shorten
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows
from trosol.views.tables.statements import Statement, place_of, statements_of

__all__ = ["EntityCard", "entity_card", "find_entity"]


@dataclass(frozen=True, slots=True, repr=False)
class EntityCard(Result):
    """An entity with its statements."""

    _table = "statements"

    id: str
    iri: str
    label: str
    description: str
    type: str
    type_label: str
    role: str
    role_label: str
    desirability: str
    status: str
    places: tuple[str, ...]
    further: tuple[tuple[str, str], ...]
    statements: Rows[Statement]
    voices: tuple[tuple[str, int], ...]
    stated: int
    inferred: int


def find_entity(snapshot: Snapshot, text: str) -> str:
    """Id of the entity that ``text`` names: its id, its exact label, or another name that no other has, in any capitals.

    Raises :class:`WrongUse` with the nearest ones.
    """
    entities = snapshot.records.entities
    if text in entities:
        return text
    wanted = text.casefold().strip()
    by_name: dict[str, list[str]] = {}
    for entity in entities.values():
        for name in {entity.id.casefold(), *(label.casefold() for _, label in entity.labels)}:
            by_name.setdefault(name, []).append(entity.id)
    others: dict[str, list[str]] = {}
    for entity in entities.values():
        for name in {other.casefold() for _, other in entity.alternatives}:
            others.setdefault(name, []).append(entity.id)
    found = by_name.get(wanted) or others.get(wanted, [])
    if len(found) == 1:
        return found[0]
    near = found or [key for name in get_close_matches(wanted[:100], by_name, n=4, cutoff=0.55) for key in by_name[name]]
    near = near or [key for name, keys in by_name.items() if wanted and wanted in name for key in keys]
    hint = f"Did you mean {', '.join(sorted(dict.fromkeys(near))[:6])}?" if near else "Look it up in the dashboard's search."
    raise WrongUse(Problem("entity-unknown", f"{snapshot.name} has no entity '{shorten(text)}'.", hint))


def entity_card(snapshot: Snapshot, key: str, language: str = "en") -> EntityCard:
    """Everything about one entity. Raises KeyError for an unknown id."""
    entity = snapshot.entity(key)
    ontology = snapshot.ontology
    statements = statements_of(snapshot, key, language)
    role = ontology.classes[snapshot.role(key)]
    counted: dict[str, int] = {}
    for line in statements:
        for voice in line.voices:
            counted[voice] = counted.get(voice, 0) + 1
    return EntityCard(
        id=key,
        iri=snapshot.iri("entities", key),
        label=entity.label(language),
        description=entity.description(language),
        type=local_name(entity.type),
        type_label=ontology.classes[entity.type].label(language),
        role=role.name,
        role_label=role.label(language),
        desirability=snapshot.desirability(entity.id),
        status=entity.status,
        places=tuple(place_of(snapshot, piece) for piece in entity.evidence),
        further=tuple(
            (ontology.properties[prop].label(language), ", ".join(_shown(snapshot, prop, value, language) for value in values))
            for prop, values in entity.properties
        ),
        statements=Rows(statements),
        voices=tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0]))),
        stated=sum(line.mode == "stated" for line in statements),
        inferred=sum(line.mode == "inferred" for line in statements),
    )


def _shown(snapshot: Snapshot, prop: str, value: str, language: str) -> str:
    listed = {concept.notation: concept for concept in snapshot.ontology.values_of(prop)}
    concept = snapshot.ontology.concepts.get(value) or listed.get(value)
    if concept:
        return concept.label(language)
    entity = snapshot.records.entities.get(value)
    return entity.label(language) if entity else value
