"""The page that pages of others may show: what an address of the map asks for, under its filters, and nothing that can be done."""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import Any

import pytest

from browsing import EVIL
from conftest import ROOT
from trosol.views.maps.story import Story, StoryView, packed


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "dashboard"))
    made: Any = import_module("embedded_map").embedded_map

    def held(query: str) -> dict[str, Any]:
        text = made(query).decode()
        found = re.search(r'<script type="application/json" id="picture">(.*?)</script>', text, re.DOTALL)
        assert found is not None
        value: dict[str, Any] = json.loads(found[1])
        return value

    return held


def test_it_shows_what_the_address_asks_for(page: Any) -> None:
    found = page("entity=commissioners&view=around&steps=2&claims=stated")
    assert found["at"] == {"mode": "around", "steps": "2", "entity": "commissioners"}
    assert found["data"]["can"] == [] and found["data"]["filters"] and found["story"] is None
    assert found["whole"] == "map?entity=commissioners&view=around&steps=2&claims=stated"
    assert 0 < len(found["data"]["links"]) < len(page("")["data"]["links"])


def test_a_story_goes_along(page: Any) -> None:
    story = Story("How", (StoryView("One", EVIL, {"mode": "kinds"}, {}),))
    assert page(f"story={packed(story)}&lang=cy")["story"] == story.to_json()


@pytest.mark.parametrize(
    "query", ["&".join(f"a{n}=1" for n in range(999)), "entity=nobody&view=x&story=%FF&lang=xx&ecosystem=/etc", "%", "x" * 90_000]
)
def test_anything_else_shows_the_map_as_it_begins(page: Any, query: str) -> None:
    found = page(query)
    assert "entity" not in found["at"] and found["story"] is None and found["data"]["items"]
