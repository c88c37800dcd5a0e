"""Findings for whoever asks over HTTP: in processes of their own, in time, and only as long as somebody waits for them."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import io
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, TrosolError, WrongUse
from trosol.sparql.forks import CPU, CRASHED, FORKS, TIME
from trosol.sparql.lanes import QUICK, SLOW, Busy, Lanes
from trosol.store.snapshot import Snapshot

__all__ = ["MAX_AT_ONCE", "MAX_FINDING_CPU", "MAX_FINDING_SECONDS", "Findings", "Gone", "unless_gone"]

_R = TypeVar("_R")
MAX_AT_ONCE = 2
"""Findings that are worked out at once; one of the places is for quick ones alone."""

MAX_FINDING_CPU = 60.0
"""Seconds of the processor that a finding may use."""

MAX_FINDING_SECONDS = 180.0
"""Seconds that it may take, however busy the machine is."""

_QUICK_CPU = 5.0
"""Seconds of the processor that one may use in the quick lane; whatever takes more begins anew in the slow one."""

_SLOW = ("scenario",)
"""Findings that are slow on every ecosystem."""

_PATIENCE = 8.0
_MOST_BYTES, _MOST_KEPT = 32_000_000, 500
_AGAIN = 0.05
_START = 120.0
_GRACE = 5.0


class Gone(Exception):
    """Whoever asked has gone."""


class _Ended(Exception):
    """The process ended."""


class _WasEnded(_Ended):
    """The process had ended before it took the work, so another one may."""


class _Process:
    """One process that holds the ecosystem. Asked by one thread at a time; may be interrupted from any."""

    def __init__(self, content: bytes) -> None:
        """Start it. Raises :class:`_Ended`."""
        source = str(Path(__file__).resolve().parents[2])
        kept = (
            "PATH",
            "SYSTEMROOT",
            "LANG",
            "TMPDIR",
            "TEMP",
            "HOME",
            "USERPROFILE",
            "LOCALAPPDATA",
            "XDG_CACHE_HOME",
            "TROSOL_CACHE",
        )
        env = {key: value for key, value in os.environ.items() if key in kept}
        env["PYTHONPATH"] = os.pathsep.join([source, *(path for path in sys.path if path)])
        env["PYTHONDONTWRITEBYTECODE"] = "1"
        try:
            # -P: no module of the folder that somebody happens to work in.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "trosol.serve.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=env,
                start_new_session=True,
            )
        except OSError:
            raise _Ended from None
        self._say(f"{len(content)}\n".encode() + content)
        self._hear(_START)

    def ask(self, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The reply, and the bytes that come with it. Raises :class:`_Ended`."""
        body = json.dumps(asked).encode()
        try:
            self._say(f"{len(body)}\n".encode() + body)
            self._hear(_GRACE)
        except _Ended:
            raise _WasEnded from None
        return self._hear(asked["seconds"] + _GRACE)

    def interrupt(self) -> None:
        """End the work, and the process where it cannot go on without."""
        with contextlib.suppress(OSError):
            self._process.send_signal(signal.SIGTERM) if FORKS else self._process.kill()

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _say(self, framed: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(framed)
            self._process.stdin.flush()
        except (OSError, ValueError):
            raise _Ended from None

    def _hear(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout is not None
        clock = threading.Timer(seconds, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            head = json.loads(self._process.stdout.read(int(self._process.stdout.readline(32))))
            more = self._process.stdout.read(head["bytes"])
        except (OSError, ValueError, KeyError):
            raise _Ended from None
        finally:
            clock.cancel()
        if len(more) != head["bytes"]:
            raise _Ended
        return head, more


@dataclass
class _Job:
    """One finding that is being worked out, and how many wait for it."""

    task: asyncio.Task[bytes]
    waiting: int = field(default=0)


class Findings:
    """Works out findings of one ecosystem."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        """Nothing is started yet."""
        self._snapshot = ecosystem.snapshot
        self._lanes = Lanes(MAX_AT_ONCE)
        self._threads = ThreadPoolExecutor(MAX_AT_ONCE, "findings")
        self._free: list[_Process] = []
        self._lock = threading.Lock()
        self._jobs: dict[tuple[int, str], _Job] = {}
        self._slow: set[str] = set()
        self._lately: OrderedDict[str, bytes] = OrderedDict()
        atexit.register(self.close)

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
            job = self._jobs[key] = _Job(asyncio.create_task(self._made(asked, text, peer)))
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
                async with self._lanes.turn(lane, _PATIENCE, peer):
                    head, more = await self._asked({**asked, "seconds": MAX_FINDING_SECONDS, "cpu": cpu})
            except Busy:
                text = "Other findings are still being worked out."
                raise TrosolError(Problem("server-busy", text, "Ask again in a few seconds.")) from None
            if head.get("ended") == CPU and lane == QUICK:
                if len(self._slow) < 1000:
                    self._slow.add(text)
                continue
            return self._kept(text, _result(head, more))
        raise AssertionError("one of the lanes answers")

    def _kept(self, text: str, found: bytes) -> bytes:
        """The result, which is given again for the time being: in memory, where strangers push out only each other's."""
        self._lately[text] = found
        while sum(map(len, self._lately.values())) > _MOST_BYTES or len(self._lately) > _MOST_KEPT:
            self._lately.popitem(last=False)
        return found

    async def _asked(self, message: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        at_work: list[_Process] = []
        done = asyncio.get_running_loop().run_in_executor(self._threads, self._work, message, at_work)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            # A signal may come a moment before the work has begun.
            while not done.done():
                for process in at_work:
                    process.interrupt()
                await asyncio.wait({done}, timeout=_AGAIN)
            done.exception()
            raise

    def _work(self, message: dict[str, Any], at_work: list[_Process]) -> tuple[dict[str, Any], bytes]:
        while True:
            with self._lock:
                process = self._free.pop() if self._free else None
            fresh = process is None
            try:
                process = process or _Process(_pickled(self._snapshot))
                at_work.append(process)
                reply = process.ask(message)
            except _Ended as ended:
                if process is not None:
                    process.stop()
                if fresh or not isinstance(ended, _WasEnded):
                    return {"ended": CRASHED}, b""
                continue
            finally:
                at_work.clear()
            with self._lock:
                self._free.append(process)
            return reply

    def warm(self) -> None:
        """Start a process, so that the first finding does not wait for it."""
        with contextlib.suppress(_Ended):
            process = _Process(_pickled(self._snapshot))
            with self._lock:
                self._free.append(process)

    def close(self) -> None:
        """End the processes that are free."""
        with self._lock:
            free, self._free = self._free, []
        for process in free:
            process.stop()


def _result(head: dict[str, Any], more: bytes) -> bytes:
    if "refused" in head:
        raise (WrongUse if head["use"] else TrosolError)(Problem(*head["refused"]))
    if head.get("ended") in (TIME, CPU):
        raise TrosolError(
            Problem(
                "finding-time",
                f"The finding took longer than {MAX_FINDING_CPU:g} seconds of computing and was stopped.",
                "Ask for fewer resamples; or work it out with the command line, after which it is answered here at once.",
            )
        )
    if "ended" in head:
        raise TrosolError(
            Problem(
                "finding-crashed",
                "The finding brought its process down, most likely for want of memory. Nothing else was harmed.",
                "Ask for fewer resamples, or for less at once.",
            )
        )
    return more


async def unless_gone(receive: Callable[[], Awaitable[Any]], work: Awaitable[_R]) -> _R:
    """What the work gives, as long as whoever asked is there. Raises :class:`Gone`, and cancels the work, once they have left."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise Gone
    finally:
        working.cancel()
        leaving.cancel()


class _Pickler(pickle.Pickler):
    """Takes read-only mappings along, which the standard one does not."""

    def reducer_override(self, value: object) -> Any:
        """How to make the value again."""
        return (_read_only, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


def _pickled(snapshot: Snapshot) -> bytes:
    """A snapshot for a process of our own."""
    content = io.BytesIO()
    _Pickler(content, pickle.HIGHEST_PROTOCOL).dump(Snapshot(snapshot.records, snapshot.vocabulary))
    return content.getvalue()
