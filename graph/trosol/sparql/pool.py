"""A few workers that hold the data of one snapshot. A query that takes too long loses its worker; others go on."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from trosol.errors import Problem, TrosolError
from trosol.rdf.engine import Triple, serialise
from trosol.rdf.names import PREFIXES
from trosol.sparql.answers import Answer, Term
from trosol.sparql.limits import Limits, checked
from trosol.store.snapshot import Snapshot
from trosol.workers import BUSY, NONE, TIME, Bounds, Message, Stopped
from trosol.workers import Pool as workers_of

__all__ = ["Pool", "Written", "pool_of"]

_GRACE = 1.0
"""Seconds of the processor beyond the limit by the clock: some are spent before the query is taken up."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in a form that programs read. ``form``: its name; empty where none of those wanted is one for this kind of answer.

    ``kind``, ``cut``, ``seconds`` as in :class:`Answer`; ``count``: how many rows or triples.
    """

    kind: str
    form: str
    content: bytes
    count: int
    cut: bool
    seconds: float


class Pool:
    """Workers over one set of triples, started when first needed. Safe to use from any number of threads."""

    def __init__(
        self,
        triples: Iterable[Triple],
        limits: Limits | None = None,
        workers: int = 2,
        patience: float = 5.0,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Nothing is started yet.

        ``patience``: seconds that a query waits for a free worker before it is told that all are busy. ``prefixes``: those
        that a query need not declare, beside the usual ones.
        """
        self.prefixes = {**PREFIXES, **(prefixes or {})}
        self.limits = limits or Limits()
        self._triples, self._data, self._lock = tuple(triples), b"", Lock()
        self._workers = workers_of("query", self._first, workers, patience)

    def _first(self) -> tuple[dict[str, Any], bytes]:
        """What a worker is started with."""
        with self._lock:
            self._data = self._data or serialise(self._triples, "ntriples")
        return {"prefixes": self.prefixes}, self._data

    def run(self, text: str, limits: Limits | None = None) -> Answer:
        """Answer a query. Raises :class:`WrongUse` for one that is refused, :class:`TrosolError` for one that costs too much."""
        said, content = self._ask(text, limits or self.limits, None)
        if said["kind"] == "ask":
            return Answer("ask", truth=said["truth"], seconds=said["seconds"])
        rows = tuple(tuple(Term(*cell) if cell else None for cell in row) for row in json.loads(content))
        return Answer(said["kind"], tuple(said["columns"]), rows, None, said["cut"], said["seconds"])

    def write(self, text: str, rows: str | None, triples: str | None, limits: Limits | None = None) -> Written:
        """Answer a query in the form wanted for rows (or yes and no), or for triples; written by the worker, within the same limits.

        Raises as :meth:`run` does.
        """
        said, content = self._ask(text, limits or self.limits, [rows, triples])
        return Written(said["kind"], said.get("form", ""), content, said["count"], said["cut"], said["seconds"])

    def _ask(self, text: str, limits: Limits, forms: list[str | None] | None) -> Message:
        text = checked(text, limits)
        bounds = Bounds(limits.seconds, limits.seconds + _GRACE, limits.memory + 3 * len(self._data), 8 * limits.size + 1_000_000)
        asked = {"query": text, "rows": limits.rows, "size": limits.size, "as": forms}
        try:
            return self._workers.run(asked, bounds=bounds)
        except Stopped as stopped:
            raise TrosolError(_why(stopped.why, limits)) from None

    def warm(self) -> None:
        """Start the workers that are missing, so that no query waits for one. One that does not start is left for later."""
        self._workers.warm()

    def close(self) -> None:
        """End all workers that are free, and each other one when it is done."""
        self._workers.close()


def _why(why: str, limits: Limits) -> Problem:
    if why == BUSY:
        return Problem("query-busy", "Other queries are still running.", "Try again in a few seconds.")
    if why == NONE:
        return Problem(
            "query-no-worker",
            "No process could be started to run the query in.",
            "Close other programs, for want of memory or processes is the most likely cause, and ask again.",
        )
    if why == TIME:
        return Problem(
            "query-time",
            f"The query took longer than {limits.seconds:g} seconds and was stopped.",
            "Ask for less: bind more, avoid open paths and unconnected patterns, add LIMIT.",
        )
    return Problem(
        "query-crashed",
        "The query brought its worker down, most likely for want of memory. Nothing else was harmed.",
        "Ask for less: bind more, avoid unconnected patterns, add LIMIT.",
    )


_POOLS: OrderedDict[str, Pool] = OrderedDict()
_POOLS_LOCK = Lock()
_MOST_POOLS = 3


def pool_of(snapshot: Snapshot) -> Pool:
    """The pool of a snapshot, with its ontology; made once, ended with the program or when others push it out."""
    with _POOLS_LOCK:
        base = snapshot.records.dataset.iri
        own = {"": base + "entity/", "claim": base + "claim/", "evidence": base + "evidence/"}
        pool = _POOLS.pop(snapshot.digest, None) or Pool((*snapshot.vocabulary.triples, *snapshot.triples), prefixes=own)
        _POOLS[snapshot.digest] = pool
        old = [_POOLS.popitem(last=False)[1] for _ in range(len(_POOLS) - _MOST_POOLS)]
    for each in old:
        each.close()
    return pool
