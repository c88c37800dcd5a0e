"""A picture of dots as the frame takes it: hundreds or thousands of things at once, each row as small as it can be.

The frame draws dots with sigma.js where the browser has WebGL, else with vis-network; why is in docs/decisions/0016.
"""

from __future__ import annotations

import math
from typing import Any

from trosol.views.maps.picture import Node, Picture

__all__ = ["dot_data", "dot_size"]

_MOST_HEIGHT = 760


def dot_data(picture: Picture, selected: str | None = None, *, as_list: bool = False) -> dict[str, Any]:
    """Nodes and lines (two numbers of nodes and a sign), and what the frame needs to know besides."""
    number = {node.id: i for i, node in enumerate(picture.nodes)}
    lanes = {lane.key: lane.label for lane in picture.lanes}
    return {
        "dots": True,
        "nodes": [
            {
                "id": node.id,
                "label": _name(node),
                "title": node.title,
                "x": node.x,
                "y": node.y,
                "size": dot_size(node),
                "colour": node.colour,
                "dashed": node.dashed,
                "laneTitle": _lane(picture, node) if lanes else "",
            }
            for node in picture.nodes
        ],
        "lines": [(number[edge.source], number[edge.target], edge.sign) for edge in picture.edges],
        "heads": [{"label": lane.label, "x": lane.x} for lane in picture.lanes],
        "width": picture.width,
        "height": picture.height,
        "frameHeight": _MOST_HEIGHT,
        "selected": selected,
        "asList": as_list,
        "label": picture.says,
        "words": ["Larger", "Smaller"],
    }


def dot_size(node: Node) -> float:
    """Half the width of a dot: the more claims, the larger, by area.

    >>> dot_size(Node("a", "a", "a", "", "", "", weight=1)), dot_size(Node("a", "a", "a", "", "", "", weight=900))
    (5.0, 12.0)
    """
    return round(4 + min(8.0, math.sqrt(node.weight)), 1)


def _name(node: Node) -> str:
    """The whole name on one line; a label is broken into rows and may be cut."""
    return node.title.split("\n", 1)[0]


def _lane(picture: Picture, node: Node) -> str:
    return min(picture.lanes, key=lambda lane: abs(lane.x - node.x)).label
