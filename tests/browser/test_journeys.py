"""The journeys of three users in a real browser, by mouse and by keyboard, and in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from browsing import PATIENCE, settled, until
from one_or_more import one_or_more

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def heading(page: Page, name: str) -> None:
    page.get_by_role("heading", name=name, level=1, exact=True).wait_for()


@pytest.mark.exhaustive
def test_a_strategist_goes_from_home_to_a_brief(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    page.get_by_role("button", name="See all").first.click()
    heading(page, "Priorities")
    page.get_by_role("button", name="Try it as a scenario").click()
    heading(page, "Scenarios")
    page.wait_for_url(re.compile(r"push=[\w-]+(%7E|~)(plus|minus)"))
    page.get_by_text(re.compile("goals would be helped")).first.wait_for()
    page.get_by_role("button", name="Add this scenario to brief").click()
    page.get_by_role("link", name="Brief (1)").click()
    heading(page, "Brief")
    page.get_by_text(re.compile("goals would be helped")).first.wait_for()


def test_a_leader_asks_and_sees_the_evidence(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    box = page.get_by_role("combobox", name="Find an item, or ask")
    box.click()
    box.press_sequentially("address risk")
    page.get_by_role("option", name="Which actions address Risk?", exact=True).wait_for()
    box.fill("which actions adress risk?")
    box.press("Enter")
    heading(page, "Ask")
    page.get_by_text(re.compile("Understood as", re.IGNORECASE)).first.wait_for()
    page.get_by_role("link", name="Evidence").first.click()
    heading(page, "Evidence")


@pytest.mark.exhaustive
def test_a_researcher_sees_what_is_thin_and_what_to_bring(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    page.get_by_role("link", name="Evidence").first.click()
    heading(page, "Evidence")
    page.get_by_role("button", name="See what to ask next").click()
    page.wait_for_url(re.compile("view=next"))
    page.get_by_role("button", name="Add it").click()
    heading(page, "Bring in")
    page.get_by_text("Download this ecosystem as a workbook").wait_for()


@pytest.mark.exhaustive
def test_the_language_switch_keeps_page_and_selection(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/entity?entity=commissioners")
    heading(page, "Commissioners")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Cymraeg").click()
    page.wait_for_url(re.compile("lang=cy"))
    page.get_by_role("button", name="English").wait_for()
    until(page, "document.documentElement.lang === 'cy'")
    assert "entity=commissioners" in page.url
    page.get_by_text(re.compile("awaits|aros|ddrafft", re.IGNORECASE)).first.wait_for()


@pytest.mark.exhaustive
def test_by_keyboard_alone_from_home_to_a_scenario(page: Page, dashboard: str) -> None:
    page.goto(dashboard)
    page.locator(".st-key-next-step").wait_for()
    settled(page)  # a page that is still being made takes the focus away
    reach(page, "See all")
    page.keyboard.press("Enter")
    heading(page, "Priorities")
    page.get_by_role("button", name="Try it as a scenario").wait_for()
    settled(page)
    reach(page, "Try it as a scenario")
    page.keyboard.press("Enter")
    heading(page, "Scenarios")


def reach(page: Page, name: str, most: int = 160) -> None:
    """Press Tab until what has the focus says ``name``; the focus must be seen on the way."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        said, seen = page.evaluate(
            """() => {
              const at = document.activeElement; const style = getComputedStyle(at);
              const said = ["BUTTON", "A"].includes(at.tagName) ? at.innerText || at.ariaLabel || "" : "";
              return [said, style.outlineStyle !== "none" || style.boxShadow !== "none"];
            }"""
        )
        passed.append(said)
        if name in said:
            assert seen, f"the focus on {name} cannot be seen"
            return
    raise AssertionError(f"Tab does not reach {name}; it passed {passed}")


@pytest.mark.exhaustive
def test_ten_sessions_do_not_see_each_others_state(browser: Browser, dashboard: str) -> None:
    keys = ["commissioners", "middle-managers", "enablers", "innovators", "stakeholders"] * 2
    pages = []
    for key in keys:
        context = browser.new_context(viewport={"width": 1000, "height": 800})
        context.set_default_timeout(PATIENCE)
        one = context.new_page()
        one.goto(f"{dashboard}/entity?entity={key}")
        pages.append((key, one, context))
    for key, one, _context in one_or_more(pages):
        heading(one, key.replace("-", " ").capitalize())
        one.get_by_role("link", name="Gatekeepers").first.click()
        heading(one, "Gatekeepers")
        one.get_by_role("button", name=key.replace("-", " ").capitalize()).first.click()
        heading(one, key.replace("-", " ").capitalize())
        assert f"entity={key}" in one.url
    for _key, _one, context in pages:
        context.close()


@pytest.mark.exhaustive
def test_what_a_cell_opens_is_in_view(page: Page, dashboard: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 800})
    page.goto(dashboard)
    page.locator(".st-key-matrix-grid button", has_text=re.compile("[●○]")).first.click()
    panel = page.locator(".st-key-opened-cell")
    panel.wait_for()
    until(
        page,
        "() => { const box = document.querySelector('.st-key-opened-cell')?.getBoundingClientRect(); return box && box.top >= -2 && box.top < 500; }",
    )
