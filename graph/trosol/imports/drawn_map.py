"""A map that somebody drew in another tool: things and ties between them, in that tool's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trosol.errors import Problem, TrosolError, Where, shorten

__all__ = ["BOTH", "NONE", "ONE", "Drawing", "Thing", "Tie", "unreadable"]

ONE, BOTH, NONE = "one way", "both ways", "no direction"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: the tool's own id, what it is called and of what kind it is there; ``also`` is all else that is said of it."""

    key: str
    label: str
    kind: str = ""
    description: str = ""
    also: Mapping[str, str] = field(default_factory=dict)
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie from one thing to another, by their keys; ``kind`` is the tool's word for it, ``direction`` how it is drawn."""

    source: str
    target: str
    kind: str = ""
    description: str = ""
    direction: str = ONE
    also: Mapping[str, str] = field(default_factory=dict)
    where: Where | None = None


@dataclass(frozen=True)
class Drawing:
    """A map as read; ``form`` names the kind of file."""

    title: str
    form: str
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]


def unreadable(name: str, form: str, reason: str) -> TrosolError:
    """The refusal of a file that is not what its name says."""
    return TrosolError(
        Problem(
            "import-unreadable",
            f"The file cannot be read as {form}: {shorten(reason, 160)}.",
            "Export it again from its program; docs/tutorial-researcher.md says which form of each program is read.",
            Where(name),
        )
    )
