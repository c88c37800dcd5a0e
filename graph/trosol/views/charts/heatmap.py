"""A matrix of two kinds, drawn: a filled dot where a source states it, a ring where a coder inferred it, a dash where nobody claims it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trosol.findings.portfolio.matrix import INFERRED, NONE, STATED, Matrix
from trosol.language import say_in
from trosol.views.charts.palette import COLOUR, GRID, INK, OPEN, PAGE, PALE, TEAL
from trosol.views.charts.vega_lite import labelled

__all__ = ["heatmap"]

_CELL = 34
"""Height of a row in pixels."""

_MOST = 40
"""Rows and columns that one picture shows, at most."""

_FEW = 16
"""Up to so many columns a cell has room for the number of its claims."""

_SOME = 6
"""Up to so many columns have room for their whole names."""

_SIGNS = {STATED: "●", INFERRED: "○", NONE: "–"}
_COLOURS = {STATED: TEAL, INFERRED: PALE, NONE: GRID}
_INKS = {STATED: PAGE, INFERRED: INK, NONE: OPEN}
_AGAINST = "×"


def heatmap(found: Matrix, names: Mapping[str, str], language: str = "en") -> dict[str, Any]:
    """The first rows and columns, those with a claim before the others. ``names``: of rows and columns by id, in the reader's language."""
    words = {
        STATED: f"{_SIGNS[STATED]} {say_in(language, 'stated')}",
        INFERRED: f"{_SIGNS[INFERRED]} {say_in(language, 'inferred')}",
        NONE: f"{_SIGNS[NONE]} {say_in(language, 'no claim')}",
    }
    held = {(each.row, each.column): each for each in found.cells}
    sides = [sorted(side, key=lambda each: not each.filled)[:_MOST] for side in (found.rows, found.columns)]
    if len(sides[1]) > _FEW:  # empty columns would leave no room for those that say something
        sides[1] = [each for each in sides[1] if each.filled] or sides[1]
    left = len(found.columns) - len(sides[1])
    order = [_distinct([each.id for each in side], names) for side in sides]
    rows = []
    for row, down in order[0].items():
        for column, across in order[1].items():
            cell = held.get((row, column))
            status = cell.status if cell else NONE
            number, against = (len(cell.claims), len(cell.against)) if cell else (0, 0)
            counted = f" {number}" if number > 1 and len(order[1]) <= _FEW else ""
            rows.append(
                {
                    "row": down,
                    "column": across,
                    COLOUR: _COLOURS[status],
                    "status": words[status],
                    "sign": f"{_SIGNS[status]}{counted}{_AGAINST if against else ''}",
                    "claims": number,
                    "against": against,
                }
            )
    tooltip = [
        {"field": "row", "title": say_in(language, "Row")},
        {"field": "column", "title": say_in(language, "Column")},
        {"field": "status", "title": say_in(language, "Basis")},
        {"field": "claims", "title": say_in(language, "Claims")},
        {"field": "against", "title": say_in(language, "Claims against it")},
    ]
    x = {
        "field": "column",
        "type": "nominal",
        "sort": list(order[1].values()),
        "axis": {
            "title": say_in(language, "{number} more without a claim are not shown", number=left) if left else None,
            "titleFontWeight": "normal",
            "orient": "top",
            "labelAngle": -40,
            "labelLimit": 220 if len(sides[1]) > _SOME else 320,
        },
    }
    y = {"field": "row", "type": "nominal", "sort": list(order[0].values()), "axis": {"title": None, "labelLimit": 170}}
    square = {
        "data": {"values": rows},
        "mark": {"type": "rect", "stroke": PAGE, "strokeWidth": 2},
        "encoding": {
            "x": x,
            "y": y,
            "color": {
                "field": "status",
                "type": "nominal",
                "scale": {"domain": list(words.values()), "range": [_COLOURS[status] for status in words]},
                "legend": {"title": None, "orient": "top", "symbolType": "square"},
            },
            "tooltip": tooltip,
        },
    }
    signs = [
        {
            "data": {"values": [row for row in rows if row["status"] == words[status]]},
            "mark": {"type": "text", "fontSize": 13, "color": ink, "aria": False},
            "encoding": {"x": x, "y": y, "text": {"field": "sign"}, "tooltip": tooltip},
        }
        for status, ink in _INKS.items()
        if any(row["status"] == words[status] for row in rows)
    ]
    return labelled({"height": {"step": _CELL}, "layer": [square, *signs]})


def _distinct(keys: list[str], names: Mapping[str, str]) -> dict[str, str]:
    """Names by id; where two are the same, the id is added, so that no two rows fall together."""
    count: dict[str, int] = {}
    for key in keys:
        count[names[key]] = count.get(names[key], 0) + 1
    return {key: names[key] if count[names[key]] == 1 else f"{names[key]} ({key})" for key in keys}
