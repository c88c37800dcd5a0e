"""What every screen shares: the loaded ecosystem, findings worked out once for everybody, the selection, and plain errors."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

import state
from keys import begin_places, key_of
from lens import lens
from shared import ECOSYSTEMS, FINDINGS, VIEWS
from state import go, once_a_run, remember
from trosol import findings
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.files import Folder
from trosol.files.ecosystem_files import stamps
from trosol.networks.lens import Lens
from trosol.resources import ecosystem_path, shipped_ecosystems
from trosol.sparql import pool_of
from trosol.store.snapshot import Snapshot
from trosol.views.plain_words import plain
from words import _, language

_R = TypeVar("_R")

__all__ = [
    "begin",
    "ecosystem",
    "ecosystem_name",
    "errors_in_plain_words",
    "finding",
    "go",
    "label",
    "open_ecosystem",
    "pick_entity",
    "select",
    "selected",
    "snapshot",
]

_STYLE = """
<style>
.block-container {padding-top: 3.2rem; padding-bottom: 3rem; max-width: 1500px;}
[data-testid="stPageLink-NavLink"] {padding-block: 0.2rem;}
[data-testid="stSidebar"] a, [data-testid="stSpinner"] span {color: inherit !important;}
[data-testid="stHeading"] h1 {font-size: 2rem; letter-spacing: -0.01em; padding-top: 0;}
[data-testid="stMetricValue"] {font-size: 1.7rem;}
[data-testid="stVegaLiteChart"] {margin-top: 1.4rem;}
.trosol-table {overflow-x: auto;}
.trosol-table[data-more] {mask-image: linear-gradient(to right, #000 calc(100% - 3rem), transparent);}
.trosol-table table {width: 100%; border-collapse: collapse;}
.trosol-table :is(th, td) {padding: 0.4rem 0.6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); text-align: start; vertical-align: top; font-weight: inherit;}
.trosol-table thead th {font-weight: 600; vertical-align: bottom;}
.trosol-table .number {text-align: end; font-variant-numeric: tabular-nums;}
header [data-testid="stIconMaterial"], [data-testid="stSidebar"] [data-testid="stIconMaterial"] {color: inherit !important; opacity: 1 !important;}
:focus-visible, [role="group"]:has(> input:focus-visible) {outline: 3px solid #0b5cad !important; outline-offset: 2px;}
[role="group"] > input:focus-visible {outline: none !important;}
@media (max-width: 640px) {
  [data-testid="stHeading"] h1 {font-size: 1.5rem;}
  .block-container {padding-left: 1rem; padding-right: 1rem; padding-top: 3.4rem;}
}
@media (prefers-reduced-motion: reduce) { * {animation-duration: 0.01ms !important; transition-duration: 0.01ms !important;} }
@media print { header, [data-testid="stSidebar"], .stButton, .stDownloadButton {display: none !important;} }
</style>
"""
_ON_COLOUR = ", ".join(
    f"{part}, {part} *"
    for part in (
        '[data-testid="stBaseButton-primary"]',
        '[data-testid="stMultiSelect"] span[title]',
        '[data-testid="stMultiSelect"] span[title] + *',
    )
)
_DARK_FOCUS = ':focus-visible, [role="group"]:has(> input:focus-visible)'
_PAGE_JS = """
export default function (component) {
  document.documentElement.lang = component.data.lang;
  document.__trosolTable = component.data.table;
  if (document.__trosolWatch) { return; }
  // A table that is wider than its place can be scrolled by keyboard as well, and fades out where there is more of it.
  const more = (box) => box.toggleAttribute("data-more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1 && getComputedStyle(box).overflowX !== "visible");
  const mend = () => document.querySelectorAll(".trosol-table").forEach((box) => {
    const wide = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
    if (wide && box.tabIndex !== 0) { box.tabIndex = 0; box.setAttribute("role", "region"); box.setAttribute("aria-label", document.__trosolTable); box.addEventListener("scroll", () => more(box)); }
    more(box);
  });
  let waiting = 0;
  document.__trosolWatch = new MutationObserver(() => { waiting ||= setTimeout(() => { waiting = 0; mend(); }, 150); });
  document.__trosolWatch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["open", "class"] });
  window.addEventListener("resize", mend);
  setTimeout(mend, 300);
}
"""


def started_with() -> str:
    """Name or path of the ecosystem that the dashboard was started with."""
    return os.environ.get("TROSOL_ECOSYSTEM", "wales-social-care-2022")


def without() -> str:
    """In a preview: the same ecosystem without what is new; empty else."""
    return os.environ.get("TROSOL_WITHOUT", "")


def ecosystem_name() -> str:
    """Name or path of the ecosystem in the URL, else the one the dashboard was started with."""
    wanted = st.query_params.get("ecosystem", st.session_state.get("ecosystem", started_with()))
    # Only shipped names and the one given at the start: a link must not open files of this machine.
    chosen = wanted if wanted in (*shipped_ecosystems(), started_with()) else started_with()
    return without() if chosen == started_with() and without() and st.session_state.get("layer") == "off" else chosen


def editable() -> Path | None:
    """The folder that this session may write to; None unless the dashboard was started with ``--edit`` and shows that folder."""
    folder = Path(started_with())
    may = (
        os.environ.get("TROSOL_EDIT") == "yes"
        and ecosystem_name() == started_with()
        and Folder(folder).kind("dataset.toml") == "file"
    )
    return folder if may else None


def layer_switch() -> None:
    """In a preview: what is new, on or off, on every screen."""
    if not without() or ecosystem_name() not in (started_with(), without()):
        return
    if "layer-on" not in st.session_state:
        st.session_state["layer-on"] = st.session_state.get("layer") != "off"
    with st.container(horizontal=True, vertical_alignment="center"):
        on = st.toggle(_("Preview: with what is new"), key="layer-on")
        state.remember("layer", "" if on else "off")
        st.markdown(_("Nothing is written yet."))
        if st.button(_("See what it changes"), icon=":material/compare_arrows:", key="layer-compare"):
            state.go("compare", **{"with": "layer"})


Stamp = tuple[tuple[str, int, int, int, int], ...]


def loaded(path: str) -> Ecosystem:
    """An ecosystem in the state that its files are in, read once for everybody."""

    def read() -> Ecosystem:
        found = Ecosystem.load(path)
        # So that the first question does not wait for the processes that queries run in.
        threading.Thread(target=lambda: pool_of(found.snapshot).warm(), daemon=True).start()
        return found

    return ECOSYSTEMS((path, _stamp(path)), read)


def _stamp(path: str) -> Stamp:
    """What tells one state of an ecosystem's files from another, so that an edit is seen on the next run, even where the clock was set back."""
    found = ecosystem_path(path)
    if found.is_dir():
        return stamps(found)
    with suppress(FileNotFoundError):  # taken away meanwhile
        about = found.stat()
        return ((found.name, about.st_mode, about.st_mtime_ns, about.st_size, about.st_ino),)
    return ()


def open_ecosystem(name: str) -> Ecosystem:
    """An ecosystem by name or path, loaded once for everybody and never changed."""
    return once_a_run(("ecosystem", name), lambda: _opened(name))  # type: ignore[no-any-return]


def _opened(name: str) -> Ecosystem:
    with st.spinner(_("Reading the ecosystem …")):
        return loaded(name)


def ecosystem() -> Ecosystem:
    """The ecosystem of this session."""
    return once_a_run("ecosystem", lambda: open_ecosystem(ecosystem_name()))  # type: ignore[no-any-return]


def snapshot() -> Snapshot:
    """Its content."""
    return ecosystem().snapshot


def shown(name: str, *asked: Hashable, make: Callable[[], _R]) -> _R:
    """What a screen shows of the snapshot, made once for everybody: ``make`` depends on the snapshot and ``asked`` alone."""
    return VIEWS((name, snapshot().digest, *asked), make)  # type: ignore[no-any-return]


def network(name: str, *, include_hypothetical: bool = False) -> Any:
    """A declared network without a lens, frozen and for everybody."""
    whole = ecosystem()
    return shown(
        "network",
        name,
        include_hypothetical,
        make=lambda: whole.network(name, frozen=True, include_hypothetical=include_hypothetical),
    )


def finding(name: str, *first: Any, lens_: Lens | None = None, content: Snapshot | None = None, **parameters: Any) -> Any:
    """A finding of :mod:`trosol.findings` under the lens of this session, worked out once for everybody.

    ``first``: arguments that stand before the lens; ``parameters``: the rest.
    """
    content = content or snapshot()
    options = {**parameters, "lens": lens_ or lens(content)}
    if name in findings.THROUGH:
        options["through"] = FINDINGS
    return awaited(FINDINGS.begin(content, getattr(findings, name), first, options))


def awaited(asked: Future[Any]) -> Any:
    """A finding that is being worked out: until it is there a spinner turns, and who goes to another screen waits no longer."""
    if asked.done():
        st.empty()  # in the place of the spinner, so that nothing on the page moves
        return asked.result()
    with st.spinner(_("Drawing the claims anew to see how firm the answer is …"), show_time=True):
        while not wait((asked,), timeout=0.2).done:
            st.session_state.get("lang")  # where Streamlit ends a run that nobody looks at any more
    return asked.result()


def earlier_states() -> tuple[tuple[str, str, str], ...]:
    """Revisions in git of the folder that is shown, newest first: name, day, subject. Empty where there are none."""
    from trosol.diff import revisions_of

    name = ecosystem_name()
    path = ecosystem_path(name)
    # Only the folder that the dashboard was started with: what is shipped is compared by its versions.
    return revisions_of(path) if name == started_with() and path.is_dir() else ()


def at_revision(revision: str) -> Ecosystem:
    """The folder that is shown, as it was at a revision."""
    path = ecosystem_path(ecosystem_name()).resolve()

    def read() -> Ecosystem:
        from trosol.diff import opened_at

        with opened_at(path, revision) as found:
            assert found.questions  # read while its folder is there
            return found

    with st.spinner(_("Reading the ecosystem …")):
        return ECOSYSTEMS(("revision", str(path), revision), read)


def differing(other: Ecosystem) -> Any:
    """Terms, rows, ranks and answers that differ between what is shown and another state."""
    mine = ecosystem()
    chosen = lens(mine.snapshot)

    def compared() -> Any:
        from trosol.diff import differences

        return differences(mine, other, chosen, through=FINDINGS)

    with st.spinner(_("Asking both the same questions …"), show_time=True):
        return shown("differences", other.digest, chosen, make=compared)


def begin() -> None:
    """Bring the state of the URL into the session, and put the house style and the language on the page."""
    state.carry()
    begin_places()
    st.html(_STYLE)
    # Streamlit writes white on the theme's colour whatever that is; on dark pages, where it is light, dark is to be read.
    if st.context.theme.type == "dark":
        st.html(
            f"<style>{_ON_COLOUR} {{color: #101918 !important;}} {_DARK_FOCUS} {{outline-color: #9ccaff !important;}}</style>"
        )
    page = st.components.v2.component("trosol_page", js=_PAGE_JS)
    page(data={"lang": language(), "table": _("Table, can be scrolled sideways")}, key="trosol-page", height=1)


def label(key: str) -> str:
    """Name of an entity in the language of this session, as it may stand in Markdown."""
    return plain(snapshot().entity(key).label(language()))


def selected() -> str | None:
    """Id of the selected entity, if it is one of this ecosystem."""
    key = st.session_state.get("entity")
    return key if key in snapshot().records.entities else None


def select(key: str | None) -> None:
    """Make an entity the selection of this session and of its URL."""
    remember("entity", key)


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


@contextmanager
def errors_in_plain_words() -> Iterator[None]:
    """Show what is wrong, where and how to mend it; never a traceback."""
    try:
        yield
    except TrosolError as error:
        st.error(_("This cannot be shown as it is."), title=_("Something needs mending"))
        for problem in error.problems[:50]:
            st.text(str(problem))
        if len(error.problems) > 50:
            st.text(_("… and {more} further problems. Run `trosol check` to see all.", more=len(error.problems) - 50))
