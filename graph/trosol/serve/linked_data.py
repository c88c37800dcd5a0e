"""Linked data: each thing, claim and piece of evidence at its own address, the ontology, and the whole as a graph to fetch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from functools import cached_property
from threading import Lock

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, WrongUse, shorten
from trosol.rdf.engine import Triple, parts, serialise
from trosol.serve.descriptions import dataset_description, ontology_iri
from trosol.serve.forms import RDF, chosen, wants_page
from trosol.serve.html_pages import Pages
from trosol.views.tables.entity_view import find_entity

__all__ = ["routes"]

_PIECE = 64 * 1024
"""Bytes of a long answer that are sent at once."""


class _Graphs:
    """The triples of an ecosystem, by what they are about."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        self.snapshot = ecosystem.snapshot
        base = ecosystem.dataset.iri
        self.prefixes = {"": base + "entity/", "claim": base + "claim/", "evidence": base + "evidence/"}
        self._written: dict[tuple[str, str], bytes] = {}
        self._writing = Lock()
        self.named = {base: self.snapshot.triples, ontology_iri(ecosystem): self.snapshot.vocabulary.triples}

    @property
    def default(self) -> tuple[Triple, ...]:
        """What SPARQL sees: ontology and data."""
        return (*self.snapshot.vocabulary.triples, *self.snapshot.triples)

    @cached_property
    def by_subject(self) -> dict[str, list[Triple]]:
        """Triples of the data by the IRI that they are about."""
        found: dict[str, list[Triple]] = {}
        for triple in self.snapshot.triples:
            found.setdefault(parts(triple)[0].value, []).append(triple)
        return found

    def about(self, table: str, keys: Iterable[str]) -> list[Triple]:
        """Triples about some rows of a table."""
        return [triple for key in keys for triple in self.by_subject.get(self.snapshot.iri(table, key), ())]

    def write(self, request: Request, triples: Iterable[Triple]) -> Response:
        """Triples in the form that the client wants."""
        name = chosen(request, RDF)
        return _sent(serialise(triples, name, self.prefixes), RDF[name])

    def whole(self, request: Request, graph: str) -> Response:
        """A whole graph ("": all), written once for everybody."""
        name = chosen(request, RDF)
        with self._writing:  # one at a time: those who come meanwhile want the same
            found = self._written.get((graph, name))
            if found is None:
                found = serialise(self.named[graph] if graph else self.default, name, self.prefixes)
                self._written[graph, name] = found
        return _sent(found, RDF[name])


def _sent(content: bytes, kind: str) -> Response:
    """An answer; a long one goes piece by piece, as fast as it is taken, so that who does not read it holds no copy of it."""
    if len(content) <= _PIECE:
        return Response(content, media_type=kind)
    view = memoryview(content)
    pieces = (view[at : at + _PIECE] for at in range(0, len(content), _PIECE))
    return StreamingResponse(_each(pieces), media_type=kind, headers={"content-length": str(len(content))})


async def _each(pieces: Iterable[memoryview]) -> AsyncIterator[memoryview]:
    for piece in pieces:
        yield piece


def routes(ecosystem: Ecosystem, pages: Pages) -> APIRouter:
    """``/entity``, ``/claim``, ``/evidence``, ``/ontology``, ``/data``, ``/void``."""
    router = APIRouter(include_in_schema=False)
    graphs = _Graphs(ecosystem)
    records = ecosystem.snapshot.records

    @router.get("/entity/{key}")
    def entity(request: Request, key: str, lang: str = "en") -> Response:
        """A thing with every claim about it."""
        found = find_entity(ecosystem.snapshot, key)
        if wants_page(request):
            return pages.entity(found, "cy" if lang == "cy" else "en")
        claims = ecosystem.snapshot.claims_of(found)
        return graphs.write(
            request, [*graphs.about("entities", [found]), *graphs.about("claims", [claim.id for claim in claims])]
        )

    @router.get("/claim/{key}")
    def claim(request: Request, key: str) -> Response:
        """A claim with its evidence."""
        if key not in records.claims:
            raise _unknown("claim", key)
        if wants_page(request):
            return pages.claim(key)
        evidence = records.claims[key].evidence
        return graphs.write(request, [*graphs.about("claims", [key]), *graphs.about("evidence", evidence)])

    @router.get("/evidence/{key}")
    def evidence(request: Request, key: str) -> Response:
        """A piece of evidence."""
        if key not in records.evidence:
            raise _unknown("piece of evidence", key)
        return graphs.write(request, graphs.about("evidence", [key]))

    @router.get("/ontology")
    def ontology(request: Request) -> Response:
        """The ontology with its shapes left out: classes, relations, schemes."""
        return pages.ontology() if wants_page(request) else graphs.whole(request, ontology_iri(ecosystem))

    @router.get("/data")
    def data(request: Request) -> Response:
        """The SPARQL 1.1 Graph Store Protocol, to read: ``?default``, or ``?graph=`` and the IRI of data or ontology."""
        graph = request.query_params.get("graph")
        if graph is None:
            return graphs.whole(request, "")
        if graph not in graphs.named:
            listed = ", ".join(graphs.named)
            raise WrongUse(
                Problem("graph-unknown", f"There is no graph '{shorten(graph)}'.", f"Use ?default or one of: {listed}.")
            )
        return graphs.whole(request, graph)

    @router.get("/void")
    @router.get("/.well-known/void")
    def void(request: Request) -> Response:
        """What the data is: VoID and DCAT."""
        return graphs.write(request, dataset_description(ecosystem, str(request.base_url).rstrip("/")))

    return router


def _unknown(what: str, key: str) -> WrongUse:
    return WrongUse(Problem("claim-unknown", f"There is no {what} '{shorten(key)}'.", "Take an id from the page of an entity."))
