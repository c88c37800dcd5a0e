"""A few workers that hold the data of one snapshot. A query that takes too long loses its worker; others go on."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from trosol.errors import Problem, TrosolError, WrongUse
from trosol.rdf.engine import Triple, serialise
from trosol.rdf.names import PREFIXES
from trosol.sparql.answers import Answer, Term
from trosol.sparql.forks import CPU, FORKS, TIME
from trosol.sparql.lanes import QUICK, SLOW, Busy, Lanes
from trosol.sparql.limits import Limits, checked
from trosol.store.snapshot import Snapshot

__all__ = ["Pool", "busy", "pool_of", "too_slow"]

_START = 60.0
"""Seconds that a worker may take to load its data."""

_GRACE = 1.0
"""Seconds beyond the limit that a worker has to say that it is over, before it is ended."""

_QUICK_CPU = 0.15
"""Seconds of the processor that a query may use in the quick lane; whatever takes more begins anew in the slow one."""

_WARM = 2
"""How many workers are started before anybody asks; a further one comes when it is needed."""

_SLOW_NICE = 10
"""How far slow ones stand back behind quick ones where the processor is wanted by both."""

_MOST_SLOW_KNOWN = 500


class _Gone(Exception):
    """The worker ended."""


class _WasGone(_Gone):
    """The worker had ended before it took the query, so another one may."""


class _NotStarted(Exception):
    """No worker came up."""


class _Worker:
    """One process with the data. Used by one thread at a time."""

    def __init__(self, data: bytes, limits: Limits, prefixes: Mapping[str, str]) -> None:
        """Start it. Raises :class:`_NotStarted`."""
        source = str(Path(__file__).resolve().parents[2])
        env = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "LANG", "TMPDIR", "TEMP")}
        env["PYTHONPATH"] = os.pathsep.join([source, *(path for path in sys.path if path)])
        env["PYTHONDONTWRITEBYTECODE"] = "1"
        try:
            # -P: no module of the folder that somebody happens to work in.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "trosol.sparql.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=env,
                start_new_session=True,
            )
        except OSError:
            raise _NotStarted from None
        self._replies: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        first = {"data": len(data), "memory": limits.memory + 3 * len(data), "prefixes": dict(prefixes)}
        try:
            self._say(first, data)
            ready = "ready" in (self._hear(_START) or {})
        except _Gone:
            ready = False
        if not ready:
            self.stop()
            raise _NotStarted

    @property
    def lives(self) -> bool:
        """Whether the process is there to be asked."""
        return self._process.poll() is None and self._replies.empty()

    def _say(self, message: dict[str, Any], more: bytes = b"") -> None:
        body = json.dumps(message).encode()
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pipe.write(f"{len(body)}\n".encode() + body + more)
            pipe.flush()
        except OSError:
            raise _Gone from None

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        try:
            while head := pipe.readline(32):
                self._replies.put(json.loads(pipe.read(int(head))))
        except (OSError, ValueError):
            pass
        self._replies.put(None)

    def _hear(self, seconds: float) -> dict[str, Any] | None:
        """The next message; None if the time is over. Raises :class:`_Gone`."""
        try:
            message = self._replies.get(timeout=seconds)
        except queue.Empty:
            return None
        if message is None:
            raise _Gone
        return message

    def ask(self, text: str, limits: Limits, cpu: float, nice: int) -> dict[str, Any] | None:
        """The reply, or None if it did not come in time. Raises :class:`_Gone` if the process ended."""
        end = time.monotonic() + limits.seconds + (_GRACE if FORKS else 0.0)
        asked = {"query": text, "rows": limits.rows, "size": limits.size, "seconds": limits.seconds, "cpu": cpu, "nice": nice}
        try:
            self._say(asked)
            taken = self._hear(end - time.monotonic())
        except _Gone:
            raise _WasGone from None
        return self._hear(max(0.0, end - time.monotonic())) if taken else None

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._listener.join(timeout=1.0)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class Pool:
    """Workers over one set of triples, started when first needed. Safe to use from any number of threads."""

    def __init__(
        self,
        triples: Iterable[Triple],
        limits: Limits | None = None,
        workers: int = 3,
        patience: float = 5.0,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Nothing is started yet.

        ``patience``: seconds that a query waits for a free worker before it is told that all are busy. ``prefixes``: those
        that a query need not declare, beside the usual ones.
        """
        self.prefixes = {**PREFIXES, **(prefixes or {})}
        self._triples, self._data = tuple(triples), b""
        self.limits, self.patience = limits or Limits(), patience
        self._free: list[_Worker] = []
        self.lanes = Lanes(workers)
        self._slow: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, text: str, limits: Limits | None = None) -> Answer:
        """Answer a query. Raises :class:`WrongUse` for one that is refused, :class:`TrosolError` for one that costs too much.

        It runs in the quick lane first, and where it takes more than that, once more from the beginning among the slow ones.
        """
        limits = limits or self.limits
        text = checked(text, limits)
        for lane in self.ways(text):
            try:
                with self.lanes.place(lane, self.patience):
                    answer = self.attempt(text, limits, lane)
            except Busy:
                raise busy() from None
            if answer is not None:
                return answer
        raise too_slow(limits)

    def ways(self, text: str) -> tuple[str, ...]:
        """The lanes that a query takes, one after the other: what was slow before is slow again."""
        if not FORKS:  # ending one costs a whole worker there
            return (QUICK,)
        with self._lock:
            return (SLOW,) if text in self._slow else (QUICK, SLOW)

    def attempt(self, text: str, limits: Limits, lane: str) -> Answer | None:
        """Answer a query that was looked at, holding a place in the lane; None where it takes longer than that lane allows."""
        cpu = _QUICK_CPU if lane == QUICK and FORKS else limits.seconds
        nice = 0 if lane == QUICK else _SLOW_NICE
        worker: _Worker | None = None
        try:
            worker = self._worker()
            try:
                reply = worker.ask(text, limits, cpu, nice)
            except _WasGone:
                worker.stop()
                worker = self._new()
                reply = worker.ask(text, limits, cpu, nice)
            if reply is not None:
                self._keep(worker)
                worker = None
            ended = TIME if reply is None else reply.get("ended")
            if ended in (TIME, CPU):
                self._took_long(text)
                if ended == CPU and lane == QUICK:
                    return None
                raise too_slow(limits)
            if reply is None or ended:
                raise _Gone
            return _answer(reply)
        except _NotStarted:
            raise TrosolError(
                Problem(
                    "query-no-worker",
                    "No process could be started to run the query in.",
                    "Close other programs, for want of memory or processes is the most likely cause, and ask again.",
                )
            ) from None
        except _Gone:
            raise TrosolError(
                Problem(
                    "query-crashed",
                    "The query brought its worker down, most likely for want of memory. Nothing else was harmed.",
                    "Ask for less: bind more, avoid unconnected patterns, add LIMIT.",
                )
            ) from None
        finally:
            if worker is not None:
                worker.stop()

    def _took_long(self, text: str) -> None:
        with self._lock:
            self._slow[text] = None
            while len(self._slow) > _MOST_SLOW_KNOWN:
                self._slow.popitem(last=False)

    def warm(self) -> None:
        """Start the workers that quick queries need, so that none waits for one. One that does not start is left for later."""
        ready: list[_Worker] = []
        places = 0
        try:
            while places < min(self.lanes.places, _WARM) and self.lanes.take_free(QUICK):
                places += 1
                ready.append(self._worker())
        except _NotStarted:
            pass
        finally:
            for worker in ready:
                self._keep(worker)
            for _ in range(places):
                self.lanes.give_back(QUICK)

    def _worker(self) -> _Worker:
        """One that lives: free, or new."""
        with self._lock:
            gone = [worker for worker in self._free if not worker.lives]
            self._free = [worker for worker in self._free if worker not in gone]
            free = self._free.pop() if self._free else None
        for worker in gone:
            worker.stop()
        return free or self._new()

    def _new(self) -> _Worker:
        with self._lock:
            self._data = self._data or serialise(self._triples, "ntriples")
        return _Worker(self._data, self.limits, self.prefixes)

    def _keep(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed:
                self._free.append(worker)
                return
        worker.stop()

    def close(self) -> None:
        """End all workers that are free, and each other one when it is done."""
        with self._lock:
            self._closed, free, self._free = True, self._free, []
        for worker in free:
            worker.stop()


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


def _answer(reply: dict[str, Any]) -> Answer:
    if "refused" in reply:
        raise WrongUse(Problem(*reply["refused"]))
    if reply["kind"] == "ask":
        return Answer("ask", truth=reply["truth"], seconds=reply["seconds"])
    rows = tuple(tuple(Term(*cell) if cell else None for cell in row) for row in reply["rows"])
    return Answer(reply["kind"], tuple(reply["columns"]), rows, None, reply["cut"], reply["seconds"])


_POOLS: OrderedDict[str, Pool] = OrderedDict()
_POOLS_LOCK = threading.Lock()
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


@atexit.register
def _close_all() -> None:
    for pool in _POOLS.values():
        pool.close()
