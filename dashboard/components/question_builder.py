"""A question put together step by step: what, how it hangs together, with what, and what counts. No step leads nowhere."""

from __future__ import annotations

import streamlit as st

import session
from components.answer_card import reply_view
from trosol.networks.lens import voices
from trosol.questions import Built, ask_built
from trosol.questions.builder import Choice, kinds, others, relations
from trosol.rdf.iris import local_name
from url_state import recall, remember
from words import _, language

__all__ = ["builder_view"]


def _choose(label: str, box: str, choices: tuple[Choice, ...], any_: str) -> Choice | None:
    """A box whose choice lives in the URL by local name; None where nothing is chosen."""
    by_name = {f"{local_name(c.key)}{'' if c.outward else '~'}": c for c in choices}
    if box not in st.session_state:
        st.session_state[box] = recall(box) if recall(box) in by_name else None
    elif st.session_state[box] not in (*by_name, None):
        st.session_state[box] = None
    name = st.selectbox(
        label,
        list(by_name),
        index=None,
        format_func=lambda key: f"{by_name[key].label} ({by_name[key].number})",
        placeholder=any_,
        key=box,
    )
    remember(box, name)
    return by_name[name] if name else None


def builder_view() -> bool:
    """The steps, the sentence that they make, and its answer; gives whether there is one that rests on something."""
    snapshot = session.snapshot()
    st.markdown(_("Each step offers only what has answers; the number says how many things it leads to."))
    first, second, third = st.columns(3)
    with first:
        kind = _choose(_("1. What are you looking for?"), "b-kind", kinds(snapshot, language()), _("Choose a kind of item"))
    if kind is None:
        return False
    built = Built(kind.key)
    with second:
        relation = _choose(
            _("2. How does it hang together?"), "b-relation", relations(snapshot, built, language()), _("Just list them")
        )
    if relation is not None:
        built = Built(kind.key, relation.key, relation.outward)
        with third:
            of_kind, things = others(snapshot, built, language())
            other_kind = _choose(_("3. With what kind of item?"), "b-other-kind", of_kind, _("Any kind"))
            if other_kind is not None:
                below = snapshot.ontology.below(other_kind.key)
                things = tuple(c for c in things if snapshot.entity(c.key).type in below)
            other = _choose(_("Or with one item"), "b-other", things, _("Any"))
        if other is not None:
            built = Built(kind.key, relation.key, relation.outward, other.key)
        elif other_kind is not None:
            built = Built(kind.key, relation.key, relation.outward, "", other_kind.key)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        who = voices(snapshot)
        if "b-voice" not in st.session_state:
            st.session_state["b-voice"] = recall("b-voice") if recall("b-voice") in who else None
        voice = st.selectbox(
            _("As said by"),
            who,
            index=None,
            format_func=lambda key: snapshot.entity(key).label(language()),
            placeholder=_("All voices"),
            key="b-voice",
            width=280,
        )
        if "b-stated" not in st.session_state:
            st.session_state["b-stated"] = recall("b-stated") == "yes"
            st.session_state["b-count"] = recall("b-count") == "yes"
        stated = st.toggle(_("Only what the text states"), key="b-stated")
        count = st.toggle(_("Only how many"), key="b-count")
    remember("b-voice", voice)
    remember("b-stated", "yes" if stated else "")
    remember("b-count", "yes" if count else "")
    built = Built(
        built.kind, built.relation, built.outward, built.other, built.other_kind, voice or "", stated_only=stated, count=count
    )
    with st.spinner(_("Looking …")):
        reply = ask_built(snapshot, built, language())
        reply_view("built", reply)
    return bool(reply.claims)
