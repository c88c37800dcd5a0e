"""What a worker does with RDF that somebody brought: read it, and name its blank nodes. Lines of N-Triples come out."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from trosol.errors import TrosolError
from trosol.rdf.engine import Triple, as_lines, from_lines, named_here, quads
from trosol.workers.tasks import Work

__all__ = ["prepare"]

_SAMPLES = {
    ".ttl": b"@base <x:b/> . @prefix a: <x:a/> . a:b a:c [ a:d (1 'x'@en) ] .",
    ".jsonld": b'{"@context": {"a": "x:a/"}, "@id": "a:b", "a:c": [1, true, {"a:d": "\\u00e9"}]}',
    ".rdf": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="x:a/"><rdf:Description a:b="c"/></rdf:RDF>',
    ".trig": b"<x:g> { <x:a> <x:b> _:c }",
    ".nq": b"<x:a> <x:b> <x:c> <x:g> .",
}


class _Beyond(Exception):
    """More came out than may."""


class _Bounded(io.BytesIO):
    """Bytes in memory, up to a limit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, part: Any) -> int:
        """Raises :class:`_Beyond`."""
        if self.tell() + len(part) > self._most:
            raise _Beyond
        return super().write(part)


def prepare(_values: dict[str, Any], _content: bytes) -> Work:
    """Load what the engine and this package load late, by reading something in every form, right and wrong."""
    for ending, sample in _SAMPLES.items():
        for content in (sample, sample + b"\0 <<"):
            with suppress(TrosolError):
                _parse({"where": "sample", "ending": ending, "brought": True, "size": 10_000}, content)
    for encoding in ("utf-7", "utf-16", "utf-32", "ascii", "latin-1", "cp1252", "iso8859-15", "cp037"):
        codecs.lookup(encoding)
    _name({}, b"_:a <x:b> _:c .")
    return lambda values, content: (_parse if values["do"] == "parse" else _name)(values, content)


def _parse(values: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    found = quads(content, where=values["where"], ending=values["ending"], brought=values["brought"])

    def triples() -> Iterator[Triple]:
        for quad in found:
            yield quad.triple

    out = _Bounded(values["size"])
    try:
        as_lines(triples(), out)
    except _Beyond:
        return {"large": True}, b""
    return {}, out.getvalue()


def _name(_values: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    out = io.BytesIO()
    as_lines(named_here(from_lines(content)), out)
    return {}, out.getvalue()
