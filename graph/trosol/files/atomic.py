"""Writing a file so that a reader finds it exactly old or exactly new, never torn."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where

__all__ = ["sync_folder", "write_atomically"]


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the target, flush to disk, then rename over it; the old file stays whole if anything fails.

    Raises :class:`TrosolError` when the folder is missing, read-only or full; no partial file is left behind.
    """
    folder = path.parent
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
        temporary = None
        sync_folder(folder)
    except OSError as error:
        raise TrosolError(
            Problem(
                "file-unwritable",
                f"The file cannot be written: {error.strerror or error}.",
                "Check that the folder exists, that you may write there, and that the disk has room.",
                Where(str(path)),
            )
        ) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


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
