"""The claims as a map in the JSON of Kumu and of Cytoscape, with what each item and link is, its sign, and any scores."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["cytoscape", "kumu"]


def kumu(graph: nx.Graph) -> bytes:
    """A map that Kumu opens (Import, JSON): elements with their type, connections with their direction.

    Other attributes, scores too, are fields of the elements and connections, by which Kumu can size and colour.
    """
    elements = [
        {"_id": str(key), "attributes": {"label": data.get("label", str(key)), **_renamed(data, "type", "element type", "label")}}
        for key, data in graph.nodes(data=True)
    ]
    connections = []
    for number, (source, target, data) in enumerate(graph.edges(data=True), 1):
        relation = data.get("label") or data.get("relations") or ""
        said = {"connection type": relation, **_renamed(data, "", "", "label", "relations", "id")}
        direction = "directed" if graph.is_directed() else "undirected"
        key = str(data.get("id") or f"connection-{number}")
        connections.append(
            {
                "_id": key,
                "from": str(source),
                "to": str(target),
                "direction": direction,
                "attributes": {k: v for k, v in said.items() if v},
            }
        )
    return _bytes({"name": str(graph.graph.get("name") or ""), "elements": elements, "connections": connections})


def cytoscape(graph: nx.Graph) -> bytes:
    """A network that Cytoscape (File, Import, Network from File) and Cytoscape.js open: ``.cyjs``."""
    nodes = [
        {"data": {**_plain(data), "id": str(key), "name": data.get("label", str(key))}} for key, data in graph.nodes(data=True)
    ]
    edges = []
    for number, (source, target, data) in enumerate(graph.edges(data=True), 1):
        relation = data.get("label") or data.get("relations") or ""
        said = {key: value for key, value in _plain(data).items() if key not in ("label", "relations")}
        ends = {"id": str(data.get("id") or f"edge-{number}"), "source": str(source), "target": str(target)}
        edges.append({"data": {**said, **ends, "interaction": relation, "directed": graph.is_directed()}})
    about = {"name": str(graph.graph.get("name") or ""), "snapshot": str(graph.graph.get("snapshot") or "")}
    made = {"format_version": "1.0", "generated_by": "Trosol", "data": about, "elements": {"nodes": nodes, "edges": edges}}
    return _bytes({**made, "style": _STYLE})


_STYLE = [
    {"selector": "node", "style": {"label": "data(name)", "background-color": "#5b6770"}},
    {"selector": "node[colour]", "style": {"background-color": "data(colour)"}},
    {"selector": "edge", "style": {"label": "data(interaction)", "curve-style": "bezier", "target-arrow-shape": "triangle"}},
    {"selector": "edge[!directed]", "style": {"target-arrow-shape": "none"}},
    *(
        {"selector": f'edge[sign = "{sign}"]', "style": {"line-color": colour, "target-arrow-color": colour}}
        for sign, colour in (("positive", "#1a7f37"), ("negative", "#b3261e"))
    ),
]
"""How Cytoscape.js draws it: items in the colour of their kind, links in that of their sign."""


def _renamed(data: dict[str, Any], old: str, new: str, *without: str) -> dict[str, Any]:
    return {new if old and key == old else key: value for key, value in _plain(data).items() if key not in without}


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """What JSON holds; lists as text, since both programs take text and numbers."""
    found = {}
    for key, value in data.items():
        plain = value if isinstance(value, str | int | float | bool) else " | ".join(map(str, value)) if value else ""
        if plain not in ("", None):
            found[key] = plain
    return found


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
