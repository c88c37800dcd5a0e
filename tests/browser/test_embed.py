"""A view of the map in a page of somebody else, in a real browser: where its origin was named, and nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from browsing import PATIENCE
from conftest import start
from ports import HANG
from trosol.views.maps.story import Story, StoryView, packed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]


class Outer(SimpleHTTPRequestHandler):
    """A page of somebody else."""

    body = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def outer() -> Iterator[tuple[str, str]]:
    """Addresses of two pages of others."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Outer) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{servers[0].server_address[1]}", f"http://localhost:{servers[1].server_address[1]}"
    for server in servers:
        server.shutdown()


def test_only_pages_of_the_origin_that_was_named_show_it(browser: Browser, outer: tuple[str, str]) -> None:
    ours, others = outer
    process, address = start("dashboard", "circular-textiles-vellana", "--embed", ours)
    story = packed(
        Story(
            "Two",
            (StoryView("First", "So", {"mode": "kinds"}, {}), StoryView("Then", "", {"mode": "network", "dots": "yes"}, {})),
        )
    )
    framed = {"view": "embed?view=network", "story": f"embed?story={story}", "screen": "map"}
    Outer.body = "".join(
        f"<iframe id={name} src='{address}/{path}' width=850 height=500></iframe>" for name, path in framed.items()
    ).encode()
    context = browser.new_context(viewport={"width": 900, "height": 800})
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        page.goto(ours)
        view = page.frame_locator("#view")
        view.locator("#stage[data-by]").wait_for()
        assert not view.locator("#bar").is_visible() and view.locator("#legend button").count() == 0
        assert (view.locator("#source a").get_attribute("href") or "").startswith("map?")
        told = page.frame_locator("#story")
        assert told.locator("#player h2").inner_text() == "First"
        told.get_by_role("button", name="Next").click()
        assert told.locator("#player h2").inner_text() == "Then" and told.locator("#player .end").count() == 0
        assert page.frame_locator("#screen").locator('[data-testid="stApp"]').count() == 0
        page.goto(others)
        page.wait_for_timeout(2000)
        for name in framed:
            assert page.frame_locator(f"#{name}").locator("#stage, [data-testid=stApp]").count() == 0
    finally:
        context.close()
        process.terminate()
        process.wait(timeout=HANG)
