"""What an ecosystem holds, how well it is evidenced, and what it does not have."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from trosol.findings.inventory import items_by_kind, kind_label
from trosol.model.records import in_language
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.views.filters import kinds
from trosol.views.tables.statements import place_of

__all__ = ["Missing", "Starter", "Summary", "VoiceCount", "describe"]


_MOST_STARTERS = 5


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """A group and how many claims it made, stated and inferred."""

    id: str
    label: str
    stated: int
    inferred: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Something known to exist that the source does not give, or a body that does not exist yet."""

    id: str
    label: str
    kind: str
    description: str
    status: str
    place: str


@dataclass(frozen=True, slots=True)
class Starter:
    """Something to begin with: the most talked-of thing of a kind. ``links``: how many claims of influence or ties are about it."""

    entity: str
    label: str
    role: str
    links: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers and lists for a first screen. ``traced``: how many claims have evidence with its lines in a source."""

    title: str
    description: str
    credit: str
    licence: str
    version: str
    invented: bool
    entities: int
    claims: int
    stated: int
    traced: int
    inferred: int
    hedged: int
    hypothesised: int
    evidence: int
    observations: int
    by_confidence: tuple[tuple[str, int], ...]
    by_kind: tuple[tuple[str, str, int, str], ...]
    voices: tuple[VoiceCount, ...]
    missing: tuple[Missing, ...]
    starters: tuple[Starter, ...]


def describe(snapshot: Snapshot, language: str = "en") -> Summary:
    """Summarise a snapshot. Counts are of rows; nothing is summed across methods."""
    records, ontology = snapshot.records, snapshot.ontology
    claims = list(records.claims.values())
    kinds = items_by_kind(snapshot)
    dataset = records.dataset
    return Summary(
        title=in_language(dataset.title, language) or dataset.name,
        description=in_language(dataset.description, language) or "",
        credit=dataset.credit,
        licence=dataset.licence,
        version=dataset.version,
        invented=dataset.invented,
        entities=len(records.entities),
        claims=len(claims),
        stated=sum(c.mode == "stated" for c in claims),
        traced=sum(any(records.evidence[key].lines for key in c.evidence) for c in claims),
        inferred=sum(c.mode == "inferred" for c in claims),
        hedged=sum(any(local_name(prop) == "hedge" for prop, _ in c.properties) for c in claims),
        hypothesised=sum(c.stance == "hypothesises" for c in claims),
        evidence=len(records.evidence),
        observations=len(records.observations),
        by_confidence=tuple((level, sum(c.confidence == level for c in claims)) for level in ("high", "medium", "low")),
        by_kind=tuple(
            (ontology.classes[iri].name, kind_label(snapshot, iri, language), kinds[iri], ontology.classes[iri].definition)
            for iri in sorted(kinds, key=lambda iri: (ontology.lane(iri), iri))
        ),
        voices=_voices(snapshot, language),
        missing=_missing(snapshot, language),
        starters=_starters(snapshot, language),
    )


def _voices(snapshot: Snapshot, language: str) -> tuple[VoiceCount, ...]:
    stated: Counter[str] = Counter()
    inferred: Counter[str] = Counter()
    for claim in snapshot.records.claims.values():
        (stated if claim.mode == "stated" else inferred).update(claim.voices)
    found = sorted(stated.keys() | inferred.keys(), key=lambda v: (-stated[v] - inferred[v], v))
    return tuple(VoiceCount(v, snapshot.entity(v).label(language), stated[v], inferred[v]) for v in found)


def _missing(snapshot: Snapshot, language: str) -> tuple[Missing, ...]:
    found = [e for e in snapshot.records.entities.values() if e.status != "transcribed"]
    kinds = snapshot.ontology.classes
    return tuple(
        Missing(
            e.id,
            e.label(language),
            kinds[e.type].label(language),
            e.description(language),
            e.status,
            "; ".join(place_of(snapshot, piece) for piece in e.evidence),
        )
        for e in sorted(found, key=lambda e: (e.status, kinds[e.type].label(language), e.id))
    )


def _starters(snapshot: Snapshot, language: str) -> tuple[Starter, ...]:
    """Of each kind that the map opens on, the one that most claims of influence or ties are about; five kinds at most, most claims first."""
    ontology = snapshot.ontology
    told = Counter(
        key for c in snapshot.records.claims.values() if c.predicate in ontology.analysed for key in (c.subject, c.object)
    )
    starters: list[Starter] = []
    for name, label in kinds(snapshot, language).items():
        below = frozenset[str]().union(*(ontology.below(c.iri) for c in ontology.classes.values() if c.name == name))
        members = [
            (-told[key], key)
            for key, entity in snapshot.records.entities.items()
            if entity.type in below and entity.status == "transcribed" and told[key] > 1
        ]
        if members and len(starters) < _MOST_STARTERS:
            key = min(members)[1]
            if key not in {starter.entity for starter in starters}:
                starters.append(Starter(key, snapshot.entity(key).label(language), label, told[key]))
    return tuple(sorted(starters, key=lambda each: (-each.links, each.entity)))
