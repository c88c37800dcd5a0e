"""What stands beside the map for an item that is chosen: what it is, and each of its claims with the place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trosol.language import say_in
from trosol.plain import ToJson
from trosol.store.snapshot import Snapshot
from trosol.views.tables.statements import statement

__all__ = ["ClaimDetails", "Details", "ItemDetails", "details_of"]


@dataclass(frozen=True, slots=True)
class ClaimDetails(ToJson):
    """A claim in words, and where it stands: pairs of place and a few words to find it by."""

    sentence: str
    mode: str
    about: str
    rationale: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemDetails(ToJson):
    """An item in words, and the ids of its claims, of those that are drawn."""

    description: str
    role: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Details(ToJson):
    """Of some items, with every claim about them."""

    items: dict[str, ItemDetails]
    claims: dict[str, ClaimDetails]


def details_of(snapshot: Snapshot, keys: Iterable[str], drawn: Sequence[str], language: str = "en") -> Details:
    """Details of items. ``drawn``: ids of the claims that may be shown, under the filters."""
    ontology = snapshot.ontology
    gates = ontology.for_purpose("gatekeeping")
    allowed = frozenset(drawn)
    wanted: dict[str, None] = {}
    items = {}
    for key in keys:
        entity = snapshot.entity(key)
        listed = sorted(
            (c for c in snapshot.claims_of(key) if c.id in allowed),
            key=lambda c: (c.predicate not in gates, c.predicate not in ontology.analysed, c.subject != key, c.id),
        )
        ids = tuple(dict.fromkeys(claim.id for claim in listed))
        wanted.update(dict.fromkeys(ids))
        items[key] = ItemDetails(entity.description(language), ontology.classes[snapshot.role(key)].label(language), ids)
    return Details(items, {key: _claim(snapshot, key, language) for key in wanted})


def _claim(snapshot: Snapshot, key: str, language: str) -> ClaimDetails:
    line = statement(snapshot, snapshot.records.claims[key], language)
    said = say_in(language, "said by {who}", who=", ".join(line.voice_labels))
    firmness = say_in(language, "{level} confidence", level=say_in(language, line.confidence))
    return ClaimDetails(
        sentence=line.sentence,
        mode=line.mode,
        about=f"{said} · {firmness}",
        rationale=line.rationale,
        places=tuple((piece.place, piece.anchor) for piece in line.evidence),
    )
