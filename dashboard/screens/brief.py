"""Brief: choose findings, look at the page, and take it along as PDF, Word, PowerPoint, HTML or Markdown."""

from functools import partial

import streamlit as st

import session
from basket import USUAL, entry_name, fill, in_basket, is_emptied, taken_from_old_addresses
from components.brief_document import brief_view
from lens_controls import lens
from process_wide import FINDINGS
from screen_parts import head, lacks, next_step, not_enough
from trosol.brief import NEEDS, PARTS, Brief, brief, drawn, may_lack_letters, undrawn_words, write
from trosol.errors import TrosolError
from trosol.extras import can_use
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.views.plain_words import plain
from widget_keys import key_of
from words import _, language

FORMS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "html": ("HTML", "text/html"),
    "md": ("Markdown", "text/markdown"),
}
head(
    _("Brief"),
    _(
        "A page for those who decide: what to do, three findings with their evidence, one chart, and what speaks against it. How it was found stands in an annex."
    ),
)
snapshot = session.snapshot()
taken_from_old_addresses()
held = in_basket()
usual = not held and not is_emptied()
shown = list(USUAL) if usual else held
offered = [*shown, *(part for part in PARTS if part not in (*shown, "scenario", "pathways"))]


def changed() -> None:
    fill(st.session_state["in-brief"])


st.session_state["in-brief"] = shown
entries = st.multiselect(
    _("What is in it"), offered, format_func=entry_name, key="in-brief", on_change=changed, placeholder=_("Choose a question")
)
if usual:
    st.caption(
        _(
            "This is the usual brief. What is put aside on other screens, with *Add to brief*, takes its place; scenarios and paths are put aside where they are made."
        )
    )
title = st.text_input(_("Title"), placeholder=_("What the evidence says"), max_chars=120)


@st.cache_resource(show_spinner=False, max_entries=64)
def made(
    digest: str, wanted_of: tuple[str, ...], chosen_lens: Lens, aims: tuple[str, ...], words: str, name: str, _content: Snapshot
) -> Brief:
    """The brief, made once for everybody who asks for the same."""
    return brief(_content, (), chosen_lens, items=wanted_of, goals=aims, title=name, language=words, through=FINDINGS)


@st.cache_data(show_spinner=False, max_entries=64)
def written(
    form: str,
    digest: str,
    wanted_of: tuple[str, ...],
    chosen_lens: Lens,
    aims: tuple[str, ...],
    words: str,
    name: str,
    _page: Brief,
) -> bytes:
    """The file, written once."""
    return write(_page, form)


@st.cache_data(show_spinner=False, max_entries=64)
def about_pdf(
    digest: str, wanted_of: tuple[str, ...], chosen_lens: Lens, aims: tuple[str, ...], words: str, name: str, _page: Brief
) -> str:
    """What has to be said of the PDF: that it cannot be made, or which characters it cannot show."""
    try:
        return undrawn_words(drawn(_page)[1], words)
    except TrosolError as error:
        return str(error)


if not entries:
    not_enough(_("Nothing is chosen yet."), _("Choose at least one question above."))
else:
    asked = (
        snapshot.digest,
        tuple(entries),
        lens(snapshot),
        session.goals(),
        language(),
        title,
    )
    with st.spinner(_("Drawing the claims anew to see how firm the answer is …"), show_time=True):
        page = made(*asked, snapshot)
    with st.container(horizontal=True):
        for form, (name, mime) in FORMS.items():
            if form in NEEDS and not can_use(NEEDS[form]):
                continue
            st.download_button(
                _("Download as {kind}", kind=name),
                partial(written, form, *asked, page),
                f"trosol-brief.{form}",
                mime,
                on_click="ignore",
                key=key_of("brief", form),
                type="primary" if form == "pdf" else "secondary",
                icon=":material/download:",
            )
    for form, extra in NEEDS.items():
        lacks(extra, FORMS[form][0])
    lacks("pictures", _("a brief with its chart"))
    if can_use(NEEDS["pdf"]) and may_lack_letters(page) and (said := about_pdf(*asked, page)):
        st.info(f"PDF: {plain(said)}")
    brief_view(page)
next_step(_("What would have to be asked to make this more stable?"), _("See what to ask next"), "evidence", view="next")
