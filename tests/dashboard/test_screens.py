"""Every screen runs on the Wales ecosystem, shows what it should, and carries the selection. (Streamlit AppTest, no browser.)"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from builders import rows_with, tiny
from one_or_more import one_or_more
from ports import HANG
from screens import APP, SCREENS, open_screen, tables, text_of
from trosol.ecosystem import Ecosystem
from trosol.views.tables.summary import describe


def test_home_counts_and_says_what_is_missing(wales: Ecosystem) -> None:
    app = open_screen("overview")
    assert "Innovation in social care in Wales" in app.title[0].value
    assert "What is missing" in [s.value for s in app.subheader]
    gaps = [each for each in describe(wales.snapshot).missing if each.status == "notTranscribed"]
    assert "Vision: 10" in text_of(app)
    assert [e.label for e in app.expander if e.label.startswith("Known to exist, not given by the source: ")] == [
        f"Known to exist, not given by the source: {len(gaps)}"
    ]


def test_entity_shows_claims_with_hedge_place_and_voice() -> None:
    shown = text_of(open_screen("entity", entity="commissioners"))
    assert "Commissioners" in shown
    assert "often" in shown
    assert "page 22" in shown
    assert "Participants, group not given" in shown


def test_a_placeholder_says_that_its_wording_is_missing() -> None:
    assert "wording is not in the source" in text_of(open_screen("entity", entity="vision-01"))


@pytest.mark.parametrize("view", ["kinds", "around", "path", "horizons", "network"])
def test_every_view_of_the_map_runs(view: str) -> None:
    open_screen("map", view=view)


def test_a_link_cannot_open_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tiny(tmp_path)
    app = open_screen("overview", ecosystem=str(tmp_path))
    assert "Innovation in social care in Wales" in app.title[0].value


def test_an_ecosystem_that_breaks_while_open_is_explained_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TROSOL_ECOSYSTEM", str(tiny(tmp_path, claims=rows_with("claims", 1, "predicate", "stiffles"))))
    app = AppTest.from_file(APP, default_timeout=HANG).run()
    assert not app.exception
    assert "cannot be shown" in app.error[0].value
    assert "claims.csv:2:predicate" in text_of(app)


HOSTILE = "<img src=x onerror=alert(1)> [link](javascript:alert(1)) **bold** $x$ :red[y] `z`"


@pytest.mark.exhaustive
def test_hostile_names_are_shown_as_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    entities = rows_with("entities", 1, "label", HOSTILE)
    entities[1][3] = HOSTILE
    monkeypatch.setenv("TROSOL_ECOSYSTEM", str(tiny(tmp_path, entities=entities)))
    for screen in one_or_more(SCREENS):
        app = open_screen(screen, entity="nurses")
        for part in one_or_more(app.markdown):
            assert not re.search(r"(?<!\\)(<img|\]\(java|:red\[|\$x)", part.value), part.value


def test_centrality_shows_the_kinds_that_are_chosen_in_the_order_that_is_chosen() -> None:
    kinds = {"view": "centrality", "network": "challenge-action", "kinds": "ChallengeArea"}
    shown = tables(open_screen("gatekeepers", sorted="degree", **kinds))
    wales = Ecosystem.load("wales-social-care-2022").centrality("challenge-action", kinds=["ChallengeArea"])
    first, ranked = shown.partition("</table>")[0], wales.top("degree", len(wales.nodes))
    places = [first.index(f">{node.label}<") for node in ranked]
    assert places == sorted(places) and len(places) == len(wales.nodes)


def test_centrality_under_filters_says_what_they_change() -> None:
    app = open_screen("gatekeepers", view="centrality", network="actors", study="yes")
    assert "What the filters change" in [each.label for each in app.expander]
