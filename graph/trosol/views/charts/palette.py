"""The colours of charts, on light pages and on dark ones. Every pair has a contrast of at least 3 to 1 with its page, texts of 4.5 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["COLOUR", "DARK", "DOWN", "GRID", "INK", "MIXED", "OPEN", "PAGE", "PALE", "TEAL", "UP", "for_dark_pages"]

PAGE = "white"
COLOUR = "colour"
"""The field of a row that is its colour."""
INK, TEAL, PALE, GRID = "#10201f", "#0b5f59", "#9cc4bd", "#d5dfdd"
UP, DOWN, OPEN, MIXED = "#0b5cad", "#b3261e", "#5d6b69", "#7a5d00"
DARK: Mapping[str, str] = {
    PAGE: "#101918",
    INK: "#e4edeb",
    TEAL: "#7fd6c9",
    PALE: "#4a827a",
    GRID: "#2b3a38",
    UP: "#7db8f5",
    DOWN: "#ff9b92",
    OPEN: "#a9b8b5",
    MIXED: "#e0c060",
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
