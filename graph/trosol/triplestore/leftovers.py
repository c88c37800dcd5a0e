"""Who is writing into a store from here: what a writer of ours left behind when it was killed can be told from what one is filling now.

Each of a user's writers holds a lock of the operating system while it writes, which ends with the process however that ends.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

__all__ = ["is_gone", "is_old", "mark", "writing"]

_STAMP = "%Y%m%dT%H%M%SZ"
_MARK = re.compile(r"(\d{8}T\d{6}Z)-(?:([0-9a-f]{12})-)?[0-9a-f]{1,32}")
_OWNER = re.compile(r"[0-9a-f]{12}")
_LEFT_BEHIND = timedelta(days=1)


def mark() -> str:
    """A new mark for a graph that is being filled: when, by whom, and a random part. It belongs to nobody where none can be kept."""
    owner = _owner()
    parts = (datetime.now(UTC).strftime(_STAMP), *([owner] if owner else []), secrets.token_hex(8))
    return "-".join(parts)


@contextmanager
def writing(own: str) -> Iterator[None]:
    """Let others of this user see that a writer is at work under this mark."""
    from filelock import FileLock

    path = _path(own)
    lock = None
    with suppress(OSError, NotImplementedError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(path)
        lock.acquire(timeout=0)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
        with suppress(OSError):
            path.unlink()


def is_old(found: str) -> bool:
    """Whether a mark is older than a day: no writer takes that long."""
    matched = _MARK.fullmatch(found)
    try:
        begun = datetime.strptime(matched[1], _STAMP).replace(tzinfo=UTC) if matched else None
    except ValueError:
        return False
    return begun is not None and datetime.now(UTC) - begun > _LEFT_BEHIND


def is_gone(found: str) -> bool:
    """Whether a mark is of a writer of this user on this machine, and that writer is no more."""
    matched = _MARK.fullmatch(found)
    return matched is not None and matched[2] is not None and matched[2] == _owner() and _is_gone(found)


def _is_gone(own: str) -> bool:
    from filelock import FileLock, Timeout

    path = _path(own)
    try:
        with FileLock(path, timeout=0):
            pass
    except (Timeout, OSError, NotImplementedError):
        return False
    with suppress(OSError):
        path.unlink()
    return True


def _path(own: str) -> Path:
    return _folder() / f"{own}.lock"


def _folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("trosol", appauthor=False) / "store-writers"


def _owner() -> str | None:
    """What this user's writers on this machine have in common, kept where their locks are; None where nothing can be kept."""
    path = _folder() / "owner"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError), path.open("x", encoding="ascii") as file:
            file.write(secrets.token_hex(6))
        kept = path.read_text(encoding="ascii")
    except (OSError, ValueError, RuntimeError):
        return None
    return kept if _OWNER.fullmatch(kept) else None
