"""A source taken in on the coding screen: a document becomes numbered text beside the folder, and a row of its table."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from components.file_upload import nameless
from trosol.coding.adding import add_source, name_of_source, slug
from trosol.coding.document_text import READERS
from trosol.coding.source_files import TEXT_ENDINGS
from trosol.errors import TrosolError
from trosol.views.plain_words import plain
from url_state import remember
from words import _

__all__ = ["source_file"]


def source_file(into: Path) -> None:
    """Ask for a document, and take it in."""
    kinds = sorted({each.lstrip(".") for each in (*READERS, *TEXT_ENDINGS)})
    uploaded = st.file_uploader(
        _("A document: PDF, DOCX, ODT, HTML, Markdown or plain text"),
        type=kinds,
        max_upload_size=20,
        key="source-file",
    )
    title = st.text_input(_("Title of the source"), key="source-title")
    st.markdown(
        _(
            "Its text stays beside this folder, in sources/, and git leaves it out. The tables get line numbers, short anchors and your own words."
        )
    )
    if uploaded is None or not st.button(_("Take it in"), type="primary", icon=":material/note_add:", key="source-add"):
        return
    # The name that a browser sends is not used as a path.
    sent = Path(str(uploaded.name).replace("\\", "/"))
    name = f"{slug(sent.stem) or 'source'}{sent.suffix.lower() if sent.suffix.lower().lstrip('.') in kinds else '.txt'}"
    with tempfile.TemporaryDirectory(prefix="trosol-") as place:
        path = Path(place) / name
        path.write_bytes(uploaded.getvalue())
        try:
            with st.spinner(_("Reading …"), show_time=True):
                key, _text = add_source(path, into, {"title": title.strip() or name_of_source(sent.stem)})
        except TrosolError as error:
            for problem in error.problems:
                told = nameless(problem, place)
                st.error(plain(f"{told.message} {told.remedy}"), icon=":material/error:")
            return
    remember("source", key)
    remember("lines", "")
    st.rerun()
