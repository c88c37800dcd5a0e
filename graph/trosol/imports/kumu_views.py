"""What the maps and views of a Kumu project say beside its elements: what lies in the trash, what was decorated by hand, what colours mean.

A view is text in Kumu's own language of decorations (https://docs.kumu.io/guides/data-driven-decorations); rules in it follow from the
attributes of items, so that they say nothing new, but the attribute that colours or shapes the elements tells what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["KumuViews", "views_of"]

_BY = re.compile(r"element-(?:color|shape)\s*:\s*categorize\(\s*[\"']([^\"']{1,80})[\"']")
_OF_ONE = re.compile(r"#((?:elem|conn)-[\w-]+)")
_SAID = re.compile(r"(?<![\w-])(color|size|shape|width|style)\s*:\s*([^;\"']{1,40})")
_NAMES = {"color": "colour", "width": "width", "style": "line"}
_LONGEST = 200_000
"""Letters of a view that are looked at."""
_FEWEST = 0.5


@dataclass(frozen=True)
class KumuViews:
    """What a project says beside its elements.

    ``trash``: ids that lie on none of the maps; ``looks``: what was decorated by hand, by id; ``kinds``: attributes that colour or shape
    the elements; ``rules``: decorations that follow from attributes; ``shown``: how many loops, views and maps there are.
    """

    trash: frozenset[str] = frozenset()
    looks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    rules: int = 0
    shown: Mapping[str, int] = field(default_factory=dict)

    def notes(self) -> dict[str, int]:
        """What of it is not brought, with counts."""
        found = {
            "decoration of a view: it follows from what the items say": self.rules,
            "item or tie in Kumu's trash (on none of its maps)": len(self.trash),
            **{f"{what}: how the map is shown or what follows from its ties is not kept": n for what, n in self.shown.items()},
        }
        return {note: number for note, number in found.items() if number}


def views_of(found: Mapping[str, Any]) -> KumuViews:
    """What is said there; nothing where the file is no whole project."""
    looks: dict[str, dict[str, str]] = {}
    on: dict[str, set[str]] = {"element": set(), "connection": set()}
    for drawn in _objects(found.get("maps")):
        for part, ids in on.items():
            for item in _objects(drawn.get(f"{part}s")):
                key = item.get(part)
                if isinstance(key, str):
                    ids.add(key)
                    by_hand = item.get("style")
                    if isinstance(by_hand, Mapping):
                        looks.setdefault(key, {}).update(_by_hand(by_hand))
    kinds: dict[str, None] = {}
    rules = 0
    first = _defaults(found)
    for view in sorted(_objects(found.get("perspectives")), key=lambda one: str(one.get("_id")) not in first):
        text = view.get("style")
        if not isinstance(text, str):
            continue
        text = text[:_LONGEST]
        kinds |= dict.fromkeys(name.casefold() for name in _BY.findall(text))
        for selector, body in _rules(text):
            said = {_NAMES.get(name, name): value.strip() for name, value in _SAID.findall(body)}
            keys = _OF_ONE.findall(selector)
            rules += bool(said) and not keys
            for key in keys:
                looks.setdefault(key, {}).update({name: value for name, value in said.items() if name not in looks.get(key, {})})
    shown: Counter[str] = Counter()
    for part, what in (("loops", "loop"), ("perspectives", "view"), ("maps", "map of the project"), ("views", "view")):
        shown[what] += len(found[part]) if isinstance(found.get(part), list) else 0
    return KumuViews(_trash(found, on), looks, tuple(kinds), rules, shown)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Each block that holds no other: what it applies to, and what is in it."""
    for part in text.split("}"):
        head, brace, body = part.rpartition("{")
        if brace:
            yield re.split("[{};]", head)[-1], body


def _objects(found: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in found if isinstance(one, Mapping)) if isinstance(found, list) else iter(())


def _defaults(found: Mapping[str, Any]) -> set[str]:
    """The views in which maps are opened."""
    every = (found, *_objects(found.get("maps")))
    return {str(one["defaultPerspective"]) for one in every if one.get("defaultPerspective")}


def _by_hand(said: Mapping[str, Any]) -> dict[str, str]:
    return {_NAMES.get(name, name): str(value) for name, value in said.items() if isinstance(value, str | int | float)}


def _trash(found: Mapping[str, Any], on: Mapping[str, set[str]]) -> frozenset[str]:
    """Elements and connections that were taken off every map; none where the maps do not name most of the elements."""
    elements = {str(one.get("_id")) for one in _objects(found.get("elements"))}
    if not elements or len(elements & on["element"]) < _FEWEST * len(elements):
        return frozenset()
    off = elements - on["element"]
    if on["connection"]:
        off |= {str(one.get("_id")) for one in _objects(found.get("connections"))} - on["connection"]
    return frozenset(off)
