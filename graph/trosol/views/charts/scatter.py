"""Two measures against each other, drawn: a dot for each item, and names beside those that stand out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log1p
from typing import Any

from trosol.language import say_in
from trosol.views.charts.dot_labels import dot_labels, label_layers
from trosol.views.charts.palette import INK, TEAL
from trosol.views.charts.vega_lite import PICK, labelled

__all__ = ["scatter"]


def scatter(rows: Sequence[tuple[str, str, str, float, float]], x: str, y: str, language: str = "en") -> dict[str, Any]:
    """A dot for each row: id, name, kind, and its two values, which the axes call ``x`` and ``y``. Most of the room goes to small values."""
    values = [{"id": key, "name": name, "kind": kind, "x": first, "y": second} for key, name, kind, first, second in rows]

    def axis(field: str, title: str, numbers: Sequence[float]) -> dict[str, Any]:
        low, high = min([0.0, *numbers]), max([0.0, *numbers]) or 1.0
        scale = {"type": "symlog", "constant": _step(numbers), "domain": [low, high], "nice": True}
        return {
            "field": field,
            "type": "quantitative",
            "scale": scale,
            "axis": {"title": title, "format": ".2~g", "tickCount": 5},
        }

    across, up = axis("x", x, [row[3] for row in rows]), axis("y", y, [row[4] for row in rows])
    right, high = _share([row[3] for row in rows]), _share([row[4] for row in rows])
    names = dot_labels([(key, name, right(first), 1 - high(second)) for key, name, _kind, first, second in rows])
    return labelled(
        {
            "height": 420,
            "layer": [
                {
                    "data": {"values": values},
                    "params": [{"name": PICK, "select": {"type": "point", "fields": ["id"]}}],
                    "mark": {"type": "point", "filled": True, "stroke": INK, "strokeWidth": 0.7, "opacity": 0.7, "size": 70},
                    "encoding": {
                        "x": across,
                        "y": up,
                        "color": {"value": TEAL},
                        "tooltip": [
                            {"field": "name", "title": say_in(language, "Who or what")},
                            {"field": "kind", "title": say_in(language, "Kind")},
                            {"field": "x", "title": x, "format": ".3~g"},
                            {"field": "y", "title": y, "format": ".3~g"},
                        ],
                    },
                },
                *label_layers(names, values, across, up),
            ],
        }
    )


def _step(numbers: Sequence[float]) -> float:
    """Up to where the scale is even: the smallest value that is not 0."""
    return min((abs(each) for each in numbers if each), default=1.0)


def _share(numbers: Sequence[float]) -> Callable[[float], float]:
    """How far along its axis a value stands, from 0 to 1."""
    step, low, high = _step(numbers), min([0.0, *numbers]), max([0.0, *numbers]) or 1.0

    def bent(value: float) -> float:
        return log1p(abs(value) / step) * (1 if value >= 0 else -1)

    return lambda value: (bent(value) - bent(low)) / ((bent(high) - bent(low)) or 1.0)
