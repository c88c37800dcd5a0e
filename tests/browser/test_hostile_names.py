"""Names that try to run as code, in a real browser: nothing runs, nothing is requested."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import EVIL
from builders import rows_with, tiny
from conftest import start_dashboard
from picked import few_first
from ports import HANG
from screens import SCREENS
from trosol.ecosystem import Ecosystem
from trosol.views.maps.explorer_data import explorer_data
from trosol.views.maps.explorer_page import explorer_json, explorer_standalone
from trosol.views.maps.map_view import focus_map
from trosol.views.maps.vis_network import standalone_page
from trosol.views.tables.item_details import details_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def evil_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    entities = rows_with("entities", 1, "label", EVIL)
    for row in entities[1:]:
        row[2] = f"{row[2]} {EVIL}"
        row[3] = EVIL
    return tiny(tmp_path_factory.mktemp("evil"), entities=entities)


@pytest.fixture(scope="module")
def evil_dashboard(evil_folder: Path) -> Iterator[str]:
    process, address = start_dashboard(str(evil_folder))
    yield address
    process.terminate()
    process.wait(timeout=HANG)


OF_TWO = ("/map?view=around&entity=nurses", "/scenarios?push=nurses~plus")
FIRST = (OF_TWO[0],)


@pytest.mark.exhaustive
@pytest.mark.parametrize("path", few_first([*OF_TWO, *(f"/{name.replace('_', '-')}?entity=nurses" for name in SCREENS)], FIRST))
def test_nothing_runs_on_any_screen(browser: Browser, evil_dashboard: str, path: str) -> None:
    page = browser.new_page()
    outside: list[str] = []
    page.on(
        "request",
        lambda r: None if "127.0.0.1" in r.url or r.url.startswith(("data:", "blob:", "about:")) else outside.append(r.url),
    )
    page.goto(evil_dashboard + path.replace("/overview", "/"))
    page.locator("h1").first.wait_for(timeout=1000 * HANG // 2)
    page.wait_for_timeout(800)
    assert page.evaluate("window.hacked") is None
    for frame in page.frames:
        assert frame.evaluate("window.hacked") is None
    assert not outside
    page.close()


@pytest.mark.exhaustive
def test_the_saved_page_is_inert_and_needs_no_internet(browser: Browser, evil_folder: Path, tmp_path: Path) -> None:
    picture = focus_map(Ecosystem.load(evil_folder).snapshot, "nurses")
    saved = tmp_path / "map.html"
    saved.write_text(standalone_page(picture, EVIL), encoding="utf-8")
    page = browser.new_page()
    outside: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if r.url.startswith("http") else None)
    page.goto(saved.as_uri())
    page.wait_for_timeout(800)
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("typeof window.trosolPoints") == "function"
    assert not outside
    page.close()


@pytest.mark.parametrize("dots", few_first(["", "yes"], ["yes"]))
def test_the_explored_map_is_inert_wherever_it_shows_names(
    browser: Browser, evil_folder: Path, tmp_path: Path, dots: str
) -> None:
    snapshot = Ecosystem.load(evil_folder).snapshot
    data = explorer_data(snapshot)
    text = explorer_json(
        data, details=details_of(snapshot, [i.id for i in data.items], [c for e in data.links for c in e.claims]).to_json()
    )
    saved = tmp_path / "map.html"
    saved.write_text(
        explorer_standalone(text, EVIL, {"entity": data.items[0].id, "dots": dots, "mode": "network"}), encoding="utf-8"
    )
    page = browser.new_page()
    outside: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if r.url.startswith("http") else None)
    page.goto(saved.as_uri())
    page.locator("#stage[data-by]").wait_for()
    box = page.locator("#board").bounding_box()
    assert box is not None
    for point in page.evaluate("window.trosolPoints()")[:3]:
        page.mouse.move(box["x"] + point["x"], box["y"] + point["y"])
        page.wait_for_timeout(250)
    page.locator("#bar input").first.fill("img")
    for name in ("Table", "Filter", "Save"):
        page.get_by_role("button", name=name, exact=True).click()
    assert " ".join(EVIL.split()) in page.locator("#panel h2").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert not outside
    page.close()
