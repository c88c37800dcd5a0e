"""A few workers for one task. Work that takes too long or too much loses its worker; others go on."""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from collections.abc import Callable
from typing import Any

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.workers import forks
from trosol.workers.frames import Message
from trosol.workers.lanes import QUICK, Busy, Lanes
from trosol.workers.process import Bounds, NotStarted, WasGone, Worker, WorkerGone
from trosol.workers.tasks import TASKS

__all__ = ["BUSY", "DOWN", "LARGE", "NONE", "PROCESSOR", "TIME", "Stopped", "WorkerPool", "not_started", "shared"]

BUSY, NONE, TIME, PROCESSOR, DOWN, LARGE = "busy", "none", "time", "processor", "down", "large"
_ENDED = {forks.TIME: TIME, forks.CPU: PROCESSOR}


class Stopped(Exception):
    """The work was not done.

    ``why``: all workers are busy, none could be started, it took too long, by the clock or on the processor, its process went down (a
    crash, want of memory, or somebody ended it), or the answer was too large. ``task``, ``reason``: which none could be started for, and
    what kept it, where that is known.
    """

    def __init__(self, why: str, task: str = "", reason: str = "") -> None:
        """One of :data:`BUSY`, :data:`NONE`, :data:`TIME`, :data:`PROCESSOR`, :data:`DOWN`, :data:`LARGE`."""
        super().__init__(why)
        self.why, self.task, self.reason = why, task, reason


class WorkerPool:
    """Workers for one task, started when first needed. Safe to use from any number of threads."""

    def __init__(
        self, task: str, first: Callable[[], Message] = lambda: ({}, b""), workers: int = 2, patience: float = 5.0
    ) -> None:
        """Nothing is started yet.

        ``first``: what a worker is started with. ``patience``: seconds that work waits for a free worker before it is told that all
        are busy.
        """
        self._task, self._first, self.patience = task, first, patience
        self._free: list[Worker] = []
        self.lanes = Lanes(workers)
        self._lock = threading.Lock()
        self._closed = False
        _POOLS.add(self)

    def run(self, values: dict[str, Any], content: bytes = b"", *, bounds: Bounds) -> Message:
        """Values and content that the task answers with. Raises :class:`Stopped`, or the :class:`TrosolError` that the task raised."""
        try:
            with self.lanes.place(QUICK, self.patience):
                return self.attempt(values, content, bounds=bounds)
        except Busy:
            raise Stopped(BUSY) from None

    def attempt(
        self, values: dict[str, Any], content: bytes = b"", *, bounds: Bounds, at_work: list[Worker] | None = None
    ) -> Message:
        """As :meth:`run`, for whoever holds a place of :attr:`lanes`. ``at_work`` holds the worker as long as it may be interrupted."""
        at_work = [] if at_work is None else at_work
        worker: Worker | None = None
        try:
            worker = self._worker()
            at_work[:] = [worker]
            try:
                reply = worker.ask(values, content, bounds)
            except WasGone:
                worker.stop()
                worker = self._new()
                at_work[:] = [worker]
                reply = worker.ask(values, content, bounds)
            at_work.clear()
            if reply is None:
                raise Stopped(TIME)
            self._keep(worker)
            worker = None
            return _answer(reply)
        except NotStarted as error:
            raise Stopped(NONE, self._task, error.reason) from None
        except WorkerGone as gone:
            raise Stopped(PROCESSOR if gone.late else DOWN) from None
        finally:
            at_work.clear()
            if worker is not None:
                worker.stop()

    def warm(self, most: int = 2) -> None:
        """Start so many workers before anybody asks; a further one comes when it is needed. One that does not start is left for later."""
        ready: list[Worker] = []
        places = 0
        try:
            while places < min(self.lanes.places, most) and self.lanes.take_free(QUICK):
                places += 1
                ready.append(self._worker())
        except NotStarted:
            pass
        finally:
            for worker in ready:
                self._keep(worker)
            for _ in range(places):
                self.lanes.give_back(QUICK)

    def _worker(self) -> Worker:
        """One that lives: free, or new."""
        with self._lock:
            gone = [worker for worker in self._free if not worker.lives]
            self._free = [worker for worker in self._free if worker not in gone]
            free = self._free.pop() if self._free else None
        for worker in gone:
            worker.stop()
        return free or self._new()

    def _new(self) -> Worker:
        return Worker(self._task, *self._first())

    def _keep(self, worker: Worker) -> None:
        with self._lock:
            if not self._closed and not worker.worn:
                self._free.append(worker)
                return
        worker.stop()

    def close(self) -> None:
        """End all workers that are free, and each other one when it is done."""
        with self._lock:
            self._closed, free, self._free = True, self._free, []
        for worker in free:
            worker.stop()

    def forget(self) -> None:
        """In a process that split off from this one: its workers are the other's."""
        self._free, self._lock = [], threading.Lock()
        self.lanes = Lanes(self.lanes.places)


def not_started(stopped: Stopped, where: Where | None = None, *, code: str = "worker-not-started") -> Problem:
    """What people are told where no worker could be started: that waiting does not help, and what does."""
    because = f" ({shorten(stopped.reason, 120)})" if stopped.reason else ""
    return Problem(
        code,
        f"The process that {TASKS[stopped.task].does} does not start{because}. Nothing that it was asked to do was begun.",
        "Install Trosol again, into a new environment."
        if stopped.reason
        else "Close other programs, for want of memory or processes is the most likely cause; if it happens again, install Trosol again.",
        where,
    )


def _answer(reply: Message) -> Message:
    values, _ = reply
    if "ended" in values:
        raise Stopped(_ENDED.get(values["ended"], DOWN))
    if "large" in values:
        raise Stopped(LARGE)
    if "refused" in values:
        problems = [Problem(c, m, r, Where(*place) if place else None, *rest) for c, m, r, place, *rest in values["refused"]]
        raise (WrongUse if values["use"] else TrosolError)(problems)
    return reply


_POOLS: weakref.WeakSet[WorkerPool] = weakref.WeakSet()
_SHARED: dict[str, WorkerPool] = {}
_SHARED_LOCK = threading.Lock()


def shared(task: str) -> WorkerPool:
    """The pool of a task that needs no data of its own: one for the whole program, ended with it."""
    with _SHARED_LOCK:
        if task not in _SHARED:
            _SHARED[task] = WorkerPool(task, patience=60.0)
        return _SHARED[task]


@atexit.register
def _close_all() -> None:
    for pool in list(_POOLS):
        pool.close()


def _forget_all() -> None:
    for pool in list(_POOLS):
        pool.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
