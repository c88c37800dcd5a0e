"""Several files of a folder changed together: all of them or none, one writer at a time, and each change can be undone.

What a change takes away is kept in ``.trosol/journal`` beside the data. The new files are first written there, whole, and
flushed; then the change is promised in one step (``entry.json`` appears); then each file is renamed into its place. A process
that is killed before the promise has changed nothing. One that is killed after it has left a promise, and the next reader or
writer keeps it: :func:`settle`. Nothing needs room on the disk after the promise.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files.atomic import sync_folder, write_atomically
from trosol.talk import Talk

__all__ = ["KEPT", "Entry", "fingerprint", "held", "history", "settle", "state", "undo", "undoable", "write_together"]

KEPT = 20
"""So many changes can be undone; older ones are forgotten."""

_WAIT = 15.0
_HOME, _ENTRY, _DONE = ".trosol", "entry.json", "done"
_log = Talk(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its number, what it was, when, and for each file its SHA-256 before and after (None: not there).

    ``undoes`` is the number of the change that this one took back.
    """

    number: int
    what: str
    when: str
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    undoes: int | None = None


def fingerprint(path: Path) -> str | None:
    """SHA-256 of a file; None where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def write_together(
    folder: Path,
    what: str,
    files: Mapping[str, bytes | None],
    *,
    seen: Mapping[str, str | None] | None = None,
) -> Entry:
    """Write all the files (None: take away) or none of them. Names are relative to the folder, with ``/``.

    ``seen``: what :func:`fingerprint` gave of files that the caller read before; if one is no longer so, somebody else wrote
    meanwhile and nothing is written. Raises :class:`TrosolError` for that, for a folder that another holds, and for a disk
    that is full or read-only.
    """
    with held(folder):
        _finish(folder)
        changed = [name for name, then in (seen or {}).items() if fingerprint(folder / name) != then]
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


def undo(folder: Path) -> Entry:
    """Take back the newest change that has not been taken back; called again, the one before it.

    Raises :class:`WrongUse` where there is nothing to undo, :class:`TrosolError` where a file was changed since by other means.
    """
    with held(folder):
        _finish(folder)
        left = undoable(folder)
        if not left:
            raise WrongUse(
                Problem(
                    "nothing-to-undo",
                    "No change of this folder can be undone.",
                    f"The last {KEPT} changes made with Trosol can be; for others use git.",
                )
            )
        entry = left[-1]
        other = [name for name, then in entry.after.items() if fingerprint(folder / name) != then]
        if other:
            raise TrosolError(
                Problem(
                    "changed-meanwhile",
                    f"{', '.join(sorted(other))} was changed since '{entry.what}' by other means, which undoing would lose.",
                    "Take that back first (an editor's undo, or git), or leave it as it is.",
                    Where(sorted(other)[0]),
                )
            )
        kept = _place(folder, entry.number) / "before"
        back = {name: (kept / name).read_bytes() if then is not None else None for name, then in entry.before.items()}
        return _write(folder, f"undo: {entry.what}", back, entry.number)


def history(folder: Path) -> tuple[Entry, ...]:
    """The changes that are kept, oldest first."""
    return tuple(entry for number in _numbers(folder) if (entry := _read(folder, number)) is not None)


def settle(folder: Path) -> Entry | None:
    """Keep a promise that a killed writer left; what was finished, or None. Cheap where there is nothing to do.

    Raises :class:`TrosolError` where one must be kept and the folder cannot be written to.
    """
    _, promised, done = state(folder)
    if done or not promised:
        return None
    with held(folder):
        return _finish(folder)


def state(folder: Path) -> tuple[int, bool, bool]:
    """Number of the newest change, whether it is promised and whether it is done: the same before and after reading, or read again."""
    number = max(_numbers(folder), default=0)
    place = _place(folder, number)
    return number, (place / _ENTRY).exists(), (place / _DONE).exists()


def _numbers(folder: Path) -> list[int]:
    try:
        return sorted(
            int(path.name) for path in (folder / _HOME / "journal").iterdir() if path.name.isascii() and path.name.isdigit()
        )
    except (FileNotFoundError, NotADirectoryError):
        return []


def _place(folder: Path, number: int) -> Path:
    return folder / _HOME / "journal" / f"{number:06d}"


def undoable(folder: Path) -> list[Entry]:
    """Changes that can be undone, oldest first."""
    entries = history(folder)
    gone = {entry.undoes for entry in entries}
    return [entry for entry in entries if entry.undoes is None and entry.number not in gone]


def _read(folder: Path, number: int) -> Entry | None:
    try:
        said = json.loads((_place(folder, number) / _ENTRY).read_text(encoding="utf-8"))
        entry = Entry(number, str(said["what"]), str(said["when"]), dict(said["before"]), dict(said["after"]), said["undoes"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return entry if all(_is_inside(name) for name in (*entry.before, *entry.after)) else None


def _is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not PurePosixPath(name).is_absolute() and ".." not in parts and "\\" not in name and parts[0] != _HOME


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder: nobody else writes to it meanwhile. The system lets go of it when its holder dies."""
    from filelock import FileLock, Timeout

    home = folder / _HOME
    try:
        home.mkdir(exist_ok=True)
        ignore = home / ".gitignore"
        if not ignore.exists():
            write_atomically(ignore, b"*\n")
        lock = FileLock(home / "lock", timeout=_WAIT)
        lock.acquire()
    except Timeout:
        raise TrosolError(
            Problem(
                "folder-busy",
                f"Another program has been writing to {folder.name} for {_WAIT:.0f} s.",
                "Try again when it is done.",
            )
        ) from None
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        yield
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        lock.release()


def _unwritable(folder: Path, error: OSError) -> TrosolError:
    return TrosolError(
        Problem(
            "file-unwritable",
            f"{folder.name} cannot be written to: {error.strerror or error}. It is as it was.",
            "Check that you may write there and that the disk has room.",
            Where(folder.name),
        )
    )


def _write(folder: Path, what: str, files: Mapping[str, bytes | None], undoes: int | None) -> Entry:
    wrong = [name for name in files if not _is_inside(name)]
    if wrong:
        raise WrongUse(
            Problem("name-bad", f"'{shorten(wrong[0])}' is no file inside the folder.", "Write inside the folder only.")
        )
    number = max(_numbers(folder), default=0) + 1
    place = _place(folder, number)
    try:
        place.mkdir(parents=True)
        before = {name: _keep(folder / name, place / "before" / name) for name in files}
        after = {name: _stage(content, place / "put" / name) for name, content in files.items()}
        when = datetime.now(UTC).isoformat(timespec="seconds")
        said = {"what": what, "when": when, "before": before, "after": after, "undoes": undoes}
        for inner in [path for path in place.rglob("*") if path.is_dir()]:
            sync_folder(inner)
        write_atomically(place / _ENTRY, json.dumps(said, ensure_ascii=False, indent=1).encode())  # the promise
    except BaseException:
        if not (place / _ENTRY).exists():
            shutil.rmtree(place, ignore_errors=True)
        raise
    _apply(folder, number, after)
    _forget(folder)
    return Entry(number, what, when, before, after, undoes)


def _keep(path: Path, copy: Path) -> str | None:
    if not path.exists():
        return None
    return _stage(path.read_bytes(), copy)


def _stage(content: bytes | None, path: Path) -> str | None:
    if content is None:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return hashlib.sha256(content).hexdigest()


def _leads_out(folder: Path, names: Iterable[str]) -> bool:
    """Whether a file would be written outside, through a link that came with the folder."""
    inside = folder.resolve()
    return (folder / _HOME).is_symlink() or not all((folder / name).parent.resolve().is_relative_to(inside) for name in names)


def _apply(folder: Path, number: int, after: Mapping[str, str | None]) -> None:
    """Rename each file into its place. May be done again from any point at which it was cut off."""
    place = _place(folder, number)
    if _leads_out(folder, after):
        raise TrosolError(
            Problem("name-bad", "A change of this folder would write outside it, through a link.", "Delete its folder .trosol.")
        )
    for name, wanted in after.items():
        target, ready = folder / name, place / "put" / name
        if wanted is None:
            target.unlink(missing_ok=True)
        elif ready.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                ready.chmod(target.stat().st_mode & 0o777)
            ready.replace(target)
        sync_folder(target.parent if target.parent.exists() else folder)
    (place / _DONE).touch()
    sync_folder(place)


def _finish(folder: Path) -> Entry | None:
    """Keep the promise of a killed writer, and clear away what one left that had promised nothing."""
    done = None
    for number in _numbers(folder)[-2:]:
        place = _place(folder, number)
        if not (place / _ENTRY).exists():
            shutil.rmtree(place, ignore_errors=True)
        elif not (place / _DONE).exists() and (entry := _read(folder, number)) is not None:
            _apply(folder, number, entry.after)
            _log.warning("%s: finished a change that was cut off (%s)", folder.name, entry.what)
            done = entry
    return done


def _forget(folder: Path) -> None:
    """Let go of all that is older than the changes which can be undone, and of whatever is beyond four times their number."""
    numbers, kept = _numbers(folder), undoable(folder)[-KEPT:]
    oldest = kept[0].number if len(kept) == KEPT else 0
    for number in numbers:
        if number < oldest or number <= numbers[-1] - 4 * KEPT:
            with suppress(OSError):
                shutil.rmtree(_place(folder, number))
