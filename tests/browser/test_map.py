"""The map in a real browser: full size, a click answered in the page, the address after it, keyboard, telephone, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from axe_core_python.sync_playwright import Axe

from browsing import PATIENCE, settled, until
from exploring import click_item, opened, seen
from picked import few_first

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def a_map(browser: Browser, dashboard: str) -> Iterator[Page]:
    """A page that several tests go on with; each begins with an address of its own."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_it_fills_the_window_and_answers_a_click_in_the_page(a_map: Page, dashboard: str) -> None:
    frame = opened(a_map, f"{dashboard}/map?entity=commissioners")
    box = a_map.locator(".trosol-explorer iframe").bounding_box()
    assert box is not None
    assert box["width"] * box["height"] >= 0.7 * 1400 * 900, box
    found = seen(frame)
    assert found["scale"] * found["font"] >= 12
    a_map.context.set_offline(True)  # nothing of the answer comes from the server
    click_item(a_map, frame, "action-embed")
    assert frame.locator("#panel h2").inner_text() == "Embed innovation into practice and contracts"
    assert frame.locator("#panel .claims .place").first.inner_text()
    a_map.context.set_offline(False)


@pytest.mark.exhaustive
def test_the_address_follows_and_back_leads_back(a_map: Page, dashboard: str) -> None:
    frame = opened(a_map, f"{dashboard}/map?entity=challenge-requirements")
    click_item(a_map, frame, "action-embed")
    a_map.wait_for_url(re.compile("entity=action-embed.*focus=challenge-requirements"))
    settled(a_map)
    assert seen(frame)["state"]["entity"] == "action-embed"
    frame.evaluate("void (window.still = 1)")
    frame.locator("#panel .close").click()
    settled(a_map)
    assert frame.evaluate("window.still") == 1  # the map is not loaded anew when the selection above it goes or comes
    click_item(a_map, frame, "action-embed")
    settled(a_map)
    assert frame.evaluate("window.still") == 1
    a_map.get_by_role("button", name="Read the evidence").click()
    a_map.get_by_role("heading", name="Embed innovation into practice and contracts", level=1).wait_for()
    a_map.go_back()
    a_map.wait_for_url(re.compile("/map"))
    a_map.locator(".trosol-explorer[data-drawn]").wait_for()


def test_expand_hide_undo_and_a_reason_where_nothing_is_left(a_map: Page, dashboard: str) -> None:
    frame = opened(a_map, f"{dashboard}/map?entity=commissioners")
    before = seen(frame)
    frame.evaluate("window.kept = Object.fromEntries(window.trosolPoints().map(p => [p.id, p.x]))")
    click_item(a_map, frame, "action-embed")
    frame.get_by_role("button", name="Expand", exact=True).click()
    more = seen(frame)
    assert set(before["items"]) < set(more["items"])
    assert frame.evaluate("window.trosolPoints().filter(p => p.id in kept).every(p => Math.abs(p.x - kept[p.id]) < 1)")
    frame.get_by_role("button", name="Undo").click()
    assert set(seen(frame)["items"]) == set(before["items"])
    for each in frame.locator("#legend li button").all():
        each.click()
    alone = seen(frame)
    assert alone["items"] == ["commissioners"]
    assert "Nothing is left" in frame.locator("#says").inner_text()
    frame.get_by_role("button", name="Show all again").click()
    assert set(seen(frame)["items"]) == set(before["items"])


@pytest.mark.exhaustive
def test_a_path_is_drawn_between_two_that_are_clicked(a_map: Page, dashboard: str) -> None:
    frame = opened(a_map, f"{dashboard}/map?entity=commissioners")
    frame.get_by_role("button", name="Path from here").click()
    frame.get_by_role("combobox", name="To", exact=True).fill("more viable")
    frame.locator(".found li").first.click()
    found = seen(frame)
    assert {"commissioners", found["state"]["other"]} <= set(found["items"])
    assert found["state"]["mode"] == "path" and found["links"] >= 1
    a_map.wait_for_url(re.compile("view=path"))


@pytest.mark.exhaustive
def test_by_keyboard_from_item_to_item(a_map: Page, dashboard: str) -> None:
    frame = opened(a_map, f"{dashboard}/map?entity=commissioners")
    frame.locator("#stage").focus()
    a_map.keyboard.press("ArrowRight")
    told = frame.locator("#live").inner_text()
    assert told
    a_map.keyboard.press("Enter")
    assert frame.locator("#panel h2").inner_text() == told.split(",")[0]
    scale = seen(frame)["scale"]
    a_map.keyboard.press("+")
    assert seen(frame)["scale"] > scale


@pytest.mark.exhaustive
def test_pictures_and_the_network_are_saved_as_they_are_shown(a_map: Page, dashboard: str) -> None:
    frame = opened(a_map, f"{dashboard}/map?entity=commissioners&size=degree")
    frame.locator("#legend .ramp, #says").first.wait_for()
    saved: dict[str, bytes] = {}
    for name in ("Picture as SVG", "Picture as PNG", "Picture as PDF", "Network with scores as GraphML", "Links as CSV"):
        frame.get_by_role("button", name="Save").click()
        with a_map.expect_download() as download:
            frame.get_by_role("button", name=name).click()
        saved[name] = download.value.path().read_bytes()
    picture = saved["Picture as SVG"].decode()
    for word in ("What is linked to Commissioners", "Source:", "Barrier", "Drawn on", "Showing"):
        assert word in picture
    assert saved["Picture as PNG"].startswith(b"\x89PNG")
    assert saved["Picture as PDF"].startswith(b"%PDF") and b"Source:".hex().encode() in saved["Picture as PDF"]
    graph = nx.parse_graphml(saved["Network with scores as GraphML"].decode())
    assert set(graph) == set(seen(frame)["items"])
    assert isinstance(graph.nodes["commissioners"]["degree"], float)
    assert {"title", "source", "drawn", "shown", "scores"} <= set(graph.graph)
    assert saved["Links as CSV"].decode("utf-8-sig").startswith('"From"')


@pytest.mark.exhaustive
@pytest.mark.parametrize("dark", few_first([False, True], [True]))
def test_axe_finds_nothing_in_the_frame(browser: Browser, dashboard: str, dark: bool) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme="dark" if dark else "light")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    frame = opened(page, f"{dashboard}/map?entity=commissioners{'&lang=cy' if dark else ''}")
    found = Axe().run(frame, options=RULES)["violations"]
    assert not found, "\n".join(f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found)
    frame.locator("#bar button").filter(has_text=re.compile("^(Table|Tabl)")).click()
    found = Axe().run(frame, options=RULES)["violations"]
    assert not found, "\n".join(f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found)
    context.close()


@pytest.mark.exhaustive
def test_on_a_phone_a_touch_selects_and_the_panel_comes_up(browser: Browser, dashboard: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    frame = opened(page, f"{dashboard}/map?view=around&focus=challenge-requirements")
    point = next(p for p in frame.evaluate("window.trosolPoints()") if p["id"] == "challenge-requirements")
    frame.locator("#stage").tap(position={"x": point["x"], "y": point["y"]})
    frame.locator("#panel h2").wait_for()
    assert frame.locator("#panel h2").inner_text() == "Requirements"
    assert page.evaluate("document.documentElement.scrollWidth") <= 391
    context.close()


@pytest.mark.exhaustive
def test_on_a_phone_two_fingers_zoom_and_one_moves(browser: Browser, dashboard: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    frame = opened(page, f"{dashboard}/map?view=around&focus=challenge-requirements")
    session = context.new_cdp_session(page)
    for dots in (False, True):
        if dots:
            frame.get_by_role("button", name="Dots", exact=True).click()
        page.wait_for_timeout(500)
        box = frame.locator("#board").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 150

        def touch(kind: str, *points: tuple[float, float]) -> None:
            session.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [{"x": a, "y": b, "id": i} for i, (a, b) in enumerate(points)]},
            )
            page.wait_for_timeout(40)

        scale = seen(frame)["scale"]
        touch("touchStart", (x - 40, y), (x + 40, y))
        for far in range(48, 100, 8):
            touch("touchMove", (x - far, y), (x + far, y))
        touch("touchEnd")
        until(frame, "scale => window.trosolView().scale > 1.5 * scale", scale)
        before = frame.evaluate("window.trosolPoints()[0]")
        # On a busy machine a finger may rest long enough to be a long press: it is drawn along again, as a hand would.
        for _ in range(4):
            touch("touchStart", (20, y))
            for step in range(8, 60, 8):
                touch("touchMove", (20 + step, y))
            touch("touchEnd")
            page.wait_for_timeout(1000)
            if frame.evaluate("window.trosolPoints()[0]")["x"] > before["x"] + 20:
                break
        until(frame, "x => window.trosolPoints()[0].x > x + 20", before["x"])
    context.close()
