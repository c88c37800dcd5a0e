"""What stands around one thing, step by step, each with the claims that lead to it."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.model.records import Claim
from trosol.networks.lens import Lens, about
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["Neighbour", "neighbours"]


@dataclass(frozen=True, slots=True, repr=False)
class Neighbour(TableRow):
    """A thing ``steps`` claims away, and the claims of the last step."""

    id: str
    label: str
    type: str
    type_label: str
    steps: int
    claims: tuple[str, ...]


def neighbours(
    snapshot: Snapshot, key: str, steps: int = 1, lens: Lens | None = None, language: str = "en"
) -> tuple[Neighbour, ...]:
    """Things up to ``steps`` claims away, whichever way the claims run; nearest first, then by label.

    Of an entity that only the study has, the study's claims are shown whatever the lens says.

    Raises KeyError for an unknown id, :class:`trosol.errors.WrongUse` for an unknown lens.
    """
    snapshot.entity(key)
    lens = about(lens or Lens(), snapshot, [key])
    lens.check(snapshot)
    touching: dict[str, list[Claim]] = {}
    for claim in lens.claims(snapshot):
        for end in {claim.subject, claim.object}:
            touching.setdefault(end, []).append(claim)
    reached, edge = {key: 0}, [key]
    found: list[Neighbour] = []
    for step in range(1, steps + 1):
        through: dict[str, set[str]] = {}
        for here in edge:
            for claim in touching.get(here, ()):
                other = claim.object if claim.subject == here else claim.subject
                if other not in reached and lens.keeps_entity(snapshot.entity(other)):
                    through.setdefault(other, set()).add(claim.id)
        reached.update(dict.fromkeys(through, step))
        edge = sorted(through)
        found += [_neighbour(snapshot, each, step, through[each], language) for each in edge]
    return tuple(sorted(found, key=lambda each: (each.steps, each.label.casefold(), each.id)))


def _neighbour(snapshot: Snapshot, key: str, steps: int, claims: set[str], language: str) -> Neighbour:
    entity = snapshot.entity(key)
    kind = snapshot.ontology.classes[entity.type]
    return Neighbour(key, entity.label(language), local_name(entity.type), kind.label(language), steps, tuple(sorted(claims)))
