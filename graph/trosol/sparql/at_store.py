"""A query that a store runs itself, over an ecosystem that lies in it, after the same refusals as everywhere."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace

from trosol.rdf.engine import Iri, Literal, Node, parse, parts
from trosol.rdf.iris import PREFIXES, TRO, XSD
from trosol.sparql.lexis import prefixes
from trosol.sparql.limits import Limits, checked
from trosol.sparql.query_pool import Pool
from trosol.sparql.query_result import Answer, QueryTerm
from trosol.triplestore.named_graphs import Stored
from trosol.triplestore.store_answers import rows, truth, variables
from trosol.triplestore.wire import JSON, NTRIPLES, Wire

__all__ = ["ask_store", "has_ontology"]

_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*)\s*:", re.IGNORECASE)


def ask_store(wire: Wire, stored: Stored, text: str, limits: Limits | None = None) -> Answer:
    """The store's own answer to a query about one ecosystem, and the ontology where the store holds it.

    Raises :class:`trosol.errors.WrongUse` for a query that is refused, :class:`TrosolError` where the store cannot be asked or
    answers nonsense. The time limit holds for waiting here; whether the store stops then is the store's affair.
    """
    limits = limits or Limits()
    text = checked(text, limits)
    base = stored.iri
    known = {**PREFIXES, "": base + "entity/", "claim": base + "claim/", "evidence": base + "evidence/"}
    # Over nothing, in a process of its own, a query shows whether it is sound and what kind of answer it wants.
    pool = Pool((), workers=1, prefixes=known)
    try:
        kind = pool.run(text, limits).kind
    finally:
        pool.close()
    asked = Wire(replace(wire.address, bounds=replace(wire.address.bounds, seconds=limits.seconds, size=limits.size)))
    graphs = [stored.graph, *([TRO] if has_ontology(wire) else [])] if stored.graph else []
    started = time.perf_counter()
    content = asked.ask(_declaring(text, known), NTRIPLES if kind == "construct" else JSON, graphs)
    seconds = time.perf_counter() - started
    if kind == "ask":
        return Answer("ask", truth=truth(content), seconds=seconds)
    if kind == "construct":
        columns: tuple[str, ...] = ("subject", "predicate", "object")
        found = [parts(triple) for triple in parse(content, where="the store's answer", ending=".nt")]
    else:
        columns = variables(content)
        found = list(rows(content, columns))  # type: ignore[arg-type]
    kept = tuple(tuple(_term(node) for node in row) for row in found[: limits.rows])
    return Answer(kind, columns, kept, None, len(found) > limits.rows, seconds)


def has_ontology(wire: Wire) -> bool:
    """Whether the store holds the ontology too, so that queries can use names and ranks of terms."""
    return truth(wire.ask(f"ASK {{ GRAPH <{TRO}> {{ ?s ?p ?o }} }}"))


def _declaring(text: str, known: Mapping[str, str]) -> str:
    """The query with the prefixes that it uses and need not declare here."""
    missing = set(prefixes(text)) & set(known) - set(_DECLARED.findall(text))
    return "".join(f"PREFIX {prefix}: <{known[prefix]}>\n" for prefix in sorted(missing)) + text


def _term(node: Node | None) -> QueryTerm | None:
    if node is None:
        return None
    if isinstance(node, Iri):
        return QueryTerm("uri", node.value)
    if isinstance(node, Literal):
        plain = node.language or node.datatype.value == XSD + "string"
        return QueryTerm("literal", node.value, node.language or "", "" if plain else node.datatype.value)
    return QueryTerm("bnode", node.value)
