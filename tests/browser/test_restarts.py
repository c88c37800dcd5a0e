"""Eight people who ask in the first second after a start: queries parsed by several threads for the first time broke other programs until their next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import PATIENCE
from conftest import start_dashboard
from one_or_more import one_or_more
from ports import HANG

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PEOPLE, STARTS = 8, 20


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("start", range(STARTS))
def test_eight_ask_at_once_after_a_start(browser: Browser, start: int) -> None:
    process, address = start_dashboard()
    try:
        pages = [browser.new_page() for _ in range(PEOPLE)]
        for number, page in enumerate(pages):
            page.set_default_timeout(PATIENCE)
            way = "text=which+actions+address+risk" if number % 2 else "way=sparql"
            page.goto(f"{address}/ask?{way}", wait_until="commit")
        for number, page in enumerate(pages):
            if number % 2:
                page.get_by_text("Understood as").wait_for()
            else:
                page.get_by_role("button", name="Run").click()
        for number, page in one_or_more(enumerate(pages)):
            page.locator("table").first.wait_for()
            assert not page.locator('[data-testid="stException"]').count(), number
            page.close()
    finally:
        process.terminate()
        process.wait(timeout=HANG)
