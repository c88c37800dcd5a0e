"""The claims as a map of PRSM (``.prsm``): a style for each kind and each sign, notes with the evidence, attributes by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["prsm"]

_STYLES = 9
"""Styles that PRSM has for items, and as many for links."""
_FILLS = ("#cfe2f3", "#d9ead3", "#fff2cc", "#f4cccc", "#d9d2e9", "#fce5cd", "#d0e0e3", "#ead1dc", "#eeeeee")
_SIGNS = {
    "": ("No sign", "#5b6770"),
    "positive": ("Positive", "#1a7f37"),
    "negative": ("Negative", "#b3261e"),
    "unknown": ("Sign unknown", "#8a6d00"),
}
_PLACED = frozenset(["id", "label", "description", "relations"])
_DARK = 384
"""Below this sum of red, green and blue, letters are white."""
_STEP, _ACROSS = 220, 12


def prsm(graph: nx.Graph) -> bytes:
    """A map that PRSM opens (Open, choose the file). What PRSM has no place for becomes an attribute of the item, or stands in the link's note."""
    kinds = sorted({str(data.get("type") or data.get("kind") or "") for _, data in graph.nodes(data=True)})
    style_of = {kind: min(number, _STYLES - 1) for number, kind in enumerate(kinds)}
    every = (*(data for _, data in graph.nodes(data=True)), *(data for _, _, data in graph.edges(data=True)))
    names = sorted({key for data in every for key in data} - _PLACED)
    titles = {f"att{number}": name for number, name in enumerate(names, 1)}
    nodes = []
    for number, (key, data) in enumerate(graph.nodes(data=True)):
        down, across = divmod(number, _ACROSS)
        node: dict[str, Any] = {
            "id": str(key),
            "label": str(data.get("label", key)),
            "x": across * _STEP,
            "y": down * _STEP,
        }
        node["grp"] = f"group{style_of[str(data.get('type') or data.get('kind') or '')]}"
        node |= {title: _text(data[name]) for title, name in titles.items() if name in data}
        nodes.append(node | _note(str(data.get("description") or "")))
    edges = []
    for number, (source, target, data) in enumerate(graph.edges(data=True), 1):
        signs = list(_SIGNS)
        edge: dict[str, Any] = {"id": str(data.get("id") or f"link-{number}"), "from": str(source), "to": str(target)}
        edge |= {
            "label": str(data.get("label") or data.get("relations") or ""),
            "grp": f"edge{signs.index(str(data.get('sign') or ''))}",
        }
        edge["arrows"] = {"to": {"enabled": graph.is_directed(), "type": "arrow"}}
        edge |= {title: _text(data[name]) for title, name in titles.items() if name in data}
        edges.append(edge | _note(str(data.get("description") or data.get("sentence") or "")))
    made = {
        "version": "2.0.0",
        "mapTitle": str(graph.graph.get("name") or ""),
        "lastNodeSample": "group0",
        "lastLinkSample": "edge0",
        "attributeTitles": titles,
        "nodes": nodes,
        "edges": edges,
        "styles": {"nodes": _node_styles(kinds, graph), "edges": _edge_styles()},
    }
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _node_styles(kinds: list[str], graph: nx.Graph) -> dict[str, Any]:
    found = {}
    colours = {str(data.get("type") or data.get("kind") or ""): data.get("colour") for _, data in graph.nodes(data=True)}
    for number, kind in enumerate(kinds[:_STYLES]):
        label = "Other" if number == _STYLES - 1 and len(kinds) > _STYLES else kind
        fill = str(colours.get(kind) or _FILLS[number])
        dark = sum(bytes.fromhex(fill.removeprefix("#"))) < _DARK
        colour = {"background": fill, "border": "#333333", "highlight": {"background": fill, "border": "#000000"}}
        found[f"group{number}"] = {
            "groupLabel": label,
            "shape": "box",
            "color": colour,
            "font": {"color": "#ffffff" if dark else "#000000"},
        }
    return found


def _edge_styles() -> dict[str, Any]:
    return {
        f"edge{number}": {
            "groupLabel": label,
            "color": {"color": colour, "highlight": colour, "hover": colour},
            "dashes": label == "Sign unknown",
        }
        for number, (label, colour) in enumerate(_SIGNS.values())
    }


def _note(text: str) -> dict[str, Any]:
    return {"note": {"ops": [{"insert": f"{text}\n"}]}} if text else {}


def _text(value: Any) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
