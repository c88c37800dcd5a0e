"""The entity that a session has selected, and the box to find one."""

from __future__ import annotations

import streamlit as st

from into_view import opens
from session import snapshot
from url_state import recall, remember
from widget_keys import key_of
from words import _, language

__all__ = ["open_below", "pick_entity", "select", "selected"]


def selected() -> str | None:
    """Id of the selected entity, if it is one of this ecosystem."""
    key = recall("entity")
    return key if key in snapshot().records.entities else None


def select(key: str | None) -> None:
    """Make an entity the selection of this session and of its URL."""
    remember("entity", key)


def open_below(key: str, panel: str) -> None:
    """Select an entity, and bring into view the panel of this name, which says more of it."""
    select(key)
    opens(panel)


def pick_entity(screen: str, then: dict[str, str] | None = None) -> str | None:
    """A box to find an entity by typing; it always shows the selection, and changing it changes the selection.

    ``then``: values that widgets of this screen take when something is picked. Returns the id, or None.
    """
    entities = snapshot().records.entities
    classes = snapshot().ontology.classes
    names = sorted(entities, key=lambda key: (entities[key].label(language()).casefold(), key))
    key = key_of("picker", screen)

    def picked() -> None:
        select(st.session_state[key])
        if st.session_state[key]:
            st.session_state.update(then or {})

    st.session_state[key] = selected()
    st.selectbox(
        _("Find a group, problem, action or goal"),
        names,
        index=None,
        format_func=lambda entity: f"{entities[entity].label(language())} · {classes[entities[entity].type].label(language())}",
        placeholder=_("Type a few letters"),
        key=key,
        on_change=picked,
    )
    return selected()
