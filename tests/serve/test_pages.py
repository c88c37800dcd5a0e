"""The pages that people see at served addresses, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from axe_core_python.sync_playwright import Axe

from picked import few_first

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("scheme", few_first(["light", "dark"], ["light"]))
def test_pages_are_accessible_ask_nobody_else_and_fit_a_telephone(
    scheme: Literal["light", "dark"], browser: Browser, server: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme, bypass_csp=True)  # for axe alone
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/entity/commissioners", "/claim/c0001", "/ontology", "/sparql"):
        page.goto(server + address)
        found = Axe().run(page, options=RULES)["violations"]
        assert not found, (address, [each["id"] for each in found])
        assert page.evaluate("document.documentElement.scrollWidth") <= 391
    assert all(re.match(re.escape(server), url) for url in asked)
    context.close()


def test_somebody_walks_from_the_start_to_a_claim_and_asks_a_query(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}/entity/commissioners")
    page.get_by_role("link", name="c0346").click()
    assert "Evidence" in page.inner_text("main")
    page.goto(f"{server}/sparql")
    page.get_by_label("Form of the answer").select_option("csv")
    with page.expect_download() as download:
        page.get_by_role("button", name="Ask").click()
    assert download.value.path().read_text().startswith("answer,label")
    page.close()


def test_names_from_data_are_inert(browser: Browser, hostile_server: str) -> None:
    # Without the policy that would stop them anyway.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for address in ("/entity/nurses", "/entity/paper", "/claim/c1", "/"):
        page.goto(hostile_server + address)
        page.wait_for_timeout(200)
        assert page.evaluate("window.hacked") is None
        assert page.locator("main img, main script").count() == 0
        assert "49" not in page.inner_text("main")
    page.goto(f"{hostile_server}/entity/nurses")
    assert "<img" in page.inner_text("h1")
    context.close()
