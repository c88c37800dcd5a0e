"""What a scenario does to the goals, drawn: in which share of possible worlds each is helped, hurt, both, or acted on with no stated sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trosol.findings.scenario.outcome import Outcome
from trosol.findings.scenario.scenario_sentences import in_worlds
from trosol.language import say_in
from trosol.views.charts.palette import COLOUR, DOWN, INK, MIXED, OPEN, UP
from trosol.views.charts.vega_lite import STEP, labelled, names_axis

__all__ = ["ranges"]


def ranges(found: Sequence[Outcome], names: Sequence[str], language: str = "en", most: int = 30) -> dict[str, Any]:
    """A bar for each outcome: helped to the right, hurt to the left, in shares of worlds; the line is the interval of ``helps``.

    ``names``: of the outcomes, in the reader's language.
    """
    parts: list[dict[str, Any]] = []
    spreads: list[dict[str, Any]] = []
    for each, name in zip(found[:most], names, strict=False):
        right, left = 0.0, 0.0
        texts = {
            "helps": (say_in(language, "helped"), UP, 1),
            "contested": (say_in(language, "both at once"), MIXED, 1),
            "not_stated": (say_in(language, "not stated"), OPEN, 1),
            "hurts": (say_in(language, "hurt"), DOWN, -1),
        }
        for effect, (words, colour, way) in texts.items():
            share = float(getattr(each, effect))
            if not share:
                continue
            low = right if way > 0 else left - share
            parts.append(
                {
                    "id": each.id,
                    "name": name,
                    "low": round(low, 4),
                    "high": round(low + share, 4),
                    COLOUR: colour,
                    "way": words,
                    "share": in_worlds(share),
                }
            )
            right, left = (right + share, left) if way > 0 else (right, left - share)
        spreads.append({"id": each.id, "name": name, "low": round(each.interval[0], 4), "high": round(each.interval[1], 4)})
    x = {
        "type": "quantitative",
        "scale": {"domain": [-1, 1]},
        "axis": {
            "title": say_in(language, "hurt ← share of possible worlds → helped"),
            "titleFontSize": 12,
            "values": [-1, -0.5, 0, 0.5, 1],
            "labelExpr": "format(abs(datum.value), '.0%')",
        },
    }
    y = names_axis()
    tooltip = [
        {"field": "name", "title": say_in(language, "Goal")},
        {"field": "way", "title": say_in(language, "What happens")},
        {"field": "share", "title": say_in(language, "Share of worlds")},
    ]
    bars = {
        "data": {"values": parts},
        "mark": {"type": "bar", "height": 12, "yOffset": 9},
        "encoding": {
            "x": {"field": "low", **x},
            "x2": {"field": "high"},
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "tooltip": tooltip,
        },
    }
    lines = {
        "data": {"values": spreads},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5, "yOffset": 9, "aria": False},
        "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y},
    }
    zero = {
        "data": {"values": spreads},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5, "aria": False},
        "encoding": {"x": {"datum": 0, **x}},
    }
    return labelled({"height": {"step": STEP}, "layer": [bars, lines, zero]})
