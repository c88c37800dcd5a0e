"""A lens: a restriction that any network or finding can be recomputed under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, TypedDict

from trosol.errors import Problem, WrongUse, shorten
from trosol.lens_fields import CONFIDENCES
from trosol.model.records import Claim, Entity
from trosol.plain import ToJson
from trosol.store.snapshot import Snapshot
from trosol.store.study_boundary import STUDY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Lens", "LensFields", "about", "horizon_members", "narrow", "voices"]


class LensFields(TypedDict, total=False):
    """The fields of a :class:`Lens`, as keywords."""

    voice: str | None
    stated_only: bool
    horizon: str | None
    min_confidence: str
    include_hypothetical: bool
    with_study: bool


@dataclass(frozen=True, slots=True)
class Lens(ToJson):
    """Which claims count.

    ``voice``: only what this group said. ``stated_only``: leave out what the coder inferred. ``horizon``: only
    claims with an end in this horizon. ``min_confidence``: ``high``, ``medium`` or ``low``. ``include_hypothetical``:
    also bodies that do not exist yet and things whose wording is not in the source. ``with_study``: also claims about the study that
    the data come from; without it, networks and findings are of the system alone.
    """

    voice: str | None = None
    stated_only: bool = False
    horizon: str | None = None
    min_confidence: str = "low"
    include_hypothetical: bool = False
    with_study: bool = False

    def check(self, snapshot: Snapshot) -> None:
        """Raise :class:`WrongUse` if the lens names something that the ecosystem does not have."""
        for what, key, those_of in (("voice", self.voice, voices), ("horizon", self.horizon, horizon_members)):
            if key is not None and key not in (known := tuple(those_of(snapshot))):
                raise WrongUse(
                    Problem(
                        "lens-unknown",
                        f"'{shorten(key)}' is no {what} of {snapshot.name}.",
                        f"Use one of: {', '.join(known) or 'none are coded'}.",
                    )
                )
        if self.min_confidence not in CONFIDENCES:
            raise WrongUse(
                Problem(
                    "lens-unknown",
                    f"'{shorten(self.min_confidence)}' is no confidence.",
                    f"Use one of: {', '.join(CONFIDENCES)}.",
                )
            )

    def keeps_entity(self, entity: Entity) -> bool:
        """Whether the entity may stand in a network."""
        return self.include_hypothetical or entity.status == "transcribed"

    def entities(self, snapshot: Snapshot) -> NDArray[np.bool_]:
        """For each entity, in id order, whether it may stand in a network."""
        status = snapshot.coded.status
        return status.where(status.values if self.include_hypothetical else ("transcribed",))

    def counts(self, snapshot: Snapshot) -> NDArray[np.bool_]:
        """For each claim, in id order, whether it counts. Negated claims assert no link and do not, nor do those of which an end is not there."""
        coded = snapshot.coded
        firm = CONFIDENCES[: CONFIDENCES.index(self.min_confidence) + 1]
        found = (coded.subject >= 0) & (coded.object >= 0)
        found &= ~coded.column("stance").where(("negates",)) & coded.column("confidence").where(firm)
        if not self.with_study:
            found &= ~coded.frame.where((STUDY,))
        if self.stated_only:
            found &= coded.column("mode").where(("stated",))
        if self.voice is not None:
            import numpy as np

            said = np.zeros(len(coded.claims), dtype=bool)
            said[coded.said_by(self.voice)] = True
            found &= said
        if self.horizon is not None:
            import numpy as np

            inside = np.zeros(len(coded.entities), dtype=bool)
            members = horizon_members(snapshot).get(self.horizon, frozenset())
            there = [coded.number[key] for key in members if key in coded.number]  # a store may have given a part only
            inside[np.array(there, dtype=np.int64)] = True
            found &= inside[coded.subject] | inside[coded.object]
        return found

    def claims(self, snapshot: Snapshot) -> Iterator[Claim]:
        """Claims that count, in id order."""
        return compress(snapshot.records.claims.values(), self.counts(snapshot).tolist())


def narrow(lens: Lens | None, fields: LensFields) -> Lens:
    """The lens, or one that lets every claim count, with some fields set. Raises TypeError on a keyword that is no field of it."""
    if odd := [name for name in fields if name not in LensFields.__annotations__]:
        known = ", ".join(LensFields.__annotations__)
        raise TypeError(f"{odd[0]!r} is no keyword of this finding, nor of the lens, which has {known}")
    return replace(lens or Lens(), **fields)


def about(lens: Lens, snapshot: Snapshot, keys: Iterable[str]) -> Lens:
    """The lens, with the study where all that is said of some entities is of the study: who asks for those asks for it."""
    frames = {snapshot.frame_of(claim.id) for key in keys for claim in snapshot.claims_of(key)}
    return replace(lens, with_study=True) if frames == {STUDY} else lens


@lru_cache(maxsize=16)
def voices(snapshot: Snapshot) -> tuple[str, ...]:
    """Ids of all groups that said something, sorted."""
    return tuple(sorted({voice for claim in snapshot.records.claims.values() for voice in claim.voices}))


@lru_cache(maxsize=16)
def horizon_members(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """Entities of each horizon: what is said to be in it, and what is part of such a thing."""
    below = snapshot.ontology.for_purpose("horizon")
    found: dict[str, set[str]] = {}
    for claim in snapshot.records.claims.values():
        if claim.predicate in below and claim.stance != "negates":
            found.setdefault(claim.object, set()).add(claim.subject)
    part_of = snapshot.ontology.for_purpose("part")
    whole = [(c.subject, c.object) for c in snapshot.records.claims.values() if c.predicate in part_of and c.stance != "negates"]
    for members in found.values():
        while more := {part for part, of in whole if of in members} - members:
            members.update(more)
    return {key: frozenset(found[key]) for key in sorted(found)}
