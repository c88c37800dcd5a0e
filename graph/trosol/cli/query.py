"""``trosol query ECOSYSTEM FILE|-``: SPARQL 1.1 over ontology and data, within limits."""

from __future__ import annotations

import argparse
import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps, table
from trosol.cli.printing import print_exactly
from trosol.errors import Problem, Where, WrongUse

if TYPE_CHECKING:
    from trosol.sparql import Answer, Limits

__all__ = ["arguments", "run"]

_MOST = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("file", help="file with the query, or - for standard input")
    parser.add_argument("--format", choices=["table", "json", "csv", "tsv", "xml"], default="table", help="form of the answer")
    parser.add_argument(
        "--seconds", type=float, default=2.0, metavar="N", help="stop after so many seconds of the processor (default 2)"
    )
    parser.add_argument("--at-store", action="store_true", help="let the store run it (with --store), rather than fetch the data")
    parser.add_argument("--rows", type=int, default=10_000, metavar="N", help="most rows of the answer (default 10,000)")


def run(options: argparse.Namespace) -> int:
    """Run it where it can hurt nobody, and print what came."""
    from trosol.ecosystem import Ecosystem
    from trosol.sparql import Limits, pool_of

    if not (0 < options.seconds <= 600 and 0 < options.rows <= 10_000_000):
        raise WrongUse(
            Problem("option-range", "--seconds goes from above 0 to 600, --rows from 1 to 10,000,000.", "Give a number within.")
        )
    text = _text(options.file)
    limits = Limits(seconds=options.seconds, rows=options.rows)
    with steps(2) as advance:
        advance("reading")
        if options.at_store:
            answer = _at_store(options.ecosystem, text, limits)
        else:
            pool = pool_of(Ecosystem.load(options.ecosystem).snapshot)
            advance("running the query")
            answer = pool.run(text, limits)
    if options.json:
        print_json(answer.to_json())
    elif options.format != "table" or answer.kind == "construct":
        print_exactly(answer.text("json" if options.format == "table" else options.format).encode("utf-8", "backslashreplace"))
    elif answer.kind == "ask":
        print("yes" if answer.truth else "no")
    else:
        print(table(answer.columns, [[term.value if term else "" for term in row] for row in answer.rows], most=80))
    rows = f"{len(answer.rows):,} rows in " if answer.kind != "ask" else ""
    say(f"\n{rows}{answer.seconds:.3f} s.")
    if answer.cut:
        say(f"Cut at {len(answer.rows):,} rows: there is more. Ask for less, or give --rows.")
    return 0


def _at_store(ecosystem: str, text: str, limits: Limits) -> Answer:
    from trosol.sparql.at_store import ask_store, has_ontology
    from trosol.triplestore import Wire, find, named_store

    wire = Wire(named_store("or leave out --at-store"))
    if not has_ontology(wire):
        say(
            "The store does not hold the ontology: labels and ranks of terms are not found. `trosol store put --with-ontology` writes it."
        )
    return ask_store(wire, find(wire, ecosystem), text, limits)


def _text(name: str) -> str:
    try:
        if name == "-" and sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        if name == "-":
            raw = sys.stdin.buffer.read(_MOST)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(_MOST)
        # Of a text that is cut off here, far beyond what a query may have, half a letter at the end is no matter.
        return raw.decode("utf-8-sig", "ignore" if len(raw) == _MOST else "strict")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise WrongUse(
            Problem(
                "query-file", f"The query cannot be read: {reason}.", "Name a text file with a SPARQL query, or - .", Where(name)
            )
        ) from None
