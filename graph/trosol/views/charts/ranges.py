"""What a scenario does to the goals, drawn: how many runs agree, and how often it is still so when claims are drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trosol.findings.scenario.outcome import FALLS, RISES, Outcome
from trosol.language import say_in
from trosol.views.charts.palette import COLOUR, DOWN, INK, OPEN, UP
from trosol.views.charts.vega_lite import STEP, labelled, names_axis

__all__ = ["ranges"]


def ranges(found: Sequence[Outcome], language: str = "en", most: int = 30) -> dict[str, Any]:
    """A bar for each outcome from the low to the high end of nine tenths of the runs; right of the line is more of it."""
    rows = [
        {
            "id": each.id,
            "name": each.label,
            "low": each.band[0],
            "high": each.band[1],
            COLOUR: {RISES: UP, FALLS: DOWN}.get(each.direction, OPEN),
            "way": each.words,
            "agree": say_in(language, "not told") if each.agree is None else f"{each.agree:.0%}",
            "kept": say_in(language, "not tried") if each.kept is None else f"{each.kept:.0%}",
        }
        for each in found[:most]
    ]
    x = {
        "type": "quantitative",
        "scale": {"domain": [-1, 1]},
        "axis": {
            "title": [
                say_in(language, "less of it ← no change → more of it"),
                say_in(language, "(nine tenths of the runs; no scale outside this model)"),
            ],
            "titleFontSize": 12,
            "values": [-1, -0.5, 0, 0.5, 1],
            "labels": False,
        },
    }
    y = names_axis()
    tooltip = [
        {"field": "name", "title": say_in(language, "Goal")},
        {"field": "way", "title": say_in(language, "What happens")},
        {"field": "agree", "title": say_in(language, "Runs that agree")},
        {"field": "kept", "title": say_in(language, "Resamples that agree")},
    ]
    colour = {"field": "colour", "type": "nominal", "scale": None}
    data = {"values": rows}
    return labelled(
        {
            "height": {"step": STEP},
            "layer": [
                {
                    "data": data,
                    "mark": {"type": "bar", "height": 10, "yOffset": 9, "cornerRadius": 5},
                    "encoding": {
                        "x": {"field": "low", **x},
                        "x2": {"field": "high"},
                        "y": y,
                        "color": colour,
                        "tooltip": tooltip,
                    },
                },
                {
                    "data": data,
                    "mark": {"type": "tick", "thickness": 3, "size": 18, "yOffset": 9},
                    "encoding": {"x": {"field": "low", **x}, "y": y, "color": colour, "tooltip": tooltip},
                },
                {
                    "data": data,
                    "mark": {"type": "tick", "thickness": 3, "size": 18, "yOffset": 9},
                    "encoding": {"x": {"field": "high", **x}, "y": y, "color": colour, "tooltip": tooltip},
                },
                {
                    "data": data,
                    "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5, "aria": False},
                    "encoding": {"x": {"datum": 0, **x}},
                },
            ],
        }
    )
