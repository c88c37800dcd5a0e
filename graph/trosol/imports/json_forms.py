"""Forms of JSON that say nodes and links in other words, each made the plain one: JSON Graph Format, graphology, adjacency lists, APOC.

Forms: https://jsongraphformat.info, https://graphology.github.io/serialization.html, https://neo4j.com/docs/apoc/current/export/json/,
https://networkx.org/documentation/stable/reference/readwrite/json_graph.html (adjacency).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

__all__ = ["KNOWN_PARTS", "mapping_of", "plain_form"]

KNOWN_PARTS = frozenset(
    ["nodes", "links", "edges", "elements", "connections", "relationships", "adjacency", "graph", "graphs", "attributes", "loops"]
)
"""Parts of a file that hold items, ties or what is said of the whole."""

_INNER = ("attributes", "metadata", "properties")
"""Where a node or link keeps what is said of it, in these forms."""


def plain_form(found: Mapping[str, Any], notes: Counter[str]) -> dict[str, Any]:
    """The same with ``nodes`` and ``links`` as flat objects; what has no place there is counted in ``notes``."""
    made = dict(found)
    several = made.get("graphs")
    if isinstance(several, list) and several and isinstance(several[0], Mapping) and "nodes" not in made:
        if several[1:]:
            notes["further graph of the file: only the first is read"] += len(several) - 1
        made["graph"] = several[0]
    inner = made.get("graph")
    if isinstance(inner, Mapping) and isinstance(inner.get("nodes"), list | Mapping):
        made = {**inner, "name": inner.get("label", inner.get("name", ""))}
        nodes = inner["nodes"]
        made["nodes"] = [{"id": key, **mapping_of(one)} for key, one in nodes.items()] if isinstance(nodes, Mapping) else nodes
    if not isinstance(made.get("nodes"), list):
        return made
    if isinstance(made.get("adjacency"), list) and "links" not in made and "edges" not in made:
        made["links"] = _adjacent(made)
    if isinstance(made.get("relationships"), list) and "links" not in made and "edges" not in made:
        made["links"] = [_ended(one) if isinstance(one, Mapping) else one for one in made["relationships"]]
    for part in ("nodes", "links", "edges"):
        if isinstance(made.get(part), list):
            made[part] = [_flat(one) if isinstance(one, Mapping) else one for one in made[part]]
    if isinstance(title := mapping_of(found.get("attributes")).get("name"), str):
        made.setdefault("name", title)
    for part, value in made.items():
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value) and part not in KNOWN_PARTS:
            notes[f"'{part[:40]}', a part of the file that is not read"] += len(value)
    return made


def _flat(one: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in an object within the object beside it; what stands there already goes before."""
    made = {key: value for key, value in one.items() if not (key in _INNER and isinstance(value, Mapping))}
    for part in _INNER:
        for key, value in mapping_of(one.get(part)).items():
            made.setdefault(key, value)
    labels = made.get("labels")
    if isinstance(labels, list) and all(isinstance(label, str) for label in labels):
        made["labels"] = "".join(f":{label}" for label in labels)
    if isinstance(made.get("undirected"), bool):
        made.setdefault("directed", not made.pop("undirected"))
    return made


def _ended(one: Mapping[str, Any]) -> dict[str, Any]:
    """A relationship of Neo4j with its ends where links have them."""
    ends = {}
    for end, names in (("source", ("startNode", "start", "startNodeId")), ("target", ("endNode", "end", "endNodeId"))):
        value = next((one[name] for name in names if name in one), one.get(end, ""))
        ends[end] = str(mapping_of(value).get("id", "")) if isinstance(value, Mapping) else str(value)
    taken = ("startNode", "start", "startNodeId", "endNode", "end", "endNodeId", "type", "label")
    kind = str(one.get("type") if one.get("type") not in (None, "relationship") else one.get("label", ""))
    return {**{key: value for key, value in one.items() if key not in taken}, **ends, "relation": kind, "directed": True}


def _adjacent(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Links of a list that says for each node which others it leads to; without directions each stands there twice."""
    links, seen = [], set[tuple[str, str, str]]()
    directed = found.get("directed") is True
    for at, (node, others) in enumerate(zip(found["nodes"], found["adjacency"], strict=False)):
        start = str(mapping_of(node).get("id", at))
        for one in others if isinstance(others, list) else ():
            end, key = str(mapping_of(one).get("id", "")), str(mapping_of(one).get("key", ""))
            if not directed and (end, start, key) in seen:
                continue
            seen.add((start, end, key))
            said = {name: value for name, value in mapping_of(one).items() if name not in ("id", "key")}
            links.append({**said, "source": start, "target": end})
    return links


def mapping_of(one: Any) -> Mapping[str, Any]:
    """The value if it is an object of JSON, else an empty one."""
    return one if isinstance(one, Mapping) else {}
