"""What stands around every screen: how a page begins, errors in plain words, and the switch of a preview."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

import url_state
from page_script import put_script
from session import ecosystem_name, started_with, without
from theme import put_style
from trosol.errors import TrosolError
from widget_keys import begin_places
from words import _

__all__ = ["begin", "errors_in_plain_words", "layer_switch"]


def begin() -> None:
    """Put the house style and the language on the page."""
    begin_places()
    with st.container(key="page-frame", gap=None):
        put_style()
        put_script()


@contextmanager
def errors_in_plain_words() -> Iterator[None]:
    """Show what is wrong, where and how to mend it; never a traceback."""
    try:
        yield
    except TrosolError as error:
        st.error(_("This cannot be shown as it is."), title=_("Something needs mending"))
        for problem in error.problems[:50]:
            st.text(str(problem))
        if len(error.problems) > 50:
            st.text(_("… and {more} further problems. Run `trosol check` to see all.", more=len(error.problems) - 50))


def layer_switch() -> None:
    """In a preview: what is new, on or off, on every screen."""
    if not without() or ecosystem_name() not in (started_with(), without()):
        return
    if "layer-on" not in st.session_state:
        st.session_state["layer-on"] = url_state.recall("layer") != "off"
    with st.container(horizontal=True, vertical_alignment="center"):
        on = st.toggle(_("Preview: with what is new"), key="layer-on")
        url_state.remember("layer", "" if on else "off")
        st.markdown(_("Nothing is written yet."))
        if st.button(_("See what it changes"), icon=":material/compare_arrows:", key="layer-compare"):
            url_state.go("compare", **{"with": "layer"})
