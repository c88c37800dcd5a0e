"""Whether this user, on this machine, wrote something: a seal that nobody else can make.

The secret is 32 random bytes in the user's own state folder, made when first needed and readable by nobody else. Where it cannot be
kept there, nothing has a seal.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

__all__ = ["is_sealed", "seal"]

_NAME, _LENGTH = "journal-secret", 32


def seal(content: bytes) -> str | None:
    """A seal of the content, 64 hex digits; None where this user can keep no secret."""
    secret = _secret(make=True)
    return None if secret is None else _sealed(secret, content)


def is_sealed(content: bytes, given: object) -> bool:
    """Whether this is the seal that this user put on the content."""
    if not isinstance(given, str) or not given.isascii():
        return False
    secret = _secret(make=False)
    return secret is not None and hmac.compare_digest(_sealed(secret, content), given)


def _sealed(secret: bytes, content: bytes) -> str:
    return hmac.new(secret, content, hashlib.sha256).hexdigest()


def _home() -> Path | None:
    """The folder ``TROSOL_STATE``, else the system's folder for a user's state; None where that says ``off``."""
    given = os.environ.get("TROSOL_STATE", "").strip()
    if given.casefold() == "off":
        return None
    if given:
        return Path(given)
    from platformdirs import user_state_path

    try:
        return user_state_path("trosol", appauthor=False)
    except (OSError, RuntimeError):  # a user without a home
        return None


def _secret(*, make: bool) -> bytes | None:
    home = _home()
    if home is None:
        return None
    try:
        return _read(home / _NAME)
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        return None
    if not make:
        return None
    try:
        return _made(home)
    except (OSError, ValueError):
        return None


def _read(path: Path) -> bytes:
    """The secret. Raises ValueError where others could have read or written it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        about = os.fstat(file.fileno())
        own = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o077)
        found = file.read(_LENGTH + 1) if stat.S_ISREG(about.st_mode) and own else b""
    if len(found) != _LENGTH:
        raise ValueError("no secret of this user")
    return found


def _made(home: Path) -> bytes:
    """Make it, unless another process was quicker; it is there whole or not at all."""
    import tempfile

    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{_NAME}.", dir=home)  # made with 0600
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            (home / _NAME).hardlink_to(beside)
        except FileExistsError:
            pass
        except (OSError, NotImplementedError):  # no hard links here
            if not (home / _NAME).exists():
                beside.replace(home / _NAME)
    finally:
        with suppress(OSError):
            beside.unlink()
    return _read(home / _NAME)
