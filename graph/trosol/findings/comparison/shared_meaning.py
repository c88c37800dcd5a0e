"""Whether two ecosystems speak of the same entities: ids that both have, and what these stand for in each."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.findings.text import quoted
from trosol.model.records import Entity
from trosol.store.snapshot import Snapshot
from trosol.worded import counted_words, listed_words, worded

__all__ = ["SharedMeaning", "shared_meaning", "unrelated_sentence"]

_LEAST = 0.25
"""Share of the smaller ecosystem's entities that the other has to have too, for the two to be compared."""


@dataclass(frozen=True, slots=True)
class SharedMeaning:
    """``same``: ids that stand for the same in both; ``other``: ids that stand for something else in each. Sorted."""

    same: tuple[str, ...]
    other: tuple[str, ...]
    smaller: int

    @property
    def related(self) -> bool:
        """Whether enough is the same for a comparison to say something."""
        return not self.smaller or len(self.same) >= max(1, _LEAST * self.smaller)


def shared_meaning(before: Snapshot, after: Snapshot) -> SharedMeaning:
    """Compare what the ids of entities stand for: the same where the class or a label is, something else where both differ."""
    old, new = before.records.entities, after.records.entities
    same: list[str] = []
    other: list[str] = []
    for key in sorted(set(old) & set(new)):
        alike = old[key].type == new[key].type or bool(_names(old[key]) & _names(new[key]))
        (same if alike else other).append(key)
    return SharedMeaning(tuple(same), tuple(other), min(len(old), len(new)))


def _names(entity: Entity) -> set[str]:
    return {text.casefold() for _language, text in entity.labels if text}


def unrelated_sentence(before: Snapshot, after: Snapshot, shared: SharedMeaning) -> str:
    """Why the two are not compared; empty where they are."""
    if shared.related:
        return ""
    values: dict[str, object] = {"first": before.name, "second": after.name}
    if shared.same:
        names = listed_words([quoted(before, key) for key in shared.same], 4)
        values |= {"number": len(shared.same), "entities": counted_words(shared.smaller, "entity", "entities"), "names": names}
        return worded("Not compared: {first} and {second} share only {number} of {entities}: {names}.", **values)
    if shared.other:
        return worded("Not compared: ids that {first} and {second} share stand for something else in each.", **values)
    return worded("Not compared: {first} and {second} share no entity.", **values)
