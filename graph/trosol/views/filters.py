"""What a map is narrowed to: kinds, relations, a horizon, a voice, stated claims only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from trosol.model.records import Claim
from trosol.networks.lens import Lens, about
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

__all__ = ["MapFilter", "kinds"]


@dataclass(frozen=True, slots=True)
class MapFilter:
    """Empty ``kinds`` or ``relations`` means all; both are local names of ontology terms, and take in what is below them."""

    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    lens: Lens = Lens(include_hypothetical=True)

    def about(self, snapshot: Snapshot, keys: Iterable[str]) -> MapFilter:
        """The filter, with the study where all that is said of the entities that somebody asks for is of the study."""
        return replace(self, lens=about(self.lens, snapshot, keys))

    def claims(self, snapshot: Snapshot) -> Iterator[Claim]:
        """Claims that may be drawn, in id order: both ends of a wanted kind, the relation a wanted one."""
        ontology = snapshot.ontology
        relations = _below(snapshot, (p.iri for p in ontology.properties.values() if p.name in self.relations))
        classes = _below(snapshot, (c.iri for c in ontology.classes.values() if c.name in self.kinds))
        chosen = [key for key, entity in snapshot.records.entities.items() if entity.type in classes]
        keep = {
            key
            for key, entity in snapshot.records.entities.items()
            if self.lens.keeps_entity(entity) and (not self.kinds or entity.type in classes)
        }
        for claim in about(self.lens, snapshot, chosen).claims(snapshot):
            if claim.subject in keep and claim.object in keep and (not self.relations or claim.predicate in relations):
                yield claim


def _below(snapshot: Snapshot, iris: Iterator[str]) -> frozenset[str]:
    return frozenset[str]().union(*(snapshot.ontology.below(iri) for iri in iris))


def kinds(snapshot: Snapshot, language: str = "en") -> dict[str, str]:
    """Kinds to choose from: the classes with a colour of their own that some entity falls under; name to label, by lane."""
    ontology = snapshot.ontology
    used = {iri for entity in snapshot.records.entities.values() for iri in ontology.line(entity.type)}
    found = [c for c in ontology.classes.values() if TRO + "colour" in c.notes and c.iri in used]
    found.sort(key=lambda c: (ontology.lane(c.iri), c.iri))
    return {c.name: c.label(language) for c in found}
