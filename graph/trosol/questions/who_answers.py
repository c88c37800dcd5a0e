"""Whether *who* is answered by somebody."""

from __future__ import annotations

from collections.abc import Iterable

from trosol.questions.form import Form, hits
from trosol.questions.known_names import who
from trosol.questions.reading_parts import Context
from trosol.store.snapshot import Snapshot

__all__ = ["answers_who", "by_somebody"]


def answers_who(context: Context, keys: Iterable[str]) -> bool:
    """Whether, where it is asked *who*, one of the answers is somebody."""
    snapshot = context.snapshot
    entities = [snapshot.entity(key) for key in keys if key in snapshot.records.entities]
    asked = context.shape.asks == "who" and entities
    return not asked or any(snapshot.ontology.is_a(each.type, who(snapshot)) for each in entities)


def by_somebody(snapshot: Snapshot, form: Form) -> bool:
    """Whether what answers a form is linked by a relation that anybody is recorded to have, or anything may have, at that end.

    Where a source puts money into pots, *who pays* is answered by a pot.
    """
    ontology = snapshot.ontology
    predicates = {hit.claim.predicate for hit in hits(snapshot, form) if hit.claim}
    if any(
        not ontology.role((ontology.properties[iri].domain if form.outward else ontology.properties[iri].range) or "")
        for iri in predicates
    ):
        return True
    return any(
        snapshot.ontology.is_a(snapshot.entity(end).type, who(snapshot))
        for claim in snapshot.records.claims.values()
        if claim.predicate in predicates
        for end in ((claim.subject,) if form.outward else (claim.object,))
    )
