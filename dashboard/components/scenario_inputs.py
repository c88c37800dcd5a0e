"""What to push and what to take away, kept in the URL as ``push=ID~plus.ID~minus`` and ``remove=ID.ID``."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import session
from url_state import recall, remember
from words import _, language

__all__ = ["Choice", "from_url", "push_view"]

Choice = tuple[tuple[tuple[str, float], ...], tuple[str, ...]]
_MOST = 6


def push_view(title: str, end: str, offered: Sequence[str]) -> Choice:
    """Boxes for one scenario. ``end`` tells its keys from those of the other one. Returns pushes and what is taken away."""
    entities = session.snapshot().records.entities
    raised, lowered = from_url(f"push{end}", offered)
    gone = [key for key in recall(f"remove{end}").split(".") if key in offered]
    given = {f"up{end}": raised, f"down{end}": lowered, f"gone{end}": gone}
    titles = {f"up{end}": _("Push up"), f"down{end}": _("Push down"), f"gone{end}": _("Take away")}
    chosen: dict[str, list[str]] = {}
    with st.container(border=True):
        st.markdown(f"**{title}**")
        for key, values in given.items():
            if key not in st.session_state:
                st.session_state[key] = values
            taken = {each for other in given if other != key for each in chosen.get(other, ())}
            st.session_state[key] = [each for each in st.session_state[key] if each not in taken]
            chosen[key] = st.multiselect(
                titles[key],
                [each for each in offered if each not in taken],
                format_func=lambda each: entities[each].label(language()),
                placeholder=_("Type a few letters"),
                key=key,
                max_selections=_MOST,
            )
    up, down, away = chosen.values()
    remember(f"push{end}", ".".join([*(f"{each}~plus" for each in up), *(f"{each}~minus" for each in down)]))
    remember(f"remove{end}", ".".join(away))
    pushes = tuple(sorted([*((each, 1.0) for each in up), *((each, -1.0) for each in down)]))
    return pushes, tuple(sorted(away))


def from_url(key: str, offered: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the URL wants pushed up and down, each thing once, without what is not offered."""
    raised: list[str] = []
    lowered: list[str] = []
    for part in recall(key).split("."):
        name, _sep, way = part.partition("~")
        if name in offered and name not in (*raised, *lowered):
            (lowered if way == "minus" else raised).append(name)
    return raised, lowered
