"""Networks in Cytoscape Exchange, as NDEx and Cytoscape give them: CX and CX 2.

Forms: https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2), and for CX
https://home.ndexbio.org/data-model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trosol.errors import Where
from trosol.imports.drawn_map import Drawing, unreadable
from trosol.imports.map_attributes import DrawingBuilder, said_of

__all__ = ["from_cx", "is_cx"]

_SHOWN = frozenset(
    [
        "visualProperties",
        "nodeBypasses",
        "edgeBypasses",
        "visualEditorProperties",
        "cyVisualProperties",
        "cartesianLayout",
        "tableView",
    ]
)
_FRAME = frozenset(
    [
        *("CXVersion", "hasFragments", "metaData", "numberVerification", "status", "attributeDeclarations", "networkAttributes"),
        *("nodes", "edges", "nodeAttributes", "edgeAttributes", "cyTableColumn", "@context", "ndexStatus", "provenanceHistory"),
    ]
)

_MOST_VALUES = 500_000
"""Values that hold where none is given, written to all nodes or all edges."""


@dataclass
class _Columns:
    """Columns of nodes or edges: the titles that short names stand for, and the values that hold where none is given."""

    short: dict[str, str] = field(default_factory=dict)
    always: dict[str, Any] = field(default_factory=dict)


def is_cx(found: Any) -> bool:
    """Whether parsed JSON is a list of aspects with nodes among them."""
    return (
        isinstance(found, list)
        and all(isinstance(one, Mapping) for one in found)
        and any("CXVersion" in one or "numberVerification" in one or "metaData" in one for one in found)
        and any("nodes" in one for one in found)
    )


def from_cx(found: list[Mapping[str, Any]], name: str) -> Drawing:
    """The map. Raises :class:`TrosolError` where a node or edge is no object."""
    builder = DrawingBuilder(name, "a network in Cytoscape Exchange")
    aspects: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for fragment in found:
        for aspect, items in fragment.items():
            if isinstance(items, list) and all(isinstance(one, Mapping) for one in items):
                aspects[aspect] += items
            elif aspect in ("nodes", "edges"):
                raise unreadable(name, "Cytoscape Exchange", f"{aspect} must be a list of objects")
    for one in aspects["networkAttributes"]:
        title = one.get("name") if "name" in one else one.get("v") if one.get("n") == "name" else ""
        builder.title = title if isinstance(title, str) and title else builder.title
    columns = {part: _declared(aspects, part) for part in ("nodes", "edges")}
    for part, told in columns.items():
        if len(told.always) * len(aspects[part]) > _MOST_VALUES:
            builder.notes[f"value that holds for all {part} that do not say another: too many of them"] += len(told.always)
            told.always.clear()
    more = {part: _more(aspects[f"{part}Attributes"]) for part in ("node", "edge")}
    for number, one in enumerate(aspects["nodes"], 1):
        key = str(one.get("@id", one.get("id", "")))
        said = {"name": one.get("n", ""), **_values(one, columns["nodes"]), **more["node"].get(key, {})}
        if isinstance(one.get("x"), int | float):
            said.setdefault("position", f"{one['x']} {one.get('y', '')}")
        builder.thing(
            key, said_of({k: v for k, v in said.items() if k != "r"}), Where(name, None, f"node {number}"), lasting=True
        )
    for number, one in enumerate(aspects["edges"], 1):
        key = str(one.get("@id", one.get("id", "")))
        said = {"interaction": one.get("i", ""), **_values(one, columns["edges"]), **more["edge"].get(key, {})}
        ends = str(one.get("s", "")), str(one.get("t", ""))
        builder.tie(ends, said_of(said), Where(name, None, f"edge {number}"), key=key)
    for aspect in sorted(aspects.keys() - _FRAME):
        what = "how the network is shown" if aspect in _SHOWN else f"part of the file that is not read ({aspect[:40]})"
        builder.notes[what] += 1 if aspect in _SHOWN else len(aspects[aspect])
    return builder.made()


def _more(items: list[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What CX says of each node or edge in a part of its own."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in items:
        owners = one.get("po", [])
        for owner in owners if isinstance(owners, list) else [owners]:
            found[str(owner)][str(one.get("n", ""))] = one.get("v")
    return found


def _values(one: Mapping[str, Any], columns: _Columns) -> dict[str, Any]:
    """What CX 2 says of a node or edge, with the names that short ones stand for and the values that hold where none is given."""
    given = one.get("v")
    said = {str(name): value for name, value in given.items()} if isinstance(given, Mapping) else {}
    named = {columns.short[name]: said.pop(name) for name in [name for name in said if name in columns.short]}
    said |= named
    return said | {title: value for title, value in columns.always.items() if title not in said}


def _declared(aspects: Mapping[str, list[Mapping[str, Any]]], part: str) -> _Columns:
    found = _Columns()
    for each in aspects["attributeDeclarations"]:
        columns = each.get(part)
        for title, told in columns.items() if isinstance(columns, Mapping) else ():
            if not isinstance(told, Mapping):
                continue
            if short := str(told.get("a", "")):
                found.short.setdefault(short, str(title))
            if told.get("v") is not None:
                found.always.setdefault(str(title), told["v"])
    return found
