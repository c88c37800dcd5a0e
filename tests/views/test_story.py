"""A story in an address: it comes back as it was, and what is none becomes none."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest

from browsing import EVIL
from trosol.views.maps.story import MAX_PACKED, MAX_VIEWS, Story, StoryView, packed, story_of, unpacked

VIEW = StoryView(EVIL[:120], "What they say:\nnothing.", {"mode": "around", "focus": "a"}, {"a": (1, -2.5)}, (0, 0, 800, 600))


def test_it_comes_back_as_it_was() -> None:
    story = Story("Ŵyn", (VIEW, StoryView("b", "", {}, {})))
    assert unpacked(packed(story)) == story
    assert story_of(story.to_json()) == story
    assert packed(Story()) == "" and unpacked("") == Story()
    assert packed(story).replace("-", "").replace("_", "").isalnum()


def test_the_longest_story() -> None:
    many = story_of(
        {
            "title": "x" * 999,
            "views": [{"name": "n" * 999, "caption": "c" * 9999, "pins": {str(i): [i, i] for i in range(999)}}] * 99,
        }
    )
    assert len(many.views) == MAX_VIEWS and len(many.title) == 200
    assert {(len(v.name), len(v.caption), len(v.pins)) for v in many.views} == {(120, 1200, 400)}
    assert unpacked("A" * (MAX_PACKED + 1)) == Story()
    bomb = base64.urlsafe_b64encode(zlib.compress(b"[" * 50_000_000, 9)).decode()
    assert (
        unpacked(bomb[:MAX_PACKED]) == Story()
        and unpacked(base64.urlsafe_b64encode(zlib.compress(b"[" * 400_000)).decode()) == Story()
    )


def written(value: Any) -> str:
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(value).encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    "value", [None, 7, [], ["t"], ["t", 5], ["t", [5]], ["t", [[1, 2]]], {"a": 1}, [[], [[[], [], [], [], []]]]]
)
def test_what_is_none_becomes_none_or_empty(value: Any) -> None:
    found = unpacked(written(value))
    assert all(view == StoryView("", "", {}, {}) for view in found.views) and found.title in ("", "t")


@pytest.mark.parametrize("place", [[1], [1, 2, 3], ["1", 2], [True, 2], [float("nan"), 1], [1e999, 1], None, {}])
def test_a_place_is_two_numbers(place: Any) -> None:
    view = story_of(
        {"views": [{"name": "a", "pins": {"x": place, "y": [1, 2]}, "seen": place, "at": {"mode": 5, "focus": "a"}}]}
    ).views[0]
    assert view.pins == {"y": (1, 2)} and view.seen is None and view.at == {"focus": "a"}


@pytest.mark.parametrize("text", ["", "!", "AAAA", "é", "A" * 100, "=" * 5])
def test_letters_that_are_no_story(text: str) -> None:
    assert unpacked(text) == Story()
