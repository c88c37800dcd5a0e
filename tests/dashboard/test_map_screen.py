"""The screen of the map: what it sends to the page for an address, and what it does with what the page tells."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT
from screens import open_screen, text_of
from trosol.views.maps.story import Story, StoryView, packed


def sent(app: AppTest) -> dict[str, Any]:
    """What goes to the frame: what the address says, what is added, and the data."""
    found = {part.proto.component_name: json.loads(part.proto.json) for part in app.get("bidi_component")}
    return {**found["trosol_explorer"], "map": json.loads(found["trosol_shelf"]["text"])}


def test_it_begins_with_what_the_address_says_also_as_it_was_written_before() -> None:
    found = sent(open_screen("map", entity="commissioners", view="between", other="risk", lanes="horizon", relations="gatekeeps"))
    assert found["at"]["mode"] == "path"
    assert (found["at"]["entity"], found["at"]["other"], found["at"]["layout"]) == ("commissioners", "risk", "horizons")
    assert found["at"]["relations"].split(".") == [r["key"] for r in found["map"]["relations"] if r["key"] != "gatekeeps"]


def test_the_page_has_every_item_with_its_claims_and_places() -> None:
    found = sent(open_screen("map"))["map"]
    ids = [item[0] for item in found["items"]]
    assert len(ids) == len(set(ids)) == found["total"] > 200
    assert set(found["details"]["items"]) == set(ids)
    told = {claim for link in found["links"] for claim in link[6]}
    assert told == set(found["details"]["claims"])
    assert all(claim["sentence"] and claim["places"] for claim in found["details"]["claims"].values())
    kept = [link for link in found["links"] if link[4] & 4]
    assert kept and all(found["relations"][r]["key"] == "gatekeeps" for link in kept for r in link[2][:1])


@pytest.mark.parametrize("measure", ["leverage", "betweenness"])
def test_a_measure_goes_to_the_page_when_somebody_sizes_by_it(measure: str) -> None:
    found = sent(open_screen("map", size=measure))
    values = found["extra"]["scores"][measure]["values"]
    assert len(values) == len(found["map"]["items"])
    assert any(values) and None in values
    assert measure in {name for name, _ in found["map"]["offered"]}


def test_filters_that_leave_nothing_say_what_to_try() -> None:
    assert "No link is left" in text_of(
        open_screen("map", voice="enablers", horizon="horizon-3", confidence="high", claims="stated")
    )


def test_a_link_with_unknown_values_opens_all_the_same() -> None:
    found = sent(
        open_screen("map", entity="nobody", view="sideways", kinds="x.y", relations="z", voice="q", steps="99", size="x")
    )
    assert "entity" not in found["at"]
    assert found["extra"]["scores"] == {}


def test_a_story_and_the_basket_of_the_address_go_to_the_page() -> None:
    story = Story("How", (StoryView("One", "Look", {"mode": "kinds"}, {}),))
    found = sent(open_screen("map", story=packed(story), items="commissioners,nobody"))["extra"]
    assert found["story"] == story.to_json() and found["basket"] == ["commissioners"] and not found["tooLong"]
    assert found["embed"]["allowed"] is False and found["embed"]["story"] == packed(story)
    assert sent(open_screen("map", story="nonsense"))["extra"]["story"] == Story().to_json()


def test_what_the_page_tells_goes_into_the_address_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "dashboard"))
    address: Any = import_module("components.map_address")
    told = {"mode": "path", "entity": "a", "focus": "a", "other": "b", "hide": "Barrier", "relations": "", "x": "y"}
    kept = address.to_address(told)
    assert {key: value for key, value in kept.items() if value} == {"view": "path", "focus": "a", "other": "b", "hide": "Barrier"}
    assert set(kept) == {*address.NAMES.values(), *address.OLD}
    assert address.from_address({k: v for k, v in kept.items() if v}, "a") == {k: v for k, v in told.items() if v and k != "x"}
