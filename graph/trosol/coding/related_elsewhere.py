"""How kinds are related in the ecosystems that come with Trosol: what a new ecosystem begins with, until it has claims of its own."""

from __future__ import annotations

from functools import lru_cache

from trosol.model.ontology import Ontology
from trosol.model.records import Records
from trosol.read.sources import read_ecosystem
from trosol.resources import shipped_ecosystems
from trosol.store.snapshot import Snapshot

__all__ = ["ENOUGH", "elsewhere"]

ENOUGH = 300
"""An ecosystem with so many claims shows by itself how its kinds are related."""


def elsewhere(snapshot: Snapshot) -> tuple[tuple[Records, Ontology], ...]:
    """Records and ontologies of the shipped ecosystems but this one; none where it has :data:`ENOUGH` claims."""
    if len(snapshot.records.claims) >= ENOUGH:
        return ()
    return tuple(_shipped(name) for name in shipped_ecosystems() if name != snapshot.name)


@lru_cache(maxsize=8)
def _shipped(name: str) -> tuple[Records, Ontology]:
    reading = read_ecosystem(name, "")
    return reading.records, reading.vocabulary.ontology
