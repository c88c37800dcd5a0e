"""Names of files: safe on every system, stable, and different even where capitals make no difference."""

from __future__ import annotations

import hashlib
import unicodedata

from trosol.rdf.iris import local_name

__all__ = ["file_name"]


def file_name(kind: str, key: str) -> str:
    """The page of a thing: what it is, a readable part of its name, and twelve digits that only it has.

    >>> file_name("class", "Barrier") != file_name("class", "barrier")
    True
    >>> file_name("entity", "../../etc/passwd")
    'entity-etc-passwd-3754d6cb3a38.html'
    """
    plain = unicodedata.normalize("NFKD", local_name(key) if "://" in key else key).encode("ascii", "ignore").decode()
    slug = "-".join("".join(c if c.isalnum() else " " for c in plain.casefold()).split())[:60].strip("-")
    digits = hashlib.sha256(key.encode()).hexdigest()[:12]
    return f"{kind}-{slug}-{digits}.html" if slug else f"{kind}-{digits}.html"
