"""Writing a file so that a reader finds it exactly old or exactly new, never torn."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from glob import escape
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where

__all__ = ["clear_away", "exchange", "make_folder", "sync_folder", "write_atomically"]

_PART, _LEFT_BEHIND = ".part", 3600.0
"""Unfinished files end so; one that is older than this many seconds belongs to nobody any more."""


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there. Raises :class:`TrosolError` where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable("The folder cannot be made", path, error) from None


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the target, flush to disk, then rename over it; the old file stays whole if anything fails.

    A device or a pipe that somebody names is written into, as any program does, and never replaced. Raises :class:`TrosolError` when the
    folder is missing, read-only or full; no partial file is left behind.
    """
    folder = path.parent
    temporary: str | None = None
    try:
        if _is_stream(path):
            _pour(path, content)
            return
        clear_away(folder, path.name[:40])
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=_PART, dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
        temporary = None
        sync_folder(folder)
    except OSError as error:
        raise _unwritable("The file cannot be written", path, error) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        raise OSError(errno.EINVAL, "it is no file")
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _pour(path: Path, content: bytes) -> None:
    # A pipe that nobody reads would hold up whoever opens it.
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    with os.fdopen(handle, "wb") as file:
        os.set_blocking(handle, True)
        file.write(content)


def _unwritable(what: str, path: Path, error: OSError) -> TrosolError:
    return TrosolError(
        Problem(
            "file-unwritable",
            f"{what}: {error.strerror or error}.",
            "Check that the folder exists, that you may write there, and that the disk has room.",
            Where(str(path)),
        )
    )


def clear_away(folder: Path, name: str) -> None:
    """Take away unfinished files and folders of that name which a killed process left in the folder, an hour ago or more."""
    for part in folder.glob(f".{escape(name)}.*{_PART}"):
        with suppress(OSError):
            if time.time() - part.lstat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(part) if part.is_dir() and not part.is_symlink() else part.unlink()


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that each name always leads to a whole one; False where the system cannot."""
    import ctypes

    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), swap) == 0)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def sync_folder(folder: Path) -> None:
    """Flush a folder, so that what was renamed in it stays so after a power cut."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
