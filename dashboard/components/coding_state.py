"""What the coding screen works on: the source that is open with its text, the lines that are chosen, and the draft that is in the form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

import session
from trosol.coding import SourceText, Suggester, Suggestion, cited_lines, lines_asked, source_text
from trosol.coding.decisions import Decision, decisions_of
from trosol.coding.related_elsewhere import elsewhere
from trosol.errors import TrosolError, WrongUse
from trosol.files import Folder
from trosol.resources import ecosystem_path
from url_state import recall, remember

__all__ = [
    "OpenSource",
    "choose_lines",
    "chosen_lines",
    "draft",
    "next_form",
    "open_source",
    "put_draft",
    "suggestion_at",
    "texts_there",
]

WINDOW = 240
"""So many lines are in the page at once."""
_DRAFT, _FORM = "coding-draft", "coding-form"


@dataclass(frozen=True)
class OpenSource:
    """A source that is open: its id, its text, the claims that cite each line, and the decisions that were made."""

    name: str
    text: SourceText
    cited: Mapping[int, Sequence[str]]
    decisions: tuple[Decision, ...]


def folder() -> Path | None:
    """The folder that is shown; None where the ecosystem is a single file."""
    path = ecosystem_path(session.ecosystem_name())
    return path if path.is_dir() else None


def texts_there() -> tuple[str, ...]:
    """Ids of sources whose text lies beside the ecosystem."""
    place = folder()
    if place is None:
        return ()
    inside = Folder(place)
    return tuple(key for key in session.snapshot().records.sources if inside.kind(f"sources/{key}.txt") == "file")


def open_source(name: str) -> OpenSource:
    """The source with this id. Raises :class:`TrosolError` where its text cannot be read."""
    place = folder()
    if place is None:
        raise WrongUse([])
    text = source_text(place, name)
    snapshot = session.snapshot()
    cited = session.shown("cited-lines", name, text.sha256, make=lambda: cited_lines(snapshot, text, name))
    return OpenSource(name, text, cited, decisions_of(place))


def chosen_lines(text: SourceText) -> tuple[int, int]:
    """The lines that the address says, else the first line with words."""
    try:
        first, last = lines_asked(recall("lines"))
    except TrosolError:
        first = next((n for n, line in enumerate(text.lines, 1) if line.strip() and not line.startswith("[page ")), 1)
        last = first
    most = len(text.lines)
    return min(first, most), min(max(first, last), most)


def choose_lines(said: str) -> None:
    """Put the lines into the address, and forget the draft that belonged to others, but for who speaks."""
    if recall("lines") != said:
        remember("lines", said)
        put_draft(**{name: value for name, value in draft().items() if name in ("voices", "speaker")})


def _suggester(source: OpenSource) -> Suggester:
    snapshot = session.snapshot()
    found: Suggester = session.shown(
        "suggester", source.text.sha256, make=lambda: Suggester(snapshot, source.text, elsewhere(snapshot))
    )
    return found


def suggestion_at(source: OpenSource, first: int, last: int) -> tuple[Suggestion, ...]:
    """What lines may say, passage by passage."""

    def read() -> tuple[Suggestion, ...]:
        reader = _suggester(source)
        return tuple(reader.read(each) for each in source.text.passages(first, last))

    found: tuple[Suggestion, ...] = session.shown("suggestions-at", source.text.sha256, first, last, make=read)
    return found


def draft() -> dict[str, Any]:
    """What the form begins with."""
    found: dict[str, Any] = st.session_state.get(_DRAFT, {})
    return found


def put_draft(**values: Any) -> None:
    """Begin a new form with these values."""
    st.session_state[_DRAFT] = values
    next_form()


def form_number() -> int:
    """Number of the form: its widgets begin anew with each."""
    return int(st.session_state.setdefault(_FORM, 0))


def next_form() -> None:
    """The next form begins."""
    st.session_state[_FORM] = form_number() + 1


def signature_of(*parts: object) -> str:
    """What tells one state of something from another."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def fitting_relations(
    source: OpenSource, lines: tuple[int, int], subject: str, target: str, types: Mapping[str, str]
) -> tuple[str, ...]:
    """Relations that may join two ends, likeliest first; ``types``: IRIs of their classes by id. All of them while an end is open."""
    return _suggester(source).relations_between(source.text.passages(*lines), (subject, target), types)
