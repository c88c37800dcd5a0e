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
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from trosol.errors import Problem, TrosolError, WrongUse
from trosol.rdf.engine import Triple, serialise
from trosol.sparql.answers import Answer, Term
from trosol.sparql.limits import Limits, check_text
from trosol.store.snapshot import Snapshot

__all__ = ["Pool", "pool_of"]

_START = 60.0
"""Seconds that a worker may take to load its data."""


class _Gone(Exception):
    """The worker ended."""


class _Worker:
    """One process with the data. Used by one thread at a time."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        source = str(Path(__file__).resolve().parents[2])
        env = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "LANG", "TMPDIR", "TEMP")}
        env["PYTHONPATH"] = os.pathsep.join([source, *(path for path in sys.path if path)])
        env["PYTHONDONTWRITEBYTECODE"] = "1"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "trosol.sparql.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            start_new_session=True,
        )
        self._replies: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._say({"data": len(data), "memory": limits.memory + 3 * len(data)}, data)
        if "ready" not in (self._hear(_START) or {}):
            self.stop()
            raise _Gone

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

    def ask(self, text: str, limits: Limits) -> dict[str, Any] | None:
        """The reply, or None if it did not come in time. Raises :class:`_Gone` if the process ended."""
        self._say({"query": text, "rows": limits.rows, "size": limits.size})
        return self._hear(limits.seconds)

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class Pool:
    """Workers over one set of triples, started when first needed. Safe to use from any number of threads."""

    def __init__(self, triples: Iterable[Triple], limits: Limits | None = None, workers: int = 2, patience: float = 5.0) -> None:
        """``patience``: seconds that a query waits for a free worker before it is told that all are busy."""
        self._triples, self._data = tuple(triples), b""
        self.limits, self._patience = limits or Limits(), patience
        self._free: list[_Worker] = []
        self._places = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._closed = False

    def run(self, text: str, limits: Limits | None = None) -> Answer:
        """Answer a query. Raises :class:`WrongUse` for one that is refused, :class:`TrosolError` for one that costs too much."""
        limits = limits or self.limits
        check_text(text, limits)
        if not self._places.acquire(timeout=self._patience):
            raise TrosolError(Problem("query-busy", "Other queries are still running.", "Try again in a few seconds."))
        worker: _Worker | None = None
        try:
            worker = self._worker()
            reply = worker.ask(text, limits)
            if reply is None:
                raise TrosolError(
                    Problem(
                        "query-time",
                        f"The query took longer than {limits.seconds:g} seconds and was stopped.",
                        "Ask for less: bind more, avoid open paths and unconnected patterns, add LIMIT.",
                    )
                )
            self._keep(worker)
            worker = None
            return _answer(reply)
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
            self._places.release()

    def _worker(self) -> _Worker:
        with self._lock:
            if self._free:
                return self._free.pop()
            self._data = self._data or serialise(self._triples, "ntriples")
        return _Worker(self._data, self.limits)

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
        pool = _POOLS.pop(snapshot.digest, None) or Pool((*snapshot.vocabulary.triples, *snapshot.triples))
        _POOLS[snapshot.digest] = pool
        old = [_POOLS.popitem(last=False)[1] for _ in range(len(_POOLS) - _MOST_POOLS)]
    for each in old:
        each.close()
    return pool


@atexit.register
def _close_all() -> None:
    for pool in _POOLS.values():
        pool.close()
