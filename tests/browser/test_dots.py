"""A whole network as dots: all of it stands there, a dot leads to what is around it, and a browser without WebGL shows the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import EVIL, settled
from trosol.ecosystem import Ecosystem
from trosol.views.maps.map_view import network_map
from trosol.views.maps.vis_network import standalone_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]
VIEW = "map?view=network&network=influence&dots=yes"
WITHOUT_WEBGL = """const first = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith("webgl") ? null : first.call(this, kind, ...more); };"""


def drawn(page: Page, dashboard: str, ecosystem: Ecosystem) -> Frame:
    page.goto(f"{dashboard}/{VIEW}")
    graph = ecosystem.network("influence", include_hypothetical=True)
    tied = sum(1 for node in graph if graph.degree(node))
    page.locator(f'.trosol-map[data-drawn="{tied}"]').wait_for()
    settled(page)
    return next(frame for frame in page.frames if frame.parent_frame and frame.evaluate("!!window.trosolDots"))


@pytest.mark.parametrize("webgl", [True, False])
def test_a_dot_leads_to_what_stands_around_it(page: Page, dashboard: str, wales: Ecosystem, webgl: bool) -> None:
    if not webgl:
        page.add_init_script(WITHOUT_WEBGL)
    frame = drawn(page, dashboard, wales)
    by = frame.evaluate("document.getElementById('stage').dataset.by")
    assert by == "vis-network" if not webgl else by in ("sigma", "vis-network")
    wanted = "innovation-in-social-care"
    spot = next(point for point in frame.evaluate("window.trosolPoints()") if point["id"] == wanted)
    before = spot["x"]
    frame.locator("#zoom button").first.click()
    page.wait_for_timeout(400)
    spot = next(point for point in frame.evaluate("window.trosolPoints()") if point["id"] == wanted)
    assert spot["x"] != before
    frame.locator("#stage").click(position={"x": spot["x"], "y": spot["y"]})
    page.wait_for_url(f"**entity={wanted}**")
    settled(page)
    assert "view=around" in page.url


def test_the_wheel_scrolls_the_page(page: Page, dashboard: str, wales: Ecosystem) -> None:
    frame = drawn(page, dashboard, wales)
    places = frame.evaluate("window.trosolPoints()")
    frame.locator("#stage").hover()
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(400)
    assert frame.evaluate("window.trosolPoints()") == places


@pytest.mark.parametrize("webgl", [True, False])
def test_hostile_names_of_dots_are_text(browser: Browser, wales: Ecosystem, tmp_path: Path, webgl: bool) -> None:
    page = browser.new_page()
    if not webgl:
        page.add_init_script(WITHOUT_WEBGL)
    picture = network_map(wales.snapshot, wales.snapshot.records.claims.values(), EVIL, dots=True)
    picture = replace(picture, nodes=tuple(replace(node, label=EVIL, title=EVIL) for node in picture.nodes))
    saved = tmp_path / "dots.html"
    saved.write_text(standalone_page(picture, EVIL), encoding="utf-8")
    page.goto(saved.as_uri())
    page.locator("#stage[data-by]").wait_for()
    spot = page.evaluate("window.trosolPoints()")[0]
    page.mouse.move(spot["x"], spot["y"])
    page.wait_for_timeout(600)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    page.close()
