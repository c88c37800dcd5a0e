"""Shapes and checks over terms that came with an ecosystem, run in a process of its own.

A pattern of a few letters can keep a reader of patterns busy for ever, a shape can stand within itself, and a tree of classes can be
such that a path through it never ends. So these have a time and a memory of their own; when they are over, the process ends and the
program goes on.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.rdf.engine import Triple, sorted_lines
from trosol.workers import BUSY, LARGE, NONE, PROCESSOR, TIME, Bounds, Stopped, not_started, shared

__all__ = ["MAX_MEMORY", "MAX_SECONDS", "Row", "select_apart", "validate_apart"]

MAX_SECONDS = 30.0
"""Seconds of the processor that the shapes, or the checks, may take where an ecosystem has terms or shapes of its own."""

MAX_MEMORY = 2_000_000_000
"""Bytes of address space that they may take, beside what the program itself needs."""

_MAX_SIZE = 100_000_000

Row = tuple[str, str | None, str, str, str]


def validate_apart(data: Sequence[Triple], shapes: Sequence[Triple], only: Collection[str] | None = None) -> list[Row]:
    """As :func:`trosol.check.shapes.validate`. Raises :class:`TrosolError` where it takes too long, too much, or cannot be run."""
    parts = [b"\n".join(sorted_lines(triples)) + b"\n" for triples in (data, shapes)]
    values = {
        "do": "shapes",
        "sizes": [len(part) for part in parts],
        "only": None if only is None else sorted(only),
    }
    said, found = _run("shapes", values, b"".join(parts))
    if "wrong" in said:
        raise _wrong(
            "shapes", f"They cannot be run: {shorten(said['wrong'], 160)}.", "Mend them; docs/errors.md says what is run."
        )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in json.loads(found)]


def select_apart(lines: Iterable[str], queries: Sequence[str]) -> list[tuple[tuple[str, ...], list[tuple[str | None, ...]]]]:
    """Columns and rows of SELECT queries over N-Triples lines. Raises as :func:`validate_apart`."""
    _, found = _run("checks", {"do": "queries", "queries": list(queries)}, "\n".join(lines).encode())
    return [(tuple(columns), [tuple(row) for row in rows]) for columns, rows in json.loads(found)]


def _run(what: str, values: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    bounds = Bounds(20 + 6 * MAX_SECONDS, MAX_SECONDS, MAX_MEMORY, _MAX_SIZE)
    try:
        return shared("checks").run(values, content, bounds=bounds)
    except Stopped as stopped:
        if stopped.why == NONE:
            raise TrosolError(not_started(stopped, Where("modules"))) from None
        message, remedy = {
            TIME: (
                f"They took more than {MAX_SECONDS:g} seconds of the processor and were stopped.",
                "Simplify sh:pattern above all.",
            ),
            BUSY: ("Others are still being checked.", "Try again in a minute."),
            LARGE: ("They find so much that it cannot be told.", "Mend what the other problems say, or simplify the shapes."),
        }.get(
            TIME if stopped.why == PROCESSOR else stopped.why,
            ("They brought their process down, most likely for want of memory.", "Simplify them."),
        )
        raise _wrong(what, message, remedy) from None


def _wrong(what: str, message: str, remedy: str) -> TrosolError:
    text = f"The {what} were not run over the ecosystem's own terms. {message}"
    return TrosolError(Problem("shape-unrun", text, remedy, Where("modules")))
