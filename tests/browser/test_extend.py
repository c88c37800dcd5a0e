"""A researcher brings a file in the dashboard: sees what would happen, writes it, takes it back; a preview switches it on and off."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import until
from builders import tiny
from conftest import start
from imports.conftest import FORMS, KUMU
from ports import HANG
from trosol import Ecosystem

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]


@contextmanager
def started(*words: str) -> Iterator[str]:
    process, address = start(*words)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(timeout=HANG)


def settled(page: Page) -> None:
    page.wait_for_timeout(500)
    until(page, 'document.querySelectorAll(\'[data-stale="true"], [data-testid="stSpinner"]\').length === 0')


def text(page: Page) -> str:
    settled(page)
    return page.inner_text('[data-testid="stMain"]')


def bring(page: Page, address: str, path: Path) -> None:
    page.goto(f"{address}/extend?view=bring")
    page.get_by_text("Who holds").or_(page.locator('input[type="file"]')).first.wait_for(
        state="attached", timeout=1000 * HANG // 2
    )
    page.locator('input[type="file"]').set_input_files(str(path))
    page.get_by_text("Who says what a map says?").wait_for(timeout=1000 * HANG // 2)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_a_map_is_mapped_written_and_taken_back(browser: Browser, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    before = (folder / "claims.csv").read_bytes()
    kumu = json.loads(json.dumps(KUMU))
    kumu["elements"].pop()
    kumu["connections"].pop()
    path = tmp_path / "paper.json"
    path.write_text(json.dumps(kumu), encoding="utf-8")
    with started("dashboard", str(folder), "--edit") as address:
        page = browser.new_page()
        bring(page, address, path)
        assert "paper-claim" in text(page)  # with what is guessed of its words
        assert "guessed:" in text(page)
        choose(page, "Who says what a map says?", "Nurses")
        choose(page, "Snag", "Friction")
        choose(page, "spoils", "stifles")
        shown = text(page)
        assert "paper-claim" in shown
        assert "counts in: influence" in shown
        page.get_by_role("button", name="Write it into the folder").click()
        page.get_by_text("Written. Every screen shows it now.").wait_for(timeout=1000 * HANG // 2)
        records = Ecosystem.load(folder).snapshot.records
        assert records.entities["late-reports"].type.endswith("/Friction")
        assert [c.predicate.rpartition("/")[2] for key, c in records.claims.items() if key.startswith("paper-")] == ["stifles"]
        assert '"spoils" = "stifles"' in (folder / "paper-mapping.toml").read_text(encoding="utf-8")
        page.get_by_role("button", name="Take back: import paper.json").click()
        settled(page)
        page.wait_for_timeout(1000)
        assert (folder / "claims.csv").read_bytes() == before
        page.close()


def test_without_edit_nothing_can_be_written(browser: Browser, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    path = tmp_path / "map.gexf"
    path.write_text(FORMS["gephi.gexf"], encoding="utf-8")
    with started("dashboard", str(folder)) as address:
        page = browser.new_page()
        bring(page, address, path)
        choose(page, "Who says what a map says?", "Nurses")
        shown = text(page)
        assert "nothing is written" in shown
        assert "late-reports" in shown
        assert page.get_by_role("button", name="Write it into the folder").count() == 0
        page.goto(f"{address}/extend?view=bring&ecosystem={folder}&edit=yes")
        assert page.get_by_role("button", name="Write it into the folder").count() == 0
        page.close()
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


def test_a_bad_file_is_said_and_no_path_of_the_machine_with_it(browser: Browser, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    path = tmp_path / "map.json"
    path.write_text("{", encoding="utf-8")
    with started("dashboard", str(folder), "--edit") as address:
        page = browser.new_page()
        bring(page, address, path)
        shown = text(page)
        assert "cannot be read as JSON" in shown
        assert "/tmp/" not in shown
        assert "Traceback" not in shown
        page.close()


def test_a_preview_switches_what_is_new_on_and_off(browser: Browser, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    path = tmp_path / "map.gexf"
    path.write_text(FORMS["gephi.gexf"], encoding="utf-8")
    with started("preview", str(folder), "--with", str(path), "--voice", "nurses", "--draws", "20") as address:
        page = browser.new_page()
        page.goto(f"{address}/entity?entity=late-reports")
        page.get_by_text("Nothing is written yet.").wait_for(timeout=1000 * HANG // 2)
        assert "Late reports stifle Good care" in text(page)
        page.get_by_text("Preview: with what is new").click()
        settled(page)
        assert "Late reports stifle Good care" not in text(page)
        page.get_by_role("button", name="See what it changes").click()
        page.get_by_text("Facts that differ").wait_for(timeout=1000 * HANG // 2)
        assert "the other layer of this preview" in text(page)
        page.close()
    assert "late-reports" not in Ecosystem.load(folder).snapshot.records.entities


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_compare_offers_earlier_states_in_git(browser: Browser, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "region" / "tiny")
    who = ["-c", "user.name=coder-1", "-c", "user.email=coder-1@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "As it was"]):
        subprocess.run(["git", *who, *words], cwd=tmp_path / "region", check=True)
    claims = (folder / "claims.csv").read_text(encoding="utf-8")
    (folder / "claims.csv").write_text(
        claims.replace("c1,paper,stifles,care,unspecified", "c1,paper,stifles,care,strong"), encoding="utf-8"
    )
    with started("dashboard", str(folder)) as address:
        page = browser.new_page()
        page.goto(f"{address}/compare?with=git")
        page.get_by_text("Facts that differ").wait_for(timeout=1000 * HANG // 2)
        settled(page)
        assert "As it was" in page.content()
        page.get_by_role("button", name="Ask both the same questions").click()
        page.get_by_text("Terms and answers that differ").wait_for(timeout=1000 * HANG // 2)
        shown = text(page)
        assert "c1" in shown or "claims" in shown
        page.close()
