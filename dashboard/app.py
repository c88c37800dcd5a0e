"""The router: seven screens, a menu of the data, old addresses that lead on. Started by ``trosol dashboard``."""

import sys
from base64 import b64encode
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import streamlit as st

import page_frame
import shell
import url_state
from trosol.web.moved_screens import MOVED
from words import _, language

# As data: Streamlit reads the file of a path with Pillow, which is left out, and without it would tell the browser the path.
_ICON = "data:image/svg+xml;base64," + b64encode((Path(__file__).resolve().parent / "assets" / "icon.svg").read_bytes()).decode()

url_state.begin_run()
st.set_page_config(page_title="Trosol", page_icon=_ICON, layout="wide", initial_sidebar_state="collapsed")


def screen(name: str, title: str, icon: str, *, default: bool = False) -> st.Page:
    """A page of the dashboard; its address is its name."""
    address = "" if default else name.replace("_", "-")
    return st.Page(f"screens/{name}.py", title=title, icon=f":material/{icon}:", url_path=address, default=default)


def lead_on(old: str) -> None:
    """What an old address shows now, with all that it asked for."""
    url_state.go(old, **{key: url_state.recall(key) for key in st.query_params})


WORK = [
    screen("overview", _("Overview"), "home", default=True),
    screen("map", _("Map"), "hub"),
    screen("priorities", _("Priorities"), "open_with"),
    screen("gatekeepers", _("Gatekeepers"), "key"),
    screen("scenarios", _("Scenarios"), "tune"),
    screen("evidence", _("Evidence"), "fact_check"),
    screen("brief", _("Brief"), "description"),
]
DATA = [
    screen("extend", _("Bring in"), "add_circle"),
    screen("code_source", _("Code a source"), "edit_note"),
    screen("ontology", _("Ontology"), "schema"),
    screen("compare", _("Compare"), "compare_arrows"),
    screen("about", _("About"), "info"),
]
WITHIN = [
    screen("entity", _("Item"), "article"),
    screen("ask", _("Ask"), "search"),
]
OLD = [st.Page(partial(lead_on, name), title=name, url_path=name.replace("_", "-")) for name in MOVED]
page = st.navigation([*WORK, *DATA, *WITHIN, *OLD], position="hidden")
page_frame.begin()
if page in OLD:
    page.run()
with page_frame.errors_in_plain_words():
    shell.top(WORK, DATA)
    if language() != "en":
        st.caption(
            _(
                "This translation is a draft that awaits a Welsh speaker’s review. What the source says is shown in the language it was coded in."
            )
        )
    page_frame.layer_switch()
    page.run()
