"""Snapshots, questions and results on their way between this process and its own workers: pickled, and nobody else's.

The bytes go through pipes between a process and the children that it started itself. Nothing that came from elsewhere is read here.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import IO, Any

from trosol.store.snapshot import Snapshot

__all__ = ["packed", "snapshot_in", "snapshot_packed", "unpacked"]


def _view(content: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(content)


class _Pickler(pickle.Pickler):
    """Knows read-only mappings, and hands on snapshots by their digest alone."""

    def __init__(self, file: IO[bytes], met: dict[str, Snapshot]) -> None:
        super().__init__(file, protocol=5)
        self._met = met

    def reducer_override(self, value: object) -> Any:
        return (_view, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented

    def persistent_id(self, value: object) -> str | None:
        if not isinstance(value, Snapshot):
            return None
        self._met[value.digest] = value
        return value.digest


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: IO[bytes], held: Callable[[str], Snapshot]) -> None:
        super().__init__(file)
        self._held = held

    def persistent_load(self, name: str) -> Snapshot:
        return self._held(name)


def packed(value: Any) -> tuple[bytes, dict[str, Snapshot]]:
    """A value as bytes, and the snapshots in it, which are in the bytes by digest only."""
    file, met = BytesIO(), dict[str, Snapshot]()
    _Pickler(file, met).dump(value)
    return file.getvalue(), met


def unpacked(data: bytes, held: Callable[[str], Snapshot]) -> Any:
    """The value; ``held`` gives a snapshot by its digest."""
    return _Unpickler(BytesIO(data), held).load()


def snapshot_packed(snapshot: Snapshot) -> bytes:
    """A snapshot as bytes, without what was derived from it."""
    return packed((snapshot.records, snapshot.vocabulary))[0]


def snapshot_in(data: bytes) -> Snapshot:
    """The snapshot in the bytes."""
    return Snapshot(*pickle.loads(data))  # of the process that started this one
