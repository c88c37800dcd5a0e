"""Influence against dependence, drawn: what drives much and is driven by little stands top left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, cos, log1p, pi, sin, sqrt
from typing import Any

from trosol.findings.leverage.influence_dependence import Position
from trosol.language import say_in
from trosol.views.charts.dot_labels import dot_labels, label_layers
from trosol.views.charts.palette import INK, PAGE, PALE, TEAL
from trosol.views.charts.vega_lite import PICK, labelled

__all__ = ["quadrant", "quadrant_name"]

_SPREAD = 0.34
_BEND = 2
"""Up to where the scale is even; beyond it numbers stand closer and closer."""
_TICKS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500, 1000)


def quadrant_name(name: str, language: str = "en") -> str:
    """A quadrant in plain words; the name of the measure stays in brackets where it is one that people know."""
    return {
        "driver": say_in(language, "drives much, driven by little"),
        "relay": say_in(language, "drives much, driven by much"),
        "dependent": say_in(language, "drives little, driven by much"),
        "autonomous": say_in(language, "drives little, driven by little"),
    }.get(name, name)


def quadrant(found: Sequence[Position], marked: Sequence[str] = (), language: str = "en") -> dict[str, Any]:
    """A dot for each item at its number of arrows from it and to it; items at one place stand around it.

    ``marked``: ids that get a diamond with their number in this order, such as the first of a ranking. Those that stand out have
    their names beside them. Lines stand at the means. Most of the room goes to small numbers.
    """
    rows: list[dict[str, Any]] = []
    here: Counter[tuple[int, int]] = Counter()
    crowd = Counter((each.dependence, each.influence) for each in found)
    for each in sorted(found, key=lambda p: (p.id not in marked, p.label, p.id)):
        place = (each.dependence, each.influence)
        right, up = _around(here[place], crowd[place])
        here[place] += 1
        rows.append(
            {
                "id": each.id,
                "name": each.label,
                "dependence": each.dependence,
                "influence": each.influence,
                "x": place[0] + right,
                "y": place[1] + up,
                "where": quadrant_name(each.quadrant, language),
                "claims": len(each.claims),
                "marked": each.id in marked,
                "number": str(marked.index(each.id) + 1) if each.id in marked else "",
            }
        )
    rows.sort(key=lambda row: bool(row["marked"]))  # drawn last, so that no dot lies on them
    far, high = max((r["x"] for r in rows), default=1), max((r["y"] for r in rows), default=1)
    means = [
        {"x": sum(p.dependence for p in found) / max(1, len(found)), "y": sum(p.influence for p in found) / max(1, len(found))}
    ]

    def axis(field: str, title: str, most: float) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            # Most things have few arrows and some have very many: the first steps get most of the room.
            "scale": {"type": "symlog", "constant": _BEND, "domain": _ends(most), "nice": False},
            "axis": {"title": title, "values": [v for v in _TICKS if v <= most + 1], "format": "d"},
        }

    x = axis("x", say_in(language, "Driven by: arrows to it"), far)
    y = axis("y", say_in(language, "Drives: arrows from it"), high)
    names = dot_labels([(row["id"], row["name"], _along(row["x"], far), 1 - _along(row["y"], high)) for row in rows], [*marked])
    shape = {
        "condition": {"test": "datum.marked", "value": "diamond"},
        "value": "circle",
    }
    return labelled(
        {
            "height": 460,
            "layer": [
                {
                    "data": {"values": means},
                    "mark": {"type": "rule", "color": INK, "strokeDash": [4, 4], "opacity": 0.5},
                    "encoding": {"x": x},
                },
                {
                    "data": {"values": means},
                    "mark": {"type": "rule", "color": INK, "strokeDash": [4, 4], "opacity": 0.5},
                    "encoding": {"y": y},
                },
                {
                    "data": {"values": rows},
                    "params": [{"name": PICK, "select": {"type": "point", "fields": ["id"]}}],
                    "mark": {"type": "point", "filled": True, "stroke": INK, "strokeWidth": 0.7, "opacity": 1},
                    "encoding": {
                        "x": x,
                        "y": y,
                        "shape": shape,
                        "size": {"condition": {"test": "datum.marked", "value": 420}, "value": 60},
                        "color": {"condition": {"test": "datum.marked", "value": TEAL}, "value": PALE},
                        "tooltip": [
                            {"field": "name", "title": say_in(language, "Who or what")},
                            {"field": "influence", "title": say_in(language, "Arrows from it")},
                            {"field": "dependence", "title": say_in(language, "Arrows to it")},
                            {"field": "where", "title": say_in(language, "So it")},
                            {"field": "claims", "title": say_in(language, "Claims")},
                        ],
                    },
                },
                {
                    "data": {"values": [row for row in rows if row["marked"]]},
                    "mark": {"type": "text", "fontSize": 11, "fontWeight": "bold", "color": PAGE},
                    "encoding": {"x": x, "y": y, "text": {"field": "number"}},
                },
                *label_layers(names, rows, x, y),
            ],
        }
    )  # fmt: skip


def _around(number: int, of: int) -> tuple[float, float]:
    """Offset of the ``number``-th of ``of`` dots at one place: the first in the middle, the others on rings around it."""
    if of == 1 or number == 0:
        return 0.0, 0.0
    ring = ceil((sqrt(1 + 4 * number / 3) - 1) / 2)  # ring r holds 6 r dots
    rings = ceil((sqrt(1 + 4 * (of - 1) / 3) - 1) / 2)
    first = 3 * ring * (ring - 1) + 1
    angle = 2 * pi * (number - first) / (6 * ring)
    return _SPREAD * ring / rings * cos(angle), _SPREAD * ring / rings * sin(angle)


def _ends(most: float) -> list[float]:
    return [-0.6, most * 1.12 + 0.6]


def _along(value: float, most: float) -> float:
    """How far along its axis a number stands, from 0 to 1."""

    def bent(number: float) -> float:
        return log1p(abs(number) / _BEND) * (1 if number >= 0 else -1)

    low, high = map(bent, _ends(most))
    return (bent(value) - low) / (high - low)
