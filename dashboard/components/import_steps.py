"""Bring something into the folder that is shown: what it would add and change, what is refused, and, where that is allowed, writing it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

import session
from components.file_upload import nameless, problems_table
from screen_parts import table
from trosol.errors import Problem, TrosolError
from trosol.files import undo, undoable
from trosol.imports import ENDINGS, LEFT_OUT, Meanings, Proposal, propose
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION
from trosol.resources import ecosystem_path
from trosol.views.plain_words import plain
from widget_keys import key_of
from words import _, language

__all__ = ["bring"]


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
        placeholder=_("Needed for maps only"),
        key="bring-voice",
    )
    replacing = st.checkbox(_("Rows with a known id take the place of the old ones"), key="bring-replace")
    with tempfile.TemporaryDirectory(prefix="trosol-") as place:
        paths = _kept(place, uploaded)
        try:
            found = _proposal(paths, folder, Meanings(voice=voice or ""), replacing=replacing)
            meanings = _mapped(found, voice or "")
            if meanings is not None:
                found = _proposal(paths, folder, meanings, replacing=replacing)
        except TrosolError as error:
            _problems(error.problems, place)
            return
        _decide(found, place, may_write=may_write)


def _decide(found: Proposal, place: str, *, may_write: bool) -> None:
    """Show what would happen; say what is still to be said; let it be written where that is allowed."""
    asked = {
        "import-unmapped": _("Say above what each word means, or leave it out."),
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
        except TrosolError as error:
            _problems(error.problems, place)
            return
        st.session_state["written"] = True
        st.rerun()


def _proposal(paths: list[Path], folder: Path, meanings: Meanings, *, replacing: bool) -> Proposal:
    with st.spinner(_("Checking …"), show_time=True):
        return propose(paths, folder, mapping=meanings, replacing=replacing)


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


def _mapped(found: Proposal, voice: str) -> Meanings | None:
    """Ask what the words of a map mean; None where it has no words that need it."""
    unknown = {part: [word for word, name in words.items() if not name] for part, words in found.words.items()}
    if not any(unknown.values()):
        return None
    st.subheader(_("What do these words mean here?"))
    ontology = session.snapshot().ontology
    chosen: dict[str, dict[str, str]] = {"types": {}, "relations": {}}
    for part, root in (("types", ROOT_CLASS), ("relations", ROOT_RELATION)):
        names = {
            term.name: term.label(language())
            for iri in ontology.below(root) - {root}
            if (term := ontology.term(iri)) and not term.deprecated
        }
        options = [LEFT_OUT, *sorted(names, key=lambda name: names[name].casefold())]
        for word in unknown.get(part, ()):
            picked = st.selectbox(
                plain(word),
                options,
                index=None,
                format_func=({LEFT_OUT: _("leave these out")} | names).__getitem__,
                placeholder=_("Choose what it means"),
                key=key_of("bring", part, word),
            )
            if picked:
                chosen[part][word] = picked
    return Meanings(types=chosen["types"], relations=chosen["relations"], voice=voice)


def _show(found: Proposal, place: str) -> None:
    st.subheader(_("What would happen"))
    names = {
        "entities": _("entities"),
        "claims": _("claims"),
        "evidence": _("evidence"),
        "sources": _("sources"),
        "observations": _("observations"),
    }
    rows = [
        (names[part], _("added"), ", ".join(ids[:30]) + (" …" if len(ids) > 30 else ""), len(ids))
        for part, ids in found.added.items()
    ]
    rows += [(names[c.table], _("changed"), f"{c.id}, {c.column}: {c.before} → {c.after}", 1) for c in found.changed]
    rows += [(_("files"), _("added"), name, 1) for name in found.whole]
    rows += [(names[part], _("the same"), "", number) for part, number in found.same.items()]
    rows += [("", _("left out"), note, 1) for note in found.left_out]
    if rows:
        table("would", [_("What"), _("How"), _("Which"), _("How many")], rows, says=_("What would happen"))
    _problems((*found.problems, *found.remarks), place)


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
