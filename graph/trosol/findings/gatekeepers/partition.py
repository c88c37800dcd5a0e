"""Which group each actor is in, where the source says so: by kind, or by the groups that the ontology offers.

Kinds are the classes of the actors. Every class that the ontology marks for the purpose *grouping* gives one more way to
sort them: its members are the groups, and a relation marked for the same purpose says who belongs to which. What is part of
a member belongs too. Membership is not passed on further, and nobody is put into a group that no claim puts them into.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from trosol.errors import Problem, WrongUse, shorten
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["KIND", "Grouped", "groupings_of", "sort_into_groups"]

KIND = "kind"
"""Sorting by class, which needs no claim."""


@dataclass(frozen=True, slots=True, repr=False)
class Grouped(TableRow):
    """Who is in which group.

    ``member``: group of each actor who has exactly one; ``labels``: what the groups are called; ``none``: actors of whom no
    group is stated; ``several``: actors in more than one, who cannot be counted as one or the other.
    """

    by: str
    label: str
    member: Mapping[str, str]
    labels: Mapping[str, str] = field(metadata=as_json(made=lambda labels: dict(sorted(labels.items()))))
    none: tuple[str, ...]
    several: tuple[str, ...]


def groupings_of(snapshot: Snapshot) -> tuple[str, ...]:
    """The ways in which actors can be sorted: by kind, and by what the ontology marks."""
    return (KIND, *(name for name in sorted(snapshot.ontology.groupings) if name != KIND))


def sort_into_groups(snapshot: Snapshot, keys: Iterable[str], by: str, lens: Lens) -> Grouped:
    """Sort the actors; raises :class:`WrongUse` for a way of sorting that the ontology does not offer.

    Membership is background: a lens of one voice or one horizon does not take it away, other restrictions do.
    """
    names = groupings_of(snapshot)
    if by not in names:
        raise WrongUse(
            Problem("grouping-unknown", f"Actors cannot be grouped by '{shorten(by)}'.", f"Use one of: {', '.join(names)}.")
        )
    actors = sorted(keys)
    if by == KIND:
        member = {key: snapshot.entity(key).type for key in actors}
        labels = {iri: snapshot.ontology.classes[iri].label() for iri in member.values()}
        return Grouped(by, "kind", member, labels, (), ())
    term = snapshot.ontology.groupings[by]
    belongs = _belongs(snapshot, term.iri, lens)
    found = {key: belongs.get(key, set()) for key in actors}
    member = {key: next(iter(groups)) for key, groups in found.items() if len(groups) == 1}
    return Grouped(
        by,
        term.label().casefold(),
        member,
        {key: snapshot.entity(key).label() for key in member.values()},
        tuple(key for key, groups in found.items() if not groups),
        tuple(key for key, groups in found.items() if len(groups) > 1),
    )


def _belongs(snapshot: Snapshot, root: str, lens: Lens) -> dict[str, set[str]]:
    """The groups of each entity: itself if it is one, else those it or its whole is said to belong to."""
    ontology = snapshot.ontology
    groups = {key for key, entity in snapshot.records.entities.items() if ontology.is_a(entity.type, (root,))}
    belongs = {key: {key} for key in groups}
    claims = [
        claim
        for claim in replace(lens, voice=None, horizon=None).claims(snapshot)
        if lens.include_hypothetical or claim.stance != "hypothesises"
    ]
    relations, part_of = ontology.for_purpose("grouping"), ontology.for_purpose("part")
    for claim in claims:
        if claim.predicate in relations and claim.object in groups and claim.subject not in groups:
            belongs.setdefault(claim.subject, set()).add(claim.object)
    pieces = [(claim.subject, claim.object) for claim in claims if claim.predicate in part_of and claim.subject not in groups]
    grew = True
    while grew:
        grew = False
        for piece, whole in pieces:
            more = belongs.get(whole, set()) - belongs.get(piece, set())
            if more:
                belongs.setdefault(piece, set()).update(more)
                grew = True
    return belongs
