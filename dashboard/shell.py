"""What every screen shares: the loaded ecosystem, the selection that lives in the URL, and how errors are shown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode

import streamlit as st

from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.findings import Gatekeepers
from trosol.findings import gatekeepers as gatekeepers_of
from trosol.networks.lens import Lens
from trosol.resources import ecosystem_path
from trosol.store.snapshot import Snapshot

__all__ = [
    "begin",
    "ecosystem",
    "ecosystem_name",
    "errors_in_plain_words",
    "gatekeepers",
    "go",
    "link_to",
    "pick_entity",
    "place_in",
    "recall",
    "remember",
    "select",
    "selected",
    "snapshot",
    "start_from_url",
    "start_many_from_url",
]

_CARRIED = ("ecosystem", "entity")

_STYLE = """
<style>
.block-container {padding-top: 4.2rem; padding-bottom: 3rem; max-width: 1500px;}
[data-testid="stHeading"] h1 {font-size: 2rem; letter-spacing: -0.01em; padding-top: 0;}
[data-testid="stMetricValue"] {font-size: 1.7rem;}
[data-testid="stTopNavLink"] span, header [data-testid="stIconMaterial"] {color: inherit !important; opacity: 1 !important;}
:focus-visible {outline: 3px solid #0b5cad; outline-offset: 2px;}
@media (max-width: 640px) { [data-testid="stHeading"] h1 {font-size: 1.5rem;} .block-container {padding-left: 1rem; padding-right: 1rem;} }
@media print { header, [data-testid="stSidebar"] {display: none;} }
</style>
"""


def ecosystem_name() -> str:
    """Name or path of the ecosystem in the URL, else the one the dashboard was started with."""
    started_with = os.environ.get("TROSOL_ECOSYSTEM", "wales-social-care-2022")
    wanted = st.query_params.get("ecosystem", st.session_state.get("ecosystem", started_with))
    # Only shipped names and the one given at the start: a link must not open files of this machine.
    from trosol.resources import shipped_ecosystems

    return wanted if wanted in (*shipped_ecosystems(), started_with) else started_with


@st.cache_resource(show_spinner="Reading the ecosystem …", max_entries=4)
def _load(path: str, stamp: float) -> Ecosystem:
    return Ecosystem.load(path)


def _stamp(path: str) -> float:
    """Newest change of what an ecosystem is read from, so that an edit is seen on the next run."""
    found = ecosystem_path(path)
    files = [*found.glob("*.csv"), *found.glob("*.toml"), *found.glob("modules/*.ttl")] if found.is_dir() else [found]
    return max((file.stat().st_mtime for file in files), default=0.0)


def ecosystem() -> Ecosystem:
    """The ecosystem of this session, loaded once for everybody and never changed."""
    name = ecosystem_name()
    return _load(name, _stamp(name))


def snapshot() -> Snapshot:
    """Its content."""
    return ecosystem().snapshot


@st.cache_data(show_spinner="Drawing the claims anew to see how firm the ranks are …", max_entries=64)
def _gatekeepers(digest: str, lens: Lens, _snapshot: Snapshot) -> Gatekeepers:
    return gatekeepers_of(_snapshot, lens)


def gatekeepers(lens: Lens) -> Gatekeepers:
    """The gatekeepers of this ecosystem under a lens, computed once for everybody."""
    content = snapshot()
    return _gatekeepers(content.digest, lens, content)


def begin() -> None:
    """Bring what the URL carries into the session, and put what the session carries into the URL."""
    st.html(_STYLE)
    for key in _CARRIED:
        if key in st.query_params:
            st.session_state[key] = st.query_params[key]
        elif st.session_state.get(key):
            st.query_params[key] = st.session_state[key]


def recall(key: str, default: str = "") -> str:
    """A value that lives in the URL of this page."""
    return st.query_params.get(key, default)


def remember(key: str, value: str | None) -> None:
    """Put a value into the URL of this page, or take it out."""
    if value:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def start_from_url(key: str, default: str, allowed: Sequence[str]) -> None:
    """Give a widget its first value from the URL, where that names something that is allowed."""
    if key not in st.session_state:
        wanted = recall(key, default)
        st.session_state[key] = wanted if wanted in allowed else default


def start_many_from_url(key: str, allowed: Sequence[str]) -> None:
    """The same for a widget that takes several values, joined by dots in the URL."""
    if key not in st.session_state:
        st.session_state[key] = [value for value in recall(key).split(".") if value in allowed]


def selected() -> str | None:
    """Id of the selected entity, if it is one of this ecosystem."""
    key = st.session_state.get("entity")
    return key if key in snapshot().records.entities else None


def select(key: str | None) -> None:
    """Make an entity the selection of this session and of its URL."""
    st.session_state["entity"] = key
    remember("entity", key)


def place_in(values: Sequence[str], key: str) -> int | None:
    """Where the value of the URL stands in a list, for a select box; None if it does not."""
    wanted = recall(key)
    return values.index(wanted) if wanted in values else None


def pick_entity(screen: str, then: dict[str, str] | None = None) -> str | None:
    """A box to find an entity by typing; it always shows the selection, and changing it changes the selection.

    ``then``: values that widgets of this screen take when something is picked. Returns the id, or None.
    """
    entities = snapshot().records.entities
    classes = snapshot().ontology.classes
    names = sorted(entities, key=lambda key: (entities[key].label().casefold(), key))
    key = f"{screen}-picker"

    def picked() -> None:
        select(st.session_state[key])
        if st.session_state[key]:
            st.session_state.update(then or {})

    st.session_state[key] = selected()
    st.selectbox(
        "Find a group, problem, action or goal",
        names,
        index=None,
        format_func=lambda entity: f"{entities[entity].label()} · {classes[entities[entity].type].label()}",
        placeholder="Type a few letters",
        key=key,
        on_change=picked,
    )
    return selected()


def go(page: str, **values: str) -> None:
    """Open another screen with the selection carried over."""
    carried = {key: st.session_state[key] for key in _CARRIED if st.session_state.get(key)}
    st.switch_page(f"screens/{page}.py", query_params={**carried, **values})


def link_to(page: str, **values: str) -> str:
    """Relative link to a screen with its state."""
    carried = {key: st.session_state[key] for key in _CARRIED if st.session_state.get(key)}
    return f"{page}?{urlencode({**carried, **values})}"


@contextmanager
def errors_in_plain_words() -> Iterator[None]:
    """Show what is wrong, where and how to mend it; never a traceback."""
    try:
        yield
    except TrosolError as error:
        st.error("This ecosystem cannot be shown.", title="Something needs mending")
        for problem in error.problems[:50]:
            st.text(str(problem))
        if len(error.problems) > 50:
            st.text(f"… and {len(error.problems) - 50} further problems. Run `trosol check` to see all.")
