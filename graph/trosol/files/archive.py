"""A ZIP archive that somebody brings: what it says of itself is looked at before anything in it is unpacked.

An archive can say less of its size than it has, name a member twice (so that two readers see two files), or hold further archives;
such are refused. Form: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

__all__ = ["MAX_MEMBERS", "MAX_RATIO", "MAX_UNZIPPED", "Archive", "WrongArchive"]

MAX_UNZIPPED = 512 * 1024 * 1024
MAX_RATIO = 200
MAX_MEMBERS = 10_000

_SMALL = 16 * 1024 * 1024
"""Bytes that may be unpacked of however small a file."""
_CHUNK = 1 << 16
_END = struct.Struct("<4s4H2LH")
_ENTRY = 46
"""Bytes of a member in the directory, without its name."""
_MAX_NAMES = 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, struct.error)


class WrongArchive(Exception):
    """An archive that is not read. ``reason``: why, as half a sentence; ``large``: because of its size."""

    def __init__(self, reason: str, *, large: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.large = reason, large


class Archive:
    """The members of an archive, by name. Raises :class:`WrongArchive`, as all its methods do."""

    def __init__(self, content: bytes) -> None:
        _directory(content)
        self._size = len(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise _broken(error) from None
        self._entries: Mapping[str, zipfile.ZipInfo] = _looked_at(self._zip.infolist())
        total = sum(entry.file_size for entry in self._entries.values())
        if total > self.most:
            raise WrongArchive("it unpacks to far too much", large=True)
        for name in self._entries:
            first = next(self.pieces(name), b"")
            if first.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
                raise WrongArchive(f"it holds another archive ({name[:80]}), which is not read")

    def __iter__(self) -> Iterator[str]:
        """The names, folders left out."""
        return iter(self._entries)

    def __contains__(self, name: object) -> bool:
        """Whether there is such a member."""
        return name in self._entries

    @property
    def most(self) -> int:
        """Bytes (or characters) that may come out of an archive of this size."""
        return min(MAX_UNZIPPED, max(_SMALL, MAX_RATIO * self._size))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, in pieces; that they are as many as said, and undamaged, is known when they have come to the end."""
        try:
            with self._zip.open(self._entries[name]) as part:
                while piece := part.read(_CHUNK):
                    yield piece
        except _BROKEN as error:
            raise _broken(error) from None

    def close(self) -> None:
        """Let go of it."""
        self._zip.close()


def _broken(error: Exception) -> WrongArchive:
    return WrongArchive(f"it is damaged, or no such file at all ({type(error).__name__})")


def _directory(content: bytes) -> None:
    """Look at how large the directory is, which a reader would take into memory whole."""
    try:
        sign, disk, start, here, entries, size, _at, comment = _END.unpack(content[-_END.size :])
    except struct.error as error:
        raise _broken(error) from None
    if sign != b"PK\x05\x06" or disk or start or here != entries or comment:
        raise WrongArchive("it is damaged, or no such file at all (it does not end as archives do)")
    if content[-_END.size - 20 : -_END.size - 16] == b"PK\x06\x07" or entries > MAX_MEMBERS:
        raise WrongArchive(f"it has more than {MAX_MEMBERS:,} members", large=True)
    if size > entries * (_ENTRY + _MAX_NAMES):
        raise WrongArchive("what it says of its members is longer than that can be", large=True)


def _looked_at(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    seen = set()
    for entry in entries:
        name = entry.filename
        shown = name[:80]
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/") or entry.orig_filename != name:
            raise WrongArchive(f"the name of a member leads elsewhere ({shown})")
        if name.casefold() in seen:
            raise WrongArchive(f"it holds two members of one name ({shown})")
        seen.add(name.casefold())
        if entry.flag_bits & 0x1:
            raise WrongArchive("it is encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WrongArchive(f"a member is packed in a way that is not read ({shown})")
        if not entry.is_dir():
            found[name] = entry
    return found
