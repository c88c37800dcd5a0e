"""The bytes of a file that somebody names: an ordinary file only, and never more of it than the limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten

__all__ = ["MAX_BYTES", "content_of", "read_most"]

MAX_BYTES = 256 * 1024 * 1024
"""Bytes of a file, where its reader sets no other limit."""

_PIECE = 1 << 20


def read_most(file: IO[bytes], most: int) -> bytes:
    """The bytes of an open file: all of them, or one more than ``most``, which says that there are more.

    In pieces: to be asked for that many at once, the system sets aside memory for all of them before it reads the first.
    """
    pieces, left = [], most + 1
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def content_of(path: Path, most: int | None = None, name: str = "") -> bytes:
    """The bytes of a file; ``name`` is how problems call it, ``most`` how many bytes it may have (else :data:`MAX_BYTES`).

    A device or a pipe says that it is empty and never ends, so neither is read. Raises :class:`WrongUse` for what cannot be
    read, :class:`TrosolError` for what is too large.
    """
    most, where = MAX_BYTES if most is None else most, Where(shorten(name or path.name))
    try:
        # Opening a pipe would wait until somebody writes into it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            kind = os.fstat(file.fileno()).st_mode
            if stat.S_ISREG(kind):
                content = read_most(file, most)
                if len(content) <= most:
                    return content
                size = f"{most // 1024**2:,} MiB" if most >= 1024**2 else f"{most:,} bytes"
                raise TrosolError(Problem("file-too-large", f"The file is larger than {size}.", "Split it.", where))
            reason = "it is a folder" if stat.S_ISDIR(kind) else "it is no ordinary file"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, IsADirectoryError):
            reason = "it is a folder"
    raise WrongUse(Problem("file-unreadable", f"The file cannot be read: {reason}.", "Give the path of a file.", where)) from None
