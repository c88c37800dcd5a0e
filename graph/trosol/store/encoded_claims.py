"""Claims and entities as columns of whole numbers: what networks of any size are made from, at the speed of arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trosol.store.desirability import wanted
from trosol.store.study_boundary import FRAMES, claim_frames, study_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trosol.model.ontology import Ontology
    from trosol.model.records import Claim, Records

__all__ = ["Coded", "EncodedColumn", "coded"]


@dataclass(frozen=True, eq=False, slots=True)
class EncodedColumn:
    """One value for each row: ``codes`` count through ``values``, the different values in the order in which they first stand."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]

    def where(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """For each row, whether its value is one of those."""
        chosen = frozenset(wanted)
        return np.array([value in chosen for value in self.values], dtype=bool)[self.codes]


@dataclass(frozen=True, eq=False)
class Coded:
    """The entities and claims of an ecosystem, numbered in id order.

    Ends of claims are numbers of entities; -1 for one that is not there, as in records of which only a part was read. ``frame`` is of
    claims; ``type``, ``status``, ``study_side`` (whether it belongs to the study) and ``wanted`` (1 desirable, -1 undesirable, 0
    unclear) are of entities.
    """

    entities: tuple[str, ...]
    claims: tuple[str, ...]
    subject: NDArray[np.int32]
    object: NDArray[np.int32]
    type: EncodedColumn
    status: EncodedColumn
    frame: EncodedColumn
    study_side: NDArray[np.bool_]
    wanted: NDArray[np.int8]
    _claims: Mapping[str, Claim] = field(repr=False)
    _kept: dict[str, EncodedColumn] = field(default_factory=dict, repr=False)

    def column(self, name: str) -> EncodedColumn:
        """What claims say in one of their fields of a single text, such as ``predicate``, ``stance`` or ``mode``."""
        if name not in self._kept:
            self._kept[name] = _column(getattr(claim, name) for claim in self._claims.values())
        return self._kept[name]

    def said_by(self, voice: str) -> NDArray[np.int64]:
        """Numbers of the claims that a voice carries."""
        return self._voices.get(voice, np.zeros(0, dtype=np.int64))

    @cached_property
    def _voices(self) -> dict[str, NDArray[np.int64]]:
        found: dict[str, list[int]] = {}
        for number, claim in enumerate(self._claims.values()):
            for voice in claim.voices:
                found.setdefault(voice, []).append(number)
        return {voice: np.array(numbers, dtype=np.int64) for voice, numbers in found.items()}

    @cached_property
    def number(self) -> dict[str, int]:
        """Number of each entity by id."""
        return {key: number for number, key in enumerate(self.entities)}


def _column(values: Iterable[str]) -> EncodedColumn:
    known: dict[str, int] = {}
    codes = [known.setdefault(value, len(known)) for value in values]
    return EncodedColumn(np.array(codes, dtype=np.int32), tuple(known))


def _numbers(number: Mapping[str, int], keys: Iterable[str], count: int) -> NDArray[np.int32]:
    return np.fromiter((number.get(key, -1) for key in keys), np.int32, count)


def coded(records: Records, ontology: Ontology) -> Coded:
    """The columns of some records, and what the ontology makes of them."""
    entities, claims = records.entities, records.claims
    number = {key: place for place, key in enumerate(entities)}
    subject = _numbers(number, (claim.subject for claim in claims.values()), len(claims))
    object_ = _numbers(number, (claim.object for claim in claims.values()), len(claims))
    predicate = _column(claim.predicate for claim in claims.values())
    side = study_side(entities.values(), ontology)
    return Coded(
        entities=tuple(entities),
        claims=tuple(claims),
        subject=subject,
        object=object_,
        type=_column(entity.type for entity in entities.values()),
        status=_column(entity.status for entity in entities.values()),
        frame=EncodedColumn(claim_frames(records, ontology, (subject, object_), predicate, side), FRAMES),
        study_side=side,
        wanted=np.array([wanted(entity, ontology) for entity in entities.values()], dtype=np.int8),
        _claims=claims,
        _kept={"predicate": predicate},
    )
