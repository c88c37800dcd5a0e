"""A picture to vis-network: built with pyvis, drawn by the vis-network that pyvis ships, offline and in a sandbox.

pyvis's own page is not used: it loads scripts from the internet and can execute names. Here names travel as JSON, are
drawn as text on a canvas or set as ``textContent``, inside a frame that has no origin and whose policy forbids every request.
"""

from __future__ import annotations

import json
import re
import sys
from functools import lru_cache
from html import escape
from importlib import import_module
from importlib.resources import files
from threading import Lock
from types import ModuleType
from typing import Any

from trosol.views.maps.picture import Edge, Picture

__all__ = [
    "DARK_LINES",
    "GATE_COLOUR",
    "SIGN_COLOURS",
    "drawing_library",
    "frame_page",
    "line_colour",
    "standalone_page",
    "vis_data",
]

SIGN_COLOURS = {1: "#0b5cad", -1: "#b86a00", 0: "#72827f"}
"""Of lines by sign; none is the colour of a kind, and they stay apart for readers with any colour blindness. The explored map has the same."""
GATE_COLOUR = "#a3157a"
DARK_LINES = {SIGN_COLOURS[1]: "#7fb8ff", SIGN_COLOURS[-1]: "#ffb84d", SIGN_COLOURS[0]: "#93a5a1", GATE_COLOUR: "#ff8fdc"}
"""What stands for each on a dark page."""
_INK, _PAPER = "#10201f", "#ffffff"
_MOST_HEIGHT = 1500
_LOADING = Lock()


def _pyvis() -> Any:
    """The module ``network`` of pyvis. It imports IPython, only to show maps in notebooks: 40 MB that the lock leaves out.

    A stand-in with the one name that is imported takes its place during the import, where IPython is not loaded already.
    """
    with _LOADING:
        if "pyvis.network" in sys.modules or "IPython" in sys.modules:
            return import_module("pyvis.network")
        package, display = ModuleType("IPython"), ModuleType("IPython.display")
        package.display, display.IFrame = display, type("IFrame", (), {})  # type: ignore[attr-defined]
        sys.modules.update({"IPython": package, "IPython.display": display})
        try:
            return import_module("pyvis.network")
        finally:
            del sys.modules["IPython"], sys.modules["IPython.display"]


def vis_data(picture: Picture, selected: str | None = None, *, as_list: bool = False) -> dict[str, Any]:
    """Nodes, edges and options as vis-network takes them, with what the frame needs to know besides."""
    net = _pyvis().Network(directed=True)
    for node in picture.nodes:
        paper = _PAPER if node.dashed else node.colour
        net.add_node(
            node.id,
            label=node.label,
            title=node.title,
            x=node.x,
            y=node.y,
            shape="box",
            color={"background": paper, "border": node.colour, "highlight": {"background": paper, "border": _INK}},
            font={"color": _INK if node.dashed else _PAPER, "size": 14 if picture.lanes else 17, "face": "system-ui, sans-serif"},
            borderWidth=2,
            borderWidthSelected=5,
            shapeProperties={"borderDashes": [6, 4] if node.dashed else False, "borderRadius": 6},
            margin=7,
            fixed=True,
        )
    for number, edge in enumerate(picture.edges):
        net.add_edge(
            edge.source,
            edge.target,
            id=f"edge-{number}",
            title=edge.title,
            color={"color": line_colour(edge), "highlight": line_colour(edge), "opacity": 0.9},
            width=3 if edge.gate else 1 + min(4, edge.weight) * 0.5,
            dashes=[2, 4] if edge.gate else [7, 5] if edge.inferred else False,
            arrows={"to": {"enabled": edge.directed, "type": _END[edge.gate, edge.sign], "scaleFactor": 0.7}},
        )
    nodes, edges, *_ = net.get_network_data()
    lanes = {lane.key: lane.label for lane in picture.lanes}
    about = {node.id: node for node in picture.nodes}
    titles = _lane_titles(picture)
    for row in nodes:
        node = about[row["id"]]
        row.update(laneTitle=titles.get(node.id, ""), colour=node.colour, dashed=node.dashed)
    for row, edge in zip(edges, picture.edges, strict=True):
        row["smooth"] = _curve(about[edge.source].x, about[edge.target].x) if picture.lanes else {"enabled": False}
        if not picture.lanes and not edge.directed:
            row["label"] = edge.label
            row["width"] = 1 + min(9.0, edge.weight / 12)
            row["font"] = {"size": 13, "color": _INK, "strokeWidth": 5, "strokeColor": _PAPER, "align": "horizontal"}
    heads = [
        {
            "id": f"lane:{lane.key}",
            "label": _short(lanes[lane.key]),
            "x": lane.x,
            "y": 10,
            "shape": "text",
            "fixed": True,
            "font": {"size": 15, "color": "#2f4442", "face": "system-ui, sans-serif"},
        }
        for lane in picture.lanes
    ]
    return {
        "nodes": [*nodes, *heads],
        "edges": edges,
        "options": _OPTIONS,
        "dark": DARK_LINES,
        "width": picture.width,
        "height": picture.height,
        "frameHeight": max(320, min(_MOST_HEIGHT, picture.height + 24)),
        "selected": selected,
        "asList": as_list,
        "label": picture.says,
    }


_END = {(gate, sign): "circle" if gate else "bar" if sign < 0 else "arrow" for gate in (True, False) for sign in (1, -1, 0)}


def line_colour(edge: Edge) -> str:
    """Colour of a line."""
    return GATE_COLOUR if edge.gate else SIGN_COLOURS[edge.sign]


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "tooltipDelay": 150,
        "zoomView": False,
        "navigationButtons": False,
        "keyboard": False,
    },
    "edges": {"selectionWidth": 1.5, "hoverWidth": 1.2},
    "nodes": {"chosen": True},
}


def _short(title: str, most: int = 44) -> str:
    return title if len(title) <= most else title[: most - 1] + "…"


def _lane_titles(picture: Picture) -> dict[str, str]:
    """Heading of the lane that each node stands in: the nearest one."""
    if not picture.lanes:
        return {}
    return {node.id: min(picture.lanes, key=lambda lane: abs(lane.x - node.x)).label for node in picture.nodes}


def _curve(start: float, end: float) -> dict[str, Any]:
    if abs(start - end) < 1:
        return {"enabled": True, "type": "curvedCW", "roundness": 0.35}
    return {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45}


@lru_cache(maxsize=1)
def _library() -> str:
    """The vis-network that pyvis ships (9.1.2, Apache-2.0 or MIT)."""
    code = (files(_pyvis().__package__) / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    if "</script" in code.lower():
        raise ValueError("the bundled vis-network cannot stand inside a page")
    return code


def _asset(name: str) -> str:
    return (files("trosol.views") / "assets" / name).read_text(encoding="utf-8")


def drawing_library() -> str:
    """What draws boxes, as the text of a script: vis-network."""
    return _library()


def _page(title: str, label: str, language: str, picture: str) -> str:
    parts = {
        "language": escape(language),
        "title": escape(title),
        "label": escape(label),
        "picture": picture,
        "library": _library(),
        "code": _asset("map_frame.js"),
    }
    # One pass: what is put in is never looked through again.
    return re.sub(r"\{\{ (\w+) \}\}", lambda mark: parts[mark[1]], _asset("map_frame.html"))


@lru_cache(maxsize=2)
def frame_page(language: str = "en") -> str:
    """The page of the sandboxed frame that waits for its picture."""
    return _page("Map", "Map of the ecosystem. The list and the table below hold the same.", language, "")


def standalone_page(picture: Picture, title: str, language: str = "en") -> str:
    """One HTML file with the picture in it: opens anywhere, needs no internet, runs no name as code."""
    data = (
        json.dumps(vis_data(picture), ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    )
    return _page(title, picture.says, language, f'<script type="application/json" id="picture">{data}</script>')
