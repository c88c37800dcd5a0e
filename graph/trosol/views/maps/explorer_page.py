"""The page of the map that people explore: its scripts, and items and links as compactly as they travel.

It stands in a frame without origin or network, whose policy forbids every request (docs/decisions/0003); names travel as JSON and are drawn as text.
vis-network, as pyvis ships it, draws boxes; dots are drawn here (docs/decisions/0025).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files
from math import isnan
from typing import Any

from trosol.language import say_in
from trosol.views.maps.explorer_data import ExplorerData
from trosol.views.maps.explorer_words import explorer_words
from trosol.views.maps.story import Story
from trosol.views.maps.vis_network import drawing_library

__all__ = ["SCRIPTS", "explorer_frame", "explorer_json", "explorer_standalone", "scores_json"]

SCRIPTS = (
    "store",
    "layouts",
    "look",
    "state",
    "parts",
    "boxes",
    "pixels",
    "dots",
    "panel",
    "bar",
    "board",
    "save",
    "print",
    "files",
    "embed",
    "story",
    "scene",
    "main",
)
"""In the order in which they stand in the page; the first begins, the last puts all together."""


def explorer_json(
    data: ExplorerData,
    language: str = "en",
    *,
    details: Mapping[str, Any] | None = None,
    scores: Mapping[str, Any] | None = None,
    offered: Sequence[tuple[str, str]] = (),
    can: Sequence[str] = (),
    first: str = "",
    filters: str = "",
) -> str:
    """All that the page needs, as JSON that may stand in a page.

    ``details``: of items, as JSON, where there are few enough to go along. ``scores``: as :func:`scores_json` makes them; ``offered``: names and labels
    of measures that are worked out when somebody asks. ``can``: what the page may ask of who shows it. ``first``: network to begin with.
    ``filters``: in words.
    """
    value = {
        "title": data.title,
        "version": data.version,
        "credit": data.credit,
        "total": data.total,
        "items": [[i.id, i.label, i.type, i.kind, i.lane, i.horizons, i.status, i.claims, i.recorded] for i in data.items],
        "links": [
            [e.source, e.target, e.relations, e.sign, e.inferred + 2 * e.directed + 4 * e.gate, e.networks, e.claims]
            for e in data.links
        ],
        "kinds": [
            {"key": k.key, "label": k.label, "colour": k.colour, "says": k.says, "ranked": k.ranked, "recorded": k.recorded}
            for k in data.kinds
        ],
        **{
            name: [{"key": group.key, "label": group.label} for group in groups]
            for name, groups in (
                ("lanes", data.lanes),
                ("horizons", data.horizons),
                ("networks", data.networks),
                ("relations", data.relations),
            )
        },
        "details": dict(details) if details else None,
        "scores": dict(scores or {}),
        "offered": offered,
        "can": can,
        "first": first,
        "filters": filters,
        "words": explorer_words(language),
    }
    return _inert(value)


def scores_json(data: ExplorerData, label: str, values: Mapping[str, float | None]) -> dict[str, Any]:
    """Values of a measure in the order of the items; None where it is not defined."""
    return {"label": label, "values": [_rounded(values.get(item.id)) for item in data.items]}


def _rounded(value: float | None) -> float | None:
    return None if value is None or isnan(value) else float(f"{value:.6g}")


@lru_cache(maxsize=4)
def explorer_frame(language: str = "en") -> str:
    """The page of the sandboxed frame that waits for its data."""
    return _page(say_in(language, "Map of the ecosystem"), language, "")


def explorer_standalone(
    data: str,
    title: str,
    at: Mapping[str, str],
    language: str = "en",
    *,
    story: Story | None = None,
    whole: str | None = None,
    extra: Mapping[str, Any] | None = None,
) -> str:
    """One HTML file with all of it: opens anywhere, needs no internet, runs no name as code. ``data``: of :func:`explorer_json`.

    ``story``: is played. ``whole``: address of the whole map where this is read in the page of somebody else, without controls.
    ``extra``: details and scores that the data does not have.
    """
    begun = _inert({"at": dict(at), "story": story.to_json() if story else None, "whole": whole, "extra": dict(extra or {})})
    return _page(title, language, f'<script type="application/json" id="picture">{{"data":{data},{begun[1:]}</script>')


def _inert(value: object) -> str:
    """JSON that may stand in a page."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _page(title: str, language: str, picture: str) -> str:
    scripts = [drawing_library(), *(_asset(f"{name}.js") for name in SCRIPTS)]
    parts = {
        "language": escape(language),
        "title": escape(title),
        "label": escape(say_in(language, "Map of the ecosystem")),
        "style": _asset("style.css"),
        "picture": picture,
        "scripts": "\n".join(f"<script>{text}</script>" for text in scripts),
    }
    # One pass: what is put in is never looked through again.
    return re.sub(r"\{\{ (\w+) \}\}", lambda mark: parts[mark[1]], _asset("page.html"))


@lru_cache(maxsize=32)
def _asset(name: str) -> str:
    return (files("trosol.views") / "assets" / "explorer" / name).read_text(encoding="utf-8")
