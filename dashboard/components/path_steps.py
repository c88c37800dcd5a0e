"""Ways through the claims, step by step, with who tells each step and whether anybody tells the whole."""

from __future__ import annotations

import streamlit as st

from screen_parts import claims, english
from trosol.findings.paths.path import Route
from trosol.views.plain_words import plain
from words import _, counted

__all__ = ["sign_words", "way_view"]


def sign_words(sign: int | None) -> str:
    """The sign of a way or a step in words."""
    return {1: _("raises"), -1: _("lowers"), None: _("direction not stated")}[sign]


def way_view(route: Route, name: str, *, opened: bool = False) -> None:
    """One way: its steps with their signs, its parts, and its claims on request."""
    told = (
        _("told whole in one section")
        if route.single_source
        else _("stitched together from {number}", number=counted(len(route.parts), "part"))
    )
    title = f"{' → '.join(route.labels)} · {sign_words(route.sign)} · {told}"
    with st.expander(plain(title), expanded=opened):
        with english():
            st.markdown(plain(route.sentence))
        lines = []
        for each in route.steps:
            marks = [sign_words(each.sign), _("stated") if each.stated else _("inferred")]
            marks += [_("a possibility only")] if each.possibility else []
            marks += [_("also denied by {number}", number=counted(len(each.denied), "claim"))] if each.denied else []
            lines.append(f"1. **{plain(each.source_label)}** → **{plain(each.target_label)}**: {', '.join(marks)}")
        st.markdown("\n".join(lines))
        if not route.single_source:
            st.markdown(
                _(
                    "Nobody tells this way whole. Its parts stand in: {places}.",
                    places=plain("; ".join(p.place for p in route.parts)),
                )
            )
        claims(name, route.claims, _("The claims of this way"))
