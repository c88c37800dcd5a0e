"""Whom to ask: people and bodies that there are and that can answer; those whom a claim is about, else others than those who said it."""

from __future__ import annotations

from collections.abc import Iterable

from trosol.findings.gate_claims import is_aggregate
from trosol.findings.result import voices_of
from trosol.networks.lens import voices
from trosol.store.snapshot import Snapshot

__all__ = ["askable", "others_than", "places_of", "those_who_said"]


def askable(snapshot: Snapshot, *lists: Iterable[str]) -> tuple[str, ...]:
    """Of the first list that has any: those who can be asked, in order, each once. Where none has, of all who said something.

    A person, role, group or body can be asked. A whole sector cannot, nor what is only imagined or not transcribed, nor a voice without a
    name (participants of no group, the authors), nor a document.
    """
    ontology = snapshot.ontology

    def answers(key: str) -> bool:
        entity = snapshot.entity(key)
        kind = ontology.kind(entity.type)
        return kind is not None and kind.group == "actor" and entity.status == "transcribed" and not is_aggregate(snapshot, key)

    for keys in (*lists, voices(snapshot)):
        if found := tuple(dict.fromkeys(key for key in keys if answers(key))):
            return found
    return ()


def others_than(snapshot: Snapshot, claims: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the claims are about; else groups that have not said so yet; else those that have."""
    about = (end for key in claims for end in (snapshot.records.claims[key].subject, snapshot.records.claims[key].object))
    said = voices_of(snapshot, claims)
    return askable(snapshot, about, (voice for voice in voices(snapshot) if voice not in said), said)


def those_who_said(snapshot: Snapshot, claims: tuple[str, ...]) -> tuple[str, ...]:
    """Those who said what the claims are drawn from, where they have a name; else as :func:`others_than`."""
    about = (end for key in claims for end in (snapshot.records.claims[key].subject, snapshot.records.claims[key].object))
    return askable(snapshot, voices_of(snapshot, claims), about)


def places_of(snapshot: Snapshot, claims: Iterable[str]) -> tuple[str, ...]:
    """Pages, or lines where there is no page, of the evidence of claims, each once."""
    evidence = (snapshot.records.evidence[key] for claim in claims for key in snapshot.records.claims[claim].evidence)
    named = (f"p. {each.page}" if each.page else f"l. {each.lines}" if each.lines else each.section for each in evidence)
    return tuple(dict.fromkeys(filter(None, named)))
