"""The record of decisions: what a coder refused, changed or kept, and why. A table in Markdown beside the data, a line each.

A suggestion that was refused at some lines is not made there again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trosol.files.folder import Folder

__all__ = ["CHANGED", "DECISIONS", "KEPT", "REFUSED", "Decision", "decisions_of", "with_decisions"]

DECISIONS = "coding-decisions.md"
REFUSED, CHANGED, KEPT = "refused", "changed", "kept"
MAX_DECISIONS_BYTES = 8_388_608
"""The record has so many bytes at most."""
_HEAD = (
    "# Decisions made while coding\n\n"
    "| decision | source | lines | subject | relation | object | claim | why |\n|---|---|---|---|---|---|---|---|\n"
)
_SPACE = re.compile(r"[\s|\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: ``refused``, ``changed`` or ``kept``; ``claim``: the id of the claim, empty where it was a suggestion."""

    decision: str
    source: str
    lines: str
    subject: str
    relation: str
    object: str
    claim: str = ""
    why: str = ""

    def cells(self) -> tuple[str, ...]:
        """Its cells as they are written: on one line, without bars."""
        said = (self.decision, self.source, self.lines, self.subject, self.relation, self.object, self.claim, self.why)
        return tuple(_SPACE.sub(" ", each).strip() for each in said)


def with_decisions(text: str, more: Iterable[Decision]) -> str:
    """The record with further lines.

    >>> with_decisions("", [Decision("refused", "talk", "3", "a", "stifles", "b", why="not | said")]).splitlines()[-1]
    '| refused | talk | 3 | a | stifles | b |  | not said |'
    """
    begin = text if text.strip() else _HEAD
    begin += "" if begin.endswith("\n") else "\n"
    return begin + "".join("| " + " | ".join(each.cells()) + " |\n" for each in more)


def decisions_of(folder: Path | None) -> tuple[Decision, ...]:
    """The decisions that are written beside an ecosystem; none where it is no folder or has none."""
    if folder is None or not folder.is_dir():
        return ()
    content = Folder(folder).content(DECISIONS, MAX_DECISIONS_BYTES)
    if content is None:
        return ()
    rows = (
        line.strip().strip("|").split("|") for line in content.decode("utf-8", "replace").splitlines() if line.startswith("|")
    )
    cells = ([cell.strip() for cell in row] for row in rows)
    return tuple(Decision(*row) for row in cells if len(row) == 8 and row[0] in (REFUSED, CHANGED, KEPT))
