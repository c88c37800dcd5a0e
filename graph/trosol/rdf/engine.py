"""The only module that knows the RDF engine (pyoxigraph): parse, serialise, query.

Nothing here reaches out: parsing takes bytes that were already read, no import is followed and no remote
context is loaded. Documentation of the engine: https://pyoxigraph.readthedocs.io.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast
from urllib.parse import quote

import pyoxigraph as ox

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.markup import wrong_markup
from trosol.rdf.blanks import alike
from trosol.rdf.names import PREFIXES, XSD

__all__ = [
    "FORMATS",
    "Blank",
    "Cell",
    "Iri",
    "Literal",
    "Node",
    "Quad",
    "Solutions",
    "Store",
    "Triple",
    "alike_problem",
    "is_iri",
    "parse",
    "parts",
    "serialise",
    "serialise_quads",
    "sorted_lines",
]

Triple = ox.Triple
Iri = ox.NamedNode
Literal = ox.Literal
Blank = ox.BlankNode
Quad = ox.Quad
Node = ox.NamedNode | ox.BlankNode | ox.Literal

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_BY_ENDING = {".ttl": "turtle", ".nt": "ntriples"}
_IMPORTED = {**_BY_ENDING, ".jsonld": "jsonld", ".rdf": "rdfxml", ".owl": "rdfxml", ".trig": "trig", ".nq": "nquads"}
_STRING = ox.NamedNode(XSD + "string")
MAX_TRIPLE_MARKS = 5000
"""How often ``<<`` may stand in a file: so many triples, each within the next, are what the engine can hold."""


def parse(content: bytes, *, where: str, ending: str = ".ttl", brought: bool = False) -> list[ox.Triple]:
    """Parse Turtle or N-Triples bytes to triples, all or nothing. ``brought``: also the forms that are only imported.

    Blank nodes are renamed by file, so that two files never share one by accident. Raises
    :class:`TrosolError` with the line and column that the engine names.
    """
    endings = _IMPORTED if brought else _BY_ENDING
    name = endings.get(ending.lower())
    if name is None:
        known = ", ".join(endings)
        raise TrosolError(
            Problem("format-unknown", f"Files ending in '{shorten(ending)}' are not read.", f"Use one of: {known}.", Where(where))
        )
    refuse(name, content, where)
    try:
        graphs = name in ("trig", "nquads", "jsonld")  # a named graph is read as if it had no name
        base = f"file:///{quote(where)}" if brought else None  # what a file says of itself, as in <#this>
        quads = list(
            ox.parse(content, format=FORMATS[name], base_iri=base, without_named_graphs=not graphs, rename_blank_nodes=True)
        )
    except SyntaxError as error:
        row = getattr(error, "lineno", None)
        text = shorten(str(error.msg or error), 200)
        raise TrosolError(
            Problem("turtle-syntax", f"This is not valid {name}: {text}.", "Mend the text at that place.", Where(where, row))
        ) from None
    except ValueError as error:
        raise TrosolError(
            Problem("turtle-syntax", f"This is not valid {name}: {shorten(str(error), 200)}.", "Mend the file.", Where(where))
        ) from None
    if any(isinstance(quad.object, ox.Triple) for quad in quads):
        raise _within_triples(where)
    return [quad.triple for quad in quads]


def is_iri(text: str) -> bool:
    """Whether the engine takes the text for an IRI.

    >>> is_iri("https://example.org/a"), is_iri("https://example.org/a[")
    (True, False)
    """
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def refuse(name: str, content: bytes, where: str) -> None:
    """Raise :class:`TrosolError` for what would bring the engine down: XML with a document type, deep XML, deep triples."""
    if name == "rdfxml" and (reason := wrong_markup(content)):
        remedy = "Save it as Turtle in the program it comes from (Protégé: Save as, Turtle syntax)."
        raise TrosolError(Problem("turtle-syntax", f"This RDF/XML is not read: {reason}.", remedy, Where(where)))
    # Where strings and comments end only a parser knows, and it is the parser that falls over: so wherever they stand.
    if content.count(b"<<") > MAX_TRIPLE_MARKS:
        raise _within_triples(where)


def _within_triples(where: str) -> TrosolError:
    return TrosolError(
        Problem(
            "triple-not-understood",
            "The file states triples about triples (RDF 1.2), which are not read.",
            "Say it as a claim: a node with claimSubject, claimPredicate and claimObject.",
            Where(where),
        )
    )


def parts(triple: ox.Triple) -> tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Node]:
    """Subject, predicate and object of a triple that :func:`parse` let in: none of them is a triple itself."""
    return cast("tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Node]", (triple.subject, triple.predicate, triple.object))


def alike_problem(where: Where | None = None) -> Problem:
    """The problem of blank nodes that nothing tells apart."""
    return Problem(
        "nodes-alike",
        "Nodes without a name are linked with others that say just the same, so that nothing tells them apart.",
        "Give such nodes names (IRIs), or take out those that repeat others.",
        where,
    )


def _named(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The triples with names for their blank nodes that depend on the content alone (RDFC-1.0)."""
    rows: list[ox.Triple] = []
    blank: list[ox.Triple] = []
    for t in triples:
        (blank if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) else rows).append(t)
    if not blank:
        return rows
    if alike(blank):
        raise TrosolError(alike_problem())
    # What no blank node stands in has no part in their names, and is nearly everything.
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in blank)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [*rows, *(quad.triple for quad in dataset)]


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    return [t for _, t in sorted({(str(t.subject), str(t.predicate), str(t.object)): t for t in triples}.items())]


def sorted_lines(triples: Iterable[ox.Triple]) -> list[bytes]:
    """Canonical N-Triples lines, sorted, each once. Of data without blank nodes this is a canonical form."""
    lines = set((ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").split(b"\n"))
    return sorted(lines - {b""})


def serialise(
    triples: Iterable[ox.Triple],
    format_name: str,
    prefixes: dict[str, str] | None = None,
    graph: str | None = None,
) -> bytes:
    """Write triples, sorted, in one of :data:`FORMATS`, in a named graph where given; same triples, same bytes."""
    triples = _named(triples)
    if format_name == "ntriples":
        return b"".join(line + b"\n" for line in sorted_lines(triples))
    rows: list[ox.Triple] | list[ox.Quad] = _sorted(triples)
    if graph is not None:
        rows = [ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph)) for t in _sorted(triples)]
    used = {**PREFIXES, **(prefixes or {})} if format_name in ("turtle", "trig", "rdfxml", "jsonld") else None
    return ox.serialize(rows, format=FORMATS[format_name], prefixes=used) or b""


def serialise_quads(quads: Iterable[ox.Quad], prefixes: dict[str, str]) -> bytes:
    """Write quads as TriG, graph by graph, sorted; same quads, same bytes."""
    keyed = {(str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)): q for q in quads}
    return ox.serialize([quad for _, quad in sorted(keyed.items())], format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a SELECT: variable names and, per row, the text of each value (None where unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


Cell = list[str] | None
"""A term as kind (``uri``, ``bnode``, ``literal``), value, language and datatype; None where unbound."""


@dataclass(frozen=True)
class Solutions:
    """What a query of any form answers: ``kind`` is ``ask``, ``select`` or ``construct``; rows come as they are found."""

    kind: str
    truth: bool
    columns: tuple[str, ...]
    rows: Iterator[list[Cell]]


class Store:
    """An in-memory graph to query. Nothing here is a time limit: query text of people runs in a process of its own."""

    def __init__(self, triples: Iterable[ox.Triple], lines: Iterable[Sequence[str]] = ()) -> None:
        """Load the triples, and lists of N-Triples lines, into the default graph."""
        self._store = ox.Store()
        self._store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        if content := "\n".join(chain.from_iterable(lines)):
            self._store.bulk_load(input=content.encode(), format=ox.RdfFormat.N_TRIPLES)

    @classmethod
    def of_lines(cls, ntriples: bytes) -> Store:
        """Load N-Triples."""
        store = cls(())
        store._store.bulk_load(input=ntriples, format=ox.RdfFormat.N_TRIPLES)
        return store

    def __len__(self) -> int:
        """Number of triples."""
        return len(self._store)

    def select(self, query: str) -> Answer:
        """Run a SELECT and return its rows in the order of the engine."""
        solutions = self._store.query(query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError("only SELECT queries are run here")
        columns = tuple(variable.value for variable in solutions.variables)
        rows = tuple(tuple(_value(row[name]) for name in columns) for row in solutions)
        return Answer(columns, rows)

    def ask(self, query: str, prefixes: dict[str, str] | None = None) -> Solutions:
        """Run a query of any form. ``prefixes``: those that it need not declare.

        Raises SyntaxError, ValueError, OSError or RuntimeError, as the engine does.
        """
        found = self._store.query(query, prefixes=prefixes)
        if isinstance(found, ox.QueryBoolean):
            return Solutions("ask", bool(found), (), iter(()))
        if isinstance(found, ox.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            return Solutions("select", True, columns, ([_cell(row[name]) for name in columns] for row in found))
        triples = ([_cell(part) for part in (t.subject, t.predicate, t.object)] for t in found)
        return Solutions("construct", True, ("subject", "predicate", "object"), triples)


def _cell(node: Node | ox.Triple | None) -> Cell:
    if node is None:
        return None
    if isinstance(node, ox.NamedNode):
        return ["uri", node.value, "", ""]
    if isinstance(node, ox.BlankNode):
        return ["bnode", node.value, "", ""]
    if isinstance(node, ox.Literal):
        plain = node.language or node.datatype.value == XSD + "string"
        return ["literal", node.value, node.language or "", "" if plain else node.datatype.value]
    return ["literal", str(node), "", ""]


def _value(node: Node | ox.Triple | None) -> str | None:
    if node is None:
        return None
    return str(node) if isinstance(node, ox.Triple) else node.value
