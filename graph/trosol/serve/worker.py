"""The process in which findings are worked out for others: ``python -m trosol.serve.worker``, spoken to over its own pipes.

It is given the ecosystem once. Each finding runs in a copy of it where the system copies processes, so that one that takes too long, or
that nobody waits for any more, is ended without anything being loaded again. What is on the user's disk is read, and nothing is put
there: what strangers ask for does not push out what the user keeps.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import pickle
import sys
from typing import IO, Any

from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.findings.kept import looked_up
from trosol.sparql.forks import CRASHED, DONE, FORKS, forked, prepare

__all__ = ["FINDINGS", "main"]

FINDINGS = ("gatekeepers", "leverage", "horizons", "pathways", "scenario", "portfolio", "voices", "next_evidence")
"""What may be asked for: methods of :class:`trosol.ecosystem.Ecosystem`."""

MAX_FINDING_MEMORY = 2_000_000_000
"""Bytes of address space beyond that of the data."""

_GRACE = 1.0


def main() -> int:
    """Take the ecosystem, then work until the pipe closes."""
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    # It comes from the process that started this one, and from nobody else.
    ecosystem = Ecosystem(pickle.loads(pipe_in.read(int(pipe_in.readline(32)))), through=looked_up)
    for name in ecosystem.networks:
        with contextlib.suppress(TrosolError):
            ecosystem.network(name)
    begin = prepare() if FORKS else None
    _bounded()
    _write(pipe_out, _framed({"ready": True}))
    while head := pipe_in.readline(32):
        asked = json.loads(pipe_in.read(int(head)))
        _write(pipe_out, _framed({"taken": True}))

        def work(asked: dict[str, Any] = asked) -> bytes:
            return _reply(ecosystem, asked)

        if begin is not None:
            ended = forked(work, lambda made: _write(pipe_out, made), begin, asked["seconds"], asked["cpu"])
            if ended != DONE:
                _write(pipe_out, _framed({"ended": ended}))
            continue
        faulthandler.dump_traceback_later(asked["seconds"] + _GRACE, exit=True)
        try:
            _write(pipe_out, work())
        except MemoryError:
            _write(pipe_out, _framed({"ended": CRASHED}))
            return 3
        faulthandler.cancel_dump_traceback_later()
    return 0


def _reply(ecosystem: Ecosystem, asked: dict[str, Any]) -> bytes:
    if asked["name"] not in FINDINGS:
        raise ValueError(asked["name"])
    options = {name: tuple(value) if isinstance(value, list) else value for name, value in asked["options"].items()}
    try:
        found = getattr(ecosystem, asked["name"])(*asked["first"], **options).to_json()
    except TrosolError as error:
        problem = error.problems[0]
        refused = {"refused": [problem.code, problem.message, problem.remedy], "use": isinstance(error, WrongUse)}
        return _framed(refused)
    return _framed({}, json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace"))


def _bounded() -> None:
    """No more memory than allowed, no core dump, low priority."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    from trosol.sparql.worker import _address_space

    most = _address_space() + MAX_FINDING_MEMORY
    for kind, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, most)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)


def _framed(head: dict[str, Any], more: bytes = b"") -> bytes:
    body = json.dumps({**head, "bytes": len(more)}).encode()
    return f"{len(body)}\n".encode() + body + more


def _write(pipe: IO[bytes], framed: bytes) -> None:
    pipe.write(framed)
    pipe.flush()


if __name__ == "__main__":
    sys.exit(main())
