"""A ZIP archive that is the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["packed", "packed_anew"]

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest day that the format knows: the clock of whoever packs is no part of the content."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files in the order given, without date, owner or system."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return out.getvalue()


def packed_anew(content: bytes) -> bytes:
    """An archive that another library packed, with the clock taken out of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
