"""A page of somebody else may neither frame the dashboard nor send it commands, in a real browser; its own frames go on working."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browsing import PATIENCE, settled
from picked import few_first

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

OTHERS = ("https://anybody.streamlit.app", "https://evil.example", "http://localhost:3000")
"""Anybody may publish a page at the first, and Streamlit takes commands from there unless told otherwise."""


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own, where other hosts are played by the test: nothing leaves this machine."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("other", few_first(OTHERS, OTHERS[:1]))
def test_a_page_of_somebody_else_cannot_frame_it(elsewhere: Page, dashboard: str, other: str) -> None:
    def told(route: Route) -> None:
        route.fulfill(content_type="text/html", body=f"<h1>Other</h1><iframe id=f src='{dashboard}/extend'></iframe>")

    asked: list[str] = []
    elsewhere.on("websocket", lambda line: asked.append(line.url))
    elsewhere.context.route(f"{other}/**", told)
    elsewhere.goto(f"{other}/")
    elsewhere.locator("h1").wait_for()
    elsewhere.wait_for_load_state("networkidle")
    assert elsewhere.frame_locator("#f").locator('[data-testid="stApp"]').count() == 0
    assert not asked, "the page in the frame began to talk to the dashboard"


@pytest.mark.exhaustive
def test_a_link_from_elsewhere_opens_it(elsewhere: Page, dashboard: str) -> None:
    link = f"<a href='{dashboard}/about'>there</a>"
    elsewhere.context.route("https://evil.example/**", lambda route: route.fulfill(content_type="text/html", body=link))
    elsewhere.goto("https://evil.example/")
    elsewhere.get_by_text("there").click()
    elsewhere.locator(".st-key-next-step").wait_for()


@pytest.mark.exhaustive
def test_its_own_pages_break_none_of_their_rules(page: Page, dashboard: str) -> None:
    broken: list[str] = []
    page.on("console", lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    for path in ("", "priorities?view=drives", "map", "entity?entity=commissioners"):
        page.goto(f"{dashboard}/{path}")
        page.locator(".st-key-next-step").wait_for()
        settled(page)
    page.frame_locator("iframe").locator("#stage").first.wait_for(state="attached")
    assert not broken
