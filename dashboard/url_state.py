"""The one state of a session, in the address of its page: what goes along from screen to screen, and what each screen was set to.

Nothing of it is kept anywhere else, so that a link shows what its sender saw, *Back* shows what was there before, and no two sessions mix.
A widget that stands for a part of it takes its value from the address on each run, and writes there when it is changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st

from trosol.lens_fields import LENS_FIELDS
from trosol.web.moved_screens import moved

__all__ = [
    "CARRIED",
    "FILTERS",
    "PLAN",
    "begin_run",
    "carried",
    "choose_many",
    "choose_one",
    "go",
    "link_to",
    "once_a_run",
    "place_in",
    "recall",
    "recall_many",
    "remember",
    "segments",
    "start_from_url",
    "start_many_from_url",
]

_R = TypeVar("_R")

FILTERS = tuple(field.address for field in LENS_FIELDS)
"""Which claims count."""

PLAN = ("push", "open", "remove")
"""The scenario that is being tried."""

CARRIED = ("ecosystem", "lang", "layer", "entity", *FILTERS, "goals", *PLAN, "kept", "parts", "items", "plans", "wanted")
"""What goes along from screen to screen: ecosystem, language, selection, filters, goals, scenarios, and what is to go into a brief."""

_run = threading.local()


def begin_run() -> None:
    """A run of the script begins, or what is carried along changes within one: forget what was looked up."""
    _run.known = {}


def once_a_run(key: Hashable, look: Callable[[], _R]) -> _R:
    """What stays the same while a screen is drawn, looked up once and not hundreds of times."""
    known: dict[Hashable, Any] = _run.__dict__.setdefault("known", {})
    if key not in known:
        known[key] = look()
    found: _R = known[key]
    return found


def carried() -> dict[str, str]:
    """What goes along to another screen."""
    return {key: recall(key) for key in CARRIED if recall(key)}


def recall(key: str, default: str = "") -> str:
    """A value that lives in the URL of this page."""
    return str(st.query_params.get(key, default))


def recall_many(key: str, allowed: Sequence[str]) -> list[str]:
    """Values of the URL, joined there by dots, that are allowed, each once."""
    return list(dict.fromkeys(value for value in recall(key).split(".") if value in allowed))


def remember(key: str, value: str | None) -> None:
    """Put a value into the URL of this page, or take it out."""
    if key in CARRIED:
        begin_run()
    if value:
        if st.query_params.get(key) != value:
            st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def start_from_url(key: str, default: str, allowed: Sequence[str]) -> None:
    """Give a widget its first value from the URL, where that names something that is allowed."""
    if st.session_state.get(key) not in allowed:
        wanted = recall(key, default)
        st.session_state[key] = wanted if wanted in allowed else default


def start_many_from_url(key: str, allowed: Sequence[str]) -> None:
    """The same for a widget that takes several values, joined by dots in the URL."""
    if key not in st.session_state:
        st.session_state[key] = recall_many(key, allowed)


def segments(label: str, names: Mapping[str, str], *, key: str, default: str) -> str:
    """One out of a few, by name: begins with what the URL says, and one is always chosen, even where a browser unsets it or its name is gone."""
    start_from_url(key, default, tuple(names))
    chosen = st.segmented_control(label, tuple(names), format_func=names.__getitem__, key=key, required=True)
    return default if chosen is None else chosen


def choose_one(
    label: str, names: Mapping[str, str], key: str, *, default: str | None = None, few: bool = False, **look: Any
) -> str:
    """One out of several, by name: shows what the address says, and writes there what is chosen. Empty where nothing is.

    ``default``: what is chosen where the address says nothing; None: nothing, and it can be taken away. ``few``: as buttons in a row.
    """

    def changed() -> None:
        chosen = st.session_state[key]
        if chosen is not None or default is None:  # a browser may unset what has to be chosen
            remember(key, chosen if chosen != default else "")

    now, options = recall(key), tuple(names)
    st.session_state[key] = now if now in names else default
    look = {"format_func": names.__getitem__, "on_change": changed, **look}
    if few:
        chosen = st.segmented_control(label, options, required=default is not None, key=key, **look)
    else:
        chosen = st.selectbox(label, options, index=None if default is None else 0, key=key, **look)
    return chosen or default or ""


def choose_many(label: str, names: Mapping[str, str], key: str, **look: Any) -> list[str]:
    """Several, by name: shows what the address says, joined there by dots, and writes there what is chosen."""

    def changed() -> None:
        remember(key, ".".join(st.session_state[key]))

    st.session_state[key] = recall_many(key, tuple(names))
    return list(st.multiselect(label, tuple(names), format_func=names.__getitem__, key=key, on_change=changed, **look))


def place_in(values: Sequence[str], key: str) -> int | None:
    """Where the value of the URL stands in a list, for a select box; None if it does not."""
    wanted = recall(key)
    return values.index(wanted) if wanted in values else None


def go(page: str, **values: str) -> None:
    """Open another screen, with all that goes along; an empty value takes something out."""
    page, values = moved(page, values)
    query = {**carried(), **values}
    st.switch_page(f"screens/{page}.py", query_params={key: value for key, value in query.items() if value})


def link_to(page: str, **values: str) -> str:
    """Relative link to a screen with its state."""
    return f"{page}?{urlencode({**carried(), **values})}"
