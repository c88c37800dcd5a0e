"""What a file says of terms, alone or hung below ours: the ontology for ``modules``, and beside it a module with the alignment."""

from __future__ import annotations

from dataclasses import replace

from trosol.errors import shorten
from trosol.files import Folder
from trosol.imports.alignment import suggested
from trosol.imports.alignment_file import alignment_file, suggestion_words
from trosol.imports.drawn_map import unreadable
from trosol.imports.file_kinds import LOOSE, FileContent
from trosol.imports.ties_as_items import tie_item_terms
from trosol.read.sources import Reading

__all__ = ["hung", "terms_alone"]

_SHOWN = 12


def hung(found: FileContent, before: Reading, into: Folder, stem: str, *, anew: bool) -> FileContent:
    """The file with all its terms, and with a module that hangs those of others below ours.

    A module of that name that is there already was read, and maybe changed, by somebody: it stays, unless ``anew``.
    """
    files, remarks = dict(found.files), list(found.remarks)
    name = f"modules/{stem}-alignment.ttl"
    suggestions = suggested(found.all_terms, before.vocabulary.triples, before.ontology)
    placed = [suggestion_words(each) for each in suggestions if each.term is not None]
    standing = tie_item_terms()
    loose = [each.label for each in suggestions if each.term is None and not each.follows and each.iri not in standing]
    ties = [each.label for each in suggestions if each.term is None and each.iri in standing]
    if into.kind(name) is not None and not anew:
        remarks.append(f"{name} is there already and stays as it is")
    elif placed:
        files[name] = alignment_file(suggestions, stem)
        remarks.append(f"{name} puts {len(placed)} terms below ours: {_few(placed)}")
        if loose:
            remarks.append(f"{len(loose)} terms have no place yet, and are listed there: {_few(loose)}")
    if ties:
        remarks.append(f"{len(ties)} terms say that an item stands for a tie, which is brought instead: {_few(ties)}")
    if found.files:
        return replace(found, files=files, remarks=tuple(remarks))
    notes = tuple(note for note in found.notes if LOOSE not in note)
    return replace(found, terms=found.all_terms, notes=notes, files=files, remarks=tuple(remarks))


def terms_alone(found: FileContent, name: str) -> FileContent:
    """The classes and relations of a file, without the items that it describes beside them, which are told.

    Raises :class:`trosol.errors.TrosolError` where it has none.
    """
    modules = {file: content for file, content in found.files.items() if file.startswith("modules/")}
    if not modules and not found.all_terms:
        raise unreadable(
            name, "an ontology", f"it is {found.form}, without classes or relations; `trosol import` brings such files in"
        )
    notes = [note for note in found.notes if LOOSE not in note]
    if found.drawing is not None:
        terms = {str(triple.subject).strip("<>") for triple in found.all_terms}
        things = [thing.label for thing in found.drawing.things if not thing.guessed and thing.key not in terms]
        if things:
            notes.append(f"{len(things)} × item ({_few(things)}): `trosol import {shorten(name)} --into FOLDER` brings items in")
    return replace(found, drawing=None, rows={}, terms=found.all_terms if not modules else (), files=modules, notes=tuple(notes))


def _few(texts: list[str]) -> str:
    more = f", … and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return ", ".join(shorten(text, 60) for text in texts[:_SHOWN]) + more
