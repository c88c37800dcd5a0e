"""Several files of a folder changed together: all of them or none, one writer at a time, and each change can be undone.

What a change takes away is kept in ``.trosol/journal`` beside the data. The new files are first written there, whole, and
flushed; then the change is promised in one step (``entry.json`` appears); then each file is renamed into its place. A process
that is killed before the promise has changed nothing. One that is killed after it has left a promise: whoever reads sees the files as
promised (:mod:`trosol.files.promise`), and the next writer finishes it. Nothing needs room on the disk after the promise.

A journal can come with a folder from elsewhere. It names files that make up an ecosystem and no others; and what was not written by this
user on this machine is neither finished nor taken back before somebody says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files.changing import make, move, remove, remove_tree, replace, sync, write_new
from trosol.files.ecosystem_files import strangers
from trosol.files.entries import DONE, ENTRY, HOME, JOURNAL, Entry, history, numbers, place_of, read_entry, unfinished, written
from trosol.files.folder import FILE, Folder, NotPlainError
from trosol.files.lock import locked
from trosol.talk import Talk

__all__ = ["KEPT", "foreign", "held", "settle", "undo", "undoable", "write_together"]

KEPT = 20
"""So many changes can be undone; older ones are forgotten."""

_log = Talk(__name__)


def write_together(
    path: Path,
    what: str,
    files: Mapping[str, bytes | None],
    *,
    seen: Mapping[str, str | None] | None = None,
) -> Entry:
    """Write all the files (None: take away) or none of them. Names are relative to the folder, with ``/``.

    ``seen``: the SHA-256 of files that the caller read before; if one is no longer so, somebody else wrote meanwhile and nothing is
    written. Raises :class:`TrosolError` for that, for a folder that another holds, for a change in it that somebody else promised and
    did not finish, and for a disk that is full or read-only; :class:`WrongUse` for a name that is no part of an ecosystem.
    """
    with held(path) as folder:
        _finish(folder)
        changed = [name for name, then in (seen or {}).items() if folder.digest(name) != then]
        if changed:
            raise TrosolError(
                Problem(
                    "changed-meanwhile",
                    f"Somebody else changed {', '.join(sorted(changed))} meanwhile. Nothing was written.",
                    "Run the same command again: it starts from what is there now.",
                    Where(sorted(changed)[0]),
                )
            )
        return _write(folder, what, files, None)


def undo(path: Path, *, trusting: bool = False) -> Entry:
    """Take back the newest change that has not been taken back; called again, the one before it.

    ``trusting``: even where it was not this user, on this machine, who made it. Raises :class:`WrongUse` where there is nothing to undo,
    :class:`TrosolError` where somebody else made it, and where a file was changed since by other means.
    """
    with held(path) as folder:
        _finish(folder, trusting=trusting)
        left = undoable(path)
        if not left:
            raise WrongUse(
                Problem(
                    "nothing-to-undo",
                    "No change of this folder can be undone.",
                    f"The last {KEPT} changes made with Trosol can be; for others use git.",
                )
            )
        entry = left[-1]
        if not (entry.own or trusting):
            raise TrosolError(foreign(folder, f"'{entry.what}'", "taken back"))
        other = [name for name, then in entry.after.items() if folder.digest(name) != then]
        if other:
            raise TrosolError(
                Problem(
                    "changed-meanwhile",
                    f"{', '.join(sorted(other))} was changed since '{entry.what}' by other means, which undoing would lose.",
                    "Take that back first (an editor's undo, or git), or leave it as it is.",
                    Where(sorted(other)[0]),
                )
            )
        back = {name: _kept(folder, entry, name) for name in entry.before}
        return _write(folder, f"undo: {entry.what}", back, entry.number)


def settle(path: Path, *, trusting: bool = False) -> Entry | None:
    """Finish a change that a killed writer promised, as the next writer does first; what was finished, or None.

    ``trusting``: even where somebody else promised it. Raises :class:`TrosolError` where it cannot be finished, or must not.
    """
    if unfinished(Folder(path)) is None:
        return None
    with held(path) as folder:
        return _finish(folder, trusting=trusting)


def foreign(folder: Folder, what: str, done: str) -> Problem:
    """What is told of a change that was not made by this user on this machine."""
    name = shorten(str(folder.path))
    return Problem(
        "journal-foreign",
        f"{what} was not promised by you on this machine, and is not {done} without being asked.",
        f"`trosol undo {name} --list` shows what the journal holds, `trosol undo {name} --trust-journal` takes it as your own; "
        f"or delete {name}/{HOME}: the files stay as they are.",
        Where(HOME),
    )


def undoable(path: Path) -> list[Entry]:
    """Changes that can be undone, oldest first."""
    entries = history(path)
    gone = {entry.undoes for entry in entries}
    return [entry for entry in entries if entry.undoes is None and entry.number not in gone]


@contextmanager
def held(path: Path) -> Iterator[Folder]:
    """Hold the folder: nobody else writes to it meanwhile. The system lets go of it when its holder dies."""
    folder = Folder(path)
    try:
        make(folder, JOURNAL)
        if folder.kind(f"{HOME}/.gitignore") is None:
            with suppress(FileExistsError):
                write_new(folder, f"{HOME}/.gitignore", b"*\n")
        with locked(folder, f"{HOME}/lock"):
            yield folder
    except NotPlainError as odd:
        raise TrosolError(odd.problem()) from None
    except OSError as error:
        raise _unwritable(folder.path, error) from None


def _unwritable(path: Path, error: OSError) -> TrosolError:
    return TrosolError(
        Problem(
            "file-unwritable",
            f"{path.name} cannot be written to: {error.strerror or error}. It is as it was.",
            "Check that you may write there and that the disk has room.",
            Where(path.name),
        )
    )


def _write(folder: Folder, what: str, files: Mapping[str, bytes | None], undoes: int | None) -> Entry:
    wrong = strangers(files)
    if wrong:
        raise WrongUse(
            Problem(
                "name-bad",
                f"'{shorten(wrong[0])}' is no file of an ecosystem's folder.",
                "Write tables, dataset.toml, modules/NAME.ttl and questions/NAME.rq only.",
            )
        )
    number = max(numbers(folder), default=0) + 1
    place = place_of(number)
    try:
        make(folder, place)
        before = {name: _stage(folder, f"{place}/before/{name}", folder.content(name)) for name in files}
        after = {name: _stage(folder, f"{place}/put/{name}", content) for name, content in files.items()}
        entry = Entry(number, what, datetime.now(UTC).isoformat(timespec="seconds"), before, after, undoes, own=True)
        replace(folder, f"{place}/{ENTRY}", written(entry))  # the promise
    except BaseException:
        if folder.kind(f"{place}/{ENTRY}") is None:
            remove_tree(folder, place)
        raise
    _apply(folder, entry)
    _forget(folder)
    return entry


def _stage(folder: Folder, name: str, content: bytes | None) -> str | None:
    if content is None:
        return None
    write_new(folder, name, content)
    sync(folder, name)
    return hashlib.sha256(content).hexdigest()


def _kept(folder: Folder, entry: Entry, name: str) -> bytes | None:
    """What a file was before a change."""
    wanted = entry.before[name]
    if wanted is None:
        return None
    content = folder.content(f"{place_of(entry.number)}/before/{name}")
    if content is None or hashlib.sha256(content).hexdigest() != wanted:
        raise TrosolError(_damaged(folder, entry))
    return content


def _damaged(folder: Folder, entry: Entry) -> Problem:
    return Problem(
        "journal-damaged",
        f"What the journal keeps of '{entry.what}' is no longer what was put there.",
        f"Delete {shorten(str(folder.path))}/{place_of(entry.number)}: the files stay as they are.",
        Where(place_of(entry.number)),
    )


def _apply(folder: Folder, entry: Entry) -> None:
    """Rename each file into its place. May be done again from any point at which it was cut off."""
    place = place_of(entry.number)
    for name, wanted in entry.after.items():  # all that can be wrong, before anything is moved
        problem = folder.problem(name)
        if problem is not None:
            raise TrosolError(problem)
        if folder.kind(f"{place}/put/{name}") is not None and folder.digest(f"{place}/put/{name}") != wanted:
            raise TrosolError(_damaged(folder, entry))
    for name, wanted in entry.after.items():
        if wanted is None:
            remove(folder, name)
        elif folder.kind(f"{place}/put/{name}") == FILE:
            move(folder, f"{place}/put/{name}", name)
    with suppress(FileExistsError):
        write_new(folder, f"{place}/{DONE}", b"")
    sync(folder, f"{place}/{DONE}")


def _finish(folder: Folder, *, trusting: bool = False) -> Entry | None:
    """Keep the promise of a killed writer, and clear away what one left that had promised nothing."""
    done = None
    for number in numbers(folder)[-2:]:
        place = place_of(number)
        if folder.kind(f"{place}/{ENTRY}") is None:
            remove_tree(folder, place)
        elif folder.kind(f"{place}/{DONE}") is None and (entry := read_entry(folder, number)) is not None:
            if not (entry.own or trusting):
                raise TrosolError(foreign(folder, f"A change of this folder ('{entry.what}') was cut off. It", "finished"))
            _apply(folder, entry)
            _log.warning("%s: finished a change that was cut off (%s)", folder.path.resolve().name, entry.what)
            done = entry
    return done


def _forget(folder: Folder) -> None:
    """Let go of all that is older than the changes which can be undone, and of whatever is beyond four times their number."""
    found, kept = numbers(folder), undoable(folder.path)[-KEPT:]
    oldest = kept[0].number if len(kept) == KEPT else 0
    for number in found:
        if number < oldest or number <= found[-1] - 4 * KEPT:
            remove_tree(folder, place_of(number))
