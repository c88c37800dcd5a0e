"""A shelf on disk for what was worked out before: small texts by key, in a private folder, bounded in number and size.

Nothing here is ever needed: what cannot be read is not there, what cannot be written is not kept. Entries are plain text
with a checksum; reading one never runs anything, and what other users could have written is not read.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from trosol.talk import Talk

__all__ = ["Shelf", "shelf"]

_MOST_ENTRIES = 200
_MOST_BYTES = 200_000_000
_LARGEST = 32_000_000
_LEFT_BEHIND = 3600.0
_ENTRY, _PART = ".json", ".part"
_log = Talk(__name__)


def shelf() -> Shelf | None:
    """The shelf of this user: in the folder ``TROSOL_CACHE``, else in the system's cache folder; None where that says ``off``."""
    given = os.environ.get("TROSOL_CACHE", "").strip()
    if given.casefold() == "off":
        return None
    if given:
        return Shelf(Path(given) / "findings")
    from platformdirs import user_cache_path

    try:
        return Shelf(user_cache_path("trosol", appauthor=False) / "findings")
    except (OSError, RuntimeError):  # a user without a home
        return None


class Shelf:
    """Texts by key (letters and digits) in one folder that only this user may write in.

    The newest ``most`` entries are kept, 200 MB of them at most; one that is larger than 32 MB is not kept at all.
    """

    __slots__ = ("folder", "most")

    def __init__(self, folder: Path, most: int = _MOST_ENTRIES) -> None:
        """Nothing is made before something is put there."""
        self.folder, self.most = folder, most

    def get(self, key: str) -> str | None:
        """The text kept under the key; None if there is none, or none that is whole and this user's own."""
        path = self._path(key)
        try:
            if not self._is_private():
                return None
            # No following of links, and no waiting on a pipe that somebody put there.
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as file:
                about = os.fstat(file.fileno())
                if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST or not _is_own(about):
                    _log.warning("the kept result %s is not used: it is no file of this user", path)
                    return None
                checksum, _, content = file.read(_LARGEST + 1).partition(b"\n")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            _log.warning("the kept result %s cannot be read: %s", path, error)
            return None
        if hashlib.sha256(content).hexdigest().encode() != checksum:
            _log.warning("the kept result %s is damaged and is worked out anew", path)
            return None
        with suppress(OSError):
            os.utime(path)  # what is used stays longest
        try:
            return content.decode()
        except UnicodeDecodeError:
            return None

    def put(self, key: str, text: str) -> bool:
        """Keep the text under the key; a reader finds it old or new, never torn. False if it could not be kept."""
        import tempfile

        temporary: Path | None = None
        try:
            content = text.encode()
            if len(content) > _LARGEST - 100:
                return False
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_private():
                return False
            handle, name = tempfile.mkstemp(suffix=_PART, dir=self.folder)  # made with 0600
            temporary = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            temporary.replace(self._path(key))
            temporary = None
            self._tidy()
        except (OSError, ValueError) as error:
            _log.warning("the result is not kept in %s: %s", self.folder, error)
            return False
        finally:
            if temporary is not None:
                with suppress(OSError):
                    temporary.unlink()
        return True

    def _path(self, key: str) -> Path:
        if not key.isalnum():
            raise ValueError("a key has letters and digits only")
        return self.folder / f"{key}{_ENTRY}"

    def _is_private(self) -> bool:
        about = self.folder.lstat()
        private = stat.S_ISDIR(about.st_mode) and _is_own(about) and not (os.name == "posix" and about.st_mode & 0o022)
        if not private:
            _log.warning("results are not kept in %s: others may write there, or it is no folder of this user", self.folder)
        return private

    def _tidy(self) -> None:
        """Take away what is beyond the bounds, oldest first, and parts that a killed process left behind."""
        found: list[tuple[float, int, Path]] = []
        for path in self.folder.iterdir():
            with suppress(OSError):  # another process was quicker
                about = path.lstat()
                if path.suffix == _ENTRY:
                    found.append((about.st_mtime, about.st_size, path))
                elif path.suffix == _PART and time.time() - about.st_mtime > _LEFT_BEHIND:
                    path.unlink()
        total = 0
        for number, (_, size, path) in enumerate(sorted(found, reverse=True), 1):
            total += size
            if number > self.most or total > _MOST_BYTES:
                with suppress(OSError):
                    path.unlink()


def _is_own(about: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or about.st_uid == os.getuid()
