"""What Neo4j and its APOC library write: one table of nodes and relationships, tables for its importer, and JSON line by line.

Forms: https://neo4j.com/docs/apoc/current/export/, https://neo4j.com/docs/operations-manual/current/import/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from trosol.imports.sheets import Sheet

__all__ = ["json_lines", "nodes_and_links", "plain_sheets", "records"]

_NAMES = {"_id": "id", "_labels": "labels", "_start": "from", "_end": "to", "_type": "type"}
_MARKS = {"ID": "id", "LABEL": "labels", "START_ID": "from", "END_ID": "to", "TYPE": "type"}


def plain_sheets(title: str, sheet: Sheet) -> dict[str, Sheet]:
    """The sheet with columns as other programs call them; one that holds nodes and relationships together as two. Others as they are."""
    if {"_start", "_end", "_type"} <= set(sheet.columns):
        ties = tuple((where, row) for where, row in sheet.rows if row.get("_start", "").strip())
        items = tuple((where, row) for where, row in sheet.rows if not row.get("_start", "").strip())
        parts = {f"{title} (nodes)": (items, ("_start", "_end", "_type")), f"{title} (relationships)": (ties, ("_id", "_labels"))}
        return {name: _renamed(replace(sheet, rows=rows), _NAMES, without) for name, (rows, without) in parts.items() if rows}
    marks = {column: _MARKS[column.rpartition(":")[2].partition("(")[0]] for column in sheet.columns if _is_marked(column)}
    if not marks:
        return {title: sheet}
    typed = {column: column.partition(":")[0] for column in sheet.columns if ":" in column and column not in marks}
    return {title: _renamed(sheet, {**typed, **marks}, ())}


def _is_marked(column: str) -> bool:
    return ":" in column and column.rpartition(":")[2].partition("(")[0] in _MARKS


def _renamed(sheet: Sheet, names: Mapping[str, str], without: tuple[str, ...]) -> Sheet:
    columns = tuple(names.get(column, column) for column in sheet.columns if column not in without)
    rows = tuple(
        (where, {names.get(column, column): text for column, text in row.items() if column not in without})
        for where, row in sheet.rows
    )
    return replace(sheet, columns=columns, rows=rows)


def json_lines(content: bytes) -> dict[str, Any] | None:
    """Nodes and links from JSON in which each line is a node or a relationship; None where it is something else."""
    try:
        found = [json.loads(line) for line in content.decode("utf-8-sig").splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return nodes_and_links(found) if len(found) > 1 else None


def nodes_and_links(found: list[Any]) -> dict[str, Any] | None:
    """Nodes and links of a list in which each is a node or a relationship of APOC; None where it is something else."""
    nodes, links = [], []
    for one in found:
        if not isinstance(one, Mapping) or one.get("type") not in ("node", "relationship"):
            return None
        said = _mapping(one.get("properties"))
        if one["type"] == "node":
            nodes.append({**said, "id": str(one.get("id", "")), "labels": _labels(one.get("labels"))})
        else:
            ends = {
                "source": str(_mapping(one.get("start")).get("id", "")),
                "target": str(_mapping(one.get("end")).get("id", "")),
            }
            links.append({**said, **ends, "id": str(one.get("id", "")), "relation": str(one.get("label", ""))})
    return {"directed": True, "nodes": nodes, "links": links}


def records(found: list[Any]) -> dict[str, Any] | None:
    """Nodes and links of an answer as Neo4j's browser and drivers save it, each row with nodes, relationships or paths; None for others."""
    nodes: dict[str, dict[str, Any]] = {}
    links: dict[str, dict[str, Any]] = {}
    rows = [row for row in found[::-1] if isinstance(row, Mapping)]
    waiting: list[Any] = [row["_fields"] if isinstance(row.get("_fields"), list) else list(row.values()) for row in rows]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one[::-1]
        elif isinstance(one, Mapping) and isinstance(one.get("segments"), list):
            waiting += [part for segment in one["segments"] for part in _mapping(segment).values()]
        elif isinstance(one, Mapping) and isinstance(one.get("labels"), list) and "properties" in one:
            said = {"id": _key(one.get("identity")), "labels": _labels(one["labels"])}
            nodes[said["id"]] = {**_mapping(one["properties"]), **said}
        elif isinstance(one, Mapping) and {"start", "end", "type"} <= one.keys():
            ends = {"source": _key(one["start"]), "target": _key(one["end"]), "relation": str(one["type"])}
            links[_key(one.get("identity"))] = {**_mapping(one.get("properties")), **ends, "id": _key(one.get("identity"))}
    return {"directed": True, "nodes": list(nodes.values()), "links": list(links.values())} if nodes else None


def _key(identity: Any) -> str:
    """An id, which drivers that know no long numbers keep in two halves."""
    return str(identity["low"] if isinstance(identity, Mapping) and "low" in identity else identity)


def _labels(found: Any) -> str:
    """Labels as Neo4j writes them: ``:Person:Public``; one alone may stand without a list."""
    several = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return "".join(f":{label}" for label in several if isinstance(label, str))


def _mapping(one: Any) -> Mapping[str, Any]:
    return one if isinstance(one, Mapping) else {}
