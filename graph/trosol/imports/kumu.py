"""Maps of Kumu: the JSON of a project or blueprint, and the spreadsheet with the sheets Elements and Connections.

Forms as Kumu documents them: https://docs.kumu.io/guides/import.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from trosol.errors import Where
from trosol.imports.drawn_map import BOTH, NONE, ONE, Drawing, Thing, Tie, unreadable
from trosol.imports.sheets import Sheet

__all__ = ["from_kumu_json", "from_sheets", "is_kumu"]

_DIRECTIONS = {"directed": ONE, "mutual": BOTH, "undirected": NONE, "": ONE, "->": ONE, "<->": BOTH, "--": NONE}
_LABELS = ("label", "name", "id")
_KINDS = ("element type", "connection type", "type", "relation", "relationship", "interaction", "class", "category", "kind")


def is_kumu(found: Any) -> bool:
    """Whether parsed JSON is a map of Kumu."""
    return isinstance(found, Mapping) and isinstance(found.get("elements"), list)


def from_kumu_json(found: Mapping[str, Any], name: str) -> Drawing:
    """The map of a Kumu file; loops and views are not carried over (Trosol works them out anew)."""
    elements, connections = found["elements"], found.get("connections", [])
    if not isinstance(connections, list) or not all(isinstance(one, Mapping) for one in (*elements, *connections)):
        raise unreadable(name, "Kumu JSON", "elements and connections must be lists of objects")
    things = [
        (Where(name, None, f"elements[{number}]"), {**_said(one), "id": str(one.get("_id") or one.get("id") or "")})
        for number, one in enumerate(elements, 1)
    ]
    ties = []
    for number, one in enumerate(connections, 1):
        ends = [str(one.get(key) or "") for key in ("from", "to")]
        said = {**_said(one), "from": ends[0], "to": ends[1]}
        if one.get("direction"):
            said["direction"] = str(one["direction"])
        if one.get("reversed") is True:
            said["from"], said["to"] = ends[1], ends[0]
        ties.append((Where(name, None, f"connections[{number}]"), said))
    title = found.get("name") or found.get("title") or ""
    return replace(_drawn(things, ties, name, "a map of Kumu"), title=title if isinstance(title, str) else "")


def from_sheets(elements: Sheet | None, connections: Sheet, name: str, form: str) -> Drawing:
    """A map from two tables: things (may be missing: then the ends of the ties are the things) and ties."""
    rows = [[(where, {k.casefold(): v for k, v in row.items()}) for where, row in s.rows] for s in (elements, connections) if s]
    return _drawn(rows[0] if elements else [], rows[-1], name, form)


Said = dict[str, str]


def _drawn(elements: Sequence[tuple[Where, Said]], connections: Sequence[tuple[Where, Said]], name: str, form: str) -> Drawing:
    """Ties name things by id or by label. An end that is no thing yet becomes one, as in Kumu, unless the things have ids."""
    by_label: dict[str, str] = {}
    things: dict[str, Thing] = {}
    ids = any(said.get("id") for _, said in elements)
    for number, (where, said) in enumerate(elements, 1):
        label = next((said[key] for key in _LABELS if said.get(key)), "")
        key = said.get("id") or label
        if not label.strip():
            raise unreadable(name, form, f"the thing in {where} has no label")
        key = f"{key} ({number})" if key in things else key
        things[key] = _thing(key, {**said, "label": label}, where)
        by_label.setdefault(label, key)
    ties = []
    for where, row in connections:
        said = dict(row)
        ends = [said.pop("from", "") or said.get("source", ""), said.pop("to", "") or said.get("target", "")]
        said.pop("source", None)
        said.pop("target", None)
        if not all(ends):
            raise unreadable(name, form, f"the tie in {where} does not name both ends")
        keys = [end if end in things else by_label.get(end, end) for end in ends]
        for key in keys:
            if not ids and key not in things:
                things[key] = Thing(key, key, where=where)
        direction = said.pop("direction", "")
        if said.get("type", "").casefold() in ("directed", "undirected", "mutual"):  # as Gephi writes it
            direction = said.pop("type")
        ties.append(_tie(keys[0], keys[1], direction, said, where))
    return Drawing("", form, tuple(things.values()), tuple(ties))


def _said(item: Mapping[str, Any]) -> dict[str, str]:
    attributes = item.get("attributes")
    found = attributes if isinstance(attributes, Mapping) else {k: v for k, v in item.items() if k not in _OWN}
    return {str(key).casefold(): _text(value) for key, value in found.items() if value not in (None, "", [], {})}


_OWN = {
    "_id",
    "id",
    "from",
    "to",
    "direction",
    "reversed",
    "delayed",
    "attributes",
    "created_at",
    "updated_at",
    "creator",
    "updater",
}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _kind(said: dict[str, str]) -> str:
    return next((said.pop(key) for key in _KINDS if said.get(key)), "")


def _thing(key: str, said: dict[str, str], where: Where) -> Thing:
    said = dict(said)
    label, kind, description = said.pop("label", "") or key, _kind(said), said.pop("description", "")
    said.pop("id", None)
    return Thing(key, label, kind, description, said, where)


def _tie(source: str, target: str, direction: str, said: dict[str, str], where: Where) -> Tie:
    said = dict(said)
    kind = _kind(said) or said.get("label", "")
    said.pop("label", None) if said.get("label") == kind else None
    said.pop("id", None)
    return Tie(source, target, kind, said.pop("description", ""), _DIRECTIONS.get(direction.strip().casefold(), ONE), said, where)
