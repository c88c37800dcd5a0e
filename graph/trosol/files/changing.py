"""Changing what lies inside a folder, never through a link: writing beside and renaming, moving, taking away, flushing."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from contextlib import suppress

from trosol.files.folder import Folder

__all__ = ["make", "move", "remove", "remove_tree", "replace", "sync", "write_new"]

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def make(folder: Folder, name: str) -> None:
    """Make a folder and those above it, where they are not there."""
    with folder.above(f"{name}/x", make=True):
        pass


def write_new(folder: Folder, name: str, content: bytes) -> None:
    """Write a file that is not there yet, and flush it; the folders above it are made. Raises :class:`OSError`."""
    with folder.above(name, make=True) as (last, at), os.fdopen(os.open(last, _NEW, 0o666, dir_fd=at), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(folder: Folder, name: str, content: bytes) -> None:
    """Write a file so that it is there old or new, never torn. Raises :class:`OSError`."""
    beside = f"{name}.{secrets.token_hex(4)}.part"
    try:
        write_new(folder, beside, content)
        with folder.above(beside) as (source, at), folder.above(name) as (target, there):
            os.replace(source, target, src_dir_fd=at, dst_dir_fd=there)
    except BaseException:
        with suppress(OSError):
            remove(folder, beside)
        raise
    sync(folder, name)


def move(folder: Folder, source: str, target: str) -> None:
    """Put a file in its place; it keeps the rights of the one that lay there. Raises :class:`OSError`."""
    with folder.above(source) as (old, at), folder.above(target, make=True) as (new, there):
        with suppress(FileNotFoundError):
            about = os.stat(new, dir_fd=there, follow_symlinks=False)
            if stat.S_ISREG(about.st_mode):
                _set_rights(old, at, stat.S_IMODE(about.st_mode) & 0o777)
        os.replace(old, new, src_dir_fd=at, dst_dir_fd=there)
    sync(folder, target)


def _set_rights(name: str, at: int | None, rights: int) -> None:
    if hasattr(os, "fchmod"):
        handle = os.open(name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), dir_fd=at)
        try:
            os.fchmod(handle, rights)
        finally:
            os.close(handle)


def remove(folder: Folder, name: str) -> None:
    """Take a file away, where it is there. Raises :class:`OSError`."""
    with suppress(FileNotFoundError), folder.above(name) as (last, at):
        os.unlink(last, dir_fd=at)
        sync(folder, name)


def remove_tree(folder: Folder, name: str) -> None:
    """Take a folder away with all that is in it, as far as that goes; a link, a pipe or a device in its place is left alone."""
    with suppress(OSError), folder.above(name) as (last, at):
        # Looked at first: whoever opens a pipe to see whether it is a folder waits until somebody writes into it.
        if not stat.S_ISDIR(os.stat(last, dir_fd=at, follow_symlinks=False).st_mode):
            return
        shutil.rmtree(last, ignore_errors=True, dir_fd=at)


def sync(folder: Folder, name: str) -> None:
    """Flush the folder that a name stands in, so that what was renamed there stays so after a power cut."""
    with folder.above(name) as (_, at):
        if at is not None:
            os.fsync(at)
