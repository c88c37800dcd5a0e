"""XML looked at before any reader takes it: no document type, and no deeper than people nest."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

__all__ = ["MAX_DEPTH", "declares_type", "wrong_markup"]

MAX_DEPTH = 200
"""Elements within elements; readers that call themselves for each would otherwise fall over, or take for ever."""

_CHUNK = 1 << 16


class _Found(Exception):
    """Enough was seen."""


def declares_type(parts: Iterable[bytes]) -> bool:
    """Whether XML declares a document type, in any encoding and however far behind comments; only its beginning is read."""
    parser = expat.ParserCreate()
    declared = False

    def doctype(*_: object) -> None:
        nonlocal declared
        declared = True
        raise _Found

    def begun(*_: object) -> None:
        raise _Found

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = begun
    try:
        for part in parts:
            parser.Parse(part, False)
    except (_Found, expat.ExpatError, ValueError, LookupError):
        pass  # what is no XML at all is told by its reader
    return declared


def wrong_markup(content: bytes) -> str:
    """Why XML is not read, as half a sentence; empty where it may be."""
    if declares_type(content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK)):
        return "it declares a document type (DOCTYPE)"
    depth = 0

    def begun(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _Found

    def ended(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    try:
        parser.Parse(content, True)
    except _Found:
        return f"it nests elements more than {MAX_DEPTH} deep"
    except (expat.ExpatError, ValueError, LookupError):
        pass
    return ""
