"""Shapes that came with an ecosystem, run in a process of its own: ``python -m trosol.check.apart``, spoken to over its pipes.

A pattern of a few letters can keep a reader of patterns busy for ever, and a shape can stand within itself. So these shapes
have a time and a memory of their own; when they are over, the process ends and the program goes on.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.rdf.engine import Triple, parse, sorted_lines

__all__ = ["MAX_MEMORY", "MAX_SECONDS", "main", "validate_apart"]

MAX_SECONDS = 30.0
"""Seconds that shapes of an ecosystem's own may take."""

MAX_MEMORY = 2_000_000_000
"""Bytes of address space that they may take, beside what the program itself needs."""

Row = tuple[str, str | None, str, str, str]


def validate_apart(data: Sequence[Triple], shapes: Sequence[Triple], seconds: float | None = None) -> list[Row]:
    """As :func:`trosol.check.shapes.validate`. Raises :class:`TrosolError` where it takes too long, too much, or cannot be run."""
    limit = MAX_SECONDS if seconds is None else seconds
    parts = [b"\n".join(sorted_lines(triples)) + b"\n" for triples in (data, shapes)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).resolve().parents[2]), *(p for p in sys.path if p)])}
    sizes = [len(part) for part in parts]
    head = json.dumps({"sizes": sizes, "seconds": int(limit) + 1, "memory": MAX_MEMORY}).encode()
    try:
        # -P: no module of the folder that somebody happens to work in.
        done = subprocess.run(
            [sys.executable, "-P", "-m", "trosol.check.apart"],
            input=head + b"\n" + b"".join(parts),
            capture_output=True,
            timeout=limit,
            env=env,
            check=False,
        )
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise _wrong(f"They took longer than {limit:g} seconds and were stopped.", "Simplify sh:pattern above all.") from None
    except (OSError, ValueError):
        raise _wrong("They brought their process down, most likely for want of memory.", "Simplify them.") from None
    if "wrong" in said:
        raise _wrong(f"They cannot be run: {shorten(said['wrong'], 160)}.", "Mend them; docs/errors.md says what is run.")
    return [(row[0], row[1], row[2], row[3], row[4]) for row in said["rows"]]


def _wrong(message: str, remedy: str) -> TrosolError:
    return TrosolError(
        Problem("shape-unrun", f"The ecosystem's own shapes were not checked. {message}", remedy, Where("modules"))
    )


def main() -> int:
    """Read triples and shapes, validate, write what was found."""
    from trosol.check.shapes import validate

    head = json.loads(sys.stdin.buffer.readline())
    data, shapes = (parse(sys.stdin.buffer.read(size), where="shapes", ending=".nt") for size in head["sizes"])
    out, sys.stdout = sys.stdout, sys.stderr  # so that nothing which a library prints gets among the rows
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        import pyshacl  # noqa: F401 - what it needs of memory is no matter of the shapes

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (used + head["memory"], used + head["memory"]))
        # Should the program be killed meanwhile, nobody is left to stop this one.
        resource.setrlimit(resource.RLIMIT_CPU, (head["seconds"], head["seconds"]))
    try:
        said: dict[str, object] = {"rows": validate(data, shapes)}
    except Exception as error:  # pySHACL raises errors of its own, of rdflib and of Python
        said = {"wrong": str(error).partition("\n")[0] or type(error).__name__}
    out.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
