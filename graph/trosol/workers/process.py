"""One worker as the program sees it: started, asked by one thread at a time, stopped."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trosol.workers import frames
from trosol.workers.forks import FORKS
from trosol.workers.frames import Message
from trosol.workers.tasks import TASKS

__all__ = ["Bounds", "NotStarted", "WasGone", "Worker", "WorkerGone"]

_START = 60.0
"""Seconds that a worker may take to get ready."""

_GRACE = 1.0
"""Seconds beyond the limit that a worker has to say that its copy is over, before it is ended."""

_KNOWN = ("PATH", "SYSTEMROOT", "LANG", "TMPDIR", "TEMP")

_HEAD = 4_000_000
"""Bytes that a reply may have beside its content."""

_WORN = 500_000_000
"""Bytes that a worker may have grown by before another takes its place."""


class WorkerGone(Exception):
    """The worker ended. ``late``: because its time on the processor was over."""

    late = False


class WasGone(WorkerGone):
    """The worker had ended before it took the work, so another one may."""


class NotStarted(Exception):
    """No worker came up. ``reason``: what it said of that, where it came as far as that."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one piece of work may cost.

    ``seconds``: by the clock. ``processor``: seconds on the processor, 0 for no limit of its own. ``memory``: bytes of address
    space beyond what the worker began with. ``size``: bytes of the answer. ``nice``: how far it stands back from other work.
    """

    seconds: float
    processor: float
    memory: int
    size: int
    nice: int = 0


class Worker:
    """One process. Used by one thread at a time."""

    def __init__(self, task: str, values: dict[str, Any], content: bytes) -> None:
        """Start it. Raises :class:`NotStarted`."""
        source = str(Path(__file__).resolve().parents[2])
        env = {key: value for key, value in os.environ.items() if key in (*_KNOWN, *TASKS[task].environment)}
        here = str(Path.cwd())
        env["PYTHONPATH"] = os.pathsep.join([source, *(path for path in sys.path if path and path != here)])
        env["PYTHONDONTWRITEBYTECODE"] = "1"
        try:
            # -P: no module of the folder that somebody happens to work in.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "trosol.workers.child", task],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=env,
                start_new_session=True,
            )
        except OSError:
            raise NotStarted from None
        self._copied = TASKS[task].copied and FORKS
        self._most = _HEAD
        self._replies: queue.Queue[Message | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._began = self._held = 0
        try:
            self._say(values, content, _START)
            ready = self._hear(_START)
        except WorkerGone:
            ready = None
        if not ready or "ready" not in ready[0]:
            self.stop()
            raise NotStarted(str(ready[0].get("failed", "")) if ready else "")
        self._began = self._held = ready[0]["held"]

    @property
    def lives(self) -> bool:
        """Whether the process is there to be asked."""
        return self._process.poll() is None and self._replies.empty()

    @property
    def worn(self) -> bool:
        """Whether earlier work left it so large that another should take its place."""
        return self._held > self._began + _WORN

    def _say(self, values: dict[str, Any], content: bytes, seconds: float) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        # A process that does not read holds up whoever writes: more than the pipe takes is written under a clock.
        clock = threading.Timer(seconds, self._process.kill) if len(content) > 30_000 else None
        try:
            if clock:
                clock.daemon = True
                clock.start()
            frames.write(pipe, values, content)
        except OSError:
            raise WorkerGone from None
        finally:
            if clock:
                clock.cancel()

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        try:
            while (message := frames.read(pipe, self._most)) is not None:
                self._replies.put(message)
        except (OSError, ValueError):
            pass
        self._replies.put(None)

    def _hear(self, seconds: float) -> Message | None:
        """The next message; None if the time is over. Raises :class:`WorkerGone`."""
        try:
            message = self._replies.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None
        if message is None:
            error = WorkerGone()
            error.late = self._ended_late()
            raise error
        return message

    def _ended_late(self) -> bool:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=1.0) == -getattr(signal, "SIGPROF", 0)
        return False

    def ask(self, values: dict[str, Any], content: bytes, bounds: Bounds) -> Message | None:
        """The reply, or None if it did not come in time. Raises :class:`WorkerGone` if the process ended.

        A reply of ``{"ended": why}`` says that the copy which did the work ended before its time, and that the worker goes on.
        """
        end = time.monotonic() + bounds.seconds + (_GRACE if self._copied else 0.0)
        self._most = _HEAD + bounds.size
        asked = {
            "values": values,
            "seconds": bounds.seconds,
            "processor": bounds.processor,
            "memory": bounds.memory,
            "size": bounds.size,
            "nice": bounds.nice,
        }
        try:
            self._say(asked, content, bounds.seconds)
            taken = self._hear(end - time.monotonic())
        except WorkerGone:
            raise WasGone from None
        reply = self._hear(end - time.monotonic()) if taken else None
        if reply is None:
            return None
        self._held = reply[0].pop("held", self._held)
        return reply

    def interrupt(self) -> None:
        """End the work, and the process where it cannot go on without. May be called from any thread."""
        with contextlib.suppress(OSError):
            self._process.send_signal(signal.SIGTERM) if self._copied else self._process.kill()

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._listener.join(timeout=1.0)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
