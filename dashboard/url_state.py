"""What a screen remembers: selection, lens and choices live in the URL, so that a link shows what its sender saw."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st

from trosol.lens_fields import LENS_FIELDS

__all__ = [
    "CARRIED",
    "begin_run",
    "carried",
    "carry",
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

CARRIED = ("ecosystem", "entity", "lang", *(field.address for field in LENS_FIELDS), "layer")
"""What goes along from screen to screen: ecosystem, selection, language and lens."""


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


def carry() -> None:
    """Bring what the URL carries into the session, and put what the session carries into the URL."""
    for key in CARRIED:
        if key in st.query_params:
            st.session_state[key] = st.query_params[key]
        elif st.session_state.get(key):
            st.query_params[key] = st.session_state[key]


def carried() -> dict[str, str]:
    """What goes along to another screen."""
    return {key: st.session_state[key] for key in CARRIED if st.session_state.get(key)}


def recall(key: str, default: str = "") -> str:
    """A value that lives in the URL of this page."""
    return str(st.query_params.get(key, default))


def recall_many(key: str, allowed: Sequence[str]) -> list[str]:
    """Values of the URL, joined there by dots, that are allowed."""
    return [value for value in recall(key).split(".") if value in allowed]


def remember(key: str, value: str | None) -> None:
    """Put a value into the URL of this page, or take it out; what is carried along is kept for the other screens too."""
    if key in CARRIED:
        st.session_state[key] = value or ""
        begin_run()
    if value:
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


def place_in(values: Sequence[str], key: str) -> int | None:
    """Where the value of the URL stands in a list, for a select box; None if it does not."""
    wanted = recall(key)
    return values.index(wanted) if wanted in values else None


def go(page: str, **values: str) -> None:
    """Open another screen with selection and lens carried over."""
    st.switch_page(f"screens/{page}.py", query_params={**carried(), **values})


def link_to(page: str, **values: str) -> str:
    """Relative link to a screen with its state."""
    return f"{page}?{urlencode({**carried(), **values})}"
