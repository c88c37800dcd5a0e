"""Brief: choose findings, look at the page, and take it along as PDF, Word, PowerPoint, HTML or Markdown."""

from functools import partial

import streamlit as st

import session
from components.brief_document import brief_view
from components.scenario_inputs import from_url
from lens_controls import lens
from process_wide import FINDINGS
from screen_parts import head, lacks, next_step, not_enough
from trosol.brief import NEEDS, PARTS, Brief, brief, drawn, known_items, may_lack_letters, undrawn_words, write
from trosol.brief.methods import heading
from trosol.errors import TrosolError
from trosol.extras import can_use
from trosol.findings.portfolio.coverage import choices
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.views.plain_words import plain
from url_state import recall, recall_many, remember
from widget_keys import key_of
from words import _, language

Wanted = tuple[tuple[str, ...], tuple[str, ...]]
"""Items chosen elsewhere, and parts."""
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
entities = snapshot.records.entities
up, down = from_url("push", list(entities))
opened = [
    gate.replace("~", ":") for gate in recall("open").split(".") if gate and all(key in entities for key in gate.split("~"))
]
gone = [key for key in recall("remove").split(".") if key in entities]
start, goal = (recall(key) if recall(key) in entities else "" for key in ("from", "to"))
wanted = recall_many("wanted", choices(snapshot))
offered = [
    name
    for name in PARTS
    if name not in ("scenario", "pathways")
    or (name == "scenario" and (up or down or opened))
    or (name == "pathways" and start and goal and start != goal)
]
held = list(known_items(snapshot, recall("items").split(",")))
if "items" not in st.session_state:
    st.session_state["items"] = held
st.session_state["items"] = [item for item in st.session_state["items"] if item in held]
if "parts" not in st.session_state:
    st.session_state["parts"] = recall_many("parts", offered) or ([] if held else ["leverage", "gatekeepers"])
st.session_state["parts"] = [name for name in st.session_state["parts"] if name in offered]


def item_name(item: str) -> str:
    """What was chosen elsewhere, by its name."""
    if item in entities:
        return entities[item].label(language())
    return heading(language(), item) if item in PARTS else item


basket: list[str] = []
if held:
    basket = st.multiselect(
        _("Chosen on other screens"), held, format_func=lambda item: plain(item_name(item)), key="items", placeholder=_("Nothing")
    )
    remember("items", ",".join(basket))
chosen = st.multiselect(
    _("What should be in it?"),
    offered,
    format_func=lambda name: heading(language(), name),
    key="parts",
    placeholder=_("Choose a question"),
)
remember("parts", ".".join(chosen))
title = st.text_input(_("Title"), placeholder=_("What the evidence says"), max_chars=120)
if "scenario" not in offered:
    st.markdown(_("A scenario or a pathway can be put in from its own screen, with the button at its end."))


def part(name: str) -> str:
    """How a part is asked for, with what its screen was set to."""
    if name == "pathways":
        return f"pathways:{start}:{goal}"
    if name == "scenario":
        return "scenario:" + ",".join(
            [*(f"{k}=+" for k in up), *(f"{k}=-" for k in down), *(f"{k}=0" for k in gone), *(f"{k}=open" for k in opened)]
        )
    return f"portfolio:{','.join(wanted)}" if name == "portfolio" and wanted else name


@st.cache_resource(show_spinner=False, max_entries=64)
def made(digest: str, wanted_of: Wanted, chosen_lens: Lens, words: str, name: str, day: str, _content: Snapshot) -> Brief:
    """The brief, made once for everybody who asks for the same."""
    items, parts = wanted_of
    return brief(_content, parts, chosen_lens, items=items, title=name, date=day, language=words, through=FINDINGS)


@st.cache_data(show_spinner=False, max_entries=64)
def written(form: str, digest: str, wanted_of: Wanted, chosen_lens: Lens, words: str, name: str, day: str, _page: Brief) -> bytes:
    """The file, written once."""
    return write(_page, form)


@st.cache_data(show_spinner=False, max_entries=64)
def about_pdf(digest: str, wanted_of: Wanted, chosen_lens: Lens, words: str, name: str, day: str, _page: Brief) -> str:
    """What has to be said of the PDF: that it cannot be made, or which characters it cannot show."""
    try:
        return undrawn_words(drawn(_page)[1], words)
    except TrosolError as error:
        return str(error)


if not chosen and not basket:
    not_enough(_("Nothing is chosen yet."), _("Choose at least one question above."))
else:
    asked = (
        snapshot.digest,
        (tuple(basket), tuple(part(name) for name in chosen)),
        lens(snapshot),
        language(),
        title,
        "",
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
