"""Hostile files that somebody uploads in a real browser: told in plain words, no path, no traceback, and the dashboard goes on."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import until
from builders import tiny
from conftest import ROOT, start
from hostile.corpus import CORPUS
from hostile.items import Traps
from ports import HANG
from sparql.conftest import Listener, listener

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["listener"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
CHECKED = ("xlsx-zip-bomb", "xlsx-laughs", "turtle-triples-within-triples", "turtle-imports-a-server", "xlsx-members-like-paths")
BROUGHT = (
    *(
        "rdfxml-laughs",
        "graphml-entity-of-a-file",
        "jsonld-context-from-a-server",
        "kumu-description-null",
        "kumu-deeper-than-python",
    ),
    *("drawio-page-that-unpacks-to-far-more", "canvas-deeper-than-python", "mdl-without-names"),
    *("csv-ties-null", "gexf-deep", "xlsx-far-row", "turtle-imports-a-file"),
)


def settled(page: Page) -> str:
    page.wait_for_timeout(700)
    until(page, 'document.querySelectorAll(\'[data-stale="true"], [data-testid="stSpinner"]\').length === 0')
    return page.inner_text('[data-testid="stMain"]')


def test_uploads_are_told_in_plain_words_and_the_dashboard_goes_on(browser: Browser, tmp_path: Path, listener: Listener) -> None:
    token = secrets.token_hex(12)
    canary = tmp_path / "canary.nt"
    canary.write_text(f'<x:a> <x:b> "{token}" .\n', encoding="utf-8")
    traps = Traps(listener.port, str(canary), token)
    folder = tiny(tmp_path / "tiny")
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    process, address = start("dashboard", str(folder), "--edit")
    try:
        for view, names in (("data", CHECKED), ("bring", BROUGHT)):
            for name in names:
                page = browser.new_page()
                page.goto(f"{address}/extend?view={view}")
                page.locator('input[type="file"]').first.wait_for(state="attached", timeout=1000 * HANG // 2)
                [(file, content)] = CORPUS[name].contents(traps).items()
                page.locator('input[type="file"]').first.set_input_files(
                    {"name": file, "mimeType": "application/octet-stream", "buffer": content}
                )
                page.locator('.trosol-table, [data-testid="stAlert"]').last.wait_for(timeout=1000 * HANG // 2)
                shown = settled(page)
                assert any(word in shown for word in ("need mending", "nothing of it can be brought in", "How to mend it")), (
                    name,
                    shown,
                )
                for hidden in (token, "Traceback", str(ROOT), "/trosol-", "site-packages", os.sep + "graph" + os.sep):
                    assert hidden not in shown, (name, hidden)
                page.close()
        page = browser.new_page()
        page.goto(address)
        page.locator("h1").first.wait_for(timeout=1000 * HANG // 2)
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(timeout=HANG)
    assert listener.calls == []
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before


def test_an_upload_beyond_the_limit_is_refused_by_the_page(browser: Browser, tmp_path: Path) -> None:
    process, address = start("dashboard", str(tiny(tmp_path / "tiny")))
    try:
        page = browser.new_page()
        page.goto(f"{address}/extend")
        page.locator('input[type="file"]').first.wait_for(state="attached", timeout=1000 * HANG // 2)
        large = tmp_path / "large.ttl"
        large.write_bytes(b"#" * (20 * 1024 * 1024 + 1))
        page.locator('input[type="file"]').first.set_input_files(str(large))
        page.get_by_text("20MB or smaller").or_(page.get_by_text("20.0MB or smaller")).first.wait_for(timeout=1000 * HANG // 2)
        page.close()
    finally:
        process.terminate()
        process.wait(timeout=HANG)
