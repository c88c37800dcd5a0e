"""A brief on the screen: the same content as its files, in a shape that fits a telephone as well."""

from __future__ import annotations

import streamlit as st

from screen_parts import english
from trosol.brief import Brief, Part
from trosol.brief.brief_words import words_of
from trosol.views.plain_words import plain

__all__ = ["brief_view"]


def brief_view(page: Brief) -> None:
    """Show it."""
    words = words_of(page)
    with st.container(border=True), english():
        st.subheader(plain(page.title))
        st.markdown(f"{plain(page.about)} · {words.date} · {words.counts}: {plain(page.lens)}.")
        if page.recommendation:
            st.subheader(words.recommends)
            st.markdown("\n".join(f"- **{plain(line)}**" for line in page.recommendation))
        for part in page.parts:
            _part(part, page)
        st.subheader(words.annex)
        for part in page.parts:
            st.markdown(f"**{plain(part.heading)}** {plain(part.method)}  \n{words.again}: `{part.command}`")
        st.markdown(f"{words.source}: {plain(page.credit)}  \n{plain(words.made)}  \n{words.snapshot} `{page.snapshot[:16]}`")


def _part(part: Part, page: Brief) -> None:
    words = words_of(page)
    st.subheader(plain(part.heading))
    st.markdown(f"**{plain(part.answer)}**")
    if part.rows:
        lines = []
        for row in part.rows:
            firm = ", ".join(
                f"{words.columns[field].lower()} {getattr(row, field)}"
                for field in ("tier", "score", "range")
                if getattr(row, field)
            )
            lines.append(f"- **{plain(row.label)}**{f' ({plain(firm)})' if firm else ''}: {plain(row.sentence)}")
        st.markdown(f"{words.showing(len(part.rows), part.rows_of)}\n\n" + "\n".join(lines))
    if part.against:
        st.markdown(f"**{words.against}**\n\n" + "\n".join(f"- {plain(line)}" for line in part.against))
    if part.evidence:
        proofs = [f"- {plain(p.sentence)} ({p.mode}; {plain(p.voices)}; {plain(p.place)}) `{p.claim}`" for p in part.evidence]
        st.markdown(f"**{words.evidence}.** {words.showing(len(part.evidence), part.evidence_of)}\n\n" + "\n".join(proofs))
