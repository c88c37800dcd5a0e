"""What people see, in a real browser: first load, search, click, filter, deep link, evidence, and no call to the outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from exploring import opened, seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_first_load_says_what_is_here_and_what_is_not(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    page.get_by_role("heading", name="Innovation in social care in Wales (2022)").wait_for()
    page.get_by_role("heading", name="What is missing").wait_for()
    page.get_by_text(re.compile("^Known to exist, not given by the source: ")).first.click()
    page.get_by_text(re.compile("Vision: 10\\b")).first.wait_for()


@pytest.mark.exhaustive
def test_searching_on_the_map_focuses_and_lands_in_the_url(page: Page, dashboard: str) -> None:
    frame = opened(page, f"{dashboard}/map")
    search = frame.get_by_role("combobox", name="Find on the map")
    search.fill("Commissioners")
    frame.get_by_role("option", name=re.compile("^Commissioners")).first.click()
    frame.get_by_role("heading", name="Commissioners").wait_for()
    page.wait_for_url(re.compile("entity=commissioners"))


@pytest.mark.exhaustive
def test_a_filter_narrows_the_picture(page: Page, dashboard: str) -> None:
    frame = opened(page, f"{dashboard}/map?entity=commissioners&view=around&relations=gatekeeps")
    drawn = seen(frame)["items"]
    assert "commissioners" in drawn
    assert len(drawn) <= 4, drawn


@pytest.mark.exhaustive
def test_a_deep_link_opens_the_entity_with_its_evidence(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/entity?entity=commissioners")
    page.get_by_role("heading", name="Commissioners", exact=True).wait_for()
    page.get_by_text(re.compile(r"often")).first.wait_for()
    page.get_by_text(re.compile(r"page 22")).first.wait_for()


def test_the_frame_has_no_origin_and_no_network(page: Page, dashboard: str) -> None:
    frame = opened(page, f"{dashboard}/map")
    assert page.locator(".trosol-explorer iframe").get_attribute("sandbox") == "allow-scripts allow-downloads"
    assert frame.evaluate("origin") == "null"
    assert frame.evaluate("fetch('http://127.0.0.1:9').then(() => 'out', () => 'refused')") == "refused"
