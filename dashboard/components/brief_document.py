"""A brief on the screen: the same content as its files, in a shape that fits a telephone as well."""

from __future__ import annotations

import streamlit as st

from screen_parts import english
from trosol.brief import Brief, Part
from trosol.brief.brief_words import words_of
from trosol.views.plain_words import plain
from words import _

__all__ = ["brief_view"]


def brief_view(page: Brief) -> None:
    """Show it."""
    words = words_of(page)
    with st.container(border=True), english():
        st.subheader(plain(page.title))
        st.markdown(f"{plain(page.about)} · {words.counts}: {plain(page.lens)}.")
        for part in page.parts:
            _part(part, page)
        st.markdown(f"{words.source}: {plain(page.credit)}  \n{plain(words.made)}  \n{words.snapshot} `{page.snapshot[:16]}`")


def _part(part: Part, page: Brief) -> None:
    words = words_of(page)
    st.subheader(plain(part.heading))
    st.markdown(f"**{plain(part.answer)}**")
    if part.rows:
        lines = []
        for row in part.rows:
            firm = (
                _("rank {rank}, band {band}, in {often} of draws", rank=row.rank, band=row.band, often=row.often)
                if row.rank
                else ""
            )
            lines.append(f"- **{plain(row.label)}**{f' ({firm})' if firm else ''}: {plain(row.sentence)}")
        st.markdown(f"{words.showing(len(part.rows), part.rows_of)}\n\n" + "\n".join(lines))
    if part.evidence:
        proofs = [f"- {plain(p.sentence)} ({p.mode}; {plain(p.voices)}; {plain(p.place)}) `{p.claim}`" for p in part.evidence]
        st.markdown(f"**{words.evidence}.** {words.showing(len(part.evidence), part.evidence_of)}\n\n" + "\n".join(proofs))
    if part.against:
        st.markdown(f"**{words.against}**\n\n" + "\n".join(f"- {plain(line)}" for line in part.against))
    st.markdown(f"**{words.method}.** {plain(part.method)}  \n{words.again}: `{part.command}`")
