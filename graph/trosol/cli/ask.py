"""``trosol ask ECOSYSTEM "…"``: a question in plain words, or one of the library by its name."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.output import print_json, say, steps, table
from trosol.errors import Problem, WrongUse, shorten

__all__ = ["arguments", "run"]

_CLAIMS = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("question", help="a question in plain words, or the name of one from `trosol questions`")
    parser.add_argument(
        "--with",
        dest="values",
        action="append",
        default=[],
        metavar="BLANK=ID",
        help="fill a blank of a named question; may be given several times",
    )
    parser.add_argument("--lang", choices=["en", "cy"], default="en", help="language of labels where there is one")


def run(options: argparse.Namespace) -> int:
    """Answer, and say what was understood and what else it could have meant."""
    from trosol.ecosystem import Ecosystem
    from trosol.questions import answer
    from trosol.views.tables.statements import sentence

    values = _values(options.values)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        snapshot = ecosystem.snapshot
        advance("looking for the answer")
        found = answer(snapshot, options.question, ecosystem.questions, values, options.lang)
    if options.json:
        print_json(found.to_json())
        return 0
    if found.reply is None:
        print(fill(found.sentence, 100))
    else:
        reply = found.reply
        print(f"{reply.understood_as}\n")
        if reply.rows:
            columns = [name for name, _ in reply.rows[0].further]
            rows = [[row.label, *(value for _, value in row.further), row.id, len(row.claims)] for row in reply.rows]
            print(table(["answer", *columns, "id", "claims"], rows))
            print()
        for key, label in reply.gaps:
            print(f"- {label} [{key}]: not transcribed")
        print(fill(reply.sentence, 100))
        for key in reply.claims[:_CLAIMS]:
            print(
                fill(f"- {sentence(snapshot, snapshot.records.claims[key], options.lang)} [{key}]", 100, subsequent_indent="  ")
            )
        if len(reply.claims) > _CLAIMS:
            print(f"… and {len(reply.claims) - _CLAIMS} more (--json has all)")
        if reply.see:
            say(f"\nSee also: trosol {reply.see} {options.ecosystem}")
    if found.alternatives:
        print("\nOr did you mean")
        for reading in found.alternatives:
            print(f"- {reading.title(snapshot, options.lang)}")
    return 0


def _values(pairs: list[str]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        name, equals, key = pair.partition("=")
        if not equals or not name or not key:
            raise WrongUse(
                Problem(
                    "question-blank",
                    f"'{shorten(pair)}' fills no blank.",
                    "Write --with BLANK=ID, e.g. --with challenge=challenge-risk.",
                )
            )
        values[name] = key
    return values
