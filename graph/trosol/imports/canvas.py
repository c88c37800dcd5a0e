"""Boards in the JSON Canvas form, as Obsidian writes them: cards as items, arrows as ties, groups as what the cards in them are part of.

Form: https://jsoncanvas.org/spec/1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from pathlib import PurePosixPath
from typing import Any

from trosol.errors import Where
from trosol.imports.drawn_map import ARROWS, Drawing, unreadable
from trosol.imports.graphml import INSIDE
from trosol.imports.map_attributes import DrawingBuilder

__all__ = ["from_canvas", "is_canvas"]

_LONGEST = 120
_MOST_LOOKS = 4_000_000
"""Cards times groups: whether the one lies in the other."""
_Place = tuple[float, float, float, float]


def is_canvas(found: Any) -> bool:
    """Whether parsed JSON is a board of that form."""
    if not isinstance(found, Mapping):
        return False
    parts = [found.get(part, []) for part in ("nodes", "edges")]
    edges, nodes = parts[1], parts[0]
    if not all(isinstance(part, list) and all(isinstance(one, Mapping) for one in part) for part in parts):
        return False
    drawn = {"text", "file", "link", "group"}
    return (
        all("fromNode" in one for one in edges)
        and bool(nodes)
        and all(isinstance(one.get("type"), str) and one["type"] in drawn and "x" in one for one in nodes)
    )


def from_canvas(found: Mapping[str, Any], name: str) -> Drawing:
    """The map. The first line of a card is its name, the rest its text. Raises :class:`TrosolError`."""
    builder = DrawingBuilder(name, "a canvas of Obsidian")
    boxes: list[tuple[_Place, str]] = []
    for number, one in enumerate(found["nodes"], 1):
        where, key = Where(name, None, f"nodes[{number}]"), str(one.get("id", ""))
        label, text = _text_of(one)
        if not key or (not label and one["type"] != "group"):
            builder.notes["card without a text"] += 1
            continue
        if one["type"] == "group":
            if label:
                place = _place(one, name)
                if all(isfinite(part) for part in place):
                    boxes.append((place, key))
                builder.thing(key, {"label": label}, where, lasting=True, box=True)
            else:
                builder.notes["group without a name"] += 1
            continue
        said = {"label": label, "description": text, "colour": str(one.get("color", ""))}
        builder.thing(key, {part: value for part, value in said.items() if value}, where, lasting=True)
    boxes.sort(key=lambda box: (box[0][2] * box[0][3], box[1]))
    cards = [one for one in found["nodes"] if str(one.get("id", "")) in builder.things]
    if len(boxes) * len(cards) > _MOST_LOOKS:
        builder.notes["group: there are too many to see which card lies in which"] += len(boxes)
        boxes = []
    for one in cards if boxes else ():
        if box := _box(one, boxes, name):
            builder.tie((str(one["id"]), box), {}, Where(name, None, f"nodes: {one['id']}"), kind=INSIDE, inside=True)
    for number, one in enumerate(found.get("edges", []), 1):
        ends = str(one.get("fromNode", "")), str(one.get("toNode", ""))
        heads = one.get("fromEnd", "none") == "arrow", one.get("toEnd", "arrow") == "arrow"
        said = {"label": " ".join(str(one.get("label") or "").split()), "colour": str(one.get("color", ""))}
        said = {part: value for part, value in said.items() if value}
        where = Where(name, None, f"edges[{number}]")
        builder.tie(ends, said, where, direction=ARROWS[heads], key=str(one.get("id", "")))
    return builder.made()


def _text_of(one: Mapping[str, Any]) -> tuple[str, str]:
    """The name and the text of a card: its first line without the marks of a heading; the name of the note; the address."""
    if one["type"] == "file":
        path = str(one.get("file") or "")
        return PurePosixPath(path).stem, path
    if one["type"] in ("link", "group"):
        return str(one.get("url" if one["type"] == "link" else "label") or "").strip(), ""
    lines = [line.strip() for line in str(one.get("text") or "").splitlines() if line.strip()]
    first = lines[0].lstrip("#").strip().strip("*_").strip() if lines else ""
    if len(first) > _LONGEST:
        return first[:_LONGEST].rsplit(" ", 1)[0] + " …", "\n".join(lines)
    return first, "\n".join(lines[1:])


def _place(one: Mapping[str, Any], name: str) -> _Place:
    try:
        x, y, width, height = (float(one.get(part, 0)) for part in ("x", "y", "width", "height"))
    except (TypeError, ValueError, OverflowError):
        raise unreadable(name, "JSON Canvas", "a card has no place in numbers") from None
    return x, y, width, height


def _box(one: Mapping[str, Any], boxes: list[tuple[_Place, str]], name: str) -> str:
    """The first group, of those from the smallest on, in which all of a card lies."""
    x, y, width, height = _place(one, name)
    own = str(one["id"])
    around = (
        key
        for (bx, by, w, h), key in boxes
        if bx <= x and by <= y and x + width <= bx + w and y + height <= by + h and key != own
    )
    return next(around, "")
