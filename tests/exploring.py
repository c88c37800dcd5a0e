"""What tests of the map share: its frame, and a click on the middle of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from browsing import until

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

__all__ = ["click_item", "opened", "seen"]


def opened(page: Page, address: str) -> Frame:
    """Open a page with the map, wait until it is drawn, and return its frame."""
    page.goto(address)
    page.locator(".trosol-explorer[data-drawn]").wait_for()
    handle = page.locator(".trosol-explorer iframe").element_handle()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    page.wait_for_timeout(500)
    return frame


def seen(frame: Frame) -> dict[str, Any]:
    """What the map shows: its state, ids of items, number of links, scale and smallest letters."""
    found: dict[str, Any] = frame.evaluate("window.trosolView()")
    return found


def click_item(page: Page, frame: Frame, item: str) -> None:
    """Click the middle of an item, and wait until it is the one that the panel is of."""
    points = {point["id"]: point for point in frame.evaluate("window.trosolPoints()")}
    assert item in points, sorted(points)
    box = frame.locator("#board").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + points[item]["x"], box["y"] + points[item]["y"])
    until(frame, "id => window.trosolView().state.entity === id", item)
