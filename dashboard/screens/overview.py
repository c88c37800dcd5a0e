"""Overview: what this ecosystem is, three answers with how far they hold, what addresses what, and what is missing."""

from collections import Counter
from pathlib import Path

import streamlit as st

import selection
import session
import url_state
from basket import put_aside
from components.action_matrix import kind_name, matrix_of_session, matrix_view
from lens_controls import lens
from screen_parts import claims, left_out, next_step, table
from trosol.findings.inventory import inventory
from trosol.resources import shipped_ecosystems
from trosol.views.plain_words import plain
from trosol.views.tables.first_answers import FirstAnswer, first_answers
from trosol.views.tables.strength import dots
from trosol.views.tables.summary import describe
from url_state import CARRIED, remember
from widget_keys import key_of
from words import _, counted, language

snapshot = session.snapshot()
about = describe(snapshot, language())
inside = inventory(snapshot, lens(snapshot))
here = session.ecosystem_name()
known = list(dict.fromkeys((here, *shipped_ecosystems())))

title, choice = st.columns([3, 1], vertical_alignment="center")
title.title(plain(about.title))
if len(known) > 1:
    shown = [Path(each).name for each in known]
    named = {each: name if shown.count(name) == 1 else each for each, name in zip(known, shown, strict=True)}
    picked = choice.selectbox(
        _("Ecosystem"), known, index=known.index(here), format_func=named.__getitem__, label_visibility="collapsed"
    )
    if picked != here:
        for key in CARRIED:
            if key != "lang":
                remember(key, "")
        remember("ecosystem", picked)
        st.rerun()
if about.invented:
    st.warning(_("This ecosystem is invented, to show what Trosol does with another field."))
held = {"entities": counted(about.entities, "item"), "claims": counted(about.claims, "claim")}
if not about.claims:
    st.markdown(_("{entities}, and nothing is claimed of them yet.", **held))
elif about.stated == about.traced == about.claims:
    st.markdown(_("{entities} and {claims} between them, each stated by a text and traced to its lines.", **held))
elif not about.stated:
    st.markdown(_("{entities} and {claims} between them, none stated by a text: all are a reading.", **held))
elif about.traced == about.claims:
    st.markdown(
        _(
            "{entities} and {claims} between them, each read from a source and traced to its lines: {share} stated by the text, the rest inferred by a coder.",
            share=f"{about.stated / about.claims:.0%}",
            **held,
        )
    )
else:
    st.markdown(
        _(
            "{entities} and {claims} between them: {share} stated by the text, the rest inferred by a coder; {traced} traced to lines of a source.",
            share=f"{about.stated / about.claims:.0%}",
            traced=about.traced,
            **held,
        )
    )
if about.claims:
    st.caption(left_out(inside))


def answer(one: FirstAnswer, question: str) -> None:
    """One of the three: its question, the answer, how far it holds, and the ways on."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{question}**")
        st.markdown(plain(one.sentence))
        holds = (
            _(
                "One dot each: rows can be told apart; the same come first under other weights; the same when single passages count for less."
            )
            if one.table
            else _("One dot each: at least half of its claims are stated; three or more pieces of evidence; two or more voices.")
        )
        said = _("how far the order holds") if one.table else _("evidence")
        st.markdown(f"{dots(one.strength)} {said}", help=holds)
        with st.container(horizontal=True):
            page = "priorities" if one.finding == "leverage" else "gatekeepers"
            if st.button(
                _("See all"), key=key_of("see", one.finding, one.table), icon=":material/arrow_forward:", type="primary"
            ):
                url_state.go(page, **({"kind": one.table} if one.table else {}))
            with st.popover(_("Evidence"), icon=":material/format_quote:", type="tertiary"):
                claims(f"answer-{one.finding}-{one.table}", one.claims)
            put_aside(f"{one.finding}:{one.table}" if one.table else one.finding, "overview")


found = matrix_of_session()
usual = session.finding("matrix", rows="", columns="")
answers = first_answers(snapshot, session.of_goals("leverage"), session.of_goals("gatekeepers"), usual, language())
difficult = {kind.name for kind in snapshot.ontology.kinds if kind.group == "difficulty"}
if answers:
    for column, one in zip(st.columns(len(answers), gap="medium"), answers, strict=True):
        with column:
            asked = (
                _("Which difficulty first?")
                if one.table in difficult
                else _("Which action helps most?")
                if one.table
                else _("Who is in the way?")
            )
            answer(one, asked)

st.subheader(
    _("{rows} and what addresses them", rows=plain(kind_name(found.row_kind)))
    if found.says == "addresses" and found.row_kind in difficult
    else _("{rows} × {columns}", rows=plain(kind_name(found.row_kind)), columns=plain(kind_name(found.column_kind)))
)
matrix_view(found)

if about.starters:
    st.subheader(_("Begin with one of each kind"))
    st.markdown(_("Of each kind the one with most links to others, the most linked first."))
with st.container(horizontal=True):
    for starter in about.starters:
        if st.button(
            plain(starter.label),
            help=f"{plain(starter.role)}: {counted(starter.links, 'link')}",
            key=key_of("start", starter.entity),
        ):
            selection.select(starter.entity)
            url_state.go("entity")

gaps = [m for m in about.missing if m.status == "notTranscribed"]
unreal = [m for m in about.missing if m.status == "hypothetical"]
st.subheader(_("What is missing"))
st.markdown(
    _(
        "Known to exist, but not given by the source: {gaps}. Resting on one piece of evidence: {single} of the {counting} claims that count. Saying that something is *not* so: {denied}. Nothing was made up to fill the gaps.",
        gaps=counted(len(gaps), "item"),
        single=len(inside.single),
        counting=f"{len(inside.counting):,}",
        denied=counted(len(inside.denied), "claim"),
    )
)
if gaps:
    with st.expander(_("Known to exist, not given by the source: {number}", number=len(gaps))):
        st.markdown(" · ".join(f"{plain(kind)}: {number}" for kind, number in Counter(m.kind for m in gaps).most_common()))
        table(
            "gaps",
            [_("What"), _("Kind"), _("Why it is missing"), _("Where")],
            [(m.label, m.kind, m.description, m.place) for m in gaps],
            says=_("Known to exist, not given by the source"),
        )
if unreal:
    with st.expander(_("Proposed or imagined, does not exist yet: {number}", number=len(unreal))):
        table(
            "unreal",
            [_("What"), _("Kind"), _("Description")],
            [(m.label, m.kind, m.description) for m in unreal],
            says=_("Proposed or imagined, does not exist yet"),
            save=False,
        )
with st.expander(_("What is in here?")):
    if about.description:
        st.text(about.description)
    table(
        "kinds",
        [_("Kind"), _("Items"), _("What it means")],
        [(label, number, says) for _name, label, number, says in about.by_kind],
        says=_("Kinds of item and how many there are"),
    )
    if about.credit:
        st.markdown(_("Source: {credit}", credit=plain(about.credit)))
    st.markdown(
        _(
            "Licence of this coding: <{licence}> · version {version} · snapshot `{digest}`",
            licence=about.licence,
            version=plain(about.version),
            digest=session.ecosystem().digest[:12],
        )
    )
next_step(_("What would help most of the goals, and how sure is that?"), _("See the priorities"), "priorities")
