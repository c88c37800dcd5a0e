"""The only module that knows the RDF engine (pyoxigraph): parse, serialise, query.

Nothing here reaches out: parsing takes bytes that were already read, no import is followed and no remote
context is loaded. Documentation of the engine: https://pyoxigraph.readthedocs.io.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, cast
from urllib.parse import quote

import pyoxigraph as ox

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.markup import wrong_markup
from trosol.files.plain_entities import without_entities
from trosol.rdf.blanks import MAX_EFFORT, QUICK, effort
from trosol.rdf.iris import PREFIXES, XSD
from trosol.workers import BUSY, LARGE, NONE, PROCESSOR, TIME, Bounds, Stopped, not_started, shared

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
    "as_line",
    "as_lines",
    "from_lines",
    "is_iri",
    "named_here",
    "parse",
    "parse_shipped",
    "parts",
    "quads",
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

MAX_READ_SECONDS = 5.0
"""Seconds of the processor that reading RDF may take, and a quarter of one more for each MiB of the file."""

MAX_READ_MEMORY = 1_000_000_000
"""Bytes of address space that it may take, and 16 more for each byte of the file."""

MAX_READ_SIZE = 64 * 1024 * 1024
"""Bytes of N-Triples that a file may stand for, and 8 more for each byte of the file."""

_AT_ONCE = 100_000
"""Lines that are loaded at a time."""

MAX_NAME_SECONDS = 10.0
"""Seconds of the processor that naming blank nodes may take."""


def parse(content: bytes, *, where: str, ending: str = ".ttl", brought: bool = False) -> list[ox.Triple]:
    """Parse RDF bytes that somebody brought to triples, all or nothing. ``brought``: also the forms that are only imported.

    The parser runs in a process of its own, for there are files that bring it down or keep it busy; only N-Triples, which are lines
    one after another, are read in here. Blank nodes are renamed by file, so that two files never share one by accident. Raises
    :class:`TrosolError` with the line and column that the engine names.
    """
    if _format(ending, brought, where) == "ntriples":
        return parse_shipped(content, where=where, ending=ending)
    return _read_apart(content, where, ending, brought=brought)


def _read_apart(content: bytes, where: str, ending: str, *, brought: bool) -> list[ox.Triple]:
    processor = MAX_READ_SECONDS + len(content) / 1024**2 / 4
    bounds = Bounds(20 + 6 * processor, processor, MAX_READ_MEMORY + 16 * len(content), MAX_READ_SIZE + 8 * len(content))
    values = {"do": "parse", "where": where, "ending": ending, "brought": brought, "size": bounds.size}
    try:
        _, lines = shared("rdf").run(values, content, bounds=bounds)
    except Stopped as stopped:
        raise TrosolError(_unread(stopped, _format(ending, brought, where), processor, where)) from None
    return from_lines(lines)


def parse_shipped(content: bytes, *, where: str, ending: str = ".ttl", brought: bool = False) -> list[ox.Triple]:
    """As :func:`parse`, in this process: for files that ship with Trosol, for lines, and for the process that reads what others brought."""
    return [quad.triple for quad in quads(content, where=where, ending=ending, brought=brought)]


def quads(content: bytes, *, where: str, ending: str, brought: bool) -> Iterator[ox.Quad]:
    """What :func:`parse_shipped` finds, one after another. Raises :class:`TrosolError`, maybe after the first ones."""
    name = _format(ending, brought, where)
    refuse(name, content := without_entities(content) if name == "rdfxml" else content, where)
    graphs = name in ("trig", "nquads", "jsonld")  # a named graph is read as if it had no name
    base = f"file:///{quote(where)}" if brought else None  # what a file says of itself, as in <#this>
    try:
        for quad in ox.parse(
            content, format=FORMATS[name], base_iri=base, without_named_graphs=not graphs, rename_blank_nodes=True
        ):
            if isinstance(quad.object, ox.Triple):
                raise _within_triples(where)
            yield quad
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
    except MemoryError as error:
        if "buffer" not in str(error):
            raise
        text = f"One text or name in this {name} is longer than 16 MiB."
        raise TrosolError(Problem("file-too-costly", text, "Take it out, or split it.", Where(where))) from None


def from_lines(ntriples: bytes) -> list[ox.Triple]:
    """Triples of N-Triples that Trosol itself wrote."""
    return [quad.triple for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)]


def as_line(node: Node) -> str:
    """A term as N-Triples write it."""
    return str(node)


def as_lines(triples: Iterable[ox.Triple], out: IO[bytes]) -> None:
    """Write N-Triples, in the order given."""
    ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)


def _format(ending: str, brought: bool, where: str) -> str:
    endings = _IMPORTED if brought else _BY_ENDING
    name = endings.get(ending.lower())
    if name is None:
        known = ", ".join(endings)
        raise TrosolError(
            Problem("format-unknown", f"Files ending in '{shorten(ending)}' are not read.", f"Use one of: {known}.", Where(where))
        )
    return name


def _unread(stopped: Stopped, name: str, processor: float, where: str) -> Problem:
    why = stopped.why
    if why == NONE:
        return not_started(stopped, Where(where))
    if why == BUSY:
        return Problem("reader-busy", "Other files are still being read.", "Try again in a minute.", Where(where))
    text = {
        TIME: f"Reading this {name} took more than {processor:.0f} seconds of the processor, and was stopped.",
        LARGE: f"This {name} stands for far more than is written in it: its triples in full would take too much memory.",
    }.get(
        TIME if why == PROCESSOR else why,
        f"This {name} brought its reader down: most likely it nests too deep, or needs too much memory.",
    )
    remedy = "Write it plainer (N-Triples always is: one line for each triple, nothing within another), or split it."
    return Problem("file-too-costly", text, remedy, Where(where))


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
    if name == "rdfxml" and (reason := _wrong_markup(content)):
        remedy = "Save it as Turtle in the program it comes from (Protégé: Save as, Turtle syntax)."
        raise TrosolError(Problem("turtle-syntax", f"This RDF/XML is not read: {reason}.", remedy, Where(where)))
    # Where strings and comments end only a parser knows, and it is the parser that falls over: so wherever they stand.
    if content.count(b"<<") > MAX_TRIPLE_MARKS:
        raise _within_triples(where)


def _wrong_markup(content: bytes) -> str:
    try:
        return wrong_markup(content)
    except (OSError, ImportError):  # in a worker no reader of a rare encoding can be loaded any more
        return "it is in an encoding that is not read"


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


def _named(triples: Iterable[ox.Triple], naming: Callable[[list[ox.Triple]], list[ox.Triple]]) -> list[ox.Triple]:
    """The triples with names for their blank nodes that depend on the content alone (RDFC-1.0)."""
    rows, blank = list[ox.Triple](), list[ox.Triple]()
    for t in triples:
        (blank if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) else rows).append(t)
    if not blank:
        return rows
    # What no blank node stands in has no part in their names, and is nearly everything.
    steps = effort(blank)
    if steps > MAX_EFFORT:
        raise TrosolError(alike_problem())
    return [*rows, *(named_here(blank) if steps <= QUICK else naming(blank))]


def named_here(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The same in this process, however long it takes."""
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def _named_apart(triples: list[ox.Triple]) -> list[ox.Triple]:
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    size = len(lines)
    bounds = Bounds(20 + 6 * MAX_NAME_SECONDS, MAX_NAME_SECONDS, MAX_READ_MEMORY + 16 * size, MAX_READ_SIZE + 8 * size)
    try:
        _, named = shared("rdf").run({"do": "name"}, lines, bounds=bounds)
    except Stopped as stopped:
        kept = stopped.why in (BUSY, NONE)
        raise TrosolError(_unread(stopped, "RDF", MAX_NAME_SECONDS, "blank nodes") if kept else alike_problem()) from None
    return from_lines(named)


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
    naming: Callable[[list[ox.Triple]], list[ox.Triple]] | None = None,
) -> bytes:
    """Write triples, sorted, in one of :data:`FORMATS`, in a named graph where given; same triples, same bytes.

    ``naming``: how blank nodes that take some effort get their names; else it is left to a process that can be stopped. Raises
    :class:`TrosolError` where nothing tells blank nodes apart.
    """
    triples = _named(triples, naming or _named_apart)
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
class EngineAnswer:
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
        every = chain.from_iterable(lines)
        while content := "\n".join(islice(every, _AT_ONCE)):  # a few at a time: the text of all would be as large as the store
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

    def select(self, query: str) -> EngineAnswer:
        """Run a SELECT and return its rows in the order of the engine."""
        solutions = self._store.query(query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError("only SELECT queries are run here")
        columns = tuple(variable.value for variable in solutions.variables)
        return EngineAnswer(columns, tuple(tuple(_value(row[name]) for name in columns) for row in solutions))

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
