"""Bring something into the folder that is shown: what it would add and change, what is refused, and, where that is allowed, writing it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

import session
from components.file_upload import nameless, problems_table
from components.word_table import chosen_words
from screen_parts import table
from trosol.errors import Problem, TrosolError
from trosol.files import Folder, undo, undoable
from trosol.files.atomic import write_atomically
from trosol.imports import ENDINGS, Meanings, Proposal, mapping_place, propose, read_mapping
from trosol.resources import ecosystem_path
from words import _, language

__all__ = ["bring"]

_MANY, _FEW = 12, 3
"""Ids that a cell shows: of items, which are read, and of claims and evidence, which are long."""


def bring() -> None:
    """The whole way from a file to a written folder, and back."""
    folder = ecosystem_path(session.ecosystem_name())
    if not folder.is_dir():
        st.info(_("Things can be brought into a folder of tables only; this ecosystem is a single file."), icon=":material/info:")
        return
    may_write = session.editable() is not None
    if st.session_state.pop("written", False):
        st.success(_("Written. Every screen shows it now."), icon=":material/check_circle:")
    if may_write:
        _undo_button(folder)
    else:
        st.info(
            _("Here you see what would happen; nothing is written. To write, start it with: trosol dashboard FOLDER --edit"),
            icon=":material/lock:",
        )
    uploaded = st.file_uploader(
        _("A workbook, a map of Kumu, Gephi, yEd or Cytoscape, a pair of CSV files, or RDF"),
        type=[ending.lstrip(".") for ending in ENDINGS],
        accept_multiple_files=True,
        max_upload_size=20,
        key="bring-files",
    )
    if not uploaded:
        return
    voice = st.selectbox(
        _("Who says what a map says?"),
        _voices(),
        index=None,
        format_func=lambda key: session.snapshot().entity(key).label(language()),
        placeholder=_("Those who drew the map"),
        key="bring-voice",
    )
    replacing = st.checkbox(_("Rows with a known id take the place of the old ones"), key="bring-replace")
    with tempfile.TemporaryDirectory(prefix="trosol-") as place:
        paths = _kept(place, uploaded)
        try:
            saved = mapping_place(folder, paths[0])
            meanings = read_mapping(saved) if Folder(folder).kind(saved.name) is not None else Meanings()
            meanings = replace(meanings, voice=voice or meanings.voice)
            found = _proposal(paths, folder, meanings, replacing=replacing)
            if any(found.words.values()):
                _guessed(paths, folder, meanings, replacing=replacing, place=place, may_write=may_write)
                return
        except TrosolError as error:
            _problems(error.problems, place)
            return
        _decide(found, place, may_write=may_write)


def _decide(found: Proposal, place: str, *, may_write: bool, mapping: Path | None = None) -> None:
    """Show what would happen; say what is still to be said; let it be written where that is allowed."""
    asked = {
        "import-unmapped": _("Say what each word means, or leave it out."),
        "import-voice": _("Say above who says what the map says."),
    }
    left = [asked[code] for code in asked if any(problem.code == code for problem in found.problems)]
    shown = replace(found, problems=tuple(problem for problem in found.problems if problem.code not in asked))
    _show(shown, place)
    for what in left:
        st.info(what, icon=":material/arrow_upward:")
    if shown.problems:
        st.error(_("As it is, nothing of it can be brought in."), icon=":material/block:")
    elif found.nothing and not left:
        st.info(_("Nothing is new: all of it is there already."), icon=":material/info:")
    elif (
        may_write
        and not left
        and st.button(_("Write it into the folder"), type="primary", icon=":material/save:", key="bring-write")
    ):
        try:
            found.write()
            if mapping is not None and found.mapping:
                write_atomically(mapping, found.mapping.encode())  # for the next time
        except TrosolError as error:
            _problems(error.problems, place)
            return
        st.session_state["written"] = True
        st.rerun()


def _proposal(paths: list[Path], folder: Path, meanings: Meanings, *, replacing: bool, guessing: bool = False) -> Proposal:
    with st.spinner(_("Checking …"), show_time=True):
        return propose(paths, folder, mapping=meanings, replacing=replacing, guessing=guessing, unfinished=guessing)


def _kept(place: str, uploaded: list[Any]) -> list[Path]:
    """The files in a folder that is gone afterwards, under their own names as far as these are plain names."""
    paths = []
    for number, one in enumerate(uploaded):
        ending = Path(str(one.name)).suffix.lower()
        stem = (
            "".join(c if c.isalnum() or c in "-_" else "-" for c in Path(str(one.name)).stem)[:60].strip("-")
            or f"upload-{number}"
        )
        path = Path(place) / f"{stem}{ending if ending in ENDINGS else '.xlsx'}"
        path.write_bytes(one.getvalue())
        paths.append(path)
    return paths


def _voices() -> list[str]:
    snapshot = session.snapshot()
    known = {voice for claim in snapshot.records.claims.values() for voice in claim.voices}
    return sorted(known, key=lambda key: snapshot.entity(key).label(language()).casefold())


def _guessed(paths: list[Path], folder: Path, meanings: Meanings, *, replacing: bool, place: str, may_write: bool) -> None:
    """A map: its words in a table on the left, each with what it is taken to mean; on the right what that brings."""
    found = _proposal(paths, folder, meanings, replacing=replacing, guessing=True)
    left, right = st.columns(2, gap="large")
    with left:
        chosen = chosen_words(found)
    known = {part: dict(found.words.get(part, {})) for part in chosen}
    if any(known[part].get(word) != name for part, said in chosen.items() for word, name in said.items()):
        meanings = replace(
            meanings,
            types={**meanings.types, **chosen["types"]},
            relations={**meanings.relations, **chosen["relations"]},
        )
        found = _proposal(paths, folder, meanings, replacing=replacing, guessing=True)
    with right:
        _decide(found, place, may_write=may_write, mapping=mapping_place(folder, paths[0]))


def _show(found: Proposal, place: str) -> None:
    st.subheader(_("What would happen"))
    names = {
        "entities": _("entities"),
        "claims": _("claims"),
        "evidence": _("evidence"),
        "sources": _("sources"),
        "observations": _("observations"),
    }
    rows: list[tuple[str, str, str, int | str]] = [
        (names[part], _("added"), _some(ids, _MANY if part == "entities" else _FEW), len(ids))
        for part, ids in found.added.items()
    ]
    rows += [(names[c.table], _("changed"), f"{c.id}, {c.column}: {c.before} → {c.after}", 1) for c in found.changed]
    rows += [(_("files"), _("added"), name, 1) for name in found.whole]
    rows += [(names[part], _("the same"), "", number) for part, number in found.same.items()]
    rows += [("", _("left out"), note, _number(note)) for note in found.left_out]
    rows += [("", _("how it was read"), note, _number(note)) for note in found.read_as]
    rows += [(names[part], _("no longer in the file"), _some(ids, _MANY), len(ids)) for part, ids in found.gone.items()]
    if rows:
        table("would", [_("What"), _("How"), _("Which"), _("How many")], rows, says=_("What would happen"))
    _problems((*found.problems, *found.remarks), place)


def _some(ids: Sequence[str], most: int) -> str:
    return ", ".join(ids[:most]) + (" …" if len(ids) > most else "")


def _number(note: str) -> int | str:
    """How many of something a note tells of; blank where it counts several things."""
    number = note.partition(" × ")[0]
    return int(number) if number.isascii() and number.isdigit() else ""


def _problems(problems: Iterable[Problem], place: str) -> None:
    found = [nameless(problem, place) for problem in problems]
    if found:
        problems_table(found)


def _undo_button(folder: Path) -> None:
    left = undoable(folder)
    if left and st.button(_("Take back: {what}", what=left[-1].what), icon=":material/undo:", key="bring-undo"):
        try:
            undo(folder)
        except TrosolError as error:
            _problems(error.problems, str(folder))
            return
        st.rerun()
