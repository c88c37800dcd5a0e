"""The process of a worker: ``python -P -m trosol.workers.child TASK``, spoken to over its own pipes.

Once it is prepared it gives up the right to open anything: no file, no connection. For each piece of work it has a limit of time on
the processor, of memory, and of what it may answer; where one is broken, the process ends, and nothing else does.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
from typing import Any

from trosol.errors import Problem, TrosolError, WrongUse
from trosol.workers.frames import read, write
from trosol.workers.tasks import prepared

__all__ = ["Door", "main"]

_FRAMES = 5000
"""Depth of Python calls, so that what :class:`trosol.sparql.limits.Limits` allows can be parsed: some 50 for each bracket."""


class Door:
    """The limits of this process. Where the system has none (Windows), the program's own clock still holds."""

    def __init__(self) -> None:
        """Nothing is closed yet."""
        try:
            import resource
        except ImportError:  # pragma: no cover - Windows
            self._resource: Any = None
        else:
            self._resource = resource
        self._began = self.used()

    def close(self) -> None:
        """No new file descriptor, so no file and no connection; nothing is written to a file; no core dump; low priority."""
        if self._resource is None:
            return
        open_now = max(int(name) for name in os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 64  # noqa: PTH112, PTH208
        for name, most in (("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_NOFILE", open_now)):
            with contextlib.suppress(ValueError, OSError, AttributeError):
                self._resource.setrlimit(getattr(self._resource, name), (most, most))
        with contextlib.suppress(OSError, AttributeError):
            os.nice(5)

    def allow(self, processor: float, memory: int) -> None:
        """From here on no more seconds on the processor (0: no limit), and no more bytes beyond those that this process began with."""
        if self._resource is not None:
            with contextlib.suppress(ValueError, OSError):
                _, hard = self._resource.getrlimit(self._resource.RLIMIT_AS)
                most = self._began + memory
                most = most if hard == self._resource.RLIM_INFINITY else min(most, hard)
                self._resource.setrlimit(self._resource.RLIMIT_AS, (most, hard))
        if hasattr(signal, "setitimer"):
            # When it is over, the system ends the process, whatever that is doing.
            signal.setitimer(signal.ITIMER_PROF, processor)

    @staticmethod
    def used() -> int:
        """Bytes of address space taken now."""
        try:
            with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
                return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            return 2_000_000_000

    def held(self) -> int:
        """The most bytes of memory that this process ever held."""
        return self._resource.getrusage(self._resource.RUSAGE_SELF).ru_maxrss * 1024 if self._resource else 0


def main() -> int:
    """Prepare, then answer until the pipe closes."""
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr  # so that nothing which a library prints gets among the messages
    sys.setrecursionlimit(_FRAMES)
    first = read(pipe_in)
    if first is None:
        return 0
    work = prepared(sys.argv[1], *first)
    faulthandler.dump_traceback_later(1e6, exit=True)  # so that its thread is there before the door closes
    faulthandler.cancel_dump_traceback_later()
    del first
    door = Door()
    door.close()
    write(pipe_out, {"ready": True, "held": door.held()})
    while (message := read(pipe_in)) is not None:
        asked, content = message
        write(pipe_out, {"taken": True})
        # Should the program be killed meanwhile, nobody is left to stop this process: then it stops itself.
        faulthandler.dump_traceback_later(asked["seconds"], exit=True)
        door.allow(asked["processor"], asked["memory"])
        try:
            values, body = work(asked["values"], content)
        except MemoryError:
            return 3
        except TrosolError as error:
            values, body = {"refused": [_told(p) for p in error.problems], "use": isinstance(error, WrongUse)}, b""
        door.allow(0.0, 1 << 40)
        message = content = None  # type: ignore[assignment]
        if len(body) > asked["size"]:
            values, body = {"large": True}, b""
        write(pipe_out, {**values, "held": door.held()}, body)
        del values, body
        faulthandler.cancel_dump_traceback_later()
    return 0


def _told(problem: Problem) -> list[Any]:
    where = problem.where
    place = [where.file, where.row, where.column] if where else None
    return [problem.code, problem.message, problem.remedy, place, problem.severity, problem.subject]


if __name__ == "__main__":
    sys.exit(main())
