"""``trosol ask ECOSYSTEM "…"``: a question in plain words, or one of the library by its name; without one, a prompt."""

from __future__ import annotations

import argparse
import sys
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps, table
from trosol.errors import Problem, TrosolError, WrongUse, shorten

if TYPE_CHECKING:
    from trosol.questions import Asked, Reply
    from trosol.store.snapshot import Snapshot

__all__ = ["arguments", "run"]

_ROWS, _EVIDENCE, _ITEMS = 15, 3, 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "question",
        nargs="?",
        default="",
        help="a question in plain words, or the name of one from `trosol questions`; none opens a prompt",
    )
    parser.add_argument(
        "--with",
        dest="values",
        action="append",
        default=[],
        metavar="BLANK=ID",
        help="fill a blank of a named question; may be given several times",
    )
    parser.add_argument(
        "--after", default="", metavar="QUESTION", help="the question before, at whose answer “they” and “it” point"
    )
    parser.add_argument("--lang", choices=["en", "cy"], default="en", help="language of labels where there is one")


def run(options: argparse.Namespace) -> int:
    """Answer in the first line, then what it rests on, then how it was understood and what else it could mean."""
    from trosol.ecosystem import Ecosystem

    values = _values(options.values)
    if not options.question:
        return _prompt(Ecosystem.load(options.ecosystem), options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("looking for the answer")
        found = ecosystem.ask(options.question, options.lang, values, after=options.after)
    if options.json:
        print_json(found.to_json())
        return 0
    _show(found, options.ecosystem, options.lang)
    return 0


def _prompt(ecosystem: object, options: argparse.Namespace) -> int:
    """Ask again and again, each question after the one before; an empty line ends it."""
    from trosol.ecosystem import Ecosystem

    if not isinstance(ecosystem, Ecosystem) or options.json or not sys.stdin.isatty():
        raise WrongUse(
            Problem("question-missing", "No question was given.", 'Write it in quotes, e.g. "who are the gatekeepers?".')
        )
    try:
        import readline

        readline.set_history_length(200)
    except ImportError:
        pass
    say("Ask in your own words; an empty line ends.")
    after = options.after
    while True:
        try:
            text = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return 0
        if not text:
            return 0
        try:
            _show(ecosystem.ask(text, options.lang, after=after), options.ecosystem, options.lang)
        except TrosolError as error:
            say(str(error))
        after = text


def _show(found: Asked, ecosystem: str, language: str) -> None:
    if found.reply is None:
        print(fill(found.sentence, 100))
        for each in found.readings:
            items = ", ".join(row.label for row in each.reply.rows[:_ITEMS])
            print(fill(f"- {each.reply.understood_as} {items}", 100, subsequent_indent="  "))
        if not found.readings:
            _show_nearest(found)
        return
    _show_reply(found.snapshot, found.reply, language)
    print(fill(f"Understood as: {found.reply.understood_as}", 100))
    if found.readings:
        print("It could also mean:")
        for each in found.readings:
            print(fill(f"- {each.reply.understood_as}", 100, subsequent_indent="  "))
    from trosol.cli.main import VERBS

    if found.reply.see in VERBS:
        say(f"\nSee also: trosol {found.reply.see} {ecosystem}")


def _show_nearest(found: Asked) -> None:
    for entity in found.nearest.entities:
        asks = f" Ask: {' '.join(entity.asks)}" if entity.asks else ""
        print(fill(f"- {entity.label}: {entity.says}{asks}", 100, subsequent_indent="  "))
    for claim in found.nearest.claims:
        print(fill(f"- {claim.sentence} ({claim.id})", 100, subsequent_indent="  "))


def _show_reply(snapshot: Snapshot, reply: Reply, language: str) -> None:
    from trosol.views.tables.statements import statement

    print(fill(reply.headline, 100))
    located: dict[str, None] = {}
    for key in reply.first_claims:
        shown = statement(snapshot, snapshot.records.claims[key], language)
        located |= {f"{piece.located}: {piece.paraphrase or shown.sentence}": None for piece in shown.evidence[:1]}
        if len(located) >= _EVIDENCE:
            break
    for text in located:
        print(fill(f"  {text}", 100, subsequent_indent="    "))
    print()
    if reply.rows:
        columns = [name for name, _ in reply.rows[0].further if name != "observation"]
        rows = [
            [row.label, *(dict(row.further).get(name, "") for name in columns), len(row.claims)] for row in reply.rows[:_ROWS]
        ]
        print(table(["answer", *columns, "claims"], rows))
        if len(reply.rows) > _ROWS:
            print(f"… and {len(reply.rows) - _ROWS} more (--json has all)")
        print()
    for _, label in reply.gaps[:_ROWS]:
        print(f"- {label}: not transcribed")
    print(fill(reply.sentence, 100))


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
