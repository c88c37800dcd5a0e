"""The router: pages in the order people work, language, ecosystem, lens. Started by ``trosol dashboard``."""

import sys
from base64 import b64encode
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import streamlit as st

import page_frame
import session
import url_state
from lens_controls import lens_box
from trosol.language import LANGUAGES
from words import _, language, other_language

# As data: Streamlit reads the file of a path with Pillow, which is left out, and without it would tell the browser the path.
_ICON = "data:image/svg+xml;base64," + b64encode((Path(__file__).resolve().parent / "assets" / "icon.svg").read_bytes()).decode()

url_state.begin_run()
url_state.carry()
st.set_page_config(
    page_title="Trosol",
    page_icon=_ICON,
    layout="wide",
)


def screen(name: str, title: str, icon: str) -> st.Page:
    """A page of the dashboard; its address is its name."""
    return st.Page(f"screens/{name}.py", title=title, icon=f":material/{icon}:", url_path=name.replace("_", "-"))


pages = {
    "": [st.Page("screens/home.py", title=_("Home"), icon=":material/home:", default=True)],
    _("Look"): [
        screen("evidence", _("Evidence"), "fact_check"),
        screen("map", _("Map"), "hub"),
        screen("entity", _("One thing"), "article"),
        screen("horizons", _("Horizons"), "timeline"),
        screen("voices", _("Voices"), "record_voice_over"),
    ],
    _("Decide"): [
        screen("leverage", _("Leverage"), "open_with"),
        screen("gatekeepers", _("Gatekeepers"), "key"),
        screen("pathways", _("Pathways"), "route"),
        screen("scenario", _("Scenario"), "tune"),
        screen("portfolio", _("Portfolio"), "checklist"),
        screen("matrix", _("Matrix"), "grid_on"),
    ],
    _("Ask and learn"): [
        screen("ask", _("Ask"), "search"),
        screen("next_evidence", _("Next evidence"), "help"),
        screen("compare", _("Compare"), "compare_arrows"),
    ],
    _("Tell and extend"): [
        screen("brief", _("Brief"), "description"),
        screen("extend", _("Extend"), "add_circle"),
        screen("about", _("About"), "info"),
    ],
}
page = st.navigation(pages, position="hidden")
st.session_state.pop("said-english", None)
page_frame.begin()
with st.container(horizontal=True, horizontal_alignment="right"):
    other = other_language()
    if st.button(LANGUAGES[other], key="language", icon=":material/translate:", type="tertiary"):
        url_state.remember("lang", other if other != "en" else "")
        st.rerun()
with page_frame.errors_in_plain_words():
    with st.sidebar:
        along = url_state.carried()
        # Streamlit's own menu puts headings among the items of a list, which screen readers stumble over.
        for section, members in pages.items():
            with st.container(gap=None):
                if section:
                    st.markdown(f"**{section}**")
                for member in members:
                    st.page_link(member, width="stretch", query_params=along)
        st.divider()
        lens_box(session.snapshot())
    if language() != "en":
        st.info(
            _(
                "This translation is a draft that awaits a Welsh speaker’s review. What the source says is shown in the language it was coded in."
            ),
            icon=":material/translate:",
        )
    page_frame.layer_switch()
    page.run()
