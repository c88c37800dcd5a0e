"""Which form of an answer a client wants: from ``Accept``, or from ``format`` in the address for those who only have an address."""

from __future__ import annotations

from collections.abc import Mapping

import mimeparse
from starlette.requests import Request

from trosol.errors import Problem, WrongUse, shorten

__all__ = ["RDF", "ROWS", "chosen", "wants_page"]

RDF = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
"""Forms of triples, the usual one first."""

ROWS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""Forms of rows and of yes or no, the usual one first."""

_ALSO = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "text/plain": "ntriples"}
_LONGEST = 2000


def chosen(request: Request, forms: Mapping[str, str]) -> str:
    """Name of the form wanted, one of ``forms`` (name to media type, the usual one first).

    Raises :class:`WrongUse` where the client takes none of them.
    """
    named = request.query_params.get("format")
    if named:
        if named in forms:
            return named
        raise _none(forms, f"There is no form '{shorten(named)}'")
    accepted = ", ".join(request.headers.getlist("accept"))[:_LONGEST]
    if not accepted.strip():
        return next(iter(forms))
    offered = {media: name for name, media in forms.items()}
    offered |= {media: name for media, name in _ALSO.items() if name in forms}
    try:
        # Of equals, the last offered is taken.
        best = mimeparse.best_match([*reversed(offered)], accepted)
    except mimeparse.MimeTypeParseException:
        raise _none(forms, "The Accept header is not understood") from None
    if not best:
        raise _none(forms, "None of the forms that the Accept header names is given")
    return offered[best]


def wants_page(request: Request) -> bool:
    """Whether somebody looks with a browser rather than a program."""
    return "format" not in request.query_params and "text/html" in request.headers.get("accept", "")


def _none(forms: Mapping[str, str], text: str) -> WrongUse:
    listed = ", ".join(f"{name} ({media})" for name, media in forms.items())
    return WrongUse(Problem("form-unknown", f"{text} here.", f"Ask for one of: {listed}."))
