"""What every screen of a session works on: its ecosystem, in the state that its files are in, and findings of it, worked out once for everybody."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from lens_controls import lens
from process_wide import ECOSYSTEMS, FINDINGS, VIEWS
from trosol import findings
from trosol.ecosystem import Ecosystem
from trosol.files import Folder
from trosol.files.ecosystem_files import stamps
from trosol.findings.influence_worlds import chosen_goals
from trosol.findings.text import claim_sentence
from trosol.model.goals import Goal
from trosol.networks.lens import Lens
from trosol.resources import ecosystem_path, shipped_ecosystems
from trosol.sparql import pool_of
from trosol.store.snapshot import Snapshot
from trosol.views.plain_words import plain
from trosol.worded import in_language
from url_state import once_a_run, recall, recall_many
from words import _, language

if TYPE_CHECKING:
    from trosol.diff import EarlierState

_R = TypeVar("_R")
Stamp = tuple[tuple[str, int, int, int, int], ...]

__all__ = [
    "aims",
    "at_revision",
    "awaited",
    "differing",
    "earlier_states",
    "ecosystem",
    "ecosystem_name",
    "editable",
    "finding",
    "goal_total",
    "goals",
    "label",
    "loaded",
    "network",
    "of_goals",
    "open_ecosystem",
    "said",
    "shown",
    "snapshot",
    "started_with",
    "without",
]


def started_with() -> str:
    """Name or path of the ecosystem that the dashboard was started with."""
    return os.environ.get("TROSOL_ECOSYSTEM", "wales-social-care-2022")


def without() -> str:
    """In a preview: the same ecosystem without what is new; empty else."""
    return os.environ.get("TROSOL_WITHOUT", "")


def ecosystem_name() -> str:
    """Name or path of the ecosystem in the URL, else the one the dashboard was started with."""
    wanted = recall("ecosystem", started_with())
    # Only shipped names and the one given at the start: a link must not open files of this machine.
    chosen = wanted if wanted in (*shipped_ecosystems(), started_with()) else started_with()
    return without() if chosen == started_with() and without() and recall("layer") == "off" else chosen


def editable() -> Path | None:
    """The folder that this session may write to; None unless the dashboard was started with ``--edit`` and shows that folder."""
    folder = Path(started_with())
    may = (
        os.environ.get("TROSOL_EDIT") == "yes"
        and ecosystem_name() == started_with()
        and Folder(folder).kind("dataset.toml") == "file"
    )
    return folder if may else None


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
    return once_a_run(("ecosystem", name), lambda: _opened(name))


def _opened(name: str) -> Ecosystem:
    with st.spinner(_("Reading the ecosystem …")):
        return loaded(name)


def ecosystem() -> Ecosystem:
    """The ecosystem of this session."""
    return once_a_run("ecosystem", lambda: open_ecosystem(ecosystem_name()))


def snapshot() -> Snapshot:
    """Its content."""
    return ecosystem().snapshot


def label(key: str) -> str:
    """Name of an entity in the language of this session, as it may stand in Markdown."""
    return plain(snapshot().entity(key).label(language()))


def said(text: str) -> str:
    """A sentence of a finding in the language of this session, as far as it knows how it was made."""
    return in_language(text, language(), _called)


def _called(kind: str, key: str, words: str) -> str:
    """What something that a sentence names is called in a language."""
    content = snapshot()
    if kind == "claim":
        return claim_sentence(content, content.records.claims[key], words)
    if kind == "class":
        term = content.ontology.term(key)
        return term.label(words) if term else key
    if kind == "kind":
        return next((each.label(words) for each in content.ontology.kinds if each.name == key), key)
    return content.entity(key).label(words) if key in content.records.entities else key


def shown(name: str, *asked: Hashable, make: Callable[[], _R]) -> _R:
    """What a screen shows of the snapshot, made once for everybody: ``make`` depends on the snapshot and ``asked`` alone."""
    found: _R = VIEWS((name, snapshot().digest, *asked), make)
    return found


def network(name: str, *, include_hypothetical: bool = False) -> Any:
    """A declared network without a lens, frozen and for everybody."""
    whole = ecosystem()
    return shown(
        "network",
        "of_goals",
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


def goals() -> tuple[str, ...]:
    """What counts as a goal in this session, by id; empty for the goals of the ecosystem."""
    return tuple(recall_many("goals", [goal.id for goal in snapshot().goals]))


def aims() -> tuple[Goal, ...]:
    """The same, with their weights."""
    return chosen_goals(snapshot(), goals())


def goal_total() -> float:
    """The weight of all goals: a family counts as one."""
    return sum(goal.weight for goal in aims())


def of_goals(name: str) -> Any:
    """A finding that looks at goals, with those of this session."""
    chosen: dict[str, Any] = {"goals": goals()} if goals() else {}
    return finding(name, **chosen)


def awaited(asked: Future[Any]) -> Any:
    """A finding that is being worked out: until it is there a spinner turns, and who goes to another screen waits no longer."""
    if asked.done():
        st.empty()  # in the place of the spinner, so that nothing on the page moves
        return asked.result()
    with st.spinner(_("Drawing the claims anew to see how firm the answer is …"), show_time=True):
        while not wait((asked,), timeout=0.2).done:
            st.session_state.get("lang")  # where Streamlit ends a run that nobody looks at any more
    return asked.result()


def earlier_states() -> tuple[EarlierState, ...]:
    """States in git of the folder that is shown, newest first. Empty where there are none."""
    from trosol.diff import revisions_of

    name = ecosystem_name()
    path = ecosystem_path(name)
    # Only the folder that the dashboard was started with: what is shipped is compared by its versions.
    return once_a_run("states", lambda: revisions_of(path)) if name == started_with() and path.is_dir() else ()


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
