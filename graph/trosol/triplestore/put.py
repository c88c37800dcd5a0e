"""An ecosystem into a store: all of it or nothing. It is written beside, read back, and then takes its place in one request."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from trosol.errors import Problem, TrosolError, shorten
from trosol.plain import ToJson
from trosol.rdf.engine import Iri, Triple, serialise
from trosol.rdf.iris import DCAT, OWL, XSD
from trosol.triplestore import paged_triples
from trosol.triplestore.leftovers import is_gone, is_old, mark, writing
from trosol.triplestore.named_graphs import SCRATCH, pattern
from trosol.triplestore.paged_triples import Mark, fetch_marked
from trosol.triplestore.store_answers import integer, rows, text_of
from trosol.triplestore.wire import StoreRefused, Wire

__all__ = ["Put", "put", "tidy"]

_SMALLEST = 100
_MOST_TIDIED = 100
_INTEGER, _DECIMAL = (f"^^<{XSD}{name}> .".encode() for name in ("integer", "decimal"))
_KINDS = {"ecosystem": DCAT + "Dataset", "ontology": OWL + "Ontology"}


@dataclass(frozen=True, slots=True)
class Put(ToJson):
    """What was written: the graph, how many triples it has now and had before, and in how many requests they were sent."""

    graph: str
    triples: int
    before: int
    requests: int


def put(
    wire: Wire,
    graph: str,
    triples: Iterable[Triple],
    progress: Callable[[str], None] = lambda _step: None,
    kind: str = "ecosystem",
) -> Put:
    """Make ``graph`` hold these triples and nothing else, or leave it as it is.

    They are sent into a graph of another name, read back from there and compared, and moved in one update request. So a reader sees
    the old or the new as far as the store carries out one request as one step; a writer that is killed leaves the old. ``progress`` is
    told each step. ``kind``: ``ecosystem`` or ``ontology``.

    Raises :class:`TrosolError` where the store cannot be asked or refuses, where the graph holds something that is no such ecosystem,
    and where the store gives back other triples than it was given.
    """
    sent = sorted(serialise(triples, "ntriples").splitlines())
    progress("looking")
    before = _before(wire, graph, kind)
    tidy(wire, graph)
    own = mark()
    with writing(own):
        requests = _replace(wire, graph, f"{graph}{SCRATCH}{own}", sent, progress)
    return Put(graph, len(sent), before, requests)


def _replace(wire: Wire, graph: str, scratch: str, sent: Sequence[bytes], progress: Callable[[str], None]) -> int:
    """Fill the scratch graph, look at it, and move it; in how many requests it was sent."""
    try:
        # A small request first: where the store asks for a password, nothing large is sent in vain.
        wire.change(f"DROP SILENT GRAPH <{scratch}>")
        requests = _send(wire, scratch, sent, progress)
        progress("reading back")
        came, new = fetch_marked(wire, pattern(scratch))
        _compare(sent, came)
        progress("taking the place")
        _move(wire, scratch, graph, new)
    except BaseException:
        with contextlib.suppress(TrosolError):
            wire.change(f"DROP SILENT GRAPH <{scratch}>")
        raise
    return requests


def _before(wire: Wire, graph: str, kind: str) -> int:
    """How many triples the graph has. What is something else is not written over."""
    ((total,),) = ((integer(n),) for (n,) in rows(wire.ask(f"SELECT (COUNT(*) AS ?n) {{ {pattern(graph)} }}"), ("n",)))
    described = wire.ask(f"SELECT ?type {{ GRAPH <{graph}> {{ <{graph}> a ?type }} }} LIMIT 100")
    if total and _KINDS[kind] not in {text_of(each) for (each,) in rows(described, ("type",))}:
        raise TrosolError(
            Problem(
                "store-graph-taken",
                f"The graph <{graph}> holds {total:,} triples, and they are no {kind} of that IRI.",
                "Give the ecosystem another iri in dataset.toml, or empty that graph if it is yours.",
            )
        )
    return total


def tidy(wire: Wire, graph: str = "") -> int:
    """Take away what writers of this user left behind when they were killed; of ``graph`` also what anybody's left more than a day ago.

    How many graphs that were.
    """
    found = wire.ask(
        f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(CONTAINS(STR(?g), "{SCRATCH}")) }} LIMIT {_MOST_TIDIED}'
    )
    gone = 0
    for (name,) in islice(rows(found, ("g",)), _MOST_TIDIED):
        if not isinstance(name, Iri):
            continue
        of, _, left = name.value.partition(SCRATCH)
        if is_gone(left) or (of == graph and is_old(left)):
            wire.change(f"DROP SILENT GRAPH <{name.value}>")
            gone += 1
    return gone


def _send(wire: Wire, scratch: str, lines: Sequence[bytes], progress: Callable[[str], None]) -> int:
    """Send everything, in as few requests as the store takes; how many they were."""
    blank = [line for line in lines if _has_blank(line)]
    plain = [line for line in lines if not _has_blank(line)]
    size, at, requests = wire.address.bounds.batch, 0, 0
    while at < len(plain):
        progress(f"sending {at:,} of {len(lines):,}")
        try:
            wire.change(f"INSERT DATA {{ GRAPH <{scratch}> {{\n{_text(plain[at : at + size])}\n}} }}")
        except StoreRefused as refused:
            if not refused.costly or size <= _SMALLEST:
                raise
            size = max(size // 2, _SMALLEST)
            continue
        at, requests = at + size, requests + 1
    if blank:
        # A blank node has a name within one request only. Virtuoso takes none in INSERT DATA.
        wire.change(f"INSERT {{ GRAPH <{scratch}> {{\n{_text(blank)}\n}} }} WHERE {{}}")
        requests += 1
    return requests


def _has_blank(line: bytes) -> bool:
    return line.startswith(b"_:") or b" _:" in line.rpartition(b'"')[2]


def _text(lines: Sequence[bytes]) -> str:
    return b"\n".join(lines).decode()


def _compare(sent: Sequence[bytes], came: Iterable[Triple]) -> None:
    """Raise unless the store gives back what it was given, to the letter; whole numbers may come back as integers."""
    back = {_as_decimal(line): line for line in serialise(came, "ntriples").splitlines()}
    given = {_as_decimal(line): line for line in sent}
    missing = sorted(line for key, line in given.items() if key not in back)
    other = sorted(line for key, line in back.items() if key not in given)
    if not missing and not other:
        return
    first = f" Sent: {_shown(missing[0])}." if missing else ""
    first += f" Came back: {_shown(other[0])}." if other else ""
    raise TrosolError(
        Problem(
            "store-alters",
            f"The store gives back other triples than it was given: {len(missing):,} are missing, {len(other):,} are new.{first}",
            "Nothing was put in place. Write the values as the store does (e.g. 12.5 for 12.50), or use another store.",
        )
    )


def _as_decimal(line: bytes) -> bytes:
    # An integer is a decimal number in XML Schema, and Virtuoso says so of every one without a fraction.
    return line.replace(_INTEGER, _DECIMAL)


def _shown(line: bytes) -> str:
    return shorten(line.decode("utf-8", "replace").removesuffix(" ."), 240)


def _move(wire: Wire, scratch: str, graph: str, new: Mark) -> None:
    uncertain: TrosolError | None = None
    try:
        wire.change(f"MOVE GRAPH <{scratch}> TO GRAPH <{graph}>")
    except TrosolError as error:
        # The answer may be lost although it was done; what lies there says so.
        uncertain = error
    if paged_triples.mark(wire, pattern(graph)) == new:
        return
    raise uncertain or TrosolError(
        Problem(
            "store-changing",
            f"The graph <{graph}> does not hold what was moved there: somebody else wrote at the same time.",
            "See who else writes there, and put it again.",
        )
    )
