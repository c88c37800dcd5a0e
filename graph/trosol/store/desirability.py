"""Whether people want more of a thing or less, in the words of the ontology and as a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trosol.model.ontology import Ontology
    from trosol.model.records import Entity

__all__ = ["desirability", "wanted"]


def desirability(entity: Entity, ontology: Ontology) -> str:
    """Whether people want more of it (``desirable``), less (``undesirable``), or nobody can say (``unclear``): its own, else its class's."""
    return entity.desirability or ontology.desirability(entity.type)


def wanted(entity: Entity, ontology: Ontology) -> int:
    """The same as a sign: 1 where more of it is desirable, -1 where less is, 0 where nobody says."""
    return {"desirable": 1, "undesirable": -1}.get(desirability(entity, ontology), 0)
