"""A story: views of the map in an order, each with a name and a caption; and how it stands in an address, short and checked."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from trosol.plain import ToJson

__all__ = ["MAX_PACKED", "MAX_VIEWS", "Story", "StoryView", "packed", "story_of", "unpacked"]

MAX_VIEWS = 40
"""Most views of a story."""
MAX_PACKED = 6000
"""Most letters that a story takes in an address; longer ones are kept in a saved page."""
_MOST_BYTES = 400_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class StoryView(ToJson):
    """One view. ``at``: as it stands in an address; ``pins``: places that somebody gave to items; ``seen``: left, top, width and height in sight, or None for all."""

    name: str
    caption: str
    at: dict[str, str]
    pins: dict[str, tuple[float, float]]
    seen: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Story(ToJson):
    """Views in their order."""

    title: str = ""
    views: tuple[StoryView, ...] = ()


def story_of(value: object) -> Story:
    """A story out of anything: what is no part of one is left out.

    >>> story_of({"title": "How", "views": [{"name": "a", "at": {"mode": "kinds", "x": 3}}, 7]}).views[0].at
    {'mode': 'kinds'}
    """
    if not isinstance(value, Mapping):
        return Story()
    views = value.get("views")
    found = [each for each in views[:MAX_VIEWS] if isinstance(each, Mapping)] if isinstance(views, list) else []
    return Story(_words(value.get("title"), 200), tuple(_view(each) for each in found))


def _view(value: Mapping[str, Any]) -> StoryView:
    at, pins = value.get("at"), value.get("pins")
    places = {str(key)[:200]: _numbers(place, 2) for key, place in list(pins.items())[:400]} if isinstance(pins, Mapping) else {}
    return StoryView(
        _words(value.get("name"), 120),
        _words(value.get("caption"), 1200),
        {str(k)[:40]: v[:4000] for k, v in at.items() if isinstance(v, str) and v} if isinstance(at, Mapping) else {},
        {key: (place[0], place[1]) for key, place in places.items() if place},
        (seen[0], seen[1], seen[2], seen[3]) if (seen := _numbers(value.get("seen"), 4)) else None,
    )


def _words(value: object, most: int) -> str:
    return _CONTROL.sub(" ", value)[:most] if isinstance(value, str) else ""


def _numbers(value: object, count: int) -> tuple[float, ...] | None:
    if not isinstance(value, (list, tuple)) or len(value) != count:
        return None
    fine = all(isinstance(each, (int, float)) and not isinstance(each, bool) and isfinite(each) for each in value)
    return tuple(round(each, 2) for each in value) if fine else None


def packed(story: Story) -> str:
    """As it stands in an address; empty where there is no view and no title. May be longer than an address should be.

    >>> unpacked(packed(Story("How"))) == Story("How")
    True
    """
    if story == Story():
        return ""
    rows = [[v.name, v.caption, v.at, v.pins, v.seen] for v in story.views]
    text = json.dumps([story.title, rows], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> Story:
    """The story of an address; an empty one for what is none."""
    if not text or len(text) > MAX_PACKED:
        return Story()
    try:
        content = zlib.decompressobj().decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), _MOST_BYTES)
        title, rows = json.loads(content)
        keys = ("name", "caption", "at", "pins", "seen")
        return story_of({"title": title, "views": [dict(zip(keys, row, strict=True)) for row in rows]})
    except (ValueError, TypeError, zlib.error, binascii.Error, RecursionError):
        return Story()
