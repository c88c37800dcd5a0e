"""Triples of a store, at once or page by page, all of one state: read once more where somebody wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from trosol.errors import Problem, TrosolError
from trosol.rdf.engine import Iri, Node, Triple, parse
from trosol.triplestore.store_answers import integer, rows, text_of
from trosol.triplestore.wire import NTRIPLES, StoreRefused, Wire

__all__ = ["Mark", "fetch", "fetch_marked", "in_one_state", "mark", "read_once"]

_T = TypeVar("_T")

Mark = Mapping[str, int]
"""How many triples begin with which three digits of their hash. Made by the store alone, it is compared with another one of it."""

_TRIES = 3
_SMALLEST = 400
_FEWEST = 100
"""Rows that a page has to bring, one page with another."""

_PATIENCE = 50
"""Pages that may bring fewer."""

_COLUMNS = ("s", "p", "o")


def mark(wire: Wire, where: str) -> Mark:
    """What the store holds, told in some 4,000 numbers, in one query. Triples with blank nodes are counted only.

    The store hashes as it likes (not all of them hash letters with accents alike), so a mark says something only beside another mark
    of the same store.
    """
    parts = 'STR(?s), " ", STR(?p), " ", STR(?o), " ", COALESCE(LANG(?o), "")'
    hashed = f"BIND(SUBSTR(MD5(CONCAT({parts})), 1, 3) AS ?h)"
    found = rows(wire.ask(f"SELECT ?h (COUNT(*) AS ?n) {{ {where} {hashed} }} GROUP BY ?h"), ("h", "n"))
    return {text_of(digits): integer(number) for digits, number in found if integer(number)}


def fetch(wire: Wire, where: str) -> list[Triple]:
    """All triples ``?s ?p ?o`` that the pattern ``where`` finds, each once, all of one state of the store.

    Raises :class:`TrosolError` where the store changes all the time, or answers nonsense.
    """
    return fetch_marked(wire, where)[0]


def fetch_marked(wire: Wire, where: str) -> tuple[list[Triple], Mark]:
    """As :func:`fetch`, with the mark that the store had before and after."""

    def read(before: Mark) -> list[Triple] | None:
        return _all(wire, where, sum(before.values()))

    return in_one_state(wire, where, read)


def in_one_state(wire: Wire, where: str, read: Callable[[Mark], _T | None]) -> tuple[_T, Mark]:
    """What ``read`` gives while the store holds the same under ``where`` before and after, and the mark of that.

    It is called again where it gives None, and where somebody wrote meanwhile.
    """
    for _ in range(_TRIES):
        before = mark(wire, where)
        found = read(before)
        if found is not None and mark(wire, where) == before:
            return found, before
    raise TrosolError(
        Problem(
            "store-changing",
            "The store gave something else each time: somebody is writing, or it leaves rows out.",
            "Try again when nobody writes. If that does not help, look for a limit of rows in the store's settings.",
        )
    )


def read_once(wire: Wire, where: str) -> list[Triple] | None:
    """What the pattern finds now; None where the store gave more or fewer than it counts. Use it within :func:`in_one_state`."""
    ((total,),) = ((integer(number),) for (number,) in rows(wire.ask(f"SELECT (COUNT(*) AS ?n) {{ {where} }}"), ("n",)))
    return _all(wire, where, total)


def _all(wire: Wire, where: str, total: int) -> list[Triple] | None:
    bounds = wire.address.bounds
    if total > bounds.triples:
        raise TrosolError(
            Problem(
                "store-too-large",
                f"The store holds {total:,} triples there; {bounds.triples:,} can be read at once.",
                "Read a network alone, or let the store answer queries itself (`trosol query --at-store`).",
            )
        )
    found = _at_once(wire, where) if total <= bounds.whole else []
    if len(found) != total:
        found = _Pages(wire, where, total).read()
    return found if len(found) == total else None


def _at_once(wire: Wire, where: str) -> list[Triple]:
    """All of it in one answer, if the store gives that; some stores cut it, and some have no N-Triples: then pages are asked for."""
    try:
        content = wire.ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}", NTRIPLES)
        return list(dict.fromkeys(parse(content, where="the store's answer", ending=".nt")))
    except TrosolError:
        return []


class _Pages:
    """One reading of everything, page by page.

    Pages follow the order of the subjects, and each begins with the subject that the one before broke off in, by the store's own
    comparison of texts; so a page may be cut wherever the store likes.
    """

    def __init__(self, wire: Wire, where: str, total: int) -> None:
        self.wire, self.where, self.total = wire, where, total
        self.size = wire.address.bounds.page
        self.found: dict[Triple, None] = {}
        self.done: set[str] = set()

    def read(self) -> list[Triple]:
        """Every triple, or fewer than there are: then it is for the caller to begin again."""
        # A blank node has a name within one answer only, so everything that holds one comes in one answer.
        self._take(self._ask("FILTER(isBlank(?s) || isBlank(?o))", None))
        begin, pages = "", 0
        while len(self.found) < self.total:
            pages += 1
            if pages > _PATIENCE + len(self.found) // _FEWEST:
                raise _nonsense()
            page = self._ask(f"FILTER(isIRI(?s) && !isBlank(?o){begin})", self.size)
            if not page:
                break
            if len(self.found) + len(page) == self.total:
                self._take(page)
                break
            last = page[-1].subject
            whole = [triple for triple in page if triple.subject != last]
            subjects = {str(triple.subject) for triple in whole}
            if not isinstance(last, Iri) or str(last) in self.done or subjects & self.done:
                raise _nonsense()
            if whole:
                self.done |= subjects
                self._take(whole)
                begin = f' && STR(?s) >= "{last.value}"'
            else:
                # More than a page is said of one thing alone.
                self.done.add(str(last))
                self._take(self._ask(f"FILTER(?s = <{last.value}> && !isBlank(?o))", None))
                begin = f' && STR(?s) > "{last.value}"'
        return list(self.found)

    def _take(self, triples: list[Triple]) -> None:
        self.found.update(dict.fromkeys(triples))

    def _ask(self, condition: str, size: int | None) -> list[Triple]:
        while True:
            end = f"ORDER BY STR(?s) LIMIT {self.size}" if size else ""
            try:
                content = self.wire.ask(f"SELECT ?s ?p ?o {{ {self.where} {condition} }} {end}")
            except StoreRefused as refused:
                if not (size and refused.costly and self.size > _SMALLEST):
                    raise
                self.size = max(self.size // 5, _SMALLEST)
                continue
            return [_triple(row) for row in rows(content, _COLUMNS)]


def _triple(row: tuple[Node | None, ...]) -> Triple:
    subject, predicate, value = row
    try:
        return Triple(subject, predicate, value)  # type: ignore[arg-type]
    except TypeError:
        raise _nonsense() from None


def _nonsense() -> TrosolError:
    return TrosolError(
        Problem(
            "store-answer",
            "The store's answer cannot be read: its rows are no triples, come in no order, or come by ones and twos.",
            "Give the address that answers SPARQL 1.1 queries, and look into the store's own log.",
        )
    )
