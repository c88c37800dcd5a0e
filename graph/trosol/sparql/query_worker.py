"""What the worker of a snapshot does: it holds the data and answers queries, as rows or written in the form that a client wants."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any
from xml.parsers import expat

from trosol.errors import Problem, TrosolError, WrongUse
from trosol.rdf.engine import Cell, Store, from_lines, named_here, serialise
from trosol.sparql.query_result import FORMATS, Answer, QueryTerm
from trosol.workers.tasks import Work

__all__ = ["TRIPLES", "prepare"]

TRIPLES = ("turtle", "jsonld", "ntriples", "rdfxml")
"""Forms in which triples are written."""

_PLAIN = ("turtle", "ntriples")
"""Forms of triples that are written line by line, in the order in which they come."""


def prepare(values: dict[str, Any], content: bytes) -> Work:
    """Load the data, and whatever parser, engine and writers load late."""
    from trosol.sparql.forbidden import QueryRefused, check_tree

    store = Store.of_lines(content)
    prefixes: dict[str, str] = values["prefixes"]
    check_tree("SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?s), 'x')) }")
    with contextlib.suppress(QueryRefused):
        check_tree("SELECT {")
    for form in FORMATS:
        _run(
            store,
            prefixes,
            {"query": "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?s), 'x')) } LIMIT 1", "rows": 1, "size": 1000, "as": [form, None]},
        )
    for form in TRIPLES:
        _run(store, prefixes, {"query": "CONSTRUCT { <x:a> <x:b> _:c } {}", "rows": 1, "size": 1000, "as": [None, form]})

    def work(asked: dict[str, Any], _content: bytes) -> tuple[dict[str, Any], bytes]:
        from trosol.sparql.forbidden import refusal

        try:
            check_tree(asked["query"])
            return _run(store, prefixes, asked)
        except QueryRefused as refused:
            raise _wrong(refused) from None
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise _wrong(refusal(error, asked["query"], prefixes)) from None

    return work


def _wrong(refused: Any) -> WrongUse:
    return WrongUse(Problem(refused.code, refused.text, refused.remedy))


def _run(store: Store, prefixes: dict[str, str], asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    started = time.perf_counter()
    found = store.ask(asked["query"], prefixes)
    rows: list[list[Cell]] = []
    size, cut = 0, False
    for cells in found.rows:
        size += sum(len(part) for cell in cells if cell for part in cell) + 8 * len(cells)
        if len(rows) >= asked["rows"] or size > asked["size"]:
            cut = True
            break
        rows.append(cells)
    said = {
        "kind": found.kind,
        "truth": found.truth,
        "columns": list(found.columns),
        "cut": cut,
        "count": len(rows),
        "seconds": time.perf_counter() - started,
    }
    if asked["as"] is None:
        return said, json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace")
    form = asked["as"][1 if found.kind == "construct" else 0]
    if form is None:
        return said, b""
    terms = tuple(tuple(QueryTerm(*cell) if cell else None for cell in row) for row in rows)
    answer = Answer(found.kind, found.columns, terms, found.truth if found.kind == "ask" else None)
    return said | {"form": form}, _written(answer, form)


def _readable(xml: bytes) -> bytes:
    """The XML, if a reader of XML takes it: the engine writes predicates and characters that XML cannot name. Raises ExpatError."""
    made = xml.replace(b"\r", b"&#13;")  # else its reader would take it for the end of a line
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: names.append(name)
    parser.Parse(made, True)
    if any(name.endswith(":") for name in names):
        raise ValueError("a predicate without a local name")
    return made


def _written(answer: Answer, form: str) -> bytes:
    content = answer.text(form).encode("utf-8", "replace")
    if answer.kind != "construct" or form in _PLAIN:
        return content
    try:
        made = serialise(from_lines(content), form, naming=named_here)
        return _readable(made) if form == "rdfxml" else made
    except TrosolError as error:
        raise WrongUse(error.problems) from None
    except (ValueError, expat.ExpatError):
        text = f"These triples cannot be written as {form}."
        raise WrongUse(Problem("form-unknown", text, "Ask for turtle (text/turtle).")) from None
