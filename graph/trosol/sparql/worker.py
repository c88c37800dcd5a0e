"""The process in which query text runs: ``python -m trosol.sparql.worker``, spoken to over its own pipes.

Each message is a line with its length in bytes, then that many bytes of JSON; after the first, the data follow as
N-Triples. Once the data are loaded, the process gives up the right to open anything: no file, no connection.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from typing import IO, Any

from trosol.rdf.engine import Cell, Store

__all__ = ["main"]


def main() -> int:
    """Load the data, then answer until the pipe closes."""
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
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
    _close_the_door(int(first["memory"]))
    _write(pipe_out, {"ready": len(store)})
    while (message := _read(pipe_in)) is not None:
        try:
            check_tree(message["query"])
            reply = _run(store, message)
        except Refused as refused:
            reply = {"refused": [refused.code, refused.text, refused.remedy]}
        except MemoryError:
            return 3
        except (SyntaxError, ValueError, OSError, RuntimeError, RecursionError) as error:
            reply = {"refused": ["query-syntax", f"The query cannot be run: {str(error)[:200]}.", "Mend the query."]}
        _write(pipe_out, reply)
    return 0


def _run(store: Store, message: dict[str, Any]) -> dict[str, Any]:
    started = time.perf_counter()
    found = store.ask(message["query"])
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


def _write(pipe: IO[bytes], message: dict[str, Any]) -> None:
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    pipe.write(f"{len(body)}\n".encode() + body)
    pipe.flush()


if __name__ == "__main__":
    sys.exit(main())
