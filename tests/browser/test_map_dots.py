"""Thousands of items as dots: moved as one picture and drawn again where they were left, zoomed by the wheel, chosen by a click."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import until
from trosol.views.maps.explorer_data import ExplorerData, Group, Item, Link
from trosol.views.maps.explorer_page import explorer_json, explorer_standalone

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
MANY, TIES = 1200, 2600


@pytest.mark.exhaustive
def test_dots_are_moved_zoomed_and_chosen(browser: Browser, tmp_path: Path) -> None:
    kinds = tuple(Group(f"K{k}", f"Kind {k}", colour) for k, colour in enumerate(("#3574cd", "#db2429", "#097b0b")))
    data = ExplorerData(
        title="Many",
        version="1",
        credit="",
        items=tuple(Item(f"i{n}", f"Item {n}", "Item", n % 3, n % 3, (), "transcribed", n % 40, n % 40) for n in range(MANY)),
        links=tuple(Link(n % MANY, (n * 7 + 1) % MANY, (0,), n % 3 - 1, False, True, False, (), (f"c{n}",)) for n in range(TIES)),
        kinds=kinds,
        lanes=kinds,
        horizons=(),
        networks=(),
        relations=(Group("r", "acts on"),),
        total=MANY,
    )
    saved = tmp_path / "dots.html"
    saved.write_text(explorer_standalone(explorer_json(data), "Many", {"mode": "network", "dots": "yes"}), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    page.goto(saved.as_uri())
    page.locator("#stage[data-by]").wait_for()
    page.wait_for_timeout(500)
    assert len(page.evaluate("window.trosolView().items")) == MANY
    before = page.evaluate("window.trosolPoints()[5]")
    box = page.locator("#board").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 360, box["y"] + 230, steps=3)
    page.mouse.up()
    until(page, "x => Math.abs(window.trosolPoints()[5].x - x) < 2", before["x"] + 60)
    assert page.evaluate("window.trosolView().state.entity") == ""
    inside = [p for p in page.evaluate("window.trosolPoints()") if 200 < p["x"] < 600 and 80 < p["y"] < 300]
    page.mouse.click(box["x"] + inside[0]["x"], box["y"] + inside[0]["y"])
    until(page, "id => window.trosolView().state.entity === id", inside[0]["id"])
    scale = page.evaluate("window.trosolView().scale")
    page.mouse.wheel(0, -300)
    until(page, "scale => window.trosolView().scale > scale * 1.2", scale)
    page.close()
