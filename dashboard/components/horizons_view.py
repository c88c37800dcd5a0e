"""Horizons: what is said of today, what is to be tried, what is hoped for; what leads across, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import selection
import session
import url_state
from components.map_figure import claims_map
from screen_parts import claims, not_enough, or_wider, pager, table
from trosol.findings import Horizons
from trosol.findings.horizons.bridge_sentences import bridge_sentence, chain_sentence, crossing_sentence
from trosol.findings.leverage.gaps import Shortfall
from trosol.views.plain_words import plain
from widget_keys import Place, key_of, place
from words import _, counted, language

__all__ = ["horizons_view"]


def name(key: str) -> str:
    return session.label(key)


def open_one(key: str, where: Place) -> None:
    if st.button(name(key), key=key_of(*where, "open", key), type="tertiary", icon=":material/arrow_forward:"):
        selection.select(key)
        url_state.go("entity")


def shortfalls(title: str, says: str, rows: Sequence[Shortfall], box: str) -> None:
    st.markdown(f"**{title}** ({len(rows)})")
    st.markdown(says)
    where = place("shortfalls", box)
    for row in rows[pager(where, len(rows), 8)]:
        with st.expander(plain(row.label)):
            st.markdown(plain(session.said(row.sentence)))
            open_one(row.id, where)
            if row.claims:
                claims(f"{box}-{row.id}", row.claims)


def horizons_view() -> None:
    """Show it."""
    found: Horizons = session.finding("horizons")
    st.subheader(_("Horizons"))
    st.markdown(
        _(
            "What prevails today, what is to be tried, and what is hoped for: where is there a bridge, and which hope does nothing lead to?"
        )
    )
    if found.not_enough:
        not_enough(session.said(found.not_enough), or_wider())
    _lanes(found)
    if found.note:
        st.info(plain(session.said(found.note)), icon=":material/info:")
    _bridges(found)
    _nowhere(found)


def _lanes(found: Horizons) -> None:
    """What is in each horizon."""
    if found.lanes:
        for column, lane in zip(st.columns(len(found.lanes), gap="medium"), found.lanes, strict=True):
            with column:
                st.subheader(name(lane.id))
                st.markdown(plain(session.said(lane.sentence)))
                real = [m for m in lane.members if m.status == "transcribed"]
                rest = [m for m in lane.members if m.status != "transcribed"]
                with st.expander(_("What is in it: {number}", number=counted(len(real), "item"))):
                    where = place("lane", lane.id)
                    for member in real[pager(where, len(real), 12)]:
                        with st.container(horizontal=True, vertical_alignment="center"):
                            open_one(member.id, where)
                            st.markdown(
                                plain(member.role)
                                + (f" · {_('as a part of something that is in it')}" if not member.said else "")
                            )
                if rest:
                    with st.expander(_("Placeholders and what does not exist yet: {number}", number=len(rest))):
                        st.markdown(
                            _("Their wording is not in the source, so that no path can be recorded to them or from them.")
                        )
                        for member in rest:
                            st.markdown(f"- {name(member.id)}")


def _bridges(found: Horizons) -> None:
    """What leads from one horizon to a later one."""
    snapshot = session.snapshot()
    entities = snapshot.records.entities
    st.subheader(_("Bridges"))
    st.markdown(
        _(
            "A bridge leads by shortest paths of influence from an item in one horizon to an item in a later one; the share is of possible worlds."
        )
    )
    for join in found.joins:
        st.markdown(f"- {plain(crossing_sentence(snapshot, join, language()))}")
    for line in found.gaps:
        st.markdown(f"- {plain(session.said(line))}")
    if found.chains:
        with st.expander(_("Through all three horizons: {number}", number=len(found.chains)), expanded=True):
            where = place("chains", "all")
            for chain in found.chains[pager(where, len(found.chains), 5)]:
                st.markdown(f"- {plain(chain_sentence(snapshot, chain, language()))}")
    if found.bridges:
        claims_map(
            "bridges",
            dict.fromkeys(key for bridge in found.bridges for key in bridge.claims),
            _("Bridges between the horizons"),
            columns="horizon",
        )
        effects = {
            "raises": _("raises"),
            "lowers": _("lowers"),
            "both": _("raises by one path, lowers by another"),
            "not stated": _("not stated"),
        }
        with st.expander(_("All {number} as a table", number=len(found.bridges) + len(found.backward))):
            table(
                "bridges-table",
                [_("From"), _("To"), _("The path"), _("Effect on the last"), _("Share of worlds"), _("Claims")],
                [
                    (
                        name(b.source_horizon),
                        name(b.target_horizon),
                        " → ".join(entities[key].label(language()) for key in b.way),
                        effects[b.effect],
                        f"{b.share:.0%}",
                        len(b.claims),
                    )
                    for b in (*found.bridges, *found.backward)
                ],
                says=_("Bridges between the horizons"),
            )
        bridge = st.selectbox(
            _("Read one bridge with its claims"),
            range(len(found.bridges)),
            format_func=lambda at: " → ".join(entities[key].label(language()) for key in found.bridges[at].way),
            index=None,
            placeholder=_("Choose a bridge"),
        )
        if bridge is not None:
            st.markdown(plain(bridge_sentence(snapshot, found.bridges[bridge], language())))
            claims("bridge", found.bridges[bridge].claims)


def _nowhere(found: Horizons) -> None:
    """What no path leads to, and what nothing addresses."""
    st.subheader(_("What leads nowhere"))
    left, right = st.columns(2, gap="large")
    with left:
        shortfalls(
            _("Stranded goals"),
            _("No path of influence leads to them from any action. Nobody said how to get there."),
            found.stranded,
            "stranded",
        )
    with right:
        shortfalls(
            _("Trapped challenges"),
            _(
                "No action is claimed to address them, nor a part of them, nor what they are a part of. Nobody said what to do about them."
            ),
            found.trapped,
            "trapped",
        )
    if found.trapped_parts:
        with st.expander(
            _(
                "Parts of a challenge that is addressed, not addressed themselves: {number}",
                number=sum(len(p) for _w, p in found.trapped_parts),
            )
        ):
            for whole, parts in found.trapped_parts:
                st.markdown(f"- **{name(whole)}**: {', '.join(name(part) for part in parts)}")
