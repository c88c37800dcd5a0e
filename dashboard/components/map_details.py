"""What a mode of the map says in words, below it: the paths from the one item to the other, or the horizons."""

from __future__ import annotations

from collections.abc import Mapping

import session
from components.horizons_view import horizons_view
from components.pathways_view import pathways_view

__all__ = ["map_details"]


def map_details(at: Mapping[str, str]) -> None:
    """Show it. ``at``: what the map begins with, by its own names."""
    known = session.snapshot().records.entities
    if at.get("mode") == "horizons":
        horizons_view()
    elif at.get("mode") == "path":
        start, goal = (at.get(name) if at.get(name) in known else None for name in ("focus", "other"))
        pathways_view(start or (at.get("entity") if at.get("entity") in known else None), goal)
