"""What an ecosystem says: entities, claims, evidence, sources and observations, as frozen records.

Ids are the ids of the tables; types, predicates and property names are full IRIs of ontology terms.
``properties`` holds what further columns say: pairs of property IRI and values, sorted, so that two
records with the same content are equal whatever the order of columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from trosol.errors import Where

__all__ = [
    "Claim",
    "Dataset",
    "Entity",
    "Evidence",
    "Observation",
    "Properties",
    "Records",
    "Source",
    "Texts",
    "in_language",
]

T = TypeVar("T")

Texts = tuple[tuple[str, str], ...]
"""Text by language: sorted pairs of language tag and text."""

Properties = tuple[tuple[str, tuple[str, ...]], ...]
"""Further columns: sorted pairs of property IRI and values (text, entity ids or concept IRIs)."""


def in_language(texts: Texts, language: str = "en") -> str | None:
    """Text in ``language``, else in English, else in the first language there is; None if there is none.

    >>> in_language((("cy", "Cymru"), ("en", "Wales")), "cy")
    'Cymru'
    """
    found = dict(texts)
    return found.get(language) or found.get("en") or next(iter(found.values()), None)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the ecosystem: an organisation, a barrier, an action, a vision …

    ``alternatives``: what else people call it, several in a language. ``desirability``: only where it is other than that of its class.
    """

    id: str
    type: str
    labels: Texts
    descriptions: Texts = ()
    status: str = "transcribed"
    evidence: tuple[str, ...] = ()
    properties: Properties = ()
    alternatives: Texts = ()
    desirability: str = ""

    def label(self, language: str = "en") -> str:
        """Its name in ``language`` where there is one, else in English, else its id."""
        return in_language(self.labels, language) or self.id

    def description(self, language: str = "en") -> str:
        """What it is, in ``language`` where there is such a text; empty where the table says nothing."""
        return in_language(self.descriptions, language) or ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement *subject - predicate - object*: how firm it is, who said so and on what evidence.

    ``frame``: ``system`` or ``study`` where a coder said which; empty where it is derived.
    """

    id: str
    subject: str
    predicate: str
    object: str
    strength: str
    stance: str
    mode: str
    confidence: str
    voices: tuple[str, ...]
    coder: str
    rationale: str
    evidence: tuple[str, ...]
    properties: Properties = ()
    frame: str = ""

    def property(self, iri: str) -> tuple[str, ...]:
        """Values of one further column, empty if it says nothing."""
        return dict(self.properties).get(iri, ())


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim comes from: a place in a source, a short anchor found there, and a paraphrase."""

    id: str
    source: str
    section: str = ""
    page: str = ""
    lines: str = ""
    anchor: str = ""
    paraphrase: str = ""
    speaker: str = ""
    properties: Properties = ()

    def line_range(self) -> tuple[int, int] | None:
        """First and last line (1-based, inclusive), or None where the row gives none.

        >>> Evidence("e1", "s", lines="4-7").line_range()
        (4, 7)
        """
        if not self.lines:
            return None
        first, _, last = self.lines.partition("-")
        return int(first), int(last or first)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, interview or data set that evidence points into."""

    id: str
    title: str
    properties: Properties = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """A count or measurement as reported. Counts of different methods are never summed."""

    id: str
    about: str
    method: str = ""
    group: str = ""
    region: str = ""
    measure: str = ""
    value: str = ""
    threshold: str = ""
    unit: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    properties: Properties = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """What ``dataset.toml`` says of the ecosystem as a whole. ``iri`` ends in ``/``.

    ``weights``: by notation, where they are other than the ontology's. ``goals``: ids of goals and the weight of each. ``families``:
    names of groups of goals and the ids in each, which share the weight of one goal. All sorted.
    """

    name: str
    iri: str
    title: Texts
    description: Texts
    version: str
    licence: str
    language: str
    created: str
    publisher: str
    credit: str
    invented: bool = False
    weights: tuple[tuple[str, float], ...] = ()
    goals: tuple[tuple[str, float], ...] = ()
    families: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _frozen(rows: Mapping[str, T]) -> Mapping[str, T]:
    return MappingProxyType({key: rows[key] for key in sorted(rows)})


@dataclass(frozen=True)
class Records:
    """All that an ecosystem says, by id, sorted; ``places`` tells where each row was read."""

    dataset: Dataset
    entities: Mapping[str, Entity]
    claims: Mapping[str, Claim]
    evidence: Mapping[str, Evidence]
    sources: Mapping[str, Source]
    observations: Mapping[str, Observation]
    places: Mapping[tuple[str, str], Where] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Freeze the mappings, in id order."""
        for name in ("entities", "claims", "evidence", "sources", "observations"):
            object.__setattr__(self, name, _frozen(getattr(self, name)))
        object.__setattr__(self, "places", MappingProxyType(self.places))

    def claims_about(self, entity: str) -> Iterator[Claim]:
        """Claims that have ``entity`` as subject or object, in id order."""
        return (c for c in self.claims.values() if entity in (c.subject, c.object))
