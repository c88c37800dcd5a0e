"""Which dots of a crowd get their names beside them: those far from the middle and alone, as far as names do not cover each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt
from statistics import median
from typing import Any

from trosol.views.charts.palette import INK, PAGE

__all__ = ["DotLabel", "dot_labels", "label_layers"]

_WIDE, _NARROW, _HEIGHT = 660.0, 270.0, 420.0
"""Sizes of the picture that names are placed for: on a desk, and on a telephone, where there is room for fewer."""
_LETTER, _LINE, _GAP, _MARK = 6.4, 15.0, 12.0, 11.0
_LONGEST = 34
_GRID = 24
"""Cells across and up in which dots are counted, to know who stands alone."""
_COVERED = 3
"""A name that would lie on more dots than this is left out."""


@dataclass(frozen=True, slots=True)
class DotLabel:
    """The name of a dot. ``right``: it stands to the right of it; ``narrow``: also where the picture is narrow."""

    id: str
    name: str
    right: bool
    narrow: bool


_Box = tuple[float, float, float, float]


def dot_labels(dots: Sequence[tuple[str, str, float, float]], first: Sequence[str] = (), most: int = 12) -> list[DotLabel]:
    """Choose and place names. ``dots``: id, name, and the place across and up, each from 0 to 1; ``first``: ids that come before others.

    >>> [label.id for label in dot_labels([("a", "A", 0.1, 0.1), ("b", "B", 0.1, 0.1), ("c", "C", 0.9, 0.9)], most=1)]
    ['c']
    """
    if not dots:
        return []
    middle = median(dot[2] for dot in dots), median(dot[3] for dot in dots)
    cells = Counter(map(_cell, dots))
    order = {key: at for at, key in enumerate(first)}

    def far(dot: tuple[str, str, float, float]) -> tuple[int, float, str]:
        column, row = _cell(dot)
        near = sum(cells[column + right, row + up] for right in (-1, 0, 1) for up in (-1, 0, 1))
        away = hypot(dot[2] - middle[0], dot[3] - middle[1]) / sqrt(near)
        return order.get(dot[0], len(order)), -away, dot[0]

    ranked = sorted(dots, key=far)
    wide = _placed(ranked, dots, _WIDE, most, first)
    chosen = {label.id for label in wide}
    narrow = {label.id: label for label in _placed([dot for dot in ranked if dot[0] in chosen], dots, _NARROW, most, first)}
    return [replace(label, narrow=label.id in narrow and narrow[label.id].right is label.right) for label in wide]


def _cell(dot: tuple[str, str, float, float]) -> tuple[int, int]:
    return int(dot[2] * _GRID), int(dot[3] * _GRID)


def _placed(
    ranked: Sequence[tuple[str, str, float, float]],
    dots: Sequence[tuple[str, str, float, float]],
    width: float,
    most: int,
    first: Sequence[str],
) -> list[DotLabel]:
    taken: list[_Box] = [
        (dot[2] * width - _MARK, dot[3] * _HEIGHT - _MARK, dot[2] * width + _MARK, dot[3] * _HEIGHT + _MARK)
        for dot in dots
        if dot[0] in first
    ]
    found: list[DotLabel] = []
    points = [(dot[2] * width, dot[3] * _HEIGHT) for dot in dots]
    for key, name, across, up in ranked:
        if len(found) == most:
            break
        text = short(name)
        length, x, y = len(text) * _LETTER, across * width, up * _HEIGHT
        best: tuple[int, bool, _Box] | None = None
        for right in (True, False):
            left = x + _GAP if right else x - _GAP - length
            box = (left, y - _LINE / 2, left + length, y + _LINE / 2)
            if box[0] < -_GAP or box[2] > width + _GAP or any(_overlap(box, other) for other in taken):
                continue
            covered = sum(box[0] <= px <= box[2] and box[1] <= py <= box[3] for px, py in points)
            if covered <= _COVERED and (best is None or covered < best[0]):
                best = (covered, right, box)
        if best is not None:
            found.append(DotLabel(key, text, best[1], False))
            taken.append(best[2])
    return found


def short(name: str) -> str:
    """A name as it stands beside a dot."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def label_layers(labels: Sequence[DotLabel], rows: Sequence[dict[str, Any]], x: Any, y: Any) -> list[dict[str, Any]]:
    """Layers of names beside the dots of ``rows``, a halo behind each so that a name can be read on a line."""
    held = {row["id"]: row for row in rows}
    layers = []
    for right in (True, False):
        values = [
            {
                **{name: held[label.id][name] for name in ("id", x["field"], y["field"])},
                "label": label.name,
                "narrow": label.narrow,
            }
            for label in labels
            if label.right is right
        ]
        if not values:
            continue
        mark = {
            "type": "text",
            "align": "left" if right else "right",
            "baseline": "middle",
            "dx": _GAP if right else -_GAP,
            "fontSize": 12,
            "aria": False,
        }
        # Nothing is written where there is no room: a name that is only unseen would still take its place, and the picture shrink.
        shown = {"condition": {"test": "datum.narrow || width > 480", "field": "label"}, "value": ""}
        encoding = {"x": x, "y": y, "text": shown}
        halo = {
            "data": {"values": values},
            "mark": {**mark, "stroke": PAGE, "strokeWidth": 3, "color": PAGE},
            "encoding": encoding,
        }
        layers += [halo, {"data": {"values": values}, "mark": {**mark, "color": INK}, "encoding": encoding}]
    return layers
