"""The SPARQL 1.1 Protocol, queries only: text goes to a worker process that can be stopped, never to an engine in here."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, WrongUse, shorten
from trosol.rdf.engine import serialise
from trosol.serve.descriptions import service_description
from trosol.serve.findings import AskerGone, unless_gone
from trosol.serve.forms import RDF, ROWS, chosen, wants_page
from trosol.serve.html_pages import Pages
from trosol.sparql.query_pool import Pool, Written, pool_of

__all__ = ["MAX_BODY", "MAX_FIELDS", "routes"]

_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
MAX_BODY = 200_000
"""Bytes of a request."""

MAX_FIELDS = 20
"""Fields of a request."""

_GRAPHS = {"default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"}


def routes(ecosystem: Ecosystem, pages: Pages) -> APIRouter:
    """``/sparql`` for GET and POST."""
    router = APIRouter(include_in_schema=False)
    pool = pool_of(ecosystem.snapshot)

    @router.get("/sparql")
    async def asked_by_address(request: Request) -> Response:
        """Answer ``?query=…``; without one, say what this endpoint is."""
        fields = _fields(request.url.query.encode("ascii", "replace"))
        if not fields:
            if wants_page(request):
                return await run_in_threadpool(pages.query)
            name = chosen(request, RDF)
            text = await run_in_threadpool(serialise, service_description(ecosystem, str(request.url)), name)
            return Response(text, media_type=RDF[name])
        return await _answered(request, fields)

    @router.post("/sparql")
    async def asked_by_body(request: Request) -> Response:
        """Answer a query in a form or as the body itself."""
        kind, _semicolon, further = request.headers.get("content-type", "").partition(";")
        charset = next((v for k, v in parse_qsl(further.replace(" ", ""), separator=";") if k.lower() == "charset"), "utf-8")
        if charset.strip('"').lower() not in ("utf-8", "utf8", "us-ascii"):
            raise _wrong_form(f"Text in '{shorten(charset)}' is not read here")
        body = await _body(request)
        address = _fields(request.url.query.encode("ascii", "replace"))
        if kind.strip().lower() == _FORM:
            return await _answered(request, [*address, *_fields(body)])
        if kind.strip().lower() == _DIRECT:
            if any(name == "query" for name, _ in address):
                raise _request_wrong("The query stands both in the address and in the body.", "Give it once.")
            return await _answered(request, [*address, ("query", _text(body))])
        raise _wrong_form(f"'{shorten(kind) or 'nothing'}' is no form of a query")

    async def _answered(request: Request, fields: list[tuple[str, str]]) -> Response:
        # Neither the answer nor its writing is worked out here: this thread is everybody's.
        peer = request.client.host if request.client else ""
        rows, triples = _wanted(request, ROWS), _wanted(request, RDF)
        try:
            answer = await unless_gone(request.receive, _written(pool, _query(fields), rows, triples, peer))
        except AskerGone:
            return Response(status_code=204)  # nobody is there to read it
        return _response(request, answer, ecosystem)

    return router


async def _written(pool: Pool, query: str, rows: str | None, triples: str | None, peer: str) -> Written:
    """The answer as bytes: a worker writes it, within the limits of the query."""
    return await pool.write_in_turn(query, rows, triples, peer)


def _query(fields: list[tuple[str, str]]) -> str:
    names = [name for name, _ in fields]
    if "update" in names:
        raise WrongUse(Problem("query-update", "Nothing can be changed here.", "Send a query as 'query'; edit tables to change."))
    if _GRAPHS & set(names):
        raise WrongUse(
            Problem(
                "query-reaches-out",
                "The request names graphs.",
                "Leave them out: the ecosystem with its ontology is the only one.",
            )
        )
    found = [value for name, value in fields if name == "query"]
    if len(found) != 1:
        said = "no query" if not found else f"{len(found)} queries"
        raise _request_wrong(f"The request holds {said}.", "Give exactly one, as 'query'.")
    return found[0]


def _response(request: Request, answer: Written, ecosystem: Ecosystem) -> Response:
    forms = RDF if answer.kind == "construct" else ROWS
    headers = {"Trosol-Snapshot": ecosystem.digest}
    if answer.cut:
        headers["Trosol-Cut"] = str(answer.count)
    return Response(answer.content, 200, headers, media_type=forms[answer.form or chosen(request, forms)])


def _wanted(request: Request, forms: Mapping[str, str]) -> str | None:
    """Which of these forms the client wants, if it takes any: only the answer shows whether it has to."""
    try:
        return chosen(request, forms)
    except WrongUse:
        return None


def _fields(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:  # too many fields, or bytes that are no UTF-8 text
        raise _request_wrong(
            "The fields of the request cannot be read as UTF-8 text.", "Encode them as the protocol says."
        ) from None


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise _request_wrong("The query is not UTF-8 text.", "Save it as UTF-8.") from None


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise WrongUse(
                Problem("request-too-large", f"The request is longer than {MAX_BODY:,} bytes.", "Ask for less at once.")
            )
        parts.append(part)
    return b"".join(parts)


def _request_wrong(text: str, remedy: str) -> WrongUse:
    return WrongUse(Problem("request-value", text, remedy))


def _wrong_form(text: str) -> WrongUse:
    return WrongUse(Problem("request-form", f"{text}.", f"Send {_DIRECT} or {_FORM}, in UTF-8."))
