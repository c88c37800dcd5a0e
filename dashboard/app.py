"""The router: pages, language, ecosystem. Started by ``trosol dashboard``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import streamlit as st

import shell

st.set_page_config(
    page_title="Trosol",
    page_icon=str(Path(__file__).resolve().parent / "assets" / "icon.svg"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
pages = [
    st.Page("screens/home.py", title="Home", icon=":material/home:", default=True),
    st.Page("screens/map.py", title="Map", icon=":material/hub:", url_path="map"),
    st.Page("screens/entity.py", title="Entity", icon=":material/article:", url_path="entity"),
    st.Page("screens/gatekeepers.py", title="Gatekeepers", icon=":material/key:", url_path="gatekeepers"),
]
page = st.navigation(pages, position="top")
shell.begin()
with shell.errors_in_plain_words():
    page.run()
