"""What an ecosystem wants to reach: the goals that it marks, or all entities of the classes that the ontology calls goals."""

from __future__ import annotations

from collections.abc import Callable

from trosol.model.goals import Goal
from trosol.model.ontology import Ontology
from trosol.model.records import Records

__all__ = ["goal_list"]


def goal_list(records: Records, ontology: Ontology, wanted: Callable[[str], int]) -> tuple[Goal, ...]:
    """The goals by id. ``wanted``: 1, -1 or 0 by entity id.

    Each member of a family has an equal share of the weight of one goal. Where nothing is marked, every entity of a class that some
    network declares as its goal has weight 1, unless the network leaves its class out. What is marked but not there is left out.
    """
    dataset = records.dataset
    found: dict[str, tuple[float, str | None]] = {key: (weight, None) for key, weight in dataset.goals}
    for name, members in dataset.families:
        found.update({key: (1 / len(members), name) for key in members})
    if not found:
        found = {
            entity.id: (1.0, None)
            for entity in records.entities.values()
            if any(
                ontology.is_a(entity.type, network.goals) and not ontology.is_a(entity.type, network.excludes)
                for network in ontology.networks.values()
                if network.goals
            )
        }
    return tuple(
        Goal(key, records.entities[key].label(), *found[key], wanted(key)) for key in sorted(found) if key in records.entities
    )
