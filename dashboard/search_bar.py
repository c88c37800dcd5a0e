"""The search bar of every screen: find an item, or ask a question."""

from __future__ import annotations

import streamlit as st

import selection
import session
from trosol.questions import offered
from url_state import go, recall
from words import _, language

__all__ = ["search_bar", "with_answers"]

_MAP = "map"


def with_answers() -> dict[str, tuple[str, dict[str, str]]]:
    """Questions that have an answer, as people read them, each with its name and what fills its blanks."""
    snapshot = session.snapshot()

    def make() -> dict[str, tuple[str, dict[str, str]]]:
        return {
            one.text: (one.question, dict(one.values)) for one in offered(session.ecosystem().questions, snapshot, language())
        }

    return session.shown("offers", language(), make=make)


def _items() -> dict[str, str]:
    """Items by what the bar shows of them; two of one name are told apart by their ids."""

    def make() -> dict[str, str]:
        entities, classes = session.snapshot().records.entities, session.snapshot().ontology.classes
        found: dict[str, str] = {}
        for key in sorted(entities, key=lambda key: (entities[key].label(language()).casefold(), key)):
            shown = f"{entities[key].label(language())} · {classes[entities[key].type].label(language())}"
            found[f"{shown} · {key}" if shown in found else shown] = key
        return found

    return session.shown("items", language(), make=make)


def search_bar(screen: str) -> None:
    """The bar. What is found is opened: an item on its page (on the map, where it is), a question with its answer."""

    def picked() -> None:
        st.session_state["to-find"] = st.session_state["ask-bar"]
        st.session_state["ask-bar"] = None

    items = _items()
    questions = [text for text in with_answers() if text not in items]
    st.selectbox(
        _("Find an item, or ask"),
        [*items, *questions],
        index=None,
        key="ask-bar",
        accept_new_options=True,
        placeholder=_("Find an item, or ask a question"),
        label_visibility="collapsed",
        on_change=picked,
    )
    text = str(st.session_state.pop("to-find", None) or "").strip()[:400]
    if not text:
        return
    if text in items:
        selection.select(items[text])
        if screen == _MAP:
            go(_MAP, **{key: recall(key) for key in st.query_params if key not in ("entity", "view")}, view="around")
        go("entity")
    go("ask", text=text)
