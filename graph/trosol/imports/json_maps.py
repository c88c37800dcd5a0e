"""Maps in the JSON of other programs: Cytoscape.js, node-link (NetworkX, D3), vis.js and PRSM.

Forms: https://js.cytoscape.org/#notation/elements-json, https://networkx.org/documentation/stable/reference/readwrite/json_graph.html,
https://visjs.github.io/vis-network/docs/network/, https://prsm.uk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from trosol.errors import Where
from trosol.imports.drawn_map import ARROWS, NONE, ONE, Drawing, unreadable
from trosol.imports.json_forms import mapping_of, plain_form
from trosol.imports.map_attributes import DrawingBuilder, direction_of, said_of
from trosol.imports.prsm import is_prsm, plain_prsm

__all__ = ["from_json_map"]

_ENDS = {"id", "_id", "source", "target", "from", "to", "key"}


def from_json_map(found: Any, name: str) -> Drawing | None:
    """The map, or None where the JSON is none of these. Raises :class:`TrosolError` for one that is broken."""
    if not isinstance(found, Mapping):
        return _cytoscape({"elements": found}, name) if _is_elements(found) else None
    elements = found.get("elements")
    if isinstance(elements, Mapping) or _is_elements(elements):
        return _cytoscape(found, name)
    notes: Counter[str] = Counter()
    if not is_prsm(found):
        found = plain_form(found, notes)
    nodes = found.get("nodes")
    if isinstance(nodes, str) and "compressed" in found:
        raise unreadable(name, "PRSM", "its nodes are packed within it; open it in PRSM and save it again (compression is read)")
    if not isinstance(nodes, list):
        return None
    edges = found.get("links") if isinstance(found.get("links"), list) else found.get("edges", [])
    if not isinstance(edges, list) or not all(isinstance(one, Mapping) for one in (*nodes, *edges)):
        raise unreadable(name, "JSON", "nodes and edges must be lists of objects")
    if is_prsm(found):
        found = plain_prsm({**found, "edges": edges})
        nodes, edges = found["nodes"], found["edges"]
    return _nodes_and_edges(found, nodes, edges, name, notes)


def _is_elements(found: Any) -> bool:
    """Whether it is a flat list of Cytoscape.js."""
    return (
        isinstance(found, list)
        and bool(found)
        and all(isinstance(one, Mapping) and isinstance(one.get("data"), Mapping) for one in found)
    )


def _cytoscape(found: Mapping[str, Any], name: str) -> Drawing:
    elements = found["elements"]
    if isinstance(elements, Mapping):
        groups = {part: elements.get(part) or [] for part in ("nodes", "edges")}
    else:
        edge = [one for one in elements if one.get("group") == "edges" or "source" in one["data"]]
        groups = (
            {"nodes": [one for one in elements if one not in edge], "edges": edge} if len(elements) < 2000 else _parted(elements)
        )
    builder = DrawingBuilder(name, "a map of Cytoscape")
    title = mapping_of(found.get("data")).get("name", "")
    builder.title = title if isinstance(title, str) else ""
    for part, items in groups.items():
        if not isinstance(items, list) or not all(isinstance(mapping_of(one).get("data"), Mapping) for one in items):
            raise unreadable(name, "Cytoscape.js JSON", f"{part} must be a list of objects with data")
    for number, one in enumerate(groups["nodes"], 1):
        where, data = Where(name, None, f"nodes[{number}]"), one["data"]
        said = said_of({key: value for key, value in data.items() if key not in ("id", "parent")})
        if one.get("classes"):
            classes = one["classes"]
            said.setdefault("classes", " ".join(map(str, classes)) if isinstance(classes, list) else str(classes))
        if isinstance(one.get("position"), Mapping):
            said.setdefault("position", " ".join(map(str, one["position"].values())))
        builder.thing(str(data.get("id", "")), said, where, lasting=True)
    for number, one in enumerate(groups["nodes"], 1):
        data = one["data"]
        if data.get("parent"):
            ends = str(data.get("id", "")), str(data["parent"])
            builder.tie(ends, {}, Where(name, None, f"nodes[{number}]"), kind="part of", inside=True)
    for number, one in enumerate(groups["edges"], 1):
        data = one["data"]
        said = said_of({key: value for key, value in data.items() if key not in _ENDS})
        ends = str(data.get("source", "")), str(data.get("target", ""))
        direction = direction_of(said.pop("direction", "")) or (NONE if data.get("directed") is False else ONE)
        builder.tie(ends, said, Where(name, None, f"edges[{number}]"), direction=direction, key=str(data.get("id", "")))
    return builder.made()


def _parted(elements: list[Any]) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {"nodes": [], "edges": []}
    for one in elements:
        parts["edges" if one.get("group") == "edges" or "source" in one["data"] else "nodes"].append(one)
    return parts


def _nodes_and_edges(found: Mapping[str, Any], nodes: list[Any], edges: list[Any], name: str, notes: Counter[str]) -> Drawing:
    builder = DrawingBuilder(name, "a map of PRSM" if is_prsm(found) else "a map in JSON (nodes and links)")
    builder.notes.update(notes)
    title = found.get("mapTitle") or found.get("name") or mapping_of(found.get("graph")).get("name") or ""
    builder.title = title if isinstance(title, str) else ""
    places: dict[str, str] = {}
    for number, one in enumerate(nodes, 1):
        where = Where(name, None, f"nodes[{number}]")
        key = str(next((one[k] for k in ("id", "_id", "key", "name") if one.get(k) not in (None, "")), number - 1))
        said = _of_node(one)
        places[str(number - 1)] = builder.thing(key, said, where, lasting=True)
    default = found.get("directed")
    options = mapping_of(mapping_of(found.get("options")).get("edges")).get("arrows")
    ends_of = [[_end_of(one, names) for names in (("source", "from"), ("target", "to"))] for one in edges]
    by_place = _by_place(ends_of, builder, len(nodes))
    for number, (one, raw) in enumerate(zip(edges, ends_of, strict=True), 1):
        where = Where(name, None, f"edges[{number}]")
        ends = [(places.get(str(end)) if by_place else builder.end(str(end))) or str(end) for end in raw]
        said = said_of(
            {k: v for k, v in one.items() if k not in _ENDS | {"arrows", "smooth", "selfReference", "arrowStrikethrough"}}
        )
        own = one["directed"] if isinstance(one.get("directed"), bool) else default
        said.pop("directed", None)
        direction = _arrows(one.get("arrows", options), own, of_vis="from" in one)
        if one.get("direction") is not None:
            direction = direction_of(str(said.pop("direction", ""))) or direction
        builder.tie((ends[0], ends[1]), said, where, direction=direction, key=str(one.get("id", one.get("_id", "")) or ""))
    return builder.made()


def _end_of(one: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    end = next((one[name] for name in names if name in one), "")
    return end.get("id", "") if isinstance(end, Mapping) else end


def _by_place(ends: list[list[Any]], builder: DrawingBuilder, nodes: int) -> bool:
    """Whether links name nodes by their places in the list, as D3 wrote them: all are numbers of places, and not all of them are ids."""
    every = [end for pair in ends for end in pair]
    numbers = all(isinstance(end, int) and not isinstance(end, bool) and 0 <= end < nodes for end in every)
    return numbers and not all(str(end) in builder.things for end in every)


def _of_node(one: Mapping[str, Any]) -> dict[str, str]:
    """What PRSM and vis.js say of a node."""
    dropped = {"id", "_id", "key", "font", "shadow", "labelHighlightBold", "oldLabel", "fixed", "opacity"}
    said = said_of({k: v for k, v in one.items() if k not in dropped and not (k == "color" and isinstance(v, Mapping))})
    colour = mapping_of(one.get("color")).get("background")
    if isinstance(colour, str):
        said["colour"] = colour
    return said


def _arrows(arrows: Any, default: Any, *, of_vis: bool) -> str:
    """How an edge is drawn: vis.js draws no head where nobody asks for one; node-link says it once for all edges."""
    if isinstance(arrows, str):
        heads = "from" in arrows, "to" in arrows
    elif isinstance(arrows, Mapping):
        heads = _is_on(arrows.get("from")), _is_on(arrows.get("to"))
    elif default is not None:
        return ONE if default is True else NONE
    else:
        return NONE if of_vis else ONE
    return ARROWS[heads]


def _is_on(head: Any) -> bool:
    return head is True or (isinstance(head, Mapping) and head.get("enabled", True) is not False)
