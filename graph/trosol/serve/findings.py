"""Findings for whoever asks over HTTP: in processes of their own, in time, and only as long as somebody waits for them."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, TrosolError
from trosol.findings.processes.pickled import snapshot_packed
from trosol.workers import NONE, PROCESSOR, TIME, Bounds, Stopped, WorkerPool, not_started
from trosol.workers.forks import FORKS
from trosol.workers.lanes import QUICK, SLOW, Busy
from trosol.workers.process import Worker

__all__ = ["MAX_AT_ONCE", "MAX_FINDING_CPU", "MAX_FINDING_SECONDS", "AskerGone", "Findings", "unless_gone"]

_R = TypeVar("_R")
MAX_AT_ONCE = 2
"""Findings that are worked out at once; one of the places is for quick ones alone."""

MAX_FINDING_CPU = 60.0
"""Seconds of the processor that a finding may use."""

MAX_FINDING_SECONDS = 180.0
"""Seconds that it may take, however busy the machine is."""

_QUICK_CPU = 5.0
"""Seconds of the processor that one may use in the quick lane; whatever takes more begins anew in the slow one."""

MAX_FINDING_MEMORY = 2_000_000_000
"""Bytes of address space beyond that of the data."""

_MAX_SIZE = 100_000_000
_SLOW = ("leverage",)
"""Findings that are slow on every ecosystem."""

_PATIENCE = 8.0
_MOST_BYTES, _MOST_KEPT = 32_000_000, 500
_AGAIN = 0.05


class AskerGone(Exception):
    """Whoever asked has gone."""


@dataclass
class _Waiting:
    """One finding that is being worked out, and how many wait for it."""

    task: asyncio.Task[bytes]
    waiting: int = field(default=0)


class Findings:
    """Works out findings of one ecosystem."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        """Nothing is started yet."""
        snapshot = ecosystem.snapshot
        self._workers = WorkerPool("finding", lambda: ({}, snapshot_packed(snapshot)), MAX_AT_ONCE)
        self._threads = ThreadPoolExecutor(MAX_AT_ONCE, "findings")
        self._jobs: dict[tuple[int, str], _Waiting] = {}
        self._slow: set[str] = set()
        self._lately: OrderedDict[str, bytes] = OrderedDict()

    async def of(self, name: str, first: list[Any], options: dict[str, Any], peer: str) -> bytes:
        """The result of a finding as JSON; those who ask for the same at once get the same.

        Raises :class:`WrongUse` and :class:`TrosolError` as the finding does, and where it takes too long or all are busy. Whoever is
        cancelled goes; with the last one that waits, the work ends.
        """
        asked = {"name": name, "first": first, "options": options}
        text = json.dumps(asked, sort_keys=True)
        if (found := self._lately.get(text)) is not None:
            self._lately.move_to_end(text)
            return found
        key = (id(asyncio.get_running_loop()), text)
        job = self._jobs.get(key)
        if job is None:
            job = self._jobs[key] = _Waiting(asyncio.create_task(self._made(asked, text, peer)))
            job.task.add_done_callback(lambda _task: self._jobs.pop(key, None))
        job.waiting += 1
        try:
            return await asyncio.shield(job.task)
        finally:
            job.waiting -= 1
            if not job.waiting and not job.task.done():
                self._jobs.pop(key, None)
                job.task.cancel()

    async def _made(self, asked: dict[str, Any], text: str, peer: str) -> bytes:
        slow = asked["name"] in _SLOW or text in self._slow
        for lane in (SLOW,) if slow or not FORKS else (QUICK, SLOW):
            cpu = _QUICK_CPU if lane == QUICK else MAX_FINDING_CPU
            try:
                async with self._workers.lanes.turn(lane, _PATIENCE, peer):
                    found = await self._asked(asked, Bounds(MAX_FINDING_SECONDS, cpu, MAX_FINDING_MEMORY, _MAX_SIZE))
            except Busy:
                text = "Other findings are still being worked out."
                raise TrosolError(Problem("server-busy", text, "Ask again in a few seconds.")) from None
            except Stopped as stopped:
                if stopped.why == PROCESSOR and lane == QUICK:
                    if len(self._slow) < 1000:
                        self._slow.add(text)
                    continue
                raise TrosolError(_why(stopped)) from None
            return self._kept(text, found)
        raise AssertionError("one of the lanes answers")

    def _kept(self, text: str, found: bytes) -> bytes:
        """The result, which is given again for the time being: in memory, where strangers push out only each other's."""
        self._lately[text] = found
        while sum(map(len, self._lately.values())) > _MOST_BYTES or len(self._lately) > _MOST_KEPT:
            self._lately.popitem(last=False)
        return found

    async def _asked(self, asked: dict[str, Any], bounds: Bounds) -> bytes:
        at_work: list[Worker] = []
        done = asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: self._workers.attempt(asked, bounds=bounds, at_work=at_work)[1]
        )
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            # A signal may come a moment before the work has begun.
            while not done.done():
                for worker in list(at_work):
                    worker.interrupt()
                await asyncio.wait({done}, timeout=_AGAIN)
            done.exception()
            raise

    def warm(self) -> None:
        """Start a process, so that the first finding does not wait for it."""
        self._workers.warm(1)

    def close(self) -> None:
        """End the processes that are free."""
        self._workers.close()


def _why(stopped: Stopped) -> Problem:
    if stopped.why == NONE:
        return not_started(stopped)
    if stopped.why in (TIME, PROCESSOR):
        return Problem(
            "finding-time",
            f"The finding took longer than {MAX_FINDING_CPU:g} seconds of computing and was stopped.",
            "Ask for fewer resamples; or work it out with the command line, after which it is answered here at once.",
        )
    return Problem(
        "finding-crashed",
        "The finding brought its process down, most likely for want of memory. Nothing else was harmed.",
        "Ask for fewer resamples, or for less at once.",
    )


async def unless_gone(receive: Callable[[], Awaitable[Any]], work: Awaitable[_R]) -> _R:
    """What the work gives, as long as whoever asked is there. Raises :class:`AskerGone`, and cancels the work, once they have left."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise AskerGone
    finally:
        working.cancel()
        leaving.cancel()
