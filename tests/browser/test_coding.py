"""A researcher codes a source in the browser: by keyboard alone, cut off in the middle, in two tabs, against another coder; nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_core_python.sync_playwright import Axe

from browser.test_accessible import RULES
from browsing import EVIL, PATIENCE, settled, until
from builders import TABLES, tiny
from conftest import start
from ports import HANG
from trosol import Ecosystem
from trosol.coding.adding import NewClaim, add_claim, add_source
from trosol.model.records import Records

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
NAMES = ("Porters", "Cooks", "Drivers", "Doctors", "Clerks", "Cleaners", "Gardeners", "Guards", "Tutors", "Carers")
SENTENCES = [f"{name} often work with managers on the ward." for name in NAMES]
COLUMNS = {"mode": "stated", "stance": "reports", "strength": "unspecified", "confidence": "high", "voices": "nurses"}


def records(folder: Path) -> Records:
    return Ecosystem.load(folder).snapshot.records


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    entities = TABLES["entities"]
    for name in NAMES:
        row = [name.casefold(), "ActorRole", name, f"People who are {name.casefold()}.", "transcribed", "e1"]
        entities = [*entities, row]
    into = tiny(tmp_path / "ward", entities=entities)
    file = tmp_path / "notes.md"
    file.write_text(
        "# The ward\n\n" + "\n".join(SENTENCES) + "\n\nSomething else <b>entirely</b> stands here.\n", encoding="utf-8"
    )
    add_source(file, into, {"title": "Notes of the ward"})
    return into


@contextmanager
def started(folder: Path, *more: str) -> Iterator[str]:
    process, address = start("dashboard", str(folder), *more)
    try:
        yield address
    finally:
        process.kill()
        process.wait(timeout=HANG)


def opened(browser: Browser, address: str, lines: str = "3", width: int = 1400) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/code-source?source=notes&lines={lines}")
    page.locator(".source-lines [role=option]").first.wait_for()
    settled(page)
    return page


def to_the_text(page: Page) -> None:
    """With the Tab key alone."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement?.shadowRoot?.activeElement?.className === 'source-lines' || document.activeElement?.className === 'source-lines'"
        ):
            return
    raise AssertionError("Tab never came to the text")


def save(page: Page) -> None:
    page.get_by_text("Sound: shapes, checks and the anchor hold.").wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_text("Saved: c").first.wait_for()
    settled(page)


def at_line(page: Page, line: int) -> None:
    until(page, f"new URL(location).searchParams.get('lines') === '{line}'")
    page.get_by_text(f"Lines {line}", exact=False).first.wait_for()
    settled(page)


def choose(page: Page, label: str, text: str) -> None:
    """By keyboard: the field by its label, a name, Enter."""
    page.get_by_role("combobox", name=label, exact=True).focus()
    page.keyboard.type(text)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    settled(page)


@pytest.mark.exhaustive
def test_a_claim_is_coded_by_keyboard_and_says_what_moved(browser: Browser, folder: Path) -> None:
    with started(folder, "--edit") as address:
        page = opened(browser, address)
        to_the_text(page)
        page.keyboard.press("ArrowDown")
        at_line(page, 4)
        page.keyboard.press("1")
        settled(page)
        choose(page, "Who says it", "Nurses")
        save(page)
        page.locator(".st-key-tiers-moved").wait_for()
        page.context.close()
    now = records(folder)
    new = [claim for key, claim in now.claims.items() if key not in {row[0] for row in TABLES["claims"]}]
    assert len(new) == 1
    piece = now.evidence[new[0].evidence[0]]
    assert (piece.source, piece.lines, piece.section) == ("notes", "4", "The ward")
    assert piece.anchor in SENTENCES[1]


@pytest.mark.exhaustive
def test_ten_claims_by_keyboard(browser: Browser, folder: Path) -> None:
    with started(folder, "--edit") as address:
        page = opened(browser, address)
        for number in range(10):
            to_the_text(page) if number == 0 else page.locator(".source-lines").focus()
            if number:
                page.keyboard.press("ArrowDown")
            at_line(page, 3 + number)
            choose(page, "From", NAMES[number])
            choose(page, "To", "Managers")
            choose(page, "What joins them", "works with")
            if number == 0:
                choose(page, "Who says it", "Nurses")
            save(page)
        page.context.close()
    now = records(folder)
    said = {
        (c.subject, c.object): now.evidence[c.evidence[0]].lines for c in now.claims.values() if c.predicate.endswith("worksWith")
    }
    assert said == {(name.casefold(), "managers"): str(3 + number) for number, name in enumerate(NAMES)}


@pytest.mark.exhaustive
def test_a_new_item_with_its_kind_and_a_name_that_is_nearly_there(browser: Browser, folder: Path) -> None:
    with started(folder, "--edit") as address:
        page = opened(browser, address)
        choose(page, "From", "Porter of the night")
        page.get_by_text("Say what kind it is.").wait_for()
        choose(page, "Kind of “Porter of the night” (new)", "Role people hold")
        choose(page, "To", "Managers")
        choose(page, "What joins them", "works with")
        choose(page, "Who says it", "Nurses")
        save(page)
        choose(page, "From", "Nurse")
        page.context.close()
    now = records(folder)
    assert now.entities["porter-of-the-night"].type.endswith("ActorRole")
    assert any(claim.subject == "porter-of-the-night" for claim in now.claims.values())


@pytest.mark.exhaustive
def test_the_first_claim_of_a_new_ecosystem_brings_all_that_it_names(browser: Browser, tmp_path: Path) -> None:
    """Nothing is named yet: both ends are new, and so is whoever says it."""
    bare = {name: rows[:1] for name, rows in TABLES.items()}
    into = tiny(
        tmp_path / "bare",
        entities=bare["entities"],
        claims=bare["claims"],
        evidence=bare["evidence"],
        observations=bare["observations"],
    )
    file = tmp_path / "notes.md"
    file.write_text("# The ward\n\nInsurance costs stifle new cafés, organisers say.\n", encoding="utf-8")
    add_source(file, into, {"title": "Notes"})
    with started(into, "--edit") as address:
        page = opened(browser, address)
        choose(page, "From", "Insurance costs")
        choose(page, "Kind of “Insurance costs” (new)", "Barrier")
        choose(page, "To", "New cafés")
        choose(page, "Kind of “New cafés” (new)", "Outcome")
        choose(page, "What joins them", "stifles")
        page.get_by_text("Say below who says it", exact=False).wait_for()
        choose(page, "Who says it", "Organisers")
        page.keyboard.press("Tab")
        settled(page)
        choose(page, "Kind of “Organisers” (new)", "Role people hold")
        save(page)
        page.context.close()
    (claim,) = records(into).claims.values()
    assert (claim.subject, claim.object, claim.voices) == ("insurance-costs", "new-cafes", ("organisers",))


@pytest.mark.exhaustive
def test_killed_in_the_middle_nothing_is_lost_or_half_written(browser: Browser, folder: Path) -> None:
    process, address = start("dashboard", str(folder), "--edit")
    page = opened(browser, address)
    for number, name in enumerate(("Porters", "Cooks")):
        choose(page, "From", name)
        choose(page, "To", "Managers")
        choose(page, "What joins them", "works with")
        if number == 0:
            choose(page, "Who says it", "Nurses")
            save(page)
    page.get_by_text("Sound: shapes, checks and the anchor hold.").wait_for()
    page.keyboard.press("Control+Enter")
    process.kill()
    process.wait(timeout=HANG)
    page.context.close()
    now = records(folder)
    new = [claim for claim in now.claims.values() if claim.predicate.endswith("worksWith")]
    assert {"porters"} <= {claim.subject for claim in new} <= {"porters", "cooks"}
    assert all(piece in now.evidence for claim in new for piece in claim.evidence)
    assert len(now.evidence) == len(TABLES["evidence"]) - 1 + len(new)


@pytest.mark.exhaustive
def test_two_tabs_on_one_folder_lose_nothing(browser: Browser, folder: Path) -> None:
    with started(folder, "--edit") as address:
        pages = [opened(browser, address, line) for line in ("3", "4")]
        for page, name in zip(pages, NAMES, strict=False):
            choose(page, "From", name)
            choose(page, "To", "Managers")
            choose(page, "What joins them", "works with")
            choose(page, "Who says it", "Nurses")
        for page in pages:
            save(page)
            page.context.close()
    assert {c.subject for c in records(folder).claims.values() if c.predicate.endswith("worksWith")} == {"porters", "cooks"}


@pytest.mark.exhaustive
def test_a_disagreement_is_settled_with_a_reason(browser: Browser, folder: Path) -> None:
    for coder, relation in (("coder-1", "worksWith"), ("coder-2", "partnersWith")):
        add_claim(folder, NewClaim("porters", relation, "managers", "notes", "3", columns={**COLUMNS, "coder": coder}))
    with started(folder, "--edit") as address:
        page = opened(browser, address)
        page.goto(f"{address}/code-source?source=notes&view=review")
        page.get_by_text("they differ in").wait_for()
        settled(page)
        page.get_by_label("Why this one", exact=True).fill("the lines say with")
        page.keyboard.press("Enter")
        settled(page)
        page.get_by_role("button", name="Keep c0005").click()
        page.get_by_text("No two coders say different things of the same lines.").wait_for()
        page.context.close()
    left = [claim for claim in records(folder).claims.values() if claim.subject == "porters"]
    assert [claim.coder for claim in left] == ["coder-1"]
    assert "the lines say with" in (folder / "coding-decisions.md").read_text(encoding="utf-8")


@pytest.mark.exhaustive
def test_without_edit_nothing_can_be_written_and_names_do_nothing(browser: Browser, folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / ".trosol", ignore_errors=True)
    evil = tmp_path / "evil.txt"
    evil.write_text(f"Porters work with managers.\n{EVIL}\n# {EVIL}\n", encoding="utf-8")
    add_source(evil, folder, {"title": EVIL})
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    with started(folder) as address:
        page = opened(browser, address)
        page.goto(f"{address}/code-source?source=evil&lines=2")
        page.locator(".source-lines [role=option]").first.wait_for()
        settled(page)
        assert page.get_by_role("button", name="Save this claim (Ctrl+Enter)").count() == 0
        assert page.get_by_text("Here you read; nothing is written.").count() == 1
        assert page.evaluate("window.hacked === undefined")
        page.locator(".source-lines").focus()
        page.keyboard.press("1")
        settled(page)
        page.context.close()
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


@pytest.mark.exhaustive
@pytest.mark.parametrize(("width", "view"), [(1400, ""), (390, ""), (1400, "review"), (390, "review")])
def test_axe_finds_nothing_while_one_codes(width: int, view: str, browser: Browser, folder: Path) -> None:
    for coder, relation in (("coder-1", "worksWith"), ("coder-2", "partnersWith")):
        add_claim(folder, NewClaim("porters", relation, "managers", "notes", "3", columns={**COLUMNS, "coder": coder}))
    with started(folder, "--edit") as address:
        page = opened(browser, address, width=width)
        if view:
            page.goto(f"{address}/code-source?source=notes&view={view}")
            page.get_by_text("they differ in").wait_for()
        else:
            page.locator(".source-lines").focus()
            page.keyboard.press("1")
        settled(page)
        found = Axe().run(page, options=RULES)["violations"]
        assert not found, [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
        page.context.close()
