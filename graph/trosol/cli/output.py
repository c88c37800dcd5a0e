"""How commands speak: results to standard output, talk and problems to standard error, JSON where asked."""

from __future__ import annotations

import sys
from contextlib import contextmanager

from trosol.cli.printing import Printed, in_json, visible

TYPE_CHECKING = False  # typing and what is below are for those who need them: a warm command takes less time than they do
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from trosol.errors import TrosolError

__all__ = ["print_json", "say", "show_problems", "steps", "table"]


def print_json(value: Any) -> None:
    """Print a result as JSON, one stable form."""
    import json

    print(in_json(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)))


def say(text: str) -> None:
    """Talk: to standard error."""
    print(text, file=sys.stderr)


def show_problems(error: TrosolError, *, as_json: bool = False) -> None:
    """Print what is wrong; as JSON to standard output where that was asked for."""
    if as_json:
        print_json({"problems": [problem.to_json() for problem in error.problems]})
    for problem in error.problems:
        say(str(problem))


def table(header: Sequence[str], rows: Sequence[Sequence[object]], *, most: int = 60) -> str:
    """A plain text table that fits a terminal: long cells are cut, numbers stand to the right.

    >>> print(table(["name", "n"], [["a", 1], ["long name", 20]]))
    name        n
    ---------  --
    a           1
    long name  20
    """
    texts = [[_cut(str(cell), most) for cell in row] for row in rows]
    widths = [max([len(visible(head)), *(len(row[i]) for row in texts)]) for i, head in enumerate(header)]
    right = [bool(rows) and all(isinstance(row[i], (int, float)) for row in rows) for i in range(len(header))]
    lines = [[visible(head) for head in header], ["-" * width for width in widths], *texts]
    return "\n".join(
        "  ".join(cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(line, widths, right, strict=True)).rstrip()
        for line in lines
    )


def _cut(text: str, most: int) -> str:
    flat = visible(" ".join(text.split()))
    return flat if len(flat) <= most else flat[: most - 1] + "…"


@contextmanager
def steps(total: int) -> Iterator[Any]:
    """A progress bar on standard error, only where a person watches; yields ``advance(what)``."""
    stream = sys.stderr.terminal if isinstance(sys.stderr, Printed) else None
    if stream is None:
        yield lambda _what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("starting", total=total)  # the stream is the terminal itself: what goes there is made visible here

        def advance(what: str) -> None:
            bar.update(task, description=visible(what), advance=1)

        yield advance
