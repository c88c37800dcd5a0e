"""Paths through the claims, step by step, with who records each step and whether anybody records the whole."""

from __future__ import annotations

import streamlit as st

import session
from screen_parts import claims
from trosol.findings.paths.path import Route
from trosol.findings.paths.path_sentences import path_sentence
from trosol.views.plain_words import plain
from words import _, counted, language

__all__ = ["path_view", "sign_words"]


def sign_words(sign: int | None) -> str:
    """The sign of a path or a step in words."""
    return {1: _("raises"), -1: _("lowers"), None: _("direction not stated")}[sign]


def path_view(route: Route, name: str, *, opened: bool = False) -> None:
    """One path: its steps with their signs, its parts, and its claims on request."""
    entities = session.snapshot().records.entities

    def label(key: str) -> str:
        return entities[key].label(language())

    told = (
        _("recorded in one section")
        if route.single_source
        else _("composite, of {number}", number=counted(len(route.parts), "part"))
    )
    marks = [sign_words(route.sign)]
    marks += [_("holds in {share}", share=f"{route.probability:.0%}")] if route.probability is not None else []
    marks += [_("also told otherwise")] if route.role == "otherwise" else []
    title = f"{' → '.join(label(key) for key in route.nodes)} · {' · '.join([*marks, told])}"
    with st.expander(plain(title), expanded=opened):
        st.markdown(plain(path_sentence(session.snapshot(), route, language())))
        lines = []
        for each in route.steps:
            said = [sign_words(each.sign), _("stated") if each.stated else _("inferred")]
            said += [f"{each.probability:.0%}"] if each.probability is not None else []
            said += [_("a possibility only")] if each.possibility else []
            said += [_("also denied by {number}", number=counted(len(each.denied), "claim"))] if each.denied else []
            lines.append(f"1. **{plain(label(each.source))}** → **{plain(label(each.target))}**: {', '.join(said)}")
        st.markdown("\n".join(lines))
        if not route.single_source:
            st.markdown(
                _(
                    "Nobody records this path whole. Its parts stand in: {places}.",
                    places=plain("; ".join(p.place for p in route.parts)),
                )
            )
        claims(name, route.claims, _("The claims of this path"))
