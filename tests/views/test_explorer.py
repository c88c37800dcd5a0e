"""What the map that people explore is made of: all of it once, under the filters, in words that exist, and inert in a page."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from browsing import EVIL
from builders import rows_with, tiny
from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.networks.lens import Lens
from trosol.views.filters import MapFilter
from trosol.views.maps.explorer_data import ExplorerData, explorer_data
from trosol.views.maps.explorer_page import SCRIPTS, explorer_frame, explorer_json, explorer_standalone, scores_json
from trosol.views.maps.explorer_words import explorer_words
from trosol.views.tables.item_details import details_of

FOLDER = files("trosol.views") / "assets" / "explorer"


@pytest.fixture(scope="module")
def data(wales: Ecosystem) -> ExplorerData:
    members = {"influence": [c for _a, _b, found in wales.network("influence").edges(data="claims") for c in found]}
    return explorer_data(wales.snapshot, MapFilter(), members)


def test_each_claim_stands_on_one_link_between_its_ends(wales: Ecosystem, data: ExplorerData) -> None:
    drawn = [claim for link in data.links for claim in link.claims]
    wanted = [c.id for c in MapFilter().claims(wales.snapshot) if c.subject != c.object]
    assert sorted(drawn) == sorted(wanted)
    for link in data.links:
        ends = {data.items[link.source].id, data.items[link.target].id}
        assert all({c.subject, c.object} == ends for c in map(wales.snapshot.records.claims.__getitem__, link.claims))
    assert any(link.gate for link in data.links)
    assert all(-1 <= link.sign <= 1 for link in data.links)


def test_fewer_claims_count_fewer_are_drawn(wales: Ecosystem, data: ExplorerData) -> None:
    stated = explorer_data(wales.snapshot, MapFilter(lens=Lens(stated_only=True)))
    assert 0 < len(stated.links) < len(data.links)
    assert not any(link.inferred for link in stated.links)


def test_of_too_many_those_with_most_claims_stay(wales: Ecosystem, data: ExplorerData) -> None:
    few = explorer_data(wales.snapshot, MapFilter(), most=20)
    assert len(few.items) == 20 < few.total == data.total
    assert [item.id for item in few.items] == [item.id for item in data.items[:20]]


def test_details_hold_what_is_drawn_and_nothing_else(wales: Ecosystem, data: ExplorerData) -> None:
    found = details_of(wales.snapshot, ["commissioners"], ["c0037"])
    assert list(found.items) == ["commissioners"] and found.items["commissioners"].claims == ("c0037",)
    assert list(found.claims) == ["c0037"] and found.claims["c0037"].places


def test_scores_stand_in_the_order_of_the_items_and_undefined_stays_so(data: ExplorerData) -> None:
    found = scores_json(data, "Degree", {data.items[1].id: 2 / 3, data.items[2].id: float("nan")})
    assert found["values"][:3] == [None, 0.666667, None]


def test_scripts_say_nothing_that_has_no_words() -> None:
    said = {
        bytes(text, "utf-8").decode("unicode_escape") if "\\" in text else text
        for name in SCRIPTS
        for text in re.findall(r'\bw\("((?:[^"\\]|\\.)*)"', (FOLDER / f"{name}.js").read_text(encoding="utf-8"))
    }
    assert said == set(explorer_words())
    assert set(explorer_words("cy")) == said


def test_scripts_never_write_markup_nor_evaluate() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|WebSocket|import\("
    )
    for name in one_or_more(SCRIPTS):
        assert not forbidden.search((FOLDER / f"{name}.js").read_text(encoding="utf-8")), name


def test_names_cannot_end_the_script_that_holds_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    entities = rows_with("entities", 1, "label", EVIL)
    folder = tiny(tmp_path_factory.mktemp("evil"), entities=entities)
    snapshot = Ecosystem.load(folder).snapshot
    found = explorer_data(snapshot)
    text = explorer_json(found, details=details_of(snapshot, [item.id for item in found.items], []).to_json())
    assert "<" not in text and ">" not in text and "&" not in text
    assert EVIL in {item[1] for item in json.loads(text)["items"]}
    page = explorer_standalone(text, EVIL, {"entity": EVIL})
    assert page.count("<script") == explorer_frame().count("<script") + 1
    assert "<img" not in page
