"""A matrix of two kinds, drawn: a square for each cell, dark where it is stated, pale where it is inferred, empty where nobody claims it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trosol.findings.portfolio.matrix import INFERRED, NONE, STATED, Matrix
from trosol.language import say_in
from trosol.views.charts.palette import COLOUR, GRID, INK, PALE, TEAL
from trosol.views.charts.vega_lite import labelled

__all__ = ["heatmap"]

_CELL = 34
"""Height of a row in pixels."""

_MOST = 40
"""Rows and columns that one picture shows, at most."""


def heatmap(found: Matrix, names: Mapping[str, str], language: str = "en") -> dict[str, Any]:
    """The first rows and columns, those with a claim before the others. ``names``: of rows and columns by id, in the reader's language."""
    words = {
        STATED: say_in(language, "stated"),
        INFERRED: say_in(language, "inferred"),
        NONE: say_in(language, "no claim"),
    }
    colours = {STATED: TEAL, INFERRED: PALE, NONE: GRID}
    held = {(each.row, each.column): each for each in found.cells}
    sides = [sorted(side, key=lambda each: not each.filled)[:_MOST] for side in (found.rows, found.columns)]
    order = [_distinct([each.id for each in side], names) for side in sides]
    rows = []
    for row, down in order[0].items():
        for column, across in order[1].items():
            cell = held.get((row, column))
            status = cell.status if cell else NONE
            rows.append(
                {
                    "row": down,
                    "column": across,
                    COLOUR: colours[status],
                    "status": words[status],
                    "claims": len(cell.claims) if cell else 0,
                }
            )
    tooltip = [
        {"field": "row", "title": say_in(language, "Row")},
        {"field": "column", "title": say_in(language, "Column")},
        {"field": "status", "title": say_in(language, "Basis")},
        {"field": "claims", "title": say_in(language, "Claims")},
    ]
    x = {
        "field": "column",
        "type": "nominal",
        "sort": list(order[1].values()),
        "axis": {"title": None, "orient": "top", "labelAngle": -40, "labelLimit": 220},
    }
    y = {"field": "row", "type": "nominal", "sort": list(order[0].values()), "axis": {"title": None, "labelLimit": 260}}
    data = {"values": rows}
    square = {
        "data": data,
        "mark": {"type": "rect", "stroke": INK, "strokeWidth": 0.4},
        "encoding": {"x": x, "y": y, "color": {"field": "colour", "type": "nominal", "scale": None}, "tooltip": tooltip},
    }
    return labelled({"height": {"step": _CELL}, "layer": [square]})


def _distinct(keys: list[str], names: Mapping[str, str]) -> dict[str, str]:
    """Names by id; where two are the same, the id is added, so that no two rows fall together."""
    count: dict[str, int] = {}
    for key in keys:
        count[names[key]] = count.get(names[key], 0) + 1
    return {key: names[key] if count[names[key]] == 1 else f"{names[key]} ({key})" for key in keys}
