"""Which code gives these numbers: a hash of Trosol's own sources and of the libraries that they compute with.

A version number is not enough: in a checkout somebody edits a measure, and the version stays the same.
"""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["fingerprint"]

_PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARIES = ("networkit", "networkx", "numpy", "rustworkx", "scipy")

Sources = tuple[tuple[str, int, int], ...]


def fingerprint(package: Path = _PACKAGE) -> str | None:
    """64 hex digits; None if there are no sources to read, or if they are no longer those that this process started with.

    A process that runs old code must neither read nor leave numbers in the name of the new code.
    """
    at_start, digest = _at_start(package)
    return digest if at_start and _state(package) == at_start else None


@cache
def _at_start(package: Path) -> tuple[Sources, str]:
    total = hashlib.sha256(f"Python {platform.python_version()}".encode())
    state = _state(package)
    for name, _, _ in state:
        content = (package / name).read_bytes()
        total.update(f"\n{name} {len(content)}\n".encode() + content)
    for library in _LIBRARIES:
        total.update(f"\n{library} {_version(library)}".encode())
    return state, total.hexdigest()


def _state(package: Path) -> Sources:
    """Name, size and time of change of each source: what an edit cannot leave as it was."""
    found = []
    for path in package.rglob("*.py"):
        about = path.stat()
        found.append((path.relative_to(package).as_posix(), about.st_size, about.st_mtime_ns))
    return tuple(sorted(found))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


_at_start(_PACKAGE)
