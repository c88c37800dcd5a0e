"""The process in which query text runs: ``python -m trosol.sparql.worker``, spoken to over its own pipes.

Each message is a line with its length in bytes, then that many bytes of JSON; after the first, the data follow as
N-Triples. Once the data are loaded, the process gives up the right to open anything: no file, no connection. Where the system
copies processes, each query runs in a copy, so that one that breaks a limit takes nothing with it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import sys
import time
from typing import IO, Any

from trosol.rdf.engine import Cell, Store
from trosol.sparql.forks import CRASHED, DONE, FORKS, forked, prepare

__all__ = ["main"]

_FRAMES = 5000
"""Depth of Python calls, so that what :class:`trosol.sparql.limits.Limits` allows can be parsed: some 50 for each bracket."""

_GRACE = 1.0
"""Seconds beyond the limit after which a worker that cannot be copied ends by itself, if nobody was left to end it."""


def main() -> int:
    """Load the data, then answer until the pipe closes."""
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    sys.setrecursionlimit(_FRAMES)
    from trosol.sparql.refusals import Refused, check_tree

    first = _read(pipe_in)
    if first is None:
        return 0
    store = Store.of_lines(pipe_in.read(int(first["data"])))
    # Whatever parser and engine load late is loaded before the door closes.
    check_tree("SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?s), 'x')) }")
    with contextlib.suppress(Refused):
        check_tree("SELECT {")
    list(store.ask("SELECT * { ?s ?p ?o FILTER(REGEX(STR(?s), 'x')) } LIMIT 1").rows)
    prefixes: dict[str, str] = first["prefixes"]
    begin = prepare() if FORKS else None
    _close_the_door(int(first["memory"]))
    _write(pipe_out, {"ready": len(store)})
    while (message := _read(pipe_in)) is not None:
        _write(pipe_out, {"taken": True})

        def work(message: dict[str, Any] = message) -> bytes:
            if begin is not None and message.get("nice"):
                os.nice(message["nice"])
            return _framed(_reply(store, message, prefixes))

        def send(body: bytes) -> None:
            pipe_out.write(body)
            pipe_out.flush()

        if begin is not None:
            ended = forked(work, send, begin, message["seconds"], message.get("cpu", message["seconds"]))
            if ended != DONE:
                _write(pipe_out, {"ended": ended})
            continue
        # Should the app be killed meanwhile, nobody is left to stop this process: then it stops itself.
        faulthandler.dump_traceback_later(message["seconds"] + _GRACE, exit=True)
        try:
            send(work())
        except MemoryError:
            _write(pipe_out, {"ended": CRASHED})
            return 3
        faulthandler.cancel_dump_traceback_later()
    return 0


def _reply(store: Store, message: dict[str, Any], prefixes: dict[str, str]) -> dict[str, Any]:
    from trosol.sparql.refusals import Refused, check_tree, refusal

    try:
        check_tree(message["query"])
        return _run(store, message, prefixes)
    except Refused as refused:
        return _refused(refused)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return _refused(refusal(error, message["query"], prefixes))


def _refused(refused: Any) -> dict[str, Any]:
    return {"refused": [refused.code, refused.text, refused.remedy]}


def _run(store: Store, message: dict[str, Any], prefixes: dict[str, str]) -> dict[str, Any]:
    started = time.perf_counter()
    found = store.ask(message["query"], prefixes)
    if found.kind == "ask":
        return {"kind": "ask", "truth": found.truth, "seconds": time.perf_counter() - started}
    rows: list[list[Cell]] = []
    size, cut = 0, False
    for cells in found.rows:
        size += sum(len(part) for cell in cells if cell for part in cell) + 8 * len(cells)
        if len(rows) >= message["rows"] or size > message["size"]:
            cut = True
            break
        rows.append(cells)
    seconds = time.perf_counter() - started
    return {"kind": found.kind, "columns": list(found.columns), "rows": rows, "cut": cut, "seconds": seconds}


def _close_the_door(memory: int) -> None:
    """No new file descriptor, so no file and no connection; no more memory than allowed; no core dump; low priority."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows has no such limits; time and rows still hold there
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        used = _address_space()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    highest = max(int(name) for name in os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 64  # noqa: PTH112, PTH208
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)


def _address_space() -> int:
    """Bytes of address space taken now."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 2_000_000_000


def _read(pipe: IO[bytes]) -> dict[str, Any] | None:
    head = pipe.readline(32)
    if not head.strip():
        return None
    message: dict[str, Any] = json.loads(pipe.read(int(head)))
    return message


def _framed(message: dict[str, Any]) -> bytes:
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    return f"{len(body)}\n".encode() + body


def _write(pipe: IO[bytes], message: dict[str, Any]) -> None:
    pipe.write(_framed(message))
    pipe.flush()


if __name__ == "__main__":
    sys.exit(main())
