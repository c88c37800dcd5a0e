"""One piece of work in a child of a process that holds the data already: ending it costs nothing, and nothing is loaded again.

A process that has loaded its data is copied by the system within milliseconds. So work that takes too long, wants too much memory or
crashes takes a copy with it, and the process itself goes on. Only where the system copies safely (Linux), and only in a process with
one thread.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

__all__ = ["CPU", "CRASHED", "DONE", "FORKS", "STOPPED", "TIME", "forked", "prepare"]

FORKS = sys.platform == "linux"
"""Whether this system copies processes."""

DONE, TIME, CPU, STOPPED, CRASHED = "done", "time", "cpu", "stopped", "crashed"
_SAYS: dict[int, str] = {signal.SIGALRM: TIME, signal.SIGPROF: CPU, signal.SIGTERM: STOPPED} if FORKS else {}
_DEATH_OF_PARENT = 1
_child = 0


def prepare() -> Callable[[], object]:
    """Make ready to copy this process: what is loaded stays shared, and SIGTERM ends the copy at work, not the process.

    Returns what each copy calls first, so that it ends with its parent; to be made before the process gives up its rights.
    """
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGTERM, _stop)
    control = ctypes.CDLL(None).prctl
    return lambda: control(_DEATH_OF_PARENT, signal.SIGKILL)


def _stop(_number: int, _frame: FrameType | None) -> None:
    if _child:
        with contextlib.suppress(ProcessLookupError):
            os.kill(_child, signal.SIGTERM)


def forked(
    work: Callable[[], bytes], send: Callable[[bytes], None], begin: Callable[[], object], seconds: float, cpu: float
) -> str:
    """Do the work in a copy, which sends what comes of it; how it ended: done, time, cpu, stopped or crashed.

    ``seconds``: how long it may take, ``cpu``: how much of that it may use the processor. Nothing is sent unless it is done.
    """
    global _child  # noqa: PLW0603 - the handler of a signal knows nothing else
    parent = os.getpid()
    _child = os.fork()
    if not _child:
        _in_copy(work, send, begin, parent, seconds, cpu)
    try:
        _, status = os.waitpid(_child, 0)
    finally:
        _child = 0
    if os.WIFEXITED(status):
        return DONE if os.WEXITSTATUS(status) == 0 else CRASHED
    return _SAYS.get(os.WTERMSIG(status), CRASHED)


def _in_copy(
    work: Callable[[], bytes], send: Callable[[bytes], None], begin: Callable[[], object], parent: int, seconds: float, cpu: float
) -> None:
    """What the copy does; it never returns."""
    ends = 1
    try:
        for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGPROF):
            signal.signal(number, signal.SIG_DFL)
        begin()
        if os.getppid() == parent:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            signal.setitimer(signal.ITIMER_PROF, cpu)
            made = work()
            # Once it is written, it is written whole.
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            send(made)
            ends = 0
    finally:
        os._exit(ends)
