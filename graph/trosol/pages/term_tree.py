"""The place of a term in its tree, drawn: what is above it, the term, what is below; always with the same list in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

__all__ = ["Branch", "tree_picture"]

_ROW, _INDENT, _LETTER = 34, 26, 8.3


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree: its label, its page, how deep it stands, and whether it is the term itself."""

    label: str
    page: str
    depth: int
    here: bool = False


def tree_picture(branches: Sequence[Branch], title: str) -> Markup:
    """An inline SVG. Colours come from the style sheet, so that it follows light, dark and print."""
    width = max((int(b.depth * _INDENT + len(b.label) * (_LETTER + b.here) + 40) for b in branches), default=100)
    height = len(branches) * _ROW + 8
    parts = [
        Markup('<svg class="tree" role="img" viewBox="0 0 {} {}" width="{}" height="{}" aria-label="{}">').format(
            width, height, width, height, title
        )
    ]
    last: dict[int, int] = {}
    for number, branch in enumerate(branches):
        x, y = branch.depth * _INDENT + 4, number * _ROW + 4
        if branch.depth and (above := last.get(branch.depth - 1)) is not None:
            start = above * _ROW + 4 + 26
            parts.append(Markup('<path d="M{0} {1} V{2} H{3}"/>').format(x - _INDENT + 12, start, y + 13, x))
        last[branch.depth] = number
        box = int(len(branch.label) * (_LETTER + branch.here) + 20)
        kind = "here" if branch.here else "other"
        shape = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="26" rx="4"/>').format(kind, x, y, box)
        text = Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, x + 10, y + 18, branch.label)
        parts.append(shape + text)
    parts.append(Markup("</svg>"))
    return Markup("").join(parts) if branches else escape("")
