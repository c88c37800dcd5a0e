"""The colours of charts and of the lines of maps, on light pages and on dark ones.

Every mark has a contrast of at least 3 to 1 with its page, texts of 4.5 to 1. What helps, what hurts, both, and what is not stated are
told apart by readers with red or green colour blindness too, and none of them looks like the colour that the ontology gives a barrier.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["COLOUR", "DARK", "DOWN", "GRID", "INK", "MIXED", "OPEN", "PAGE", "PALE", "SIGNS", "TEAL", "UP", "for_dark_pages"]

PAGE = "white"
COLOUR = "colour"
"""The field of a row that is its colour."""
INK, TEAL, PALE, GRID = "#10201f", "#0b5f59", "#9cc4bd", "#d5dfdd"
UP, DOWN, OPEN, MIXED = "#0b5cad", "#d97706", "#5d6b69", "#3b0f6f"
SIGNS: Mapping[int, str] = {1: UP, -1: DOWN, 0: OPEN}
"""What raises, what lowers, and what has no sign or whose sign is not stated."""
DARK: Mapping[str, str] = {
    PAGE: "#101918",
    INK: "#e4edeb",
    TEAL: "#7fd6c9",
    PALE: "#4a827a",
    GRID: "#2b3a38",
    UP: "#8fc6ff",
    DOWN: "#ffb454",
    OPEN: "#8a9a97",
    MIXED: "#a06bff",
}
"""What stands for each on a dark page."""


def for_dark_pages(spec: Any) -> Any:
    """The same chart in the colours of a dark page.

    >>> for_dark_pages({"background": PAGE, "layer": [{"mark": {"color": INK}}]})
    {'background': '#101918', 'layer': [{'mark': {'color': '#e4edeb'}}]}
    """
    if isinstance(spec, dict):
        return {key: _rows(value) if key == "data" else for_dark_pages(value) for key, value in spec.items()}
    if isinstance(spec, list | tuple):
        return [for_dark_pages(each) for each in spec]
    return DARK.get(spec, spec) if isinstance(spec, str) else spec


def _rows(data: dict[str, Any]) -> dict[str, Any]:
    """Rows hold names of anybody, in which a colour is a name, and the colour of a mark."""
    return {"values": [{**row, COLOUR: DARK.get(row[COLOUR], row[COLOUR])} if COLOUR in row else row for row in data["values"]]}
