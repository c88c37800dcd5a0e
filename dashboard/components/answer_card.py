"""An answer on the page: the first line, evidence, rows, then in small type how it was understood; a picture, claims, query."""

from __future__ import annotations

import streamlit as st

import selection
import session
from components.network_frame import legend, network_view
from screen_parts import claims, table
from trosol.questions import Reply
from trosol.views.maps.map_view import network_map
from trosol.views.plain_words import plain
from trosol.views.tables.statements import statement
from url_state import go
from widget_keys import key_of, place
from words import _, counted, language

__all__ = ["SEE", "reply_view"]

_MOST_DRAWN, _EVIDENCE = 30, 3
SEE = {
    "gatekeepers": "gatekeepers",
    "leverage": "priorities",
    "horizons": "horizons",
    "portfolio": "portfolio",
    "pathways": "pathways",
    "scenario": "scenarios",
    "voices": "voices",
    "evidence": "evidence",
    "next-evidence": "next_evidence",
    "map": "map",
}
"""Screens that say more about what a question is about, by the name that questions use."""


def reply_view(name: str, reply: Reply) -> None:
    """Show an answer. ``name``: what it is called on the screen."""
    where = place("reply", name)
    st.subheader(plain(reply.headline))
    _evidence(reply)
    st.caption(plain(reply.sentence))
    if reply.rows:
        further = [column for column, _value in reply.rows[0].further if column != "observation"]
        headings = {
            "relation": _("Relation"),
            "link": _("Link"),
            "with": _("With"),
            "hedge": _("Hedge"),
            "kind": _("Kind"),
            "parts": _("Parts"),
            "measure": _("What was counted"),
            "unit": _("Unit"),
        }
        columns = [_("Answer"), *(headings.get(column, column.capitalize()) for column in further), _("Claims")]
        rows = [
            (row.label, *(dict(row.further).get(column, "") for column in further), ", ".join(row.claims)) for row in reply.rows
        ]
        table(f"{name}-answer", columns, rows, says=reply.understood_as)
        items = {(row.id, row.further): row for row in reply.rows if row.id}
        with st.container(horizontal=True):
            for row in list(items.values())[:8]:
                if st.button(
                    plain(row.label), key=key_of(*where, row.id, row.further), type="tertiary", icon=":material/arrow_forward:"
                ):
                    selection.select(row.id)
                    go("entity")
    for _key, label in reply.gaps:
        st.markdown(f"- {plain(label)}: {_('not transcribed')}")
    st.caption(f"{_('Understood as')}: {plain(reply.understood_as)}")
    if reply.claims:
        _claims(name, reply)
    if reply.query:
        with st.expander(_("The exact query")):
            st.code(reply.query, language="sparql")
    if reply.see in SEE and st.button(
        _("See more on this"), key=key_of(*where, "see"), type="tertiary", icon=":material/arrow_forward:"
    ):
        go(SEE[reply.see])


def _evidence(reply: Reply) -> None:
    """Where the first claims stand in the source: a few words to find them by, the page, and what it says."""
    snapshot = session.snapshot()
    shown: dict[str, None] = {}
    for key in reply.first_claims:
        for piece in statement(snapshot, snapshot.records.claims[key], language()).evidence[:1]:
            shown[": ".join(filter(None, (piece.located, piece.paraphrase)))] = None
        if len(shown) >= _EVIDENCE:
            break
    for text in list(shown)[:_EVIDENCE]:
        st.markdown(f"- {plain(text)}")


def _claims(name: str, reply: Reply) -> None:
    spoken = ", ".join(session.label(voice) for voice in reply.voices)
    st.markdown(f"**{_('Who says so')}** ({counted(len(reply.voices), 'voice')}): {spoken}.")
    snapshot = session.snapshot()
    if len(reply.claims) <= _MOST_DRAWN:
        drawn = (snapshot.records.claims[key] for key in reply.claims)
        picture = network_map(snapshot, drawn, reply.understood_as, language=language())
        with st.expander(_("The same as a picture")):
            picked = network_view(picture, place("map", name), reply.understood_as)
            legend(picture)
            if picked and picked in snapshot.records.entities:
                selection.select(picked)
                go("entity")
    with st.expander(_("The claims this rests on: {number}", number=len(reply.claims))):
        claims(f"{name}-claims", reply.claims)
