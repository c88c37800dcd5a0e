"""A folder that may have come from elsewhere: what lies in it is opened by name, below it only, and only where it is an ordinary file.

The folder itself may be reached by a link, for somebody named it. Below it no link is followed, neither in the last part of a name nor
on the way there: each part is opened from the one before it. A device or a pipe is never opened, and nothing is read beyond its limit.
Whatever of Trosol reads or writes inside an ecosystem's folder does it through here.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.content import MAX_BYTES, read_most

__all__ = ["FILE", "FOLDER", "LINK", "MAX_NAMES", "OTHER", "Folder", "NotPlainError"]

FILE, FOLDER, LINK, OTHER = "file", "folder", "link", "other"
_TOLD = {FILE: "an ordinary file", FOLDER: "a folder", LINK: "a link", OTHER: "a device or a pipe"}

MAX_NAMES = 10_000
"""Names in a folder."""

_AT = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


class NotPlainError(Exception):
    """Something on the way to a name, or what has the name, is of another kind than it has to be."""

    def __init__(self, name: str, kind: str, wanted: str) -> None:
        super().__init__(name)
        self.name, self.kind, self.wanted = name, kind, wanted

    def problem(self) -> Problem:
        """What is wrong, and how to mend it."""
        link = self.kind == LINK
        why = "nothing inside an ecosystem's folder may lead elsewhere" if link else f"{_TOLD[self.wanted]} has to be there"
        mend = "Put a copy of what it leads to in its place" if link else f"Put {_TOLD[self.wanted]} in its place"
        return Problem(
            "file-not-plain",
            f"'{shorten(self.name)}' is {_TOLD[self.kind]}: {why}.",
            f"{mend}, or take it away.",
            Where(shorten(self.name)),
        )


class Folder:
    """A folder whose files are read by name, with ``/`` between the parts, e.g. ``modules/own.ttl``.

    ``promised``: contents by name that stand for those on disk (None: taken away); ``remarks``: what was odd when it was opened.
    """

    __slots__ = ("_promised", "path", "remarks")

    def __init__(self, path: Path, promised: Mapping[str, bytes | None] | None = None, remarks: tuple[Problem, ...] = ()) -> None:
        """Nothing is opened before something is asked for."""
        self.path, self._promised, self.remarks = path, promised or {}, remarks

    def kind(self, name: str) -> str | None:
        """What has this name: FILE, FOLDER, LINK or OTHER; None where nothing has. LINK as well where a link stands on the way."""
        if name in self._promised:
            return None if self._promised[name] is None else FILE
        try:
            with self.above(name) as (last, at):
                return _kind(os.stat(last, dir_fd=at, follow_symlinks=False))
        except NotPlainError as odd:
            return LINK if odd.kind == LINK else None
        except (OSError, ValueError):
            return None

    def content(self, name: str, most: int | None = None) -> bytes | None:
        """The bytes of a file; None where there is none. ``most``: how many bytes it may have (else 256 MiB).

        Raises :class:`TrosolError` for a link, a folder, a device, a pipe, what is too large, and what the system does not let us read.
        """
        most = MAX_BYTES if most is None else most
        if name in self._promised:
            content = self._promised[name]
        else:
            try:
                content = self._read(name, most)
            except (FileNotFoundError, ValueError):
                return None
            except NotPlainError as odd:
                raise TrosolError(odd.problem()) from None
            except OSError as error:
                raise TrosolError(_unreadable(name, error)) from None
        if content is not None and len(content) > most:
            size = f"{most // 1024**2:,} MiB" if most >= 1024**2 else f"{most:,} bytes"
            raise TrosolError(Problem("file-too-large", f"The file is larger than {size}.", "Split it.", Where(shorten(name))))
        return content

    def digest(self, name: str) -> str | None:
        """SHA-256 of a file; None where there is none. Raises :class:`TrosolError` as :meth:`content` does."""
        content = self.content(name)
        return None if content is None else hashlib.sha256(content).hexdigest()

    def names(self, under: str = "", ending: str = "") -> tuple[str, ...]:
        """Names of what lies in the folder, or in one below it, sorted; whatever it is, so that reading it says what is wrong with it.

        What begins with a dot is nobody's data, and left out. Raises :class:`TrosolError` where ``under`` is no real folder, and where
        there are more than :data:`MAX_NAMES`.
        """
        before = f"{under}/" if under else ""
        found = {name for name, content in self._promised.items() if content is not None}
        found = {name for name in found if name.startswith(before) and "/" not in name[len(before) :]}
        try:
            found |= {before + name for name in self.entries(under)} - self._promised.keys()
        except (FileNotFoundError, ValueError):
            pass
        except NotPlainError as odd:
            raise TrosolError(odd.problem()) from None
        except OSError as error:
            raise TrosolError(_unreadable(under or self.path.name, error)) from None
        return tuple(sorted(name for name in found if name.endswith(ending) and not name[len(before) :].startswith(".")))

    def stamps(self, *names: str) -> tuple[tuple[str, int, int, int, int], ...]:
        """Name, kind, time of change, size and number of what has these names, without following links: what an edit cannot leave as it was."""
        found = []
        for name in names:
            with suppress(OSError, ValueError, NotPlainError), self.above(name) as (last, at):
                about = os.stat(last, dir_fd=at, follow_symlinks=False)
                found.append((name, about.st_mode, about.st_mtime_ns, about.st_size, about.st_ino))
        return tuple(found)

    def problem(self, name: str) -> Problem | None:
        """Why the file of that name would not be read; None where it would be, or where there is none."""
        try:
            with self.above(name) as (last, at):
                kind = _kind(os.stat(last, dir_fd=at, follow_symlinks=False))
        except NotPlainError as odd:
            return odd.problem()
        except (OSError, ValueError):
            return None
        return None if kind == FILE else NotPlainError(name, kind, FILE).problem()

    def entries(self, under: str = "") -> list[str]:
        """Names of everything in a folder, as the system gives them. Raises :class:`OSError`, and :class:`TrosolError` for too many."""
        with self._opened(under) as handle, os.scandir(handle) as rows:
            found: list[str] = []
            for row in rows:
                found.append(row.name)
                if len(found) > MAX_NAMES:
                    raise TrosolError(
                        Problem(
                            "folder-too-large",
                            f"There are more than {MAX_NAMES:,} names in it.",
                            "Take away what does not belong there.",
                            Where(shorten(under or self.path.name)),
                        )
                    )
            return found

    @contextmanager
    def above(self, name: str, *, make: bool = False) -> Iterator[tuple[str, int | None]]:
        """How to give a name to the system: the path and ``dir_fd`` for functions of :mod:`os`, with no link on the way there.

        ``make``: make the folders on the way. Raises :class:`OSError`, ValueError for a name that cannot be one.
        """
        *parts, last = _parts(name)
        with self._opened("/".join(parts), make=make) as place:
            yield (last, place) if isinstance(place, int) else (str(place / last), None)

    @contextmanager
    def _opened(self, under: str, *, make: bool = False) -> Iterator[int | Path]:
        parts = _parts(under) if under else []
        if not _AT:
            yield self._looked_at(parts, make=make)
            return
        flags = os.O_RDONLY | os.O_DIRECTORY | getattr(os, "O_CLOEXEC", 0)
        handle = os.open(self.path, flags)
        try:
            for number, part in enumerate(parts, 1):
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(part, dir_fd=handle)
                        os.fsync(handle)
                try:
                    below = os.open(part, flags | os.O_NOFOLLOW, dir_fd=handle)
                except OSError as error:
                    if error.errno in (errno.ENOTDIR, errno.ELOOP):
                        kind = _kind(os.stat(part, dir_fd=handle, follow_symlinks=False))
                        raise NotPlainError("/".join(parts[:number]), kind, FOLDER) from None
                    raise
                os.close(handle)
                handle = below
            yield handle
        finally:
            os.close(handle)

    def _looked_at(self, parts: list[str], *, make: bool) -> Path:
        """The same where the system opens nothing from a folder: each part is looked at before the next."""
        place = self.path
        for number, part in enumerate(parts, 1):
            place /= part
            if make:
                place.mkdir(exist_ok=True)
            kind = _kind(place.lstat())
            if kind != FOLDER:
                raise NotPlainError("/".join(parts[:number]), kind, FOLDER)
        return place

    def _read(self, name: str, most: int) -> bytes:
        with self.above(name) as (last, at):
            kind = _kind(os.stat(last, dir_fd=at, follow_symlinks=False))
            if kind != FILE:  # looked at first, for to open some devices is to do something with them
                raise NotPlainError(name, kind, FILE)
            handle = os.open(last, os.O_RDONLY | _PLAIN, dir_fd=at)
            with os.fdopen(handle, "rb") as file:
                kind = _kind(os.fstat(file.fileno()))
                if kind != FILE:
                    raise NotPlainError(name, kind, FILE)
                return read_most(file, most)


def _parts(name: str) -> list[str]:
    """The parts of a name. Raises ValueError for what leads above, or is none."""
    parts = name.split("/")
    wrong = {"", ".", ".."}
    if wrong & set(parts) or "\0" in name or (os.name == "nt" and ("\\" in name or ":" in name)):
        raise ValueError(f"{name!r} is no name inside a folder")
    return parts


def _kind(about: os.stat_result) -> str:
    if stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) == _JUNCTION:
        return LINK
    return FILE if stat.S_ISREG(about.st_mode) else FOLDER if stat.S_ISDIR(about.st_mode) else OTHER


def _unreadable(name: str, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    mend = "Look at its rights, and whether another program locks it."
    return Problem("file-unreadable", f"The file cannot be read: {reason}.", mend, Where(shorten(name)))
