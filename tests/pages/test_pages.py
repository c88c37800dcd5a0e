"""``trosol docs``: pages that lead somewhere, in both languages, offline, accessible, and inert whatever the data says."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

import pytest
from axe_core_python.sync_playwright import Axe

from builders import TABLES, rows_with, tiny
from one_or_more import one_or_more
from picked import few_first
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import WrongUse
from trosol.pages import make_site, write_site
from trosol.pages.file_names import file_name

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Read(HTMLParser):
    """What a page refers to, and its outline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[str] = []
        self.lang = ""
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids.add(said.get("id", ""))
        self.lang = self.lang or (said.get("lang", "") if tag == "html" else "")
        if tag == "a":
            self.links.append(said.get("href", ""))
        elif said.get("src") or (tag == "link" and said.get("href")):
            self.loads.append(said.get("src") or said["href"])
        self.handlers += [name for name in said if name.startswith("on")]


def made(ecosystem: Ecosystem) -> dict[str, str]:
    site = make_site(ecosystem.snapshot, ecosystem.questions)
    return {name: content.decode() for name, content in site.files.items()}


@pytest.fixture(scope="module")
def pages(wales: Ecosystem) -> dict[str, str]:
    return made(wales)


@pytest.fixture(scope="module")
def read(pages: dict[str, str]) -> dict[str, Read]:
    return {name: Read(text) for name, text in pages.items() if name.endswith(".html")}


@pytest.mark.exhaustive
def test_every_link_leads_to_a_page_and_a_place_on_it(read: dict[str, Read], pages: dict[str, str]) -> None:
    for name, page in one_or_more(read.items()):
        for link in (*page.links, *page.loads):
            if link.startswith("https://"):
                continue
            parts = urlsplit(link)
            assert not parts.scheme, (name, link)
            target = name if not parts.path else str(Path(name).parent / parts.path)
            target = re.sub(r"(^|/)[^/]+/\.\./", r"\1", target)
            assert target in pages, (name, link)
            assert not parts.fragment or unquote(parts.fragment) in read[target].ids, (name, link)


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(read: dict[str, Read], pages: dict[str, str]) -> None:
    for name, page in read.items():
        assert {load.rpartition("/")[2] for load in page.loads} == {"style.css"}, name
        assert "script" not in page.tags
        assert not page.handlers
        assert "default-src 'none'" in pages[name]
    assert "url(" not in pages["style.css"]
    assert "@import" not in pages["style.css"]


def test_every_page_is_there_in_both_languages_and_says_which(read: dict[str, Read]) -> None:
    english = {name.removeprefix("en/") for name in read if name.startswith("en/")}
    welsh = {name.removeprefix("cy/") for name in read if name.startswith("cy/")}
    assert english == welsh
    assert len(english) > 600
    for name, page in read.items():
        assert page.lang == (name[:2] if "/" in name else "en")
        assert page.tags.count("h1") == 1
        assert page.tags.count("main") == 1


def test_every_term_in_use_and_every_thing_has_its_page(pages: dict[str, str], wales: Ecosystem) -> None:
    records, ontology = wales.snapshot.records, wales.ontology
    for key, entity in records.entities.items():
        page = pages[f"en/{file_name('entity', key)}"]
        assert re.search(r"<h1>", page), key
        assert file_name("class", entity.type) in page
    for claim in records.claims.values():
        assert f"· {claim.id} ·" in pages[f"en/{file_name('entity', claim.subject)}"]
        assert f"en/{file_name('relation', claim.predicate)}" in pages
    barrier = pages[f"en/{file_name('class', ontology.meta + 'Barrier')}"]
    assert "A state of affairs that holds back" in barrier
    assert "undesirable" in barrier


def test_hedges_gaps_and_reasons_are_said(pages: dict[str, str]) -> None:
    assert "“often”" in pages[f"en/{file_name('entity', 'commissioners')}"]
    assert "its wording is not in the source" in pages[f"en/{file_name('entity', 'vision-01')}"]
    assert "Inferred, because" in pages[f"en/{file_name('entity', 'commissioners')}"]


@pytest.mark.exhaustive
def test_twice_the_same(pages: dict[str, str], wales: Ecosystem) -> None:
    assert made(wales) == pages


def test_names_that_differ_only_in_capitals_or_in_signs_have_files_of_their_own(tmp_path: Path) -> None:
    rows = [
        *TABLES["entities"],
        ["form.1", "KeyArea", "a", "", "transcribed", "e1"],
        ["form-1", "KeyArea", "b", "", "transcribed", "e1"],
    ]
    files = made(Ecosystem.load(tiny(tmp_path / "tiny", entities=rows)))
    assert len({name.casefold() for name in files}) == len(files)
    assert all(re.fullmatch(r"[a-z0-9./-]+", name) for name in files)
    assert file_name("entity", "ŵ") != file_name("entity", "w")
    assert file_name("entity", "خةث") != file_name("entity", "ذدة")


EVIL = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "javascript:alert(1)", "</svg><b>"]


@pytest.mark.parametrize("text", few_first(["".join(EVIL), *EVIL], ["".join(EVIL)]))
def test_hostile_names_are_only_text(tmp_path: Path, text: str) -> None:
    folder = tiny(tmp_path / "tiny", entities=rows_with("entities", 1, "label", text), sources=[["id", "title"], ["talk", text]])
    for name, page in one_or_more(made(Ecosystem.load(folder)).items()):
        if name.endswith(".html"):
            read = Read(page)
            assert not set(read.tags) & {"script", "img", "b"}, name
            assert not read.handlers
            assert not [link for link in read.links if link.startswith("javascript")]
            assert ">49" not in page


def test_terms_of_ones_own_have_their_pages() -> None:
    files = made(Ecosystem.load("circular-textiles-vellana"))
    (page,) = [text for name, text in files.items() if name.startswith("en/class-materialstream")]
    assert "Context factor" in page
    assert "Mixed fibres" in page
    assert "Invented: none of this is real." in page
    (network,) = [
        text for name, text in files.items() if name.startswith("en/network-") and "<h1>" in text and "material" in name
    ]
    assert network


def _full(real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    def replace(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return real(self, target)

    return replace


@pytest.mark.exhaustive
def test_an_earlier_site_is_replaced_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny(tmp_path / "tiny")
    out = tmp_path / "pages"
    assert main(["docs", str(folder), "--output", str(out), "--json"]) == 0
    first = {path.name for path in (out / "en").iterdir()}
    tiny(folder, entities=[row for row in TABLES["entities"] if row[0] != "vision-1"])
    assert main(["docs", str(folder), "--output", str(out)]) == 0
    assert {path.name for path in (out / "en").iterdir()} < first
    (out / "CNAME").write_text("mine")
    assert main(["docs", str(folder), "--output", str(out)]) == 2
    assert (out / "CNAME").read_text() == "mine"
    (out / "CNAME").unlink()
    whole = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    with monkeypatch.context() as patched:
        patched.setattr(
            "trosol.files.whole.exchange", lambda *_: False
        )  # a system where folders cannot change places in one step
        patched.setattr(Path, "replace", _full(Path.replace))
        assert main(["docs", str(folder), "--output", str(out)]) == 1
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == whole
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    assert main(["docs", str(folder), "--output", str(mine)]) == 2
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]
    with pytest.raises(WrongUse, match="holds other things"):
        write_site(make_site(Ecosystem.load(folder).snapshot, ()), mine)


@pytest.mark.exhaustive
@pytest.mark.browser
@pytest.mark.parametrize("scheme", few_first(["light", "dark"], ["light"]))
def test_the_pages_are_accessible_and_fit_a_telephone(
    scheme: Literal["light", "dark"], browser: Browser, tmp_path: Path, wales: Ecosystem
) -> None:
    write_site(make_site(wales.snapshot, wales.questions), tmp_path / "pages")
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme, bypass_csp=True)  # for axe alone
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    meta = wales.ontology.meta
    names = ["index.html", "en/index.html", "en/questions.html", f"cy/{file_name('class', meta + 'Barrier')}"]
    names += [f"en/{file_name('relation', meta + 'stifles')}", f"en/{file_name('entity', 'commissioners')}"]
    for name in names:
        page.goto((tmp_path / "pages" / name).as_uri())
        found = Axe().run(page, options=RULES)["violations"]
        assert not found, (name, [(each["id"], each["nodes"][0]["html"][:200]) for each in found])
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, name
    assert all(url.startswith("file:") for url in asked)
    context.close()
