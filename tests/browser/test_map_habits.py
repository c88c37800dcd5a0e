"""What people know from other network tools, each once on boxes and once on dots: the small map, the loop, dragging, what is said when pointed at, a link's evidence, colour by a property."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browsing import PATIENCE, until
from trosol.ecosystem import Ecosystem
from trosol.views.maps.explorer_data import explorer_data
from trosol.views.maps.explorer_page import explorer_json, explorer_standalone
from trosol.views.tables.item_details import details_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]


@pytest.fixture(scope="module")
def saved(wales: Ecosystem, tmp_path_factory: pytest.TempPathFactory) -> str:
    data = explorer_data(wales.snapshot)
    claims = [claim for link in data.links for claim in link.claims]
    text = explorer_json(data, details=details_of(wales.snapshot, [item.id for item in data.items], claims).to_json())
    at = {"mode": "around", "focus": "commissioners"}
    path: Path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(explorer_standalone(text, "Map", at), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(params=["boxes", "dots"])
def shown(request: pytest.FixtureRequest, browser: Browser, saved: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1300, "height": 850})
    page.set_default_timeout(PATIENCE)
    page.goto(saved)
    page.locator("#stage[data-by]").wait_for()
    if request.param == "dots":
        page.get_by_role("button", name="Dots", exact=True).click()
    page.wait_for_timeout(400)
    yield page
    page.close()


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("window.trosolView().state")
    return found


def at(page: Page, item: str) -> tuple[float, float]:
    box = page.locator("#board").bounding_box()
    point = next(p for p in page.evaluate("window.trosolPoints()") if p["id"] == item)
    assert box is not None
    return box["x"] + point["x"], box["y"] + point["y"]


def close(place: tuple[float, float], wanted: tuple[float, float], far: float) -> bool:
    return abs(place[0] - wanted[0]) <= far and abs(place[1] - wanted[1]) <= far


def test_an_item_is_dragged_and_stays_there_and_undo_takes_it_back(shown: Page) -> None:
    x, y = at(shown, "action-embed")
    shown.mouse.move(x, y)
    shown.mouse.down()
    shown.mouse.move(x + 50, y + 40, steps=4)
    shown.mouse.up()
    until(shown, "() => 'action-embed' in window.trosolView().state.pins")
    assert close(at(shown, "action-embed"), (x + 50, y + 40), 5)
    shown.get_by_role("button", name="Undo").click()
    assert state(shown)["pins"] == {} and close(at(shown, "action-embed"), (x, y), 2)


def test_a_loop_chooses_what_lies_inside(shown: Page) -> None:
    shown.get_by_role("button", name="Choose several: draw around them").click()
    x, y = at(shown, "commissioners")
    shown.mouse.move(x - 30, y - 25)
    shown.mouse.down()
    for a, b in ((30, -25), (30, 25), (-30, 25), (-30, -20), (-30, -24)):
        shown.mouse.move(x + a, y + b, steps=3)
    shown.mouse.up()
    assert "commissioners" in state(shown)["several"] and len(state(shown)["several"]) < 6
    shown.get_by_role("button", name="Keep only these").click()
    assert "commissioners" in shown.evaluate("window.trosolView().items")
    assert len(shown.evaluate("window.trosolView().items")) < 6


def test_what_is_pointed_at_says_what_it_is(shown: Page) -> None:
    tip = shown.locator("#tip:not([hidden]), div.vis-tooltip").filter(has_text="claims")
    shown.mouse.move(*at(shown, "action-embed"))
    shown.mouse.move(*(each + 1 for each in at(shown, "action-embed")))
    tip.filter(has_text="Embed innovation into practice").first.wait_for()


def test_a_link_shows_its_claims_with_places_in_the_source(shown: Page) -> None:
    shown.mouse.click(*at(shown, "commissioners"))
    until(shown, "() => window.trosolView().state.entity === 'commissioners'")
    a, b = at(shown, "commissioners"), at(shown, "action-embed")
    for share in (0.5, 0.45, 0.55, 0.4, 0.6):  # another link may cross it at one of them
        shown.mouse.click(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        shown.wait_for_timeout(300)
        if shown.locator("#panel .kind").inner_text() == "Link" and "Embed" in shown.locator("#panel p").first.inner_text():
            break
    assert "Embed innovation" in shown.locator("#panel").inner_text()
    assert shown.locator("#panel .claims .place").first.inner_text()


def test_the_small_map_moves_the_large_one_and_buttons_zoom(shown: Page) -> None:
    scale = shown.evaluate("window.trosolView().scale")
    shown.get_by_role("button", name="Larger").click()
    until(shown, "scale => window.trosolView().scale > scale * 1.2", scale)
    before = shown.evaluate("window.trosolPoints()[0]")
    box = shown.locator("#small").bounding_box()
    assert box is not None
    shown.mouse.click(box["x"] + 20, box["y"] + 20)
    until(shown, "was => Math.hypot(window.trosolPoints()[0].x - was.x, window.trosolPoints()[0].y - was.y) > 30", before)


@pytest.mark.parametrize("name", ["type", "whether it is in the source", "Number of claims"])
def test_colour_by_a_property_and_its_legend(shown: Page, name: str) -> None:
    before = shown.locator("#legend").inner_text()
    shown.get_by_label("Colour by").select_option(label=f"Colour: {name}")
    assert shown.locator("#legend").inner_text() != before
    fills = shown.evaluate(
        "Array.from(document.querySelectorAll('#legend > ul:first-of-type i, #legend .ramp i')).map(i => i.style.background)"
    )
    assert len(fills) >= 1 and all(fills)


def test_the_table_holds_the_same_and_a_name_is_found(shown: Page) -> None:
    links = shown.evaluate("window.trosolView().links")
    shown.get_by_role("button", name="Table", exact=True).click()
    assert shown.locator("#rows tbody tr").count() == links
    shown.get_by_role("button", name="Table", exact=True).click()
    shown.locator("#bar input[type=search]").first.fill("middle man")
    shown.keyboard.press("Enter")
    assert "middle managers" in shown.locator("#panel h2").inner_text().lower()
    assert state(shown)["entity"] in shown.evaluate("window.trosolView().items")


def kind_chosen(page: Page) -> None:
    """Go to the kinds, and choose one."""
    page.get_by_label("What to see").select_option("kinds")
    page.wait_for_timeout(300)
    page.mouse.click(*at(page, "kind:Barrier"))
    until(page, "window.trosolView().state.network === 'kind:Barrier'")
    page.wait_for_timeout(300)


def test_a_kind_that_is_chosen_is_what_the_choices_show_and_numbers_say_of_how_many(shown: Page) -> None:
    kind_chosen(shown)
    chosen = shown.evaluate("Array.from(document.querySelectorAll('#bar select')).map(s => s.selectedIndex)")
    assert chosen and -1 not in chosen
    total = shown.evaluate("window.trosolView().items.length")
    if "of" in shown.locator("#says").inner_text():
        assert f"{total} of" in shown.locator("#says").inner_text() and " of " in shown.locator("#legend").inner_text()


def test_the_view_is_fitted_anew_when_the_window_changes_unless_a_hand_moved_it(shown: Page) -> None:
    kind_chosen(shown)
    assert not shown.evaluate("window.trosolView().byHand")
    shown.set_viewport_size({"width": 1700, "height": 700})
    shown.wait_for_timeout(600)
    assert not shown.evaluate("window.trosolView().byHand")
    shown.locator("#zoom button").first.click()
    shown.wait_for_timeout(400)
    assert shown.evaluate("window.trosolView().byHand")
    shown.set_viewport_size({"width": 1300, "height": 850})
    shown.wait_for_timeout(600)
    assert shown.evaluate("window.trosolView().byHand")


def test_what_was_said_of_something_goes_with_it(shown: Page) -> None:
    shown.mouse.move(*at(shown, "commissioners"))
    told = "Array.from(document.querySelectorAll('#tip, .vis-tooltip')).some(e => !e.hidden && getComputedStyle(e).visibility !== 'hidden')"
    until(shown, told)
    shown.evaluate(
        "() => { const s = document.querySelector('#bar select'); s.value = 'kinds'; s.dispatchEvent(new Event('change')); }"
    )
    until(shown, f"!({told})")
