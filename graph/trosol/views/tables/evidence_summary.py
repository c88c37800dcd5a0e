"""How well an ecosystem is evidenced: who spoke and how many they were, where evidence is thin, and what is disputed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from trosol.findings.inventory import Inventory, inventory, on_one_piece
from trosol.findings.voices.disagreements import VoiceDisagreement, differences
from trosol.model.records import Observation
from trosol.networks.lens import Lens
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.views.tables.statements import place_of

__all__ = ["Count", "Heard", "Sourcing", "Thin", "sourcing"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice: claims it made, stated and inferred; those nobody else made; things it speaks of; pieces of evidence it gave."""

    id: str
    label: str
    stated: int
    inferred: int
    alone: int
    things: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number as the source reports it, never added to another."""

    id: str
    about: str
    label: str
    what: str
    value: str
    threshold: str
    method: str
    group: str
    place: str

    @property
    def short(self) -> bool:
        """The number stays below what the researchers had set themselves."""
        return self.value.isdecimal() and self.threshold.isdecimal() and int(self.value) < int(self.threshold)


@dataclass(frozen=True, slots=True)
class Thin:
    """Something that little is said of: how many claims, pieces of evidence and voices stand behind it."""

    id: str
    label: str
    kind: str
    claims: int
    evidence: int
    voices: int


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Numbers and lists on the evidence under a lens.

    ``held``: how many claims count, are stated, rest on one piece of evidence, are denials or mere possibilities. ``lone``: claims of
    influence or ties that rest on one piece of evidence and are inferred as well. ``thin``: things of which fewest claims tell, among those
    that take part in a ranked network.
    """

    held: Inventory
    heard: tuple[Heard, ...]
    counts: tuple[Count, ...]
    lone: tuple[str, ...]
    thin: tuple[Thin, ...]
    disputed: tuple[VoiceDisagreement, ...]
    by_confidence: tuple[tuple[str, int], ...]


def sourcing(snapshot: Snapshot, lens: Lens | None = None, language: str = "en") -> Sourcing:
    """Look at all claims that count under a lens, and at denials, which are in no network but tell what is disputed."""
    lens = lens or Lens()
    claims = list(lens.claims(snapshot))
    analysed = snapshot.ontology.analysed
    return Sourcing(
        held=inventory(snapshot, lens),
        heard=_heard(snapshot, lens, language),
        counts=tuple(_count(snapshot, each, language) for _, each in sorted(snapshot.records.observations.items())),
        lone=tuple(c.id for c in claims if c.mode == "inferred" and on_one_piece(c) and c.predicate in analysed),
        thin=_thin(snapshot, lens, language),
        disputed=differences(snapshot, lens),
        by_confidence=tuple((level, sum(c.confidence == level for c in claims)) for level in ("high", "medium", "low")),
    )


def _heard(snapshot: Snapshot, lens: Lens, language: str) -> tuple[Heard, ...]:
    stated: Counter[str] = Counter()
    inferred: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    things: dict[str, set[str]] = {}
    pieces: dict[str, set[str]] = {}
    for claim in lens.claims(snapshot):
        for voice in claim.voices:
            (stated if claim.mode == "stated" else inferred)[voice] += 1
            alone[voice] += len(claim.voices) == 1
            things.setdefault(voice, set()).update((claim.subject, claim.object))
            pieces.setdefault(voice, set()).update(claim.evidence)
    order = sorted(things, key=lambda voice: (-stated[voice] - inferred[voice], voice))
    return tuple(
        Heard(
            voice,
            snapshot.entity(voice).label(language),
            stated[voice],
            inferred[voice],
            alone[voice],
            len(things[voice]),
            len(pieces[voice]),
        )
        for voice in order
    )


def _count(snapshot: Snapshot, each: Observation, language: str) -> Count:
    def label(key: str) -> str:
        return snapshot.entity(key).label(language) if key in snapshot.records.entities else key.replace("-", " ")

    return Count(
        id=each.id,
        about=each.about,
        label=label(each.about),
        what=local_name(each.measure).replace("_", " "),
        value=each.value,
        threshold=each.threshold,
        method=label(each.method),
        group=label(each.group or each.region),
        place="; ".join(place_of(snapshot, piece) for piece in each.evidence),
    )


def _thin(snapshot: Snapshot, lens: Lens, language: str) -> tuple[Thin, ...]:
    ontology = snapshot.ontology
    ranked = [c for n in ontology.networks.values() if n.ranked for c in (*n.nodes, *n.left, *n.right)]
    claims: dict[str, list[str]] = {}
    for claim in lens.claims(snapshot):
        for key in {claim.subject, claim.object}:
            claims.setdefault(key, []).append(claim.id)
    rows = []
    for key, entity in snapshot.records.entities.items():
        if ontology.is_a(entity.type, ranked) and lens.keeps_entity(entity):
            own = [snapshot.records.claims[each] for each in claims.get(key, ())]
            evidence = {piece for claim in own for piece in claim.evidence}
            voices = {voice for claim in own for voice in claim.voices}
            if len(own) <= 1 or len(evidence) <= 1:
                kind = ontology.classes[entity.type].label(language)
                rows.append(Thin(key, entity.label(language), kind, len(own), len(evidence), len(voices)))
    return tuple(sorted(rows, key=lambda row: (row.claims, row.evidence, row.label, row.id)))
