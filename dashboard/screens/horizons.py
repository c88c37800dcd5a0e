"""Horizons: what is said of today, what is to be tried, what is hoped for; what leads across, and what leads nowhere."""

from collections.abc import Sequence

import streamlit as st

import selection
import session
import url_state
from components.map_figure import claims_map
from screen_parts import claims, english, head, next_step, not_enough, pager, table
from trosol.findings.leverage.gaps import Shortfall
from trosol.views.plain_words import plain
from widget_keys import Place, key_of, place
from words import _, counted, language

head(
    _("Horizons"),
    _(
        "What prevails today, what is to be tried, and what is hoped for: where is there a bridge, and which hope does nothing lead to?"
    ),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
found = session.finding("horizons")


def name(key: str) -> str:
    return plain(entities[key].label(language()))


def open_one(key: str, where: Place) -> None:
    if st.button(name(key), key=key_of(*where, "open", key), type="tertiary", icon=":material/arrow_forward:"):
        selection.select(key)
        url_state.go("entity")


def shortfalls(title: str, says: str, rows: Sequence[Shortfall], box: str) -> None:
    st.markdown(f"**{title}** ({len(rows)})")
    st.markdown(says)
    where = place("shortfalls", box)
    with english():
        for row in rows[pager(where, len(rows), 8)]:
            with st.expander(plain(row.label)):
                st.markdown(plain(row.sentence))
                open_one(row.id, where)
                if row.claims:
                    claims(f"{box}-{row.id}", row.claims)


if found.not_enough:
    not_enough(found.not_enough, _("Take the lens off, or choose a wider one."))
if found.lanes:
    for column, lane in zip(st.columns(len(found.lanes), gap="medium"), found.lanes, strict=True):
        with column:
            st.subheader(name(lane.id))
            with english():
                st.markdown(plain(lane.sentence))
            real = [m for m in lane.members if m.status == "transcribed"]
            rest = [m for m in lane.members if m.status != "transcribed"]
            with st.expander(_("What is in it: {number}", number=counted(len(real), "thing"))):
                where = place("lane", lane.id)
                for member in real[pager(where, len(real), 12)]:
                    with st.container(horizontal=True, vertical_alignment="center"):
                        open_one(member.id, where)
                        st.markdown(
                            plain(member.role) + (f" · {_('as a part of something that is in it')}" if not member.said else "")
                        )
            if rest:
                with st.expander(_("Placeholders and what does not exist yet: {number}", number=len(rest))):
                    st.markdown(_("Their wording is not in the source, so that no way can be told to lead to them or from them."))
                    for member in rest:
                        st.markdown(f"- {name(member.id)}")
if found.note:
    st.info(plain(found.note), icon=":material/info:")

st.subheader(_("Bridges"))
st.markdown(_("A bridge is a shortest way of influence from something in one horizon to something in a later one."))
with english():
    for line in (*found.crossings, *found.gaps):
        st.markdown(f"- {plain(line)}")
if found.bridges:
    claims_map(
        "bridges",
        dict.fromkeys(key for bridge in found.bridges for key in bridge.claims),
        _("Bridges between the horizons"),
        columns="horizon",
    )
    signs = {1: _("raises"), -1: _("lowers"), None: _("not stated")}
    with st.expander(_("All {number} as a table", number=len(found.bridges) + len(found.backward))):
        table(
            "bridges-table",
            [_("From"), _("To"), _("The way"), _("Effect on the last"), _("Claims")],
            [
                (name(b.source_horizon), name(b.target_horizon), " → ".join(b.labels), signs[b.sign], len(b.claims))
                for b in (*found.bridges, *found.backward)
            ],
            says=_("Bridges between the horizons"),
        )
    bridge = st.selectbox(
        _("Read one bridge with its claims"),
        range(len(found.bridges)),
        format_func=lambda at: " → ".join(found.bridges[at].labels),
        index=None,
        placeholder=_("Choose a bridge"),
    )
    if bridge is not None:
        with english():
            st.markdown(plain(found.bridges[bridge].sentence))
        claims("bridge", found.bridges[bridge].claims)

st.subheader(_("What leads nowhere"))
left, right = st.columns(2, gap="large")
with left:
    shortfalls(
        _("Stranded goals"),
        _("No way of influence leads to them from any action. Nobody said how to get there."),
        found.stranded,
        "stranded",
    )
with right:
    shortfalls(
        _("Trapped challenges"),
        _("No action is claimed to address them. Nobody said what to do about them."),
        found.trapped,
        "trapped",
    )
next_step(_("What, if pushed, reaches most of the goals?"), _("See the leverage"), "leverage")
