"""About: what this rests on, how sure it can be, privacy, accessibility, and how far the translation is."""

import streamlit as st

import session
from screen_parts import head, next_step, table
from trosol import __version__
from trosol.language import catalogue, drafts
from trosol.model.records import in_language
from words import _, language

snapshot = session.snapshot()
dataset = snapshot.records.dataset
head(
    _("About"),
    _("*Trosol* is Welsh for *lever*. It shows where the leverage is, who holds the gates, and how sure anyone can be of it."),
)
st.subheader(_("What this rests on"))
table(
    "rests-on",
    [_("What"), _("Value")],
    [
        (_("Ecosystem"), in_language(dataset.title, language()) or dataset.name),
        (_("Source"), dataset.credit),
        (_("Licence"), dataset.licence),
        (_("Version"), dataset.version),
        (_("Snapshot"), snapshot.digest[:12]),
        ("Trosol", __version__),
    ],
    says=_("What this rests on"),
    save=False,
)
st.subheader(_("How to read a tier"))
st.markdown(
    _(
        "Rows of one *tier* (A, B, C …) cannot be told apart: nothing is ahead of A in nine of ten draws of weights and passages. "
        "A claim is *stated* only where the text says it, and *inferred* where a coder read it so and gave a reason. "
        "What the source does not give stays visibly missing. None of this is a forecast."
    )
)
st.subheader(_("Privacy"))
st.markdown(
    _(
        "Everything runs on this machine. Nothing is sent anywhere: no statistics, no fonts or scripts from elsewhere, no account. "
        "A file that you bring is read, checked and forgotten. Coders appear as roles, never as people."
    )
)
st.subheader(_("Accessibility"))
st.markdown(
    _(
        "We aim at WCAG 2.2 AA. Every picture has the same content as a table or list; everything can be done by keyboard; colour is never the "
        "only sign. The map is a canvas: its list view and the table under it say the same. What falls short is a fault: please report it."
    )
)
st.subheader(_("Languages"))
total = len(catalogue("cy"))
labels = sum(any(code == "cy" for code, _text in entity.labels) for entity in snapshot.records.entities.values())
st.markdown(
    _(
        "English and Cymraeg. The Welsh texts are drafts: {drafts} of {total} await a Welsh speaker’s review (graph/trosol/locale/cy.po). "
        "Of {entities} items in this ecosystem, {labels} have a Welsh name; the others are shown as they were coded. "
        "Sentences of findings are drafts too.",
        drafts=drafts("cy"),
        total=total,
        entities=len(snapshot.records.entities),
        labels=labels,
    )
)
next_step(_("Where do you want to begin?"), _("Back to the start"), "overview")
