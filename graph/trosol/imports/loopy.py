"""Drawings of Loopy, as its share link and its files hold them: lists of circles, arrows and notes, by place.

The program: https://ncase.me/loopy. A circle is [id, x, y, start, name, hue], an arrow [from, to, bend, strength, …], a note [x, y, text].
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from trosol.errors import Where
from trosol.imports.drawn_map import Drawing
from trosol.imports.map_attributes import DrawingBuilder

__all__ = ["from_loopy", "is_loopy"]

_HUES = ("red", "orange", "yellow", "green", "blue", "purple")
_ID, _NAME, _HUE, _STRENGTH = 0, 4, 5, 3


def is_loopy(found: Any) -> bool:
    """Whether parsed JSON is a drawing of Loopy."""
    if not isinstance(found, list) or len(found) < 3 or not all(isinstance(part, list) for part in found[:3]):
        return False
    circles, arrows, _ = found[:3]
    return (
        bool(circles)
        and all(isinstance(one, list) and len(one) > _NAME and isinstance(one[_NAME], str) for one in circles)
        and all(isinstance(one, list) and len(one) > _STRENGTH and isinstance(one[_STRENGTH], int | float) for one in arrows)
    )


def from_loopy(found: list[Any], name: str) -> Drawing:
    """The map: an arrow that passes on the same is ``+``, one that passes on the opposite ``-``."""
    circles, arrows, notes = found[:3]
    builder = DrawingBuilder(name, "a drawing of Loopy")
    for number, one in enumerate(circles, 1):
        said = {"label": " ".join(_plain(one[_NAME]).split())}
        if len(one) > _HUE and isinstance(one[_HUE], int) and 0 <= one[_HUE] < len(_HUES):
            said["colour"] = _HUES[one[_HUE]]
        builder.thing(str(one[_ID]), {k: v for k, v in said.items() if v}, Where(name, None, f"circle {number}"), lasting=True)
    for number, one in enumerate(arrows, 1):
        sign = "+" if one[_STRENGTH] > 0 else "-" if one[_STRENGTH] < 0 else ""
        builder.tie((str(one[0]), str(one[1])), {}, Where(name, None, f"arrow {number}"), kind=sign)
    if notes:
        builder.notes["note on the drawing"] += len(notes)
    return replace(builder.made(), causal=True)


def _plain(text: str) -> str:
    """A name as it is shown: links hold it twice encoded."""
    for _ in range(2):
        text = unquote(text)
    return text
