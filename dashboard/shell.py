"""What stands above every screen: the search bar, filters, the basket, the menu, and what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import selection
import session
import url_state
from basket import in_basket
from lens_controls import filters_in_words, lens_box
from search_bar import search_bar
from trosol.language import LANGUAGES
from unknown_names import say_unknown, trying
from widget_keys import key_of
from words import _, counted, other_language

__all__ = ["top"]


def top(work: Sequence[st.Page], data: Sequence[st.Page]) -> None:
    """The head of the page. ``work``: the screens of the menu; ``data``: those about the data themselves."""
    along = url_state.carried()
    snapshot = session.snapshot()
    st.html(f'<a class="trosol-skip" href="#content">{_("Skip to the content")}</a>')
    with st.container(key="top-bar", horizontal=True, vertical_alignment="center", gap="small"):
        search_bar(_here(work, data))
        on = filters_in_words(snapshot)
        with st.popover(_("Filters ({number})", number=len(on)) if on else _("Filters"), icon=":material/filter_alt:"):
            lens_box(snapshot)
        other = other_language()
        if st.button(LANGUAGES[other], key="language", icon=":material/translate:", type="tertiary"):
            url_state.remember("lang", other if other != "en" else "")
            st.rerun()
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap="small"):
        for page in work:
            label = page.title
            if page.url_path == "brief" and in_basket():
                label = f"{page.title} ({len(in_basket())})"
            st.page_link(page, label=label, query_params=along)
        # Named after the page: else it stays open over the one that was chosen in it.
        with st.popover(_("Data"), icon=":material/database:", type="tertiary", key=key_of("data", _here(work, data))):
            for page in data:
                st.page_link(page, query_params=along)
    _chips(on, _here(work, data))
    st.html('<span id="content" tabindex="-1"></span>')


def _here(work: Sequence[st.Page], data: Sequence[st.Page]) -> str:
    """The address of the page that is open, if the menu has it."""
    return next((page.url_path for page in (*work, *data) if _is_open(page)), "")


def _is_open(page: st.Page) -> bool:
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    return context is not None and page._script_hash == context.page_script_hash


def _chips(on: dict[str, str], screen: str) -> None:
    """The selection, the filters, the scenario, and what is not known here, each with a way out of it; an empty place where nothing is chosen."""
    chosen = selection.selected()
    plan = trying()
    goals = session.goals()
    # The place is always there, so that what stands below keeps its own, and the map is not loaded anew.
    with st.container(key="chips", horizontal=True, vertical_alignment="center", gap="small"):
        if chosen:
            if st.button(
                session.label(chosen), key=key_of("chip", "open"), icon=":material/ads_click:", help=_("Selected: open its page")
            ):
                url_state.go("entity")
            _chip_off(_("Deselect"), ("entity",))
        for address, words in on.items():
            _chip_off(words, (address,))
        if goals:
            _chip_off(_("only {number}", number=counted(len(goals), "goal")), ("goals",))
        if plan:
            if st.button(_("Scenario"), key=key_of("chip", "plan"), icon=":material/tune:", help=_("Being tried: open it")):
                url_state.go("scenarios")
            _chip_off(_("End the scenario"), url_state.PLAN)
        if len(on) > 1:
            _chip_off(_("Clear the filters"), url_state.FILTERS)
        say_unknown(screen)


def _chip_off(label: str, keys: Sequence[str]) -> None:
    """A button that takes something out of the state."""

    def off() -> None:
        for key in keys:
            url_state.remember(key, "")

    st.button(label, key=key_of("off", *keys, ""), icon=":material/close:", type="tertiary", on_click=off)
