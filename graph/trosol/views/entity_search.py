"""Find things by what they are called: typos, missing accents and half words forgiven, in any language of the labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from trosol.plain import as_json
from trosol.questions.tokens import folded
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["Match", "find"]

_NEAR = 70.0
_LONGEST = 200


@dataclass(frozen=True, slots=True, repr=False)
class Match(TableRow):
    """An entity whose id, label or other name is near what was looked for; ``score`` 0 to 1, 1 for the same words."""

    id: str
    iri: str
    label: str
    type: str
    type_label: str
    description: str
    claims: int
    score: float = field(metadata=as_json(digits=3))


@lru_cache(maxsize=4)
def _names(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    pairs = {
        (folded(text), key)
        for key, entity in snapshot.records.entities.items()
        for text in (*(label for _, label in (*entity.labels, *entity.alternatives)), key.replace("-", " "))
    }
    return tuple(sorted(pairs))


def find(snapshot: Snapshot, text: str, most: int = 10, language: str = "en") -> tuple[Match, ...]:
    """Entities by id, label or another name, best first; of equals, those with more claims first. Empty where nothing is near."""
    from rapidfuzz import fuzz, process

    wanted = folded(text[:_LONGEST].replace("-", " ")).strip()
    if not wanted:
        return ()
    names = _names(snapshot)
    best: dict[str, float] = {}
    for _, score, number in process.extract(
        wanted, [name for name, _ in names], scorer=fuzz.WRatio, limit=None, score_cutoff=_NEAR
    ):
        name, key = names[number]
        best[key] = max(best.get(key, 0.0), 1.0 if name == wanted else score / 101)
    found = [_found(snapshot, key, score, language) for key, score in best.items()]
    return tuple(sorted(found, key=lambda each: (-round(each.score, 2), -each.claims, each.label, each.id))[:most])


def _found(snapshot: Snapshot, key: str, score: float, language: str) -> Match:
    entity = snapshot.entity(key)
    return Match(
        id=key,
        iri=snapshot.iri("entities", key),
        label=entity.label(language),
        type=local_name(entity.type),
        type_label=snapshot.ontology.classes[entity.type].label(language),
        description=entity.description(language),
        claims=len(snapshot.claims_of(key)),
        score=score,
    )
