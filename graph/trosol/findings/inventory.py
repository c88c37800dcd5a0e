"""What an ecosystem holds and how much of it counts: the one definition of every number that stands on several screens.

**How**: *recorded* is all that the tables have. What *counts* is what the lens lets through: claims about the study itself, denials, and what the
filters leave out are recorded and do not count. Who shows a number of the one beside a number of the other says which it is.

What no action addresses is in :mod:`trosol.findings.addressing`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from trosol.language import say_in
from trosol.model.records import Claim
from trosol.networks.lens import Lens
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

__all__ = ["Inventory", "inventory", "items_by_class", "items_by_kind", "kind_label", "kind_of", "on_one_piece"]


@dataclass(frozen=True, slots=True)
class Inventory:
    """Numbers of an ecosystem under a lens.

    ``items`` and ``claims``: recorded. ``counting``: ids of the claims that count; of these ``stated``, ``hedged``, those that rest on a
    ``single`` piece of evidence, and those offered as ``possible`` only. ``denied``: recorded claims that something is not so, by whoever the
    lens is of; they never count.
    """

    items: int
    claims: int
    counting: tuple[str, ...]
    stated: int
    hedged: int
    single: tuple[str, ...]
    possible: tuple[str, ...]
    denied: tuple[str, ...]

    @property
    def inferred(self) -> int:
        """Claims that count and that no text states."""
        return len(self.counting) - self.stated


@lru_cache(maxsize=8)
def inventory(snapshot: Snapshot, lens: Lens | None = None) -> Inventory:
    """Count what is recorded, and what of it counts under a lens."""
    lens = lens or Lens()
    claims = list(lens.claims(snapshot))
    return Inventory(
        items=len(snapshot.records.entities),
        claims=len(snapshot.records.claims),
        counting=tuple(claim.id for claim in claims),
        stated=sum(claim.mode == "stated" for claim in claims),
        hedged=sum(bool(claim.property(TRO + "hedge")) for claim in claims),
        single=tuple(claim.id for claim in claims if on_one_piece(claim)),
        possible=tuple(claim.id for claim in claims if claim.stance == "hypothesises"),
        denied=tuple(
            claim.id
            for claim in snapshot.records.claims.values()
            if claim.stance == "negates" and lens.voice in (None, *claim.voices)
        ),
    )


def on_one_piece(claim: Claim) -> bool:
    """Whether a claim rests on a single piece of evidence."""
    return len(set(claim.evidence)) == 1


def kind_of(snapshot: Snapshot, class_iri: str) -> str:
    """The kind that items of a class are shown as, on maps and in lists: the nearest class with a colour of its own; else the class itself."""
    ontology = snapshot.ontology
    return next((iri for iri in ontology.line(class_iri) if TRO + "colour" in ontology.classes[iri].notes), class_iri)


def items_by_kind(snapshot: Snapshot) -> Counter[str]:
    """How many items of each kind are recorded, by the IRI of the kind; each item counts once."""
    return Counter(kind_of(snapshot, entity.type) for entity in snapshot.records.entities.values())


def kind_label(snapshot: Snapshot, iri: str, language: str = "en") -> str:
    """What a kind is called; where others of its classes are kinds of their own, that it has the rest."""
    ontology = snapshot.ontology
    label = ontology.classes[iri].label(language)
    apart = items_by_kind(snapshot).keys() & (ontology.below(iri) - {iri})
    return say_in(language, "{kind}, other", kind=label) if apart else label


def items_by_class(snapshot: Snapshot) -> Counter[str]:
    """How many items are recorded of each class, those of the classes below it with them, by IRI."""
    own = Counter(entity.type for entity in snapshot.records.entities.values())
    found: Counter[str] = Counter()
    for iri, number in own.items():
        for above in snapshot.ontology.line(iri):
            found[above] += number
    return found
