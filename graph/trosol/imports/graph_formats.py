"""Maps in GraphML and GEXF, as Gephi, Cytoscape, yEd and igraph write them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trosol.errors import Where
from trosol.imports.drawn_map import NONE, ONE, Drawing, Thing, Tie
from trosol.networks.network_files import read_network

__all__ = ["from_network"]

_LABELS = ("label", "name", "shared name", "id")
_KINDS = ("element type", "type", "class", "category", "kind", "role", "group", "modularity_class")
_TIES = ("interaction", "shared interaction", "relation", "relationship", "predicate", "kind", "type", "label", "name")
_DRAWING = {
    "x",
    "y",
    "z",
    "size",
    "color",
    "colour",
    "viz",
    "shape_type",
    "selected",
    "suid",
    "shared name",
    "shared interaction",
    "weight",
}


def from_network(path: Path) -> Drawing:
    """The map of a ``.graphml`` or ``.gexf`` file; where things stood and how they were coloured is not carried over."""
    graph = read_network(path)
    things, ties = [], []
    for number, (node, data) in enumerate(graph.nodes(data=True), 1):
        said = _said(data)
        label = _take(said, _LABELS) or str(node)
        kind, description = _take(said, _KINDS), said.pop("description", "")
        things.append(Thing(str(node), label, kind, description, _plain(said), Where(path.name, None, f"node {number}")))
    for number, (source, target, data) in enumerate(graph.edges(data=True), 1):
        said = _said(data)
        kind, description = _take(said, _TIES), said.pop("description", "")
        direction = ONE if graph.is_directed() else NONE
        where = Where(path.name, None, f"edge {number}")
        ties.append(Tie(str(source), str(target), kind, description, direction, _plain(said), where))
    form = "a GEXF file" if path.suffix.lower() == ".gexf" else "a GraphML file"
    return Drawing(str(graph.graph.get("name") or ""), form, tuple(things), tuple(ties))


def _said(data: Mapping[str, Any]) -> dict[str, str]:
    return {str(key).casefold(): str(value) for key, value in data.items() if value not in (None, "")}


def _take(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said.pop(name) for name in names if said.get(name)), "").strip()


def _plain(said: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in said.items() if key not in _DRAWING and key not in ("key", "id", "geometry")}
