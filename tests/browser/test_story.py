"""A story in a real browser: made on the map, kept in the address, played by keys, and saved as a page that plays without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_core_python.sync_playwright import Axe

from browsing import EVIL, PATIENCE, until
from builders import rows_with, tiny
from exploring import opened, seen
from trosol.ecosystem import Ecosystem
from trosol.views.maps.explorer_data import explorer_data
from trosol.views.maps.explorer_page import explorer_json, explorer_standalone
from trosol.views.maps.story import Story, StoryView

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

pytestmark = pytest.mark.browser
NAME = EVIL[:80].strip()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def words(frame: Frame | Page) -> str:
    return frame.locator("#player h2").inner_text()


def test_a_saved_story_with_hostile_captions_plays_without_a_network(browser: Browser, tmp_path: Path) -> None:
    folder = tiny(tmp_path, entities=rows_with("entities", 1, "label", EVIL))
    data = explorer_data(Ecosystem.load(folder).snapshot)
    first = data.items[0].id
    views = (
        StoryView(NAME, EVIL, {"mode": "around", "focus": first, "entity": first}, {first: (50, 60)}),
        StoryView("Then", "", {"mode": "network", "dots": "yes"}, {}),
    )
    saved = tmp_path / "story.html"
    saved.write_text(explorer_standalone(explorer_json(data), EVIL, {}, story=Story(EVIL, views)), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 700}, accept_downloads=True)
    outside: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if r.url.startswith("http") else None)
    page.goto(saved.as_uri())
    assert words(page) == NAME and not page.locator("#bar").is_visible()
    page.keyboard.press("ArrowRight")
    assert words(page) == "Then" and page.evaluate("window.trosolView().state.dots")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("window.trosolView().state.pins") == {first: [50, 60]}
    page.keyboard.press("Escape")
    assert page.locator("#bar").is_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Page that opens anywhere (HTML)").click()
    again = tmp_path / "again.html"
    download.value.save_as(again)
    page.goto(again.as_uri())
    assert words(page) == NAME
    assert page.evaluate("window.hacked") is None and page.locator("img").count() == 0 and not outside
    page.close()


@pytest.mark.exhaustive
def test_it_is_made_on_the_map_and_comes_back_from_its_address(browser: Browser, dashboard: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    frame = opened(page, f"{dashboard}/map?entity=commissioners")
    frame.get_by_role("button", name="Story", exact=True).click()
    frame.get_by_role("button", name="Add this view").click()
    frame.get_by_label("Caption").fill("Many pass by here.")
    frame.get_by_label("What to see").select_option("network")
    frame.get_by_role("button", name="Add this view").click()
    frame.get_by_label("Name of the view").nth(1).fill("All of it")
    frame.get_by_label("Title of the story").fill("Who is in the way")
    frame.get_by_role("button", name="Earlier").nth(1).click()
    names = [each.input_value() for each in frame.get_by_label("Name of the view").all()]
    assert names[0] == "All of it" and "Commissioners" in names[1]
    assert not Axe().run(frame, options=RULES)["violations"]
    until(page, "() => location.search.includes('story=')")
    address = page.url
    frame.get_by_role("button", name="Delete").nth(0).click()
    frame.get_by_role("button", name="Story (1)").wait_for()
    page.get_by_role("link", name="Evidence", exact=True).click()
    page.get_by_role("heading", level=1).first.wait_for()
    page.get_by_role("link", name="Map", exact=True).click()
    until(page, "() => location.search.includes('story=')")
    other = context.new_page()
    frame = opened(other, address)
    frame.get_by_role("button", name="Story (2)").click()
    frame.get_by_role("button", name="Play", exact=True).click()
    assert words(frame) == "All of it" and seen(frame)["state"]["mode"] == "network"
    other.keyboard.press("PageDown")
    assert "Many pass by here." in frame.locator("#player").inner_text() and seen(frame)["state"]["focus"] == "commissioners"
    assert not Axe().run(frame, options=RULES)["violations"]
    context.close()
