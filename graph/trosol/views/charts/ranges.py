"""What a scenario does to the goals, drawn: in which share of possible worlds each is helped, hurt, both, or acted on with no stated sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trosol.findings.scenario.outcome import Outcome
from trosol.findings.scenario.scenario_sentences import in_worlds
from trosol.language import say_in
from trosol.views.charts.palette import COLOUR, DOWN, INK, MIXED, OPEN, PAGE, UP
from trosol.views.charts.vega_lite import STEP, labelled, names_axis

__all__ = ["ranges"]

_ON_PALE = "black"
"""Numbers on the one colour that is pale on light pages and on dark ones."""
_BELOW = 20
"""Where the line of the interval stands: under its bar, so that it crosses no number."""
_TOLD = 0.1
"""Shares from here on have their number on the bar: a smaller part has no room for it."""


def ranges(found: Sequence[Outcome], names: Sequence[str], language: str = "en", most: int = 30) -> dict[str, Any]:
    """A bar for each outcome: helped to the right, hurt to the left, in shares of worlds; the line is the interval of ``helps``.

    ``names``: of the outcomes, in the reader's language.
    """
    parts: list[dict[str, Any]] = []
    spreads: list[dict[str, Any]] = []
    texts = {
        "helps": (say_in(language, "helped"), UP, 1),
        "contested": (say_in(language, "both at once"), MIXED, 1),
        "not_stated": (say_in(language, "not stated"), OPEN, 1),
        "hurts": (say_in(language, "hurt"), DOWN, -1),
    }
    for each, name in zip(found[:most], names, strict=False):
        right, left = 0.0, 0.0
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
                    "middle": round(low + share / 2, 4),
                    "told": f"{share:.0%}" if share >= _TOLD else "",
                }
            )
            right, left = (right + share, left) if way > 0 else (right, left - share)
        spreads.append({"id": each.id, "name": name, "low": round(each.interval[0], 4), "high": round(each.interval[1], 4)})
    hurting = any(part["low"] < 0 for part in parts)
    x = {
        "type": "quantitative",
        "scale": {"domain": [-1 if hurting else 0, 1]},
        "axis": {
            "title": say_in(language, "hurt ← share of possible worlds → helped")
            if hurting
            else say_in(language, "Share of possible worlds"),
            "titleFontSize": 12,
            "values": [-1, -0.5, 0, 0.5, 1] if hurting else [0, 0.25, 0.5, 0.75, 1],
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
        "mark": {"type": "bar", "height": 15, "yOffset": 9},
        "encoding": {
            "x": {"field": "low", **x},
            "x2": {"field": "high"},
            "y": y,
            "color": {
                "field": "way",
                "type": "nominal",
                "scale": {
                    "domain": [words for words, _, _ in texts.values()],
                    "range": [colour for _, colour, _ in texts.values()],
                },
                "legend": {"title": None, "orient": "top", "symbolType": "square"},
            },
            "tooltip": tooltip,
        },
    }
    numbers = [
        {
            "data": {"values": [part for part in parts if part["told"] and (part[COLOUR] == DOWN) is pale]},
            "mark": {
                "type": "text",
                "fontSize": 11,
                "baseline": "middle",
                "dy": 9,
                "color": _ON_PALE if pale else PAGE,
                "aria": False,
            },
            "encoding": {"x": {"field": "middle", **x}, "y": y, "text": {"field": "told"}},
        }
        for pale in (False, True)
    ]
    lines = {
        "data": {"values": spreads},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 2, "yOffset": _BELOW, "aria": False},
        "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y},
    }
    zero = {
        "data": {"values": spreads},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5, "aria": False},
        "encoding": {"x": {"datum": 0, **x}},
    }
    return labelled({"height": {"step": STEP}, "layer": [bars, lines, *numbers, zero]})
