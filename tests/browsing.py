"""What browser tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ports import HANG

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

PATIENCE = 1000 * HANG // 2
"""How long to wait for something to appear, in milliseconds."""

PAYLOADS = [
    '<img src=x onerror="window.top.hacked=1;parent.hacked=1;hacked=1">',
    "</script><script>window.hacked=1;parent.hacked=1</script>",
    "{{ library }}{{ code }}",
    "<!--<script>",
]
EVIL = " ".join(PAYLOADS)
"""A name that tries to run as code in every way at once."""


def until(page: Page | Frame, holds: str, arg: object = None) -> None:
    """Wait until an expression of JavaScript holds. The page's own policy forbids what Playwright's waiting does there, so it is asked from here."""
    for _ in range(PATIENCE // 100):
        if page.evaluate(holds, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"it never held: {holds}")


def settled(page: Page) -> None:
    """Wait until nothing runs and nothing of an earlier run stands there faded, as Streamlit shows it."""
    page.wait_for_timeout(600)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    until(page, "!document.querySelector('[data-stale=\"true\"], [data-testid=stSpinner]')")
    page.wait_for_timeout(400)
