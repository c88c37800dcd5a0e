"""Which claims speak of the system, and which of the study that the data come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from trosol.model.ontology import Ontology
from trosol.model.records import Entity, Records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trosol.store.encoded_claims import EncodedColumn

__all__ = ["FRAMES", "STUDY", "SYSTEM", "claim_frames", "study_side"]

SYSTEM, STUDY = FRAMES = ("system", "study")


def study_side(entities: Iterable[Entity], ontology: Ontology) -> NDArray[np.bool_]:
    """For each entity, whether it belongs to the study: its class implies that, or a value coded for it does (a part in the study)."""
    import numpy as np

    classes: dict[str, bool] = {}
    values: dict[str, bool] = {}

    def implied(known: dict[str, bool], iri: str) -> bool:
        if iri not in known:
            known[iri] = ontology.implied_frame(iri) == STUDY
        return known[iri]

    return np.array(
        [
            implied(classes, entity.type)
            or any(implied(values, value) for _, coded in entity.properties for value in coded if value in ontology.concepts)
            for entity in entities
        ],
        dtype=bool,
    )


def claim_frames(
    records: Records,
    ontology: Ontology,
    ends: tuple[NDArray[np.int32], NDArray[np.int32]],
    predicate: EncodedColumn,
    side: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """For each claim, 0 if it speaks of the system and 1 if of the study; what a coder said of a claim comes first.

    A claim is of the study if its relation implies that, or an end is on the side of the study. ``ends``: numbers of the subjects and
    objects, -1 for one that is not there.
    """
    import numpy as np

    relations = [iri for iri in predicate.values if ontology.implied_frame(iri) == STUDY]
    with_none = np.append(side, False)  # -1 is the last one
    found = predicate.where(relations) | with_none[ends[0]] | with_none[ends[1]]
    coded = np.array([FRAMES.index(claim.frame) if claim.frame else -1 for claim in records.claims.values()], dtype=np.int32)
    return np.where(coded >= 0, coded, found).astype(np.int32)
