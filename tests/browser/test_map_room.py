"""Lanes open whole: as many boxes as the window has room for, in letters that can be read, none below the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import PATIENCE, settled, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page


def map_of(page: Page) -> Frame:
    """The frame that the map is drawn in."""
    return next(frame for frame in page.frames if frame != page.main_frame and frame.evaluate("!!window.trosolView"))


@pytest.mark.exhaustive
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (1400, 680), (1920, 1080)])
@pytest.mark.parametrize("view", ["network", "network&size=claims", "horizons"])
def test_a_network_in_lanes_opens_whole(view: str, width: int, height: int, browser: Browser, dashboard: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{dashboard}/map?view={view}")
    page.locator(".st-key-next-step").wait_for(state="attached")
    settled(page)
    frame = map_of(page)
    until(frame, "window.trosolView().items.length > 19")
    seen = frame.evaluate("window.trosolView()")
    assert seen["font"] * seen["scale"] >= 12
    high = frame.evaluate(
        "document.getElementById('legend').getBoundingClientRect().top - document.getElementById('board').getBoundingClientRect().top"
    )
    wide = frame.evaluate("document.getElementById('board').clientWidth")
    points = frame.evaluate("window.trosolPoints()")
    assert all(0 <= each["x"] <= wide and 0 <= each["y"] <= high for each in points)
    # Who wants more has more.
    if seen["state"]["most"] < seen["state"].get("total", 60):
        frame.get_by_role("button", name="Show more boxes").click()
        until(frame, "least => window.trosolView().items.length > least", len(seen["items"]))
    page.close()
