"""What people see, in a real browser: first load, search, click, filter, deep link, evidence, and no call to the outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from browsing import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page

pytestmark = pytest.mark.browser


def the_map(page: Page) -> FrameLocator:
    page.locator(".trosol-map[data-drawn]").first.wait_for()
    return page.frame_locator(".trosol-map iframe").first


def click_box(page: Page, entity: str) -> None:
    """Click the middle of a box on the canvas."""
    page.locator(".trosol-map[data-drawn]").first.wait_for()
    handle = page.locator(".trosol-map iframe").first.element_handle()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    points = {point["id"]: point for point in frame.evaluate("window.trosolPoints()")}
    assert entity in points, sorted(points)
    handle.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = handle.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + points[entity]["x"], box["y"] + points[entity]["y"])


@pytest.mark.exhaustive
def test_first_load_says_what_is_here_and_what_is_not(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    page.get_by_role("heading", name="Innovation in social care in Wales (2022)").wait_for()
    page.get_by_role("heading", name="What is missing").wait_for()
    page.get_by_text("Vision: 10").first.wait_for()


@pytest.mark.exhaustive
def test_searching_on_the_map_focuses_and_lands_in_the_url(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/map")
    the_map(page)
    search = page.get_by_role("combobox", name="Find a group, problem, action or goal")
    search.fill("Commissioners")
    page.get_by_role("option", name=re.compile("^Commissioners")).first.click()
    page.get_by_role("heading", name="Commissioners").wait_for()
    page.wait_for_url(re.compile("entity=commissioners"))


def test_a_click_on_the_picture_selects_in_python(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/map?entity=challenge-requirements&view=around")
    page.get_by_role("heading", name="Requirements").wait_for()
    click_box(page, "action-embed")
    page.get_by_role("heading", name="Embed innovation into practice and contracts").wait_for()
    page.wait_for_url(re.compile("entity=action-embed"))


@pytest.mark.exhaustive
def test_a_filter_narrows_picture_and_table(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/map?entity=commissioners&view=around&relations=gatekeeps")
    the_map(page)
    handle = page.locator(".trosol-map iframe").first.element_handle()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    drawn = {point["id"] for point in frame.evaluate("window.trosolPoints()") if not point["id"].startswith("lane:")}
    assert "commissioners" in drawn
    assert len(drawn) <= 4, drawn


@pytest.mark.exhaustive
def test_a_deep_link_opens_the_entity_with_its_evidence(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/entity?entity=commissioners")
    page.get_by_role("heading", name="Commissioners", exact=True).wait_for()
    page.get_by_text(re.compile(r"often")).first.wait_for()
    page.get_by_text(re.compile(r"page 22")).first.wait_for()


@pytest.mark.exhaustive
def test_the_selection_follows_to_other_screens(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/map?entity=middle-managers&view=around")
    page.get_by_role("heading", name="Middle managers").wait_for()
    page.get_by_role("link", name="Gatekeepers").first.click()
    page.get_by_role("heading", name=re.compile("^Middle managers")).wait_for()
    page.wait_for_url(re.compile("entity=middle-managers"))


def test_on_a_phone_the_list_stands_in_for_the_picture(browser: Browser, dashboard: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{dashboard}/map?entity=challenge-requirements&view=around")
    frame = page.frame_locator(".trosol-map iframe").first
    frame.get_by_role("button", name="Embed innovation into practice and contracts").click()
    page.wait_for_url(re.compile("entity=action-embed"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 391
    context.close()


def test_the_frame_has_no_origin_and_no_network(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/map")
    the_map(page)
    element = page.locator(".trosol-map iframe").first
    assert element.get_attribute("sandbox") == "allow-scripts"
    handle = element.element_handle()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    assert frame.evaluate("origin") == "null"
    assert frame.evaluate("fetch('http://127.0.0.1:9').then(() => 'out', () => 'refused')") == "refused"
