"""Five journeys of somebody who has never seen it, by clicks, to their end, at the widths of a desk and of a telephone. (The fifth, a claim and what it changed, is in test_coding.)"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browsing import PATIENCE, settled, until
from exploring import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]
IN_VIEW = "key => { const box = document.querySelector(`.st-key-${key}`)?.getBoundingClientRect(); return box && box.top >= -2 && box.top < innerHeight * 0.7; }"


@pytest.fixture(params=[1400, 390])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    wide = int(request.param)
    context = browser.new_context(
        viewport={"width": wide, "height": 900}, color_scheme="dark" if wide < 500 else "light", accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def begun(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".st-key-next-step").wait_for()
    settled(page)


def screen(page: Page, name: str) -> None:
    """Its heading is there, at the top of what is seen."""
    page.get_by_role("heading", name=name, level=1, exact=True).wait_for()
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") < 40


def scores(page: Page) -> list[float]:
    return [float(each) for each in page.locator(".trosol-bar > b").all_inner_texts()]


def test_the_first_ten_minutes(page: Page, dashboard: str) -> None:
    begun(page, dashboard)
    page.locator(".st-key-matrix-grid button:visible", has_text=re.compile("[●○]")).first.click()
    page.locator(".st-key-opened-cell").wait_for()
    until(page, IN_VIEW, "opened-cell")
    assert page.locator(".st-key-opened-cell").get_by_text(re.compile(r"lines? \d")).count()  # a place in the source
    page.locator(".st-key-opened-cell button", has_text="Metrics").first.click()
    screen(page, "Metrics")
    page.get_by_role("button", name="On the map").click()
    page.locator(".trosol-explorer[data-drawn]").wait_for()
    box = page.get_by_role("combobox", name="Find an item, or ask")
    box.click()
    box.press_sequentially("zzz why")
    until(page, "() => document.querySelector('[data-testid=stSelectboxVirtualDropdown]')?.innerText.includes('Ask: zzz why')")
    box.fill("who are the gatekeepers?")
    box.press("Enter")
    screen(page, "Ask")
    page.get_by_text(re.compile("Commissioners.*Middle managers")).first.wait_for()
    page.go_back()
    page.locator(".trosol-explorer[data-drawn]").wait_for()


def test_which_challenge_first(page: Page, dashboard: str) -> None:
    begun(page, dashboard)
    page.get_by_role("button", name="See all").first.click()
    screen(page, "Priorities")
    values = scores(page)
    assert len(values) == 6 and values == sorted(values, reverse=True)
    page.get_by_role("button", name="Requirements", exact=True).click()
    settled(page)
    until(page, IN_VIEW, "opened-row")
    page.get_by_text("What would change if Requirements were eased?").wait_for()
    before = page.url
    page.get_by_role("button", name="Its paths to the goals").click()
    page.locator(".trosol-explorer[data-drawn]").wait_for()
    settled(page)
    assert "other=" in page.url
    page.go_back()
    page.get_by_role("button", name="Its paths to the goals").wait_for()
    assert page.url == before  # the very screen that was left, in one step
    settled(page)
    page.get_by_role("button", name="Try it as a scenario").last.click()
    screen(page, "Scenarios")
    assert "challenge-requirements~minus" in page.url.replace("%7E", "~")


def test_who_is_in_the_way_and_why(page: Page, dashboard: str) -> None:
    begun(page, dashboard)
    page.get_by_role("button", name="See all").last.click()
    screen(page, "Gatekeepers")
    page.get_by_role("button", name="Middle managers", exact=True).first.click()
    page.get_by_role("heading", name=re.compile("Middle managers")).wait_for()
    page.get_by_text("Claims behind this card").first.click()
    page.get_by_text(re.compile(r"lines? \d+")).first.wait_for()
    said = page.get_by_text(re.compile(r"would help [\d.]+ of 20 goals")).first.inner_text()
    helped = re.search(r"would help ([\d.]+) of 20 goals", said)
    page.get_by_role("button", name="What if all of it were opened and eased?").first.click()
    screen(page, "Scenarios")
    assert helped
    page.get_by_text(re.compile(rf"^{re.escape(helped[1])} of 20 goals would be helped")).first.wait_for()


def test_a_what_if_goes_into_a_brief(page: Page, dashboard: str) -> None:
    begun(page, f"{dashboard}/scenarios")
    page.get_by_role("button", name=re.compile("^What if .* opened what they hold")).click()
    settled(page)
    page.get_by_text(re.compile("goals would be helped")).first.wait_for()  # what is offered leads somewhere
    page.get_by_label("Keep it as").fill("Open the gate")
    page.get_by_label("Keep it as").press("Enter")
    page.get_by_text("Kept as “Open the gate”").wait_for()
    settled(page)
    page.get_by_role("button", name="Add this scenario to brief").click()
    page.get_by_role("link", name="Brief (1)").click()
    screen(page, "Brief")
    page.get_by_text(re.compile("goals would be helped")).first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_story_as_a_file(page: Page, dashboard: str) -> None:
    frame = opened(page, f"{dashboard}/map?entity=commissioners")
    frame.get_by_role("button", name="Story", exact=True).click()
    frame.get_by_role("button", name="Add this view").click()
    with page.expect_download() as download:
        frame.get_by_role("button", name="Save as a file").click()
    held = download.value.path().read_bytes()
    file = frame.locator("input[type=file]")
    file.set_input_files({"name": "no.json", "mimeType": "application/json", "buffer": b'{"views": []}'})
    frame.get_by_text("This file holds no story of Trosol. Nothing was changed.").wait_for()
    assert frame.get_by_label("Name of the view").count() == 1
    frame.get_by_role("button", name="Delete").click()
    frame.locator("input[type=file]").set_input_files({"name": "story.json", "mimeType": "application/json", "buffer": held})
    frame.get_by_text("Opened: story.json").wait_for()
    assert frame.get_by_label("Name of the view").count() == 1
