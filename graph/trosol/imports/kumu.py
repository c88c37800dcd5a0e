"""Maps of Kumu: the JSON of a project or blueprint, and the spreadsheet with the sheets Elements and Connections.

Forms as Kumu documents them: https://docs.kumu.io/guides/import.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from trosol.errors import Where
from trosol.imports.drawn_map import ONE, Drawing, fold, unreadable
from trosol.imports.kumu_views import views_of
from trosol.imports.map_attributes import KINDS, TEXTS, DrawingBuilder, direction_of, said_of
from trosol.imports.sheets import Sheet

__all__ = ["from_kumu_json", "from_sheets", "is_kumu"]

_LABELS = ("label", "name", "title", "factor", "id")
_FROM = ("from", "source", "from label", "cause", "from_label", "source label", "start")
_TO = ("to", "target", "to label", "effect", "to_label", "target label", "end")
_OWN = {"_id", "id", "from", "to", "direction", "reversed", "delayed", "attributes"}
_OWN |= {"created_at", "updated_at", "creator", "updater", "flags", "pinned", "position"}
_TYPED = ("element type", "type")
"""Where Kumu itself keeps what an element is."""
_AT_MOST = 100_000
"""Ties that rows with several ends in one cell may amount to, beyond one a row."""


def is_kumu(found: Any) -> bool:
    """Whether parsed JSON is a map of Kumu."""
    return isinstance(found, Mapping) and isinstance(found.get("elements"), list) and not _of_cytoscape(found["elements"])


def _of_cytoscape(elements: list[Any]) -> bool:
    return any(isinstance(one, Mapping) and isinstance(one.get("data"), Mapping) for one in elements[:5])


def from_kumu_json(found: Mapping[str, Any], name: str) -> Drawing:
    """The map of a Kumu file; loops and views are not carried over (Trosol works out loops anew), what lies in the trash neither."""
    elements, connections = found["elements"], found.get("connections", [])
    if not isinstance(connections, list) or not all(isinstance(one, Mapping) for one in (*elements, *connections)):
        raise unreadable(name, "Kumu JSON", "elements and connections must be lists of objects")
    builder = DrawingBuilder(name, "a map of Kumu")
    title = found.get("name") or found.get("title") or ""
    builder.title = title if isinstance(title, str) else ""
    views = views_of(found)
    builder.notes.update(views.notes())
    names = (*[kind for kind in KINDS if kind in _TYPED], *views.kinds, *KINDS)
    for number, one in enumerate(elements, 1):
        where, said = Where(name, None, f"elements[{number}]"), _said(one)
        key = str(one.get("_id") or one.get("id") or "")
        if key in views.trash:
            continue
        said = {**views.looks.get(key, {}), **said}
        if not any(said.get(label, "").strip() for label in _LABELS) and not key:
            raise unreadable(name, "Kumu JSON", f"the item in {where} has no label")
        builder.thing(key or said.get("label", ""), said, where, lasting=bool(key), kind_names=names)
    for number, one in enumerate(connections, 1):
        where, said = Where(name, None, f"connections[{number}]"), _said(one)
        own = str(one.get("_id") or one.get("id") or "")
        if own in views.trash or {str(one.get(end)) for end in ("from", "to")} & views.trash:
            continue
        said = {**views.looks.get(own, {}), **said}
        ends = [str(one.get(key) or "") for key in ("from", "to")]
        if not all(ends):
            raise unreadable(name, "Kumu JSON", f"the tie in {where} does not name both ends")
        if one.get("reversed") is True:
            ends.reverse()
        if one.get("delayed") is True:
            said["delayed"] = "true"
        keys = (builder.end(ends[0]) or ends[0], builder.end(ends[1]) or ends[1])
        direction = direction_of(str(one.get("direction") or said.pop("direction", ""))) or ONE
        builder.tie(keys, said, where, direction=direction, key=own)
    return builder.made()


def _said(item: Mapping[str, Any]) -> dict[str, str]:
    attributes = item.get("attributes")
    return said_of(attributes if isinstance(attributes, Mapping) else {k: v for k, v in item.items() if k not in _OWN})


def from_sheets(
    elements: Sequence[Sheet],
    connections: Sequence[Sheet],
    name: str,
    form: str,
    notes: Sequence[str] = (),
    title: str = "",
    attributes: Collection[str] = (),
) -> Drawing:
    """A map from tables: items (may be missing: then the ends of the ties are the items) and ties.

    Ties name items by id or by name. An end that is no item yet becomes one, as in Kumu, unless all items have ids. A column of items
    in which every cell names other items is one of ties, too, unless it is one of the ``attributes``.
    """
    builder = DrawingBuilder(name, form)
    builder.title = title
    ids = False
    half: dict[str, Where] = {}
    for sheet in elements:
        for number, (where, row) in enumerate(sheet.rows, 1):
            said = said_of(row)
            if not any(said.get(label, "").strip() for label in _LABELS):
                builder.notes[
                    f"row that says something of an item and names none (the first: {half.setdefault('item', where)})"
                ] += 1
                continue
            key = said.pop("id", "").strip()
            ids = ids or bool(key)
            if not any(said.get(label, "").strip() for label in _LABELS):
                said["label"] = key
            builder.thing(key or " ".join(said.get("label", "").split()) or f"row {number}", said, where, lasting=bool(key))
    for sheet in elements:
        _ties_in_columns(builder, sheet, attributes)
    further = 0
    nested = "Causal Map" in form  # "Health; sleep" is one factor there, below "Health"
    for sheet in connections:
        for where, row in sheet.rows:
            said = said_of(row)
            ends = [_first(said, names) for names in (_FROM, _TO)]
            if not all(ends):
                builder.notes[f"row of a tie that does not name both ends (the first: {half.setdefault('tie', where)})"] += 1
                continue
            direction = direction_of(said.pop("direction", ""))
            if direction_of(said.get("type", "")):  # as Gephi writes it
                direction = direction_of(said.pop("type"))
            key = said.pop("id", "").strip()
            starts, finishes = ([end] if nested or builder.end(end) else _several(end) for end in ends)
            further += len(starts) * len(finishes) - 1
            if further > _AT_MOST:
                raise unreadable(name, form, "cells that name several ends amount to too many ties")
            pairs = [(start, finish) for start in starts for finish in finishes]
            for start, finish in pairs:
                keys = (_end(builder, start, where, ids=ids), _end(builder, finish, where, ids=ids))
                builder.tie(keys, said, where, direction=direction or ONE, key=key if len(pairs) == 1 else "")
    if half and not builder.things:
        raise unreadable(name, form, "; ".join(builder.notes))
    made = builder.made()
    return replace(made, notes=(*notes, *made.notes), causal=nested)


def _ties_in_columns(builder: DrawingBuilder, sheet: Sheet, attributes: Collection[str]) -> None:
    """Ties that a table of items has in columns of its own: "Works with", and in each cell the names of others."""
    for column in sheet.columns:
        if fold(column) in {*_LABELS, *KINDS, *TEXTS, *attributes, "tags", "direction"}:
            continue
        cells = [(where, row, _names_in(builder, row[column])) for where, row in sheet.rows if row.get(column, "").strip()]
        if not cells or not all(names for _, _, names in cells):
            continue
        for where, row, names in cells:
            start = builder.end(next((text for key, text in row.items() if fold(key) in _LABELS and text.strip()), ""))
            for name in names if start else ():
                builder.tie((str(start), str(builder.end(name))), {}, where, kind=column.strip())
        builder.drop(column)


def _names_in(builder: DrawingBuilder, cell: str) -> list[str]:
    """The items that a cell names, between bars, semicolons or commas; none where anything in it is no item."""
    names = (
        [cell.strip()] if builder.end(cell) else [part for each in cell.replace(",", ";").split("\n") for part in _several(each)]
    )
    return names if all(builder.end(name) for name in names) else []


def _several(text: str) -> list[str]:
    """The names in a cell that holds several, between ``|`` or ``;``."""
    return [part for each in text.replace(";", "|").split("|") if (part := each.strip())]


def _first(said: dict[str, str], names: Sequence[str]) -> str:
    found = next((said[name] for name in names if said.get(name, "").strip()), "")
    for name in (*names[:2], *(name for name in names if said.get(name, "") == found)):
        said.pop(name, None)
    return found.strip()


def _end(builder: DrawingBuilder, text: str, where: Where, *, ids: bool) -> str:
    found = builder.end(text)
    if found is not None:
        return found
    if builder.several(text) > 1:
        return f"{AMBIGUOUS}{text}"
    return text if ids else builder.guessed(" ".join(text.split()), " ".join(text.split()), where=where)


AMBIGUOUS = "\0several "
"""Before the name of an end that more than one item has."""
