"""All items, by name."""

from __future__ import annotations

from hostile import asking, folders, maps, pages, rdf_files, tables
from hostile.items import Item

__all__ = ["CORPUS", "SLOW_DOORS"]

SLOW_DOORS = ("http-query-slow", "dashboard")
"""Doors whose items take seconds each: for the long run only."""

_ALL = (*rdf_files.ITEMS, *tables.ITEMS, *maps.ITEMS, *folders.ITEMS, *asking.ITEMS, *pages.ITEMS)
CORPUS: dict[str, Item] = {item.name: item for item in _ALL}
assert len(CORPUS) == len(_ALL), "two items have the same name"
