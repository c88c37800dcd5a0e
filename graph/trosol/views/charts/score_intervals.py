"""Expected goals helped, drawn: a bar for the middle 90 % of draws, a dot for the score, colours for tiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trosol.findings.leverage.leverage_result import LeverageRow
from trosol.language import say_in
from trosol.views.charts.palette import INK, PALE, TEAL
from trosol.views.charts.vega_lite import MOST_BANDS, STEP, labelled, names_axis

__all__ = ["score_intervals"]


def score_intervals(
    rows: Sequence[LeverageRow], labels: Sequence[str], language: str = "en", most: int = MOST_BANDS
) -> dict[str, Any]:
    """A picture of the first rows of a table, with their names in ``labels``; those of tier A are dark."""
    values = [
        {
            "id": row.id,
            "name": f"{row.tier}  {label}" if row.tier else label,
            "score": round(row.score, 2),
            "low": round(row.interval[0], 2),
            "high": round(row.interval[1], 2),
            "equal": round(row.score_equal_claims, 2),
            "tier": row.tier or say_in(language, "cannot be told apart"),
            "colour": TEAL if row.tier in (None, "A") else INK,
        }
        for row, label in zip(rows[:most], labels, strict=False)
    ]
    x = {
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": say_in(language, "Goals helped on average, by what is claimed"), "orient": "top"},
    }
    y = names_axis()
    tooltip = [
        {"field": "name", "title": say_in(language, "Who or what")},
        {"field": "score", "title": say_in(language, "Goals helped")},
        {"field": "low", "title": say_in(language, "Low")},
        {"field": "high", "title": say_in(language, "High")},
        {"field": "equal", "title": say_in(language, "At three claims")},
        {"field": "tier", "title": say_in(language, "Tier")},
    ]
    data = {"values": values}
    return labelled(
        {
            "height": {"step": STEP},
            "layer": [
                {
                    "data": data,
                    "mark": {"type": "bar", "height": 12, "yOffset": 9, "cornerRadius": 6, "color": PALE},
                    "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y, "tooltip": tooltip},
                },
                {
                    "data": data,
                    "mark": {"type": "point", "filled": True, "size": 110, "yOffset": 9, "opacity": 1},
                    "encoding": {
                        "x": {"field": "score", **x},
                        "y": y,
                        "color": {"field": "colour", "type": "nominal", "scale": None},
                        "tooltip": tooltip,
                    },
                },
                {
                    "data": data,
                    "mark": {"type": "tick", "thickness": 3, "size": 16, "yOffset": 9, "color": INK},
                    "encoding": {"x": {"field": "equal", **x}, "y": y, "tooltip": tooltip},
                },
            ],
        }
    )
