"""A few processes that work out findings, cheap ones first, so that the process that draws screens only draws screens.

Python runs one thread of a process at a time: a finding that takes seconds would hold up every screen of everybody. Here at most
as many run at once as there are processor cores, and each lets the screens go first (``nice``).
"""

from __future__ import annotations

import atexit
import contextlib
import heapq
import itertools
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trosol.findings.fingerprint import fingerprint
from trosol.findings.processes.pickled import packed, snapshot_packed, unpacked
from trosol.store.single_flight import Once, settle
from trosol.store.snapshot import Snapshot

__all__ = ["COSTS", "MAX_WORKERS", "Workers"]

COSTS = {
    "horizons": 0.2,
    "brokers": 0.2,
    "next_evidence": 2.5,
    "portfolio": 0.6,
    "matrix": 0.1,
    "gatekeepers": 0.2,
    "leverage": 1.4,
    "pathways": 0.2,
    "voices_compared": 2.4,
    "gates_between": 1.9,
    "compare": 3.2,
    "scenario": 0.6,
    "scenarios_beside": 0.5,
    "key_sets": 3.2,
}
"""About how many CPU seconds a finding takes, on Wales; only the order matters. What is not here counts as one second."""

_PATIENCE = 3.0
"""A finding goes before another that has waited so many seconds longer for each second that it is cheaper."""

_BEFOREHAND = 3600.0
"""What nobody has asked for yet waits until nothing else is to be done: as if it had come so many seconds later."""

_IDLE = 120.0
"""Seconds after which a worker that nobody needed is ended, and its memory free."""

_MOST_HELD = 4
"""Snapshots that a worker holds before it is told to forget them all."""

MAX_WORKERS = 4
"""Processes at most, however many cores there are: each holds the data."""


@dataclass(order=True)
class _Job:
    place: float
    number: int
    work: Callable[..., Any] = field(compare=False)
    question: tuple[Any, ...] = field(compare=False)
    waiting: Future[Any] = field(compare=False)


class _Gone(Exception):
    """The worker ended, or never came up, or cannot answer this."""


class _Process:
    """One worker. Used by one thread at a time."""

    def __init__(self) -> None:
        """Start it; raises :class:`_Gone` where none can be started, and later where it runs other code than this process."""
        source = str(Path(__file__).resolve().parents[3])
        further = filter(os.path.isabs, os.environ.get("PYTHONPATH", "").split(os.pathsep))
        env = {**os.environ, "PYTHONPATH": os.pathsep.join((source, *further))}
        env |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        try:
            # -P: no module of the folder that somebody happens to work in.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "trosol.findings.processes.finding_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=env,
                start_new_session=True,
            )
        except OSError:
            raise _Gone from None
        self._held: set[str] = set()
        self._known = False

    def ask(self, question: tuple[Any, ...], data: Callable[[Snapshot], bytes]) -> Any:
        """The finding. Raises what it refuses, or :class:`_Gone`."""
        body, met = packed(question)
        afresh = len(self._held | set(met)) > _MOST_HELD
        self._held = set() if afresh else self._held
        more = {digest: data(snapshot) for digest, snapshot in met.items() if digest not in self._held}
        try:
            if not self._known and self._hear() != fingerprint():
                raise _Gone
            self._known = True
            assert self._process.stdin is not None
            pickle.dump((afresh, more, body), self._process.stdin, protocol=5)
            self._process.stdin.flush()
            kind, answer = self._hear()
        except (OSError, EOFError, pickle.UnpicklingError):
            raise _Gone from None
        self._held |= set(met)
        if kind == "refused":
            error, problems = answer
            raise error(problems)
        if kind != "found":
            raise _Gone
        return unpacked(answer, met.__getitem__)

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)  # of a process that this one started

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class Workers:
    """Processes that findings are worked out in, as many as there are cores (four at most). Safe to use from any number of threads."""

    def __init__(self, most: int | None = None, idle: float = _IDLE) -> None:
        """Start them in the background. ``most``: how many; ``idle``: seconds until one that nobody needs is ended."""
        self.most = most or min(MAX_WORKERS, os.cpu_count() or 1)
        self._idle = idle
        self._jobs: list[_Job] = []
        self._numbers = itertools.count()
        self._data: Once[bytes] = Once(_MOST_HELD)
        self._more = threading.Condition()
        self._alone = threading.Lock()
        self._closed = False
        self._living: set[_Process] = set()
        for number in range(self.most):
            threading.Thread(target=self._serve, name=f"findings-{number}", daemon=True).start()
        atexit.register(self.close)

    def put(self, waiting: Future[Any], work: Callable[..., Any], question: tuple[Any, ...], *, beforehand: bool = False) -> None:
        """Have a finding worked out: ``work(*question)`` is what is done where no process can do it.

        ``question``: the finding, the snapshot, its arguments and options. ``beforehand``: nobody waits for it yet. Putting it a
        second time with the same ``waiting`` moves it forward and never works it out twice.
        """
        cost = COSTS.get(question[0].__name__, 1.0)
        place = time.monotonic() + _PATIENCE * cost + (_BEFOREHAND if beforehand else 0.0)
        with self._more:
            heapq.heappush(self._jobs, _Job(place, next(self._numbers), work, question, waiting))
            self._more.notify()

    def _next(self) -> _Job | None:
        """The next job that nobody has begun; None after a while in which there was none."""
        with self._more:
            end = time.monotonic() + self._idle
            while not self._closed:
                while self._jobs:
                    job = heapq.heappop(self._jobs)
                    if not job.waiting.done() and not job.waiting.running() and job.waiting.set_running_or_notify_cancel():
                        return job
                left = end - time.monotonic()
                if left <= 0:
                    return None
                self._more.wait(left)
        return None

    def _serve(self) -> None:
        process: _Process | None = self._started()
        while not self._closed:
            job = self._next()
            if job is None:
                self._ended(process)
                process = None
                with self._more:  # asleep until there is something to do
                    while not self._jobs and not self._closed:
                        self._more.wait()
                continue
            process = process or self._started()
            try:
                if process is None:
                    raise _Gone
                settle_with = process.ask(job.question, self._bytes)
            except _Gone:
                self._ended(process)
                process = None
                with self._alone:  # without a process of its own it would hold up the screens: one at a time
                    settle(job.waiting, lambda job=job: job.work(*job.question))  # type: ignore[misc]
            except BaseException as error:
                job.waiting.set_exception(error)
            else:
                job.waiting.set_result(settle_with)
        self._ended(process)

    def _bytes(self, snapshot: Snapshot) -> bytes:
        return self._data(snapshot.digest, lambda: snapshot_packed(snapshot))

    def _started(self) -> _Process | None:
        try:
            process = _Process()
        except _Gone:
            return None
        with self._more:
            self._living.add(process)
        return process

    def _ended(self, process: _Process | None) -> None:
        if process is not None:
            with self._more:
                self._living.discard(process)
            process.stop()

    def close(self) -> None:
        """End all processes; what was not begun is never worked out."""
        with self._more:
            self._closed, living, self._living = True, self._living, set()
            for job in self._jobs:
                job.waiting.cancel()
            self._more.notify_all()
        for process in living:
            process.stop()
