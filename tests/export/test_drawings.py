"""DOT and Mermaid for documents, drawn by Graphviz and Mermaid themselves (both come with Streamlit), names as text."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import networkx as nx
import pytest

from builders import rows_with, tiny
from conftest import free_port
from ports import HANG
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.export import FORMATS, export
from trosol.export.formats import DRAWN

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = (
    '"] --> x %%{init: {"securityLevel": "loose"}}%% "`**b**` <img src=x onerror="parent.hacked=1;window.hacked=1"> '
    'click n1 href "javascript:alert(1)" #quot; \\N \\" ]; <b>'
)
APP = """
import pathlib, sys
import streamlit as st
for path in sys.argv[1:]:
    text = pathlib.Path(path).read_text(encoding="utf-8")
    (st.mermaid_chart if path.endswith("mmd") else st.graphviz_chart)(text)
st.write("all drawn")
"""


def near(ecosystem: Ecosystem, key: str) -> set[str]:
    ends = [{claim.subject, claim.object} for claim in ecosystem.snapshot.records.claims.values()]
    return {key}.union(*(pair for pair in ends if key in pair))


def test_a_part_holds_what_is_near_and_nothing_else(wales: Ecosystem, tmp_path: Path) -> None:
    path = tmp_path / "part.graphml"
    path.write_bytes(export(wales.snapshot, "graphml", around="commissioners"))
    wanted = near(wales, "commissioners")
    assert set(nx.read_graphml(path)) == wanted
    assert set(nx.read_gexf(io.BytesIO(export(wales.snapshot, "gexf", around="commissioners")))) == wanted
    boxes = [
        line for line in export(wales.snapshot, "dot", around="commissioners").decode().splitlines() if line.startswith('  "')
    ]
    assert {line.split('"')[1] for line in boxes if "->" not in line} == wanted
    lines = export(wales.snapshot, "mermaid", around="commissioners").decode().splitlines()
    assert sum(1 for line in lines if '["' in line) == len(wanted)


def test_two_steps_reach_further_than_one(wales: Ecosystem) -> None:
    one, two = (export(wales.snapshot, "dot", around="Commissioners", steps=steps) for steps in (1, 2))
    assert one.count(b"->") < two.count(b"->")


@pytest.mark.parametrize("form", DRAWN)
def test_a_part_is_drawn_in_every_form_and_names_its_centre(wales: Ecosystem, form: str) -> None:
    part, whole = export(wales.snapshot, form, around="commissioners").decode(), export(wales.snapshot, form).decode()
    assert wales.snapshot.entity("commissioners").label("en") in part
    assert 0 < len(part) < len(whole)


def test_every_claim_is_an_arrow(wales: Ecosystem) -> None:
    assert export(wales.snapshot, "dot").count(b" -> ") == len(wales.snapshot.records.claims)
    arrows = [line for line in export(wales.snapshot, "mermaid").splitlines() if b'|"' in line]
    assert len(arrows) == len(wales.snapshot.records.claims)


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(DRAWN)))
def test_what_is_always_whole_says_so(wales: Ecosystem, form: str) -> None:
    with pytest.raises(TrosolError, match="format-whole"):
        export(wales.snapshot, form, around="commissioners")


def test_an_unknown_centre_is_named_with_its_neighbours_in_spelling(wales: Ecosystem) -> None:
    with pytest.raises(TrosolError, match=r"Did you mean .*commissioners"):
        export(wales.snapshot, "dot", around="comissioners")


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    entities = rows_with("entities", 1, "label", EVIL)
    for row in entities[2:]:
        row[2] = f"{row[2]} – R&D’s “own”: {{a}} [b]; 50% {EVIL}"
    return Ecosystem.load(tiny(tmp_path_factory.mktemp("evil"), entities=entities))


@pytest.fixture(scope="module")
def drawn(evil: Ecosystem, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("drawn")
    files = [folder / f"evil{FORMATS[form].ending}" for form in ("dot", "mermaid")]
    for form, file in zip(("dot", "mermaid"), files, strict=True):
        file.write_bytes(export(evil.snapshot, form))
    app = folder / "app.py"
    app.write_text(APP, encoding="utf-8")
    port = free_port()
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(app), *options, "127.0.0.1", "--", *map(str, files)],
        cwd=folder,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(10 * HANG):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=HANG).close()
            break
        except OSError:
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(timeout=HANG)


@pytest.mark.browser
@pytest.mark.exhaustive
def test_graphviz_and_mermaid_draw_hostile_names_as_text(browser: Browser, drawn: str, evil: Ecosystem) -> None:
    page = browser.new_page()
    outside: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if r.url.startswith("http") and "127.0.0.1" not in r.url else None)
    page.goto(drawn)
    page.get_by_text("all drawn").wait_for(timeout=1000 * HANG // 2)
    graphviz = page.locator('[data-testid="stGraphVizChart"] svg')
    picture = page.locator('[data-testid="stMermaidChart"] img[src^="blob:"]')
    graphviz.locator("text").first.wait_for(timeout=1000 * HANG // 2)
    picture.wait_for(timeout=1000 * HANG // 2)
    entities, whole = len(evil.snapshot.records.entities), "".join(EVIL.split())
    names = graphviz.locator("g.node text").all_text_contents()
    assert len(names) == entities and all(whole in "".join(name.split()) for name in names)
    mermaid = ElementTree.fromstring(picture.evaluate("image => fetch(image.src).then(answer => answer.text())"))
    # What Streamlit has Mermaid draw holds codes as they are written; they are never markup.
    boxes = ["".join(unescape("".join(g.itertext())).split()) for g in mermaid.iter() if "node" in g.get("class", "").split()]
    assert len(boxes) == entities and all(whole in box for box in boxes)
    assert sum("–R&D’s“own”:{a}[b];50%" in box for box in boxes) == entities - 1
    tags = {element.tag.rpartition("}")[2] for element in mermaid.iter()}
    assert not tags & {"img", "image", "script", "a", "b", "iframe"}
    assert not [name for element in mermaid.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert not page.locator("img[src=x]").count() and not graphviz.locator("a").count()
    assert page.evaluate("window.hacked") is None
    assert not outside
    page.close()
