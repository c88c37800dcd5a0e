"""Kinds that are ranked in tables of their own: like is compared with like, and no rank runs across kinds."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.model.records import Texts, in_language

__all__ = ["Kind"]


@dataclass(frozen=True)
class Kind:
    """A table of things that can be pushed, as the ontology declares it.

    ``name``: its notation. ``group``: what such things are (``action``, ``difficulty``, ``driver``, ``actor``, ``practice`` …).
    ``classes``: IRIs of the classes marked with it; those below them belong to it unless they are marked otherwise. ``pushed``: 1 if
    such a thing is done or raised, -1 if it is eased, 0 if it is shown both ways.
    """

    name: str
    labels: Texts
    group: str
    order: int
    classes: tuple[str, ...]
    pushed: int

    def label(self, language: str = "en") -> str:
        """Its label in ``language``, else in English, else its name."""
        return in_language(self.labels, language) or self.name
