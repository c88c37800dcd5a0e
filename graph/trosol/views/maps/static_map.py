"""A map as a Vega-Lite chart, so that it can be saved as SVG or PNG: the same boxes at the same places as on the screen."""

from __future__ import annotations

from math import atan2, degrees, hypot
from typing import Any

from trosol.views.charts.palette import INK
from trosol.views.charts.vega_lite import labelled
from trosol.views.maps.picture import LANE_WIDTH, Edge, Node, Picture
from trosol.views.maps.vis_network import line_colour

__all__ = ["drawing"]

_BOX, _ROW, _PADDING = LANE_WIDTH - 24, 16, 12
_EDGE, _HEAD = 20, 30
_PAPER = "#ffffff"


def drawing(picture: Picture) -> dict[str, Any]:
    """The chart of a map. Lines: blue raises, orange lowers, purple keeps a gate, grey neither or not stated; dashed where only inferred."""
    boxes = {node.id: _box(node) for node in picture.nodes}
    lines = [_line(edge, boxes) for edge in picture.edges if edge.source in boxes and edge.target in boxes]
    heads = [{"x": lane.x, "y": -_HEAD / 2, "label": lane.label} for lane in picture.lanes]
    wide = [box["left"] for box in boxes.values()] + [box["right"] for box in boxes.values()] or [0.0, 1.0]
    high = [box["top"] for box in boxes.values()] + [box["bottom"] for box in boxes.values()] or [0.0, 1.0]
    left, right = min(wide) - _EDGE, max(wide) + _EDGE
    top, bottom = min([*high, -_HEAD if heads else _EDGE]) - _EDGE, max(high) + _EDGE
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [left, right], "nice": False, "zero": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [bottom, top], "nice": False, "zero": False}}

    def place(name: str, axis: dict[str, Any]) -> dict[str, Any]:
        return {"field": name, **axis}

    ends = {"x": place("x", x), "y": place("y", y), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [line for line in lines if line["inferred"] is inferred]},
            "mark": {
                "type": "rule",
                "strokeWidth": 1.5,
                "strokeDash": [5, 4] if inferred else [1, 0],
            },
            "encoding": {**ends, "color": colour},
        }
        for inferred in (False, True)
    ]
    layers += [
        {
            "data": {"values": [line for line in lines if line["directed"]]},
            "mark": {"type": "point", "shape": "triangle-up", "filled": True, "size": 70, "opacity": 1},
            "encoding": {
                "x": place("x2", x),
                "y": place("y2", y),
                "angle": {"field": "angle", "type": "quantitative", "scale": None},
                "color": colour,
            },
        },
        {
            "data": {"values": list(boxes.values())},
            "mark": {"type": "rect", "cornerRadius": 5, "strokeWidth": 1.5},
            "encoding": {
                "stroke": {"field": "colour", "type": "nominal", "scale": None},
                "strokeDash": {"field": "dash", "type": "nominal", "scale": None},
                "x": place("left", x),
                "x2": {"field": "right"},
                "y": place("top", y),
                "y2": {"field": "bottom"},
                "fill": {"field": "fill", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": list(boxes.values())},
            "mark": {"type": "text", "fontSize": 12, "lineHeight": _ROW, "baseline": "top"},
            "encoding": {
                "x": place("x", x),
                "y": place("first", y),
                "text": {"field": "rows"},
                "color": {"field": "ink", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": heads},
            "mark": {"type": "text", "fontSize": 13, "fontWeight": "bold", "color": INK, "limit": LANE_WIDTH - 6},
            "encoding": {"x": place("x", x), "y": place("y", y), "text": {"field": "label"}},
        },
    ]
    return labelled({"width": int(right - left), "height": int(bottom - top), "layer": layers})


def _box(node: Node) -> dict[str, Any]:
    rows = node.label.split("\n")
    half = (len(rows) * _ROW + _PADDING) / 2
    return {
        "rows": rows,
        "x": node.x,
        "y": node.y,
        "left": node.x - _BOX / 2,
        "right": node.x + _BOX / 2,
        "top": node.y - half,
        "bottom": node.y + half,
        "first": node.y - half + _PADDING / 2,
        "colour": node.colour,
        "fill": _PAPER if node.dashed else node.colour,
        "ink": INK if node.dashed else _PAPER,
        "dash": [6, 4] if node.dashed else [1, 0],
    }


def _line(edge: Edge, boxes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A line from the middle of one box to the border of the other."""
    a, b = boxes[edge.source], boxes[edge.target]
    across, down = b["x"] - a["x"], b["y"] - a["y"]
    half_width, half_height = (b["right"] - b["left"]) / 2 + 5, (b["bottom"] - b["top"]) / 2 + 5
    scale = min(
        half_width / abs(across) if across else float("inf"), half_height / abs(down) if down else float("inf"), 1.0
    ) if hypot(across, down) else 0.0  # fmt: skip
    return {
        "x": a["x"],
        "y": a["y"],
        "x2": b["x"] - across * scale,
        "y2": b["y"] - down * scale,
        "angle": degrees(atan2(across, -down)),
        "colour": line_colour(edge),
        "inferred": edge.inferred,
        "directed": edge.directed,
    }
