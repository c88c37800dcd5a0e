"""Two measures against each other, drawn: a dot for each item, coloured by nothing, so that place alone speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trosol.language import say_in
from trosol.views.charts.palette import INK, TEAL
from trosol.views.charts.vega_lite import PICK, labelled

__all__ = ["scatter"]


def scatter(rows: Sequence[tuple[str, str, str, float, float]], x: str, y: str, language: str = "en") -> dict[str, Any]:
    """A dot for each row: id, name, kind, and its two values, which the axes call ``x`` and ``y``. Most of the room goes to small values."""
    values = [{"id": key, "name": name, "kind": kind, "x": first, "y": second} for key, name, kind, first, second in rows]

    def axis(field: str, title: str, numbers: Sequence[float]) -> dict[str, Any]:
        scale = {"type": "symlog", "constant": min((abs(each) for each in numbers if each), default=1.0), "nice": True}
        return {
            "field": field,
            "type": "quantitative",
            "scale": scale,
            "axis": {"title": title, "format": ".2~g", "tickCount": 5},
        }

    return labelled(
        {
            "height": 420,
            "layer": [
                {
                    "data": {"values": values},
                    "params": [{"name": PICK, "select": {"type": "point", "fields": ["id"]}}],
                    "mark": {"type": "point", "filled": True, "stroke": INK, "strokeWidth": 0.7, "opacity": 0.7, "size": 70},
                    "encoding": {
                        "x": axis("x", x, [row[3] for row in rows]),
                        "y": axis("y", y, [row[4] for row in rows]),
                        "color": {"value": TEAL},
                        "tooltip": [
                            {"field": "name", "title": say_in(language, "Who or what")},
                            {"field": "kind", "title": say_in(language, "Kind")},
                            {"field": "x", "title": x, "format": ".3~g"},
                            {"field": "y", "title": y, "format": ".3~g"},
                        ],
                    },
                }
            ],
        }
    )
