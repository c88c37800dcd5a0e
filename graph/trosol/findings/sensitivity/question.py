"""One question to ask: what it is about, whom to ask, and how many tiers the answer could move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trosol.plain import as_json
from trosol.table import TableRow

__all__ = ["HINGE", "KEPT_OUT", "KINDS", "ONWARD", "PASSAGE", "SIGN", "OpenQuestion"]

HINGE, PASSAGE, SIGN, ONWARD, KEPT_OUT = "hinge", "passage", "sign", "onward", "kept_out"
KINDS = (HINGE, PASSAGE, SIGN, ONWARD, KEPT_OUT)
"""A claim without which a tier is another; a passage without which it is; a link of which nobody says which way it works; something that
nobody says leads to a goal; a gate of which nobody says who is kept out."""


@dataclass(frozen=True, slots=True, repr=False)
class OpenQuestion(TableRow):
    """What to ask.

    ``about``: ids of the entities in question. ``claims`` and ``evidence``: what there is so far, with its ``places`` in the source;
    ``mode``: ``stated`` or ``inferred``, where it is one claim. ``moves``: the rows whose tier would be another, each with the name of its
    table (``gatekeepers`` and ``aggregates`` for cards). ``alone``: ids of first rows or cards that nothing else holds up. ``whom``: ids
    of people or bodies that can be asked.
    """

    kind: str
    about: tuple[str, ...]
    claims: tuple[str, ...]
    evidence: tuple[str, ...]
    places: tuple[str, ...]
    mode: str
    moves: tuple[tuple[str, str], ...] = field(metadata=as_json(pairs=("table", "id")))
    alone: tuple[str, ...]
    whom: tuple[str, ...]
    sentence: str
    question: str

    @property
    def order(self) -> tuple[Any, ...]:
        """What would move most tiers comes first, then what an answer rests on alone; kinds and ids make the order the same every time."""
        return -len(self.moves), -len(self.alone), KINDS.index(self.kind), self.about, self.claims
