"""The process of a worker: ``python -P -m trosol.workers.child TASK``, spoken to over its own pipes.

Once it is prepared it gives up the right to open anything: no file, no connection. For each piece of work it has a limit of time on
the processor, of memory, and of what it may answer; where one is broken, the process ends, or the copy of it that does the work, and
nothing else does.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import os
import signal
import sys
from typing import IO, Any

from trosol.errors import Problem, TrosolError, WrongUse
from trosol.workers.forks import DONE, FORKS, forked, prepare
from trosol.workers.frames import Message, read, write
from trosol.workers.tasks import TASKS, Work, prepared

__all__ = ["ProcessLimits", "main"]

_FRAMES = 5000
"""Depth of Python calls, so that what :class:`trosol.sparql.limits.Limits` allows can be parsed: some 50 for each bracket."""

_GRACE = 1.0
"""Seconds beyond the limit after which this process ends by itself, if nobody was left to end it."""


class ProcessLimits:
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

    def close(self, *, shut: bool = True) -> None:
        """No core dump, low priority; where it is ``shut``, no new file descriptor, so no file and no connection, and nothing is written."""
        if self._resource is None:
            return
        open_now = max(int(name) for name in os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 64  # noqa: PTH112, PTH208
        for name, most in (("RLIMIT_CORE", 0), *((("RLIMIT_FSIZE", 0), ("RLIMIT_NOFILE", open_now)) if shut else ())):
            with contextlib.suppress(ValueError, OSError, AttributeError):
                self._resource.setrlimit(getattr(self._resource, name), (most, most))
        stand_back(5)

    def allow(self, processor: float, memory: int) -> None:
        """From here on no more seconds on the processor (0: no limit), and no more bytes beyond those that this process began with."""
        self.allow_memory(memory)
        if hasattr(signal, "setitimer"):
            # When it is over, the system ends the process, whatever that is doing.
            signal.setitimer(signal.ITIMER_PROF, processor)

    def allow_memory(self, memory: int) -> None:
        """From here on no more bytes beyond those that this process began with."""
        if self._resource is not None:
            with contextlib.suppress(ValueError, OSError):
                _, hard = self._resource.getrlimit(self._resource.RLIMIT_AS)
                most = self._began + memory
                most = most if hard == self._resource.RLIM_INFINITY else min(most, hard)
                self._resource.setrlimit(self._resource.RLIMIT_AS, (most, hard))

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


def stand_back(by: int) -> None:
    """Let others go first."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(by)


def main() -> int:
    """Prepare, then answer until the pipe closes."""
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr  # so that nothing which a library prints gets among the messages
    sys.setrecursionlimit(_FRAMES)
    task = TASKS[sys.argv[1]]
    first = read(pipe_in)
    if first is None:
        return 0
    try:
        work = prepared(task, *first)
    except Exception as error:
        write(pipe_out, {"failed": _in_short(error)})
        return 4
    begin = prepare() if task.copied and FORKS else None
    if begin is None:
        faulthandler.dump_traceback_later(1e6, exit=True)  # so that its thread is there before the door closes
        faulthandler.cancel_dump_traceback_later()
    del first
    door = ProcessLimits()
    door.close(shut=task.shut)
    write(pipe_out, {"ready": True, "held": door.held()})
    while (message := read(pipe_in)) is not None:
        write(pipe_out, {"taken": True})
        if begin is not None:
            _in_copy(work, message, door, begin, pipe_out)
        elif not _here(work, message, door, pipe_out):
            return 3
        message = None
    return 0


def _here(work: Work, message: Message, door: ProcessLimits, pipe_out: IO[bytes]) -> bool:
    """Do the work in this process; whether it goes on."""
    asked, _ = message
    # Should the program be killed meanwhile, nobody is left to stop this process: then it stops itself.
    faulthandler.dump_traceback_later(asked["seconds"] + _GRACE, exit=True)
    door.allow(asked["processor"], asked["memory"])
    try:
        values, body = _answer(work, message)
    except MemoryError:
        return False
    door.allow(0.0, 1 << 40)
    write(pipe_out, {**values, "held": door.held()}, body)
    faulthandler.cancel_dump_traceback_later()
    return True


def _in_copy(work: Work, message: Message, door: ProcessLimits, begin: Any, pipe_out: IO[bytes]) -> None:
    """Do the work in a copy of this process, which ends with it."""
    asked, _ = message

    def made() -> bytes:
        stand_back(asked["nice"])
        door.allow_memory(asked["memory"])
        out = io.BytesIO()
        write(out, *_answer(work, message))
        return out.getvalue()

    def send(body: bytes) -> None:
        pipe_out.write(body)
        pipe_out.flush()

    ended = forked(made, send, begin, asked["seconds"], asked["processor"] or asked["seconds"])
    if ended != DONE:
        write(pipe_out, {"ended": ended})


def _answer(work: Work, message: Message) -> Message:
    asked, content = message
    try:
        values, body = work(asked["values"], content)
    except TrosolError as error:
        return {"refused": [_told(p) for p in error.problems], "use": isinstance(error, WrongUse)}, b""
    return ({"large": True}, b"") if len(body) > asked["size"] else (values, body)


def _in_short(error: Exception) -> str:
    """What kept the task from being prepared: the kind of error and the module that was missing, never a path of the machine.

    Nothing where it was want of memory, or of what else the system has to give.
    """
    if isinstance(error, (MemoryError, OSError)):
        return ""
    module = error.name if isinstance(error, ImportError) else None
    return type(error).__name__ + (f": {module}" if module else "")


def _told(problem: Problem) -> list[Any]:
    where = problem.where
    place = [where.file, where.row, where.column] if where else None
    return [problem.code, problem.message, problem.remedy, place, problem.severity, problem.subject]


if __name__ == "__main__":
    sys.exit(main())
