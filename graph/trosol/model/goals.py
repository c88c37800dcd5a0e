"""Goals: what an ecosystem wants to reach, each with its weight."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Goal"]


@dataclass(frozen=True)
class Goal:
    """An entity that is an end in itself.

    ``weight``: above 0; the members of a ``family`` share the weight of one goal. ``wanted``: 1 if more of it is desirable, -1 if less
    is, 0 if nobody can say.
    """

    id: str
    label: str
    weight: float
    family: str | None
    wanted: int
