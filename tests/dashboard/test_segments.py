"""One out of a few is always chosen: whatever unsets it, a screen goes on with what it showed. (Streamlit AppTest, no browser.)"""

from __future__ import annotations

import ast
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT
from picked import few_first
from screens import open_screen

HAVE = {
    "ask": {"way", "audience"},
    "evidence": {"view"},
    "compare": {"with"},
    "extend": {"view"},
    "gatekeepers": {"view", "by", "weight", "direction"},
    "ontology": {"view"},
    "pathways": {"question"},
    "priorities": {"view", "of"},
}
"""Screens with segments, and the keys of these."""


def _chosen(app: AppTest) -> dict[str, Any]:
    return {str(each.key): each.value for each in app.button_group}


@pytest.mark.parametrize("screen", few_first(HAVE, ("gatekeepers", "priorities")))
def test_segments_that_are_unset_are_set_again(screen: str) -> None:
    app = open_screen(screen, entity="commissioners", **{"from": "commissioners"})
    seen, first = set(), set()
    for label in app.button_group[0].options:
        app.button_group[0].set_value(label).run()
        assert not app.exception, label
        before = _chosen(app)
        seen |= set(before)
        first.add(app.button_group[0].value)
        for each in app.button_group:
            each.set_value(None)
        app.run()
        assert not app.exception, label
        assert _chosen(app) == before
    assert seen == HAVE[screen]
    assert len(first) == len(app.button_group[0].options) > 1
    assert None not in first


def test_no_screen_makes_segments_or_pills_in_another_way() -> None:
    found: set[str] = set()
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("segmented_control", "pills"):
                assert path.name == "url_state.py", f"{path}:{node.lineno}: use url_state.segments or choose_one"
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "segments":
                found |= {str(ast.literal_eval(word.value)) for word in node.keywords if word.arg == "key"}
            if isinstance(node, ast.Call) and "few" in {word.arg for word in node.keywords}:
                found.add(str(ast.literal_eval(node.args[2])))
    assert found == set().union(*HAVE.values())


def test_segments_begin_anew_where_what_was_chosen_is_gone() -> None:
    script = f"""
import sys
sys.path.insert(0, {str(ROOT / "dashboard")!r})
import streamlit as st
from url_state import segments
names = {{"one": "The first", "two": "The second"}}
if st.toggle("Fewer"):
    del names["two"]
st.text(segments("Which?", names, key="which", default="one"))
"""
    app = AppTest.from_string(script).run()
    app.button_group[0].set_value("two").run()
    assert app.text[0].value == "two"
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert app.text[0].value == "one"
