"""Scores as bars: length is the score, the line its range, the number stands at its end; the first tier is dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from trosol.findings.whole_ties import whole_ties
from trosol.language import say_in
from trosol.views.charts.palette import COLOUR, INK, PAGE, PALE, TEAL
from trosol.views.charts.vega_lite import MOST_BANDS, STEP, labelled, names_axis

__all__ = ["ScoreBar", "bars", "legend_of_bars"]

_ROOM = 1.22
"""How much wider than the longest range the picture is, so that the numbers have room at its end."""
_LINE = 42
"""Letters of a line of the title, which has room on a telephone."""
_BAR, _CAP, _DOWN = 14, 9, 9


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One bar. ``low`` and ``high``: its range; ``tier``: blank where rows cannot be told apart; ``equal``: the score at equal claims."""

    id: str
    name: str
    score: float
    low: float
    high: float
    tier: str = ""
    equal: float | None = None


def legend_of_bars(rows: Sequence[ScoreBar], language: str = "en") -> str:
    """What the parts of the picture mean, in a sentence."""
    said = say_in(language, "Bar: goals helped on average. Line: the middle nine tenths of random draws of weights and passages.")
    if any(row.tier for row in rows):
        said += " " + say_in(language, "Letter: tier; the bars of tier A have the strong colour.")
    return said


def bars(
    rows: Sequence[ScoreBar], title: str = "", language: str = "en", most: int = MOST_BANDS, *, percent: bool = False
) -> dict[str, Any]:
    """A picture of the first rows. ``title``: of the axis, by default what leverage counts; ``percent``: the scores are shares."""
    form = ".0%" if percent else ".1f"
    values: list[dict[str, Any]] = [
        {
            "id": row.id,
            "name": f"{row.tier}  {row.name}" if row.tier else row.name,
            "score": round(row.score, 2),
            "low": round(row.low, 2),
            "high": round(row.high, 2),
            "end": round(max(row.high, row.score), 2),
            "value": f"{row.score:{form}}  ({row.low:{form}}–{row.high:{form}})",
            "tier": row.tier or say_in(language, "cannot be told apart"),
            COLOUR: TEAL if row.tier in ("", "A") else PALE,
            **({"equal": round(row.equal, 2)} if row.equal is not None else {}),
        }
        for row in whole_ties(rows, most, lambda row: row.score, 2 * most) or rows[:most]
    ]
    far = max((row["end"] for row in values), default=1.0) or 1.0
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, round(far * _ROOM, 2)], "nice": False},
        "axis": {
            "title": wrap(title or say_in(language, "Goals helped on average, by what is claimed"), _LINE),
            "orient": "top",
            "tickCount": 5,
            "titleFontWeight": "normal",
            **({"format": ".0%"} if percent else {}),
            "offset": 4,
        },
    }
    y = names_axis()
    tooltip = [
        {"field": "name", "title": say_in(language, "Who or what")},
        {"field": "score", "title": say_in(language, "Goals helped")},
        {"field": "low", "title": say_in(language, "Low")},
        {"field": "high", "title": say_in(language, "High")},
        {"field": "tier", "title": say_in(language, "Tier")},
    ]
    if any("equal" in row for row in values):
        tooltip.insert(4, {"field": "equal", "title": say_in(language, "At three claims")})
    data = {"values": values}
    length = {
        "data": data,
        "mark": {"type": "bar", "height": _BAR, "yOffset": _DOWN, "stroke": TEAL, "strokeWidth": 1},
        "encoding": {
            "x": {"field": "score", **x},
            "y": y,
            "color": {"field": COLOUR, "type": "nominal", "scale": None},
            "tooltip": tooltip,
        },
    }
    lines = [
        {
            "data": data,
            "mark": {"type": "rule", "color": colour, "strokeWidth": wide, "yOffset": _DOWN, "aria": False},
            "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y, "tooltip": tooltip},
        }
        for colour, wide in ((PAGE, 3), (INK, 1.5))  # an edge of the page's colour, so that the line is seen on a dark bar
    ]
    caps = [
        {
            "data": data,
            "mark": {"type": "tick", "color": INK, "thickness": 1.5, "size": _CAP, "yOffset": _DOWN, "aria": False},
            "encoding": {"x": {"field": end, **x}, "y": y},
        }
        for end in ("low", "high")
    ]
    number = {
        "data": data,
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "dx": 7,
            "dy": _DOWN,
            "fontSize": 12,
            "color": INK,
            "aria": False,
        },
        "encoding": {"x": {"field": "end", **x}, "y": y, "text": {"field": "value"}},
    }
    return labelled({"height": {"step": STEP}, "layer": [length, *lines, *caps, number]})
