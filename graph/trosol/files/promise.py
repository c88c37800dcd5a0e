"""A folder opened to be read: as it stands, or as a change that was promised and cut off will leave it. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trosol.errors import WARNING, Problem, TrosolError, Where
from trosol.files.entries import HOME, JOURNAL, Entry, place_of, unfinished
from trosol.files.folder import FOLDER, Folder
from trosol.files.journal import foreign
from trosol.files.lock import shared
from trosol.talk import Talk

__all__ = ["open_folder", "undisturbed"]

_log = Talk(__name__)


def open_folder(path: Path) -> Folder:
    """The folder, through a change that this user promised on this machine and that was cut off: all of its files, or none.

    A change that somebody else promised is not looked through: the files are read as they lie, and ``remarks`` and a warning say so.
    """
    folder = Folder(path)
    problem = _odd_home(folder)
    if problem is not None:
        return _warned(folder, problem)
    found = unfinished(folder)
    if found is None:
        return folder
    promised = _promised(folder, found[1])
    if promised is None:
        with shared(folder, f"{HOME}/lock"):  # whoever promised it may be about to finish it
            found = unfinished(folder)
        if found is None:
            return folder
        promised = _promised(folder, found[1])
    if promised is not None:
        return Folder(path, promised)
    entry = found[1]
    if entry is None:
        return _warned(
            folder,
            Problem(
                "journal-foreign",
                "The journal holds a change that no Trosol writes; it is left alone.",
                f"Delete {HOME} in that folder: the files stay as they are.",
                Where(HOME),
            ),
        )
    return _warned(folder, foreign(folder, f"A change of this folder ('{entry.what}') was cut off. It", "finished"))


@contextmanager
def undisturbed(path: Path) -> Iterator[None]:
    """Let no other program write to the folder meanwhile, where one has before; writes nothing."""
    with shared(Folder(path), f"{HOME}/lock"):
        yield


def _odd_home(folder: Folder) -> Problem | None:
    for name in (HOME, JOURNAL):
        kind = folder.kind(name)
        if kind not in (None, FOLDER):
            return Problem(
                "file-not-plain",
                f"'{name}' is {'a link' if kind == 'link' else 'no folder'}: what it holds is not looked at.",
                "Take it away; Trosol makes it anew.",
                Where(name),
            )
    return None


def _promised(folder: Folder, entry: Entry | None) -> dict[str, bytes | None] | None:
    """Contents that stand for those on disk; None for a promise that is not this user's, or no longer whole."""
    if entry is None or not entry.own:
        return None
    import hashlib

    found: dict[str, bytes | None] = {}
    for name, wanted in entry.after.items():
        if wanted is None:
            found[name] = None
            continue
        try:
            content = folder.content(f"{place_of(entry.number)}/put/{name}")
        except TrosolError:
            return None
        if content is None:
            continue  # it is in its place already
        if hashlib.sha256(content).hexdigest() != wanted:
            return None
        found[name] = content
    return found


def _warned(folder: Folder, problem: Problem) -> Folder:
    _log.warning("%s: %s %s", folder.path.resolve().name, problem.message, problem.remedy)
    remark = Problem(problem.code, problem.message, problem.remedy, problem.where, WARNING)
    return Folder(folder.path, None, (remark,))
