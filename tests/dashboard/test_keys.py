"""Keys of widgets: no two can be alike, whatever parts a screen is made of and whatever ids its data has."""

from __future__ import annotations

import ast
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "dashboard"))
from widget_keys import key_of

WIDGETS = {"button", "download_button", "checkbox", "toggle", "radio", "selectbox", "multiselect", "slider", "select_slider"}
WIDGETS |= {
    "text_input",
    "text_area",
    "number_input",
    "file_uploader",
    "segmented_control",
    "segments",
    "pills",
    "pagination",
    "vega_lite_chart",
}
PARTS = st.lists(st.text(max_size=6), min_size=2, max_size=4).map(tuple)


@given(PARTS, PARTS)
def test_other_parts_make_another_key(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)


@pytest.mark.parametrize("parts", [("a-b", "c"), ("a~b", "c"), ("a", "b~c"), ("a%7Eb", "c"), ("", "a", ""), ("a",) * 3])
def test_no_key_is_one_that_is_written_out(parts: tuple[str, ...]) -> None:
    assert "~" in key_of(*parts)


def _name(called: ast.expr) -> str:
    """What a widget is called by: a method of Streamlit, or our own ``segments``."""
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) and called.id == "segments" else ""


def _calls() -> list[tuple[str, ast.Call]]:
    found = []
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in WIDGETS:
                found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node))
    assert len(found) > 60
    return found


def test_keys_are_words_or_made_of_parts() -> None:
    """A key that is glued together by hand can be another one's."""
    bad = []
    for where, call in _calls():
        for key in [word.value for word in call.keywords if word.arg == "key"]:
            word = isinstance(key, ast.Constant) and "~" not in str(key.value)
            made = isinstance(key, ast.Call) and isinstance(key.func, ast.Name) and key.func.id == "key_of"
            if not (word or made or isinstance(key, ast.Name)):
                bad.append(where)
    assert not bad


def test_what_has_no_key_is_told_apart_by_its_own_words() -> None:
    """Without a key, two widgets are one where their words are; words from data may be alike."""
    bad = []
    for where, call in _calls():
        if any(word.arg == "key" for word in call.keywords):
            continue
        label = call.args[0] if call.args else None
        fixed = isinstance(label, ast.Constant) or (
            isinstance(label, ast.Call)
            and isinstance(label.func, ast.Name)
            and label.func.id == "_"
            and isinstance(label.args[0], ast.Constant)
            and not label.keywords
        )
        if not fixed:
            bad.append(where)
    assert not bad


def test_parts_of_one_name_stand_beside_each_other() -> None:
    script = f"""
import sys
sys.path.insert(0, {str(ROOT / "dashboard")!r})
import streamlit as st
from widget_keys import begin_places, key_of, place
begin_places()
seen = []
for kind in ("table", "list", "table", "table"):
    where = place(kind, "claims")
    seen.append(where)
    st.pagination(9, key=key_of("page", *where))
st.text(str(seen))
"""
    app = AppTest.from_string(script).run()
    for _ in range(2):  # the same places in the next run
        assert not app.exception
        assert app.text[0].value == str(
            [("table", "claims"), ("list", "claims"), ("table", "claims", "2"), ("table", "claims", "3")]
        )
        app.run()
