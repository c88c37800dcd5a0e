"""One writer at a time in a folder: a lock that the system lets go of when its holder dies, on a file that is never written to."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from trosol.errors import Problem, TrosolError
from trosol.files.folder import FILE, Folder

__all__ = ["locked", "shared"]

WAIT = 15.0
"""Seconds until somebody who waits gives up."""

_PAUSE = 0.02


@contextmanager
def locked(folder: Folder, name: str) -> Iterator[None]:
    """Hold the lock; the file is made where there is none.

    Raises :class:`TrosolError` for a lock that another holds too long, and for one that is no ordinary file; :class:`OSError` where it
    cannot be made.
    """
    _refuse(folder, name)
    if os.name != "posix":
        from filelock import FileLock, Timeout

        try:
            with FileLock(folder.path / name, timeout=WAIT):
                yield
        except Timeout:
            raise TrosolError(_busy(folder)) from None
        return
    with folder.above(name) as (last, at):
        handle = os.open(last, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o666, dir_fd=at)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            _refuse(folder, name)
        if not _taken(handle, shared=False):
            raise TrosolError(_busy(folder))
        yield
    finally:
        os.close(handle)


@contextmanager
def shared(folder: Folder, name: str) -> Iterator[None]:
    """Let nobody write meanwhile, without writing anything oneself. Where there is no such lock, or it is held too long, nothing is held."""
    handle = None
    if os.name == "posix" and folder.kind(name) == FILE:
        with suppress(OSError), folder.above(name) as (last, at):
            handle = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=at)
    if handle is None:
        yield
        return
    try:
        _taken(handle, shared=True)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, *, shared: bool) -> bool:
    import fcntl

    end = time.monotonic() + WAIT
    while True:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(_PAUSE)


def _refuse(folder: Folder, name: str) -> None:
    problem = folder.problem(name)
    if problem is not None:
        raise TrosolError(problem)


def _busy(folder: Folder) -> Problem:
    return Problem(
        "folder-busy",
        f"Another program has been writing to {folder.path.name} for {WAIT:.0f} s.",
        "Try again when it is done.",
    )
