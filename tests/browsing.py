"""What browser tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 60_000
"""How long to wait for something to appear, in milliseconds."""

PAYLOADS = [
    '<img src=x onerror="window.top.hacked=1;parent.hacked=1;hacked=1">',
    "</script><script>window.hacked=1;parent.hacked=1</script>",
    "{{ library }}{{ code }}",
    "<!--<script>",
]
EVIL = " ".join(PAYLOADS)
"""A name that tries to run as code in every way at once."""


def settled(page: Page) -> None:
    """Wait until nothing runs and nothing of an earlier run stands there faded, as Streamlit shows it."""
    page.wait_for_timeout(600)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    nothing_waits(page)
    page.wait_for_timeout(400)


def nothing_waits(page: Page) -> None:
    """Wait until nothing of an earlier run is left, and nothing is being worked out. (By a selector: the page's policy forbids scripts.)"""
    page.locator('body:not(:has([data-stale="true"], [data-testid="stSpinner"]))').wait_for(state="attached", timeout=PATIENCE)
