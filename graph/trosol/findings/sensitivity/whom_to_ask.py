"""Whom to ask: those whom a claim is about, where they are people or bodies; else those who said it, or others than they."""

from __future__ import annotations

from collections.abc import Iterable

from trosol.findings.result import voices_of
from trosol.networks.lens import voices
from trosol.store.snapshot import Snapshot

__all__ = ["actors_in", "others_than", "places_of"]


def actors_in(snapshot: Snapshot, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of these entities that are actors, in order, each once."""
    ontology = snapshot.ontology

    def acts(key: str) -> bool:
        kind = ontology.kind(snapshot.entity(key).type)
        return kind is not None and kind.group == "actor"

    return tuple(dict.fromkeys(key for key in keys if acts(key)))


def others_than(snapshot: Snapshot, claims: tuple[str, ...]) -> tuple[str, ...]:
    """Actors that the claims are about; else groups that have not said so yet; else those that have."""
    about = (end for key in claims for end in (snapshot.records.claims[key].subject, snapshot.records.claims[key].object))
    said = voices_of(snapshot, claims)
    return actors_in(snapshot, about) or tuple(voice for voice in voices(snapshot) if voice not in said) or said


def places_of(snapshot: Snapshot, claims: Iterable[str]) -> tuple[str, ...]:
    """Pages, or lines where there is no page, of the evidence of claims, each once."""
    evidence = (snapshot.records.evidence[key] for claim in claims for key in snapshot.records.claims[claim].evidence)
    named = (f"p. {each.page}" if each.page else f"l. {each.lines}" if each.lines else each.section for each in evidence)
    return tuple(dict.fromkeys(filter(None, named)))
