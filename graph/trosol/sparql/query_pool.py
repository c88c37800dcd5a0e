"""A few workers that hold the data of one snapshot. Quick queries never wait behind slow ones; one that takes too long is stopped."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

from trosol.errors import Problem, TrosolError
from trosol.rdf.engine import Triple, serialise
from trosol.rdf.iris import PREFIXES
from trosol.sparql.limits import Limits, checked
from trosol.sparql.query_result import Answer, QueryTerm
from trosol.store.snapshot import Snapshot
from trosol.workers import NONE, PROCESSOR, TIME, Bounds, Message, Stopped, not_started
from trosol.workers import WorkerPool as workers_of
from trosol.workers.forks import FORKS
from trosol.workers.lanes import QUICK, SLOW, Busy

__all__ = ["Pool", "Written", "busy", "pool_of", "too_slow"]

_GRACE = 1.0
"""Seconds of the processor beyond the limit by the clock: some are spent before the query is taken up."""

_BY_CLOCK = 4.0
"""So much longer than on the processor a query may take by the clock: on a busy machine others run meanwhile."""

_QUICK_CPU = 0.15
"""Seconds of the processor that a query may use in the quick lane; whatever takes more begins anew in the slow one."""

_SLOW_NICE, _MOST_SLOW_KNOWN = 10, 500


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
        workers: int = 3,
        patience: float = 5.0,
        prefixes: Mapping[str, str] | None = None,
        *,
        copied: bool = True,
        content: Callable[[], bytes] | None = None,
    ) -> None:
        """Nothing is started yet.

        ``content``: what makes the triples as N-Triples, instead of ``triples``.
        ``patience``: seconds that a query waits for a free worker before it is told that all are busy. ``prefixes``: those
        that a query need not declare, beside the usual ones. ``copied``: whether each query runs in a copy of its worker, where
        the system has such; without, many quick queries take half the time, and one that is stopped costs a whole worker.
        """
        self.prefixes = {**PREFIXES, **(prefixes or {})}
        self.limits = limits or Limits()
        self._copied = copied and FORKS
        self._content = content or partial(serialise, tuple(triples), "ntriples")
        self._data, self._lock = b"", Lock()
        self._workers = workers_of("query" if copied else "queries", self._first, workers, patience)
        self._slow: OrderedDict[str, None] = OrderedDict()

    def _first(self) -> tuple[dict[str, Any], bytes]:
        """What a worker is started with."""
        with self._lock:
            self._data = self._data or self._content()
        return {"prefixes": self.prefixes}, self._data

    def run(self, text: str, limits: Limits | None = None) -> Answer:
        """Answer a query. Raises :class:`WrongUse` for one that is refused, :class:`TrosolError` for one that costs too much.

        It runs in the quick lane first, and where it takes more than that, once more from the beginning among the slow ones.
        """
        said, content = self._ask(text, limits or self.limits, None)
        if said["kind"] == "ask":
            return Answer("ask", truth=said["truth"], seconds=said["seconds"])
        rows = tuple(tuple(QueryTerm(*cell) if cell else None for cell in row) for row in json.loads(content))
        return Answer(said["kind"], tuple(said["columns"]), rows, None, said["cut"], said["seconds"])

    def write(self, text: str, rows: str | None, triples: str | None, limits: Limits | None = None) -> Written:
        """Answer a query in the form wanted for rows (or yes and no), or for triples; written by the worker, within the same limits.

        Raises as :meth:`run` does.
        """
        return _written(*self._ask(text, limits or self.limits, [rows, triples]))

    async def write_in_turn(self, text: str, rows: str | None, triples: str | None, peer: str) -> Written:
        """As :meth:`write`, for a server: whoever waits for a place takes no thread away from others, and peers take turns."""
        import asyncio  # as in Lanes.turn

        text = checked(text, self.limits)
        for lane in self.ways(text):
            try:
                async with self._workers.lanes.turn(lane, self._workers.patience, peer):
                    done = asyncio.get_running_loop().run_in_executor(
                        _THREADS, self.attempt, text, self.limits, [rows, triples], lane
                    )
                    try:
                        reply = await asyncio.shield(done)
                    except asyncio.CancelledError:
                        # The place is free when the worker is: within the limits of a query.
                        await asyncio.wait({done})
                        done.exception()
                        raise
            except Busy:
                raise busy() from None
            if reply is not None:
                return _written(*reply)
        raise too_slow(self.limits)

    def _ask(self, text: str, limits: Limits, forms: list[str | None] | None) -> Message:
        text = checked(text, limits)
        for lane in self.ways(text):
            try:
                with self._workers.lanes.place(lane, self._workers.patience):
                    reply = self.attempt(text, limits, forms, lane)
            except Busy:
                raise busy() from None
            if reply is not None:
                return reply
        raise too_slow(limits)

    def ways(self, text: str) -> tuple[str, ...]:
        """The lanes that a query takes, one after the other: what was slow before is slow again."""
        if not self._copied:  # ending one costs a whole worker there
            return (QUICK,)
        with self._lock:
            return (SLOW,) if text in self._slow else (QUICK, SLOW)

    def attempt(self, text: str, limits: Limits, forms: list[str | None] | None, lane: str) -> Message | None:
        """Answer a query that was looked at, holding a place in the lane; None where it takes longer than that lane allows."""
        quick = lane == QUICK and self._copied
        bounds = Bounds(
            seconds=_BY_CLOCK * limits.seconds if self._copied else limits.seconds,
            processor=_QUICK_CPU if quick else limits.seconds if self._copied else limits.seconds + _GRACE,
            memory=limits.memory + 3 * len(self._data),
            size=8 * limits.size + 1_000_000,
            nice=0 if quick else _SLOW_NICE,
        )
        asked = {"query": text, "rows": limits.rows, "size": limits.size, "as": forms}
        try:
            return self._workers.attempt(asked, bounds=bounds)
        except Stopped as stopped:
            if stopped.why in (TIME, PROCESSOR):
                self._took_long(text)
                if quick and stopped.why == PROCESSOR:
                    return None
                raise too_slow(limits) from None
            raise TrosolError(_why(stopped)) from None

    def _took_long(self, text: str) -> None:
        with self._lock:
            self._slow[text] = None
            while len(self._slow) > _MOST_SLOW_KNOWN:
                self._slow.popitem(last=False)

    def warm(self) -> None:
        """Start the workers that are missing, so that no query waits for one. One that does not start is left for later."""
        self._workers.warm()

    def close(self) -> None:
        """End all workers that are free, and each other one when it is done."""
        self._workers.close()


def _written(said: dict[str, Any], content: bytes) -> Written:
    return Written(said["kind"], said.get("form", ""), content, said["count"], said["cut"], said["seconds"])


def busy() -> TrosolError:
    """Nobody had time for the query."""
    return TrosolError(Problem("query-busy", "Other queries are still running.", "Try again in a few seconds."))


def too_slow(limits: Limits) -> TrosolError:
    """The query took longer than it may."""
    return TrosolError(
        Problem(
            "query-time",
            f"The query took longer than {limits.seconds:g} seconds and was stopped.",
            "Ask for less: bind more, avoid open paths and unconnected patterns, add LIMIT.",
        )
    )


def _why(stopped: Stopped) -> Problem:
    if stopped.why == NONE:
        return not_started(stopped, code="query-no-worker")
    return Problem(
        "query-crashed",
        "The query brought its worker down, most likely for want of memory. Nothing else was harmed.",
        "Ask for less: bind more, avoid unconnected patterns, add LIMIT.",
    )


_THREADS = ThreadPoolExecutor(8, "queries")
"""Of their own, so that queries and the other doors of a server never wait for each other; places are given by lanes."""

_POOLS: OrderedDict[str, Pool] = OrderedDict()
_POOLS_LOCK = Lock()
_MOST_POOLS = 3


def pool_of(snapshot: Snapshot) -> Pool:
    """The pool of a snapshot, with its ontology; made once, ended with the program or when others push it out."""
    with _POOLS_LOCK:
        base = snapshot.records.dataset.iri
        own = {"": base + "entity/", "claim": base + "claim/", "evidence": base + "evidence/"}
        pool = _POOLS.pop(snapshot.digest, None) or Pool((), prefixes=own, content=snapshot.ntriples)
        _POOLS[snapshot.digest] = pool
        old = [_POOLS.popitem(last=False)[1] for _ in range(len(_POOLS) - _MOST_POOLS)]
    for each in old:
        each.close()
    return pool
