"""``trosol questions``: what can be asked by name, and which new answers are what the source says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, table
from trosol.language import counted_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trosol.ecosystem import Ecosystem
    from trosol.questions import NewAnswer

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--audience", choices=["strategist", "leader", "researcher"], help="only questions of this audience")
    parser.add_argument("--untested", action="store_true", help="only those that no expected answer of the ecosystem covers")
    parser.add_argument("--lang", choices=["en", "cy"], default="en", help="language of the questions")
    parser.add_argument(
        "--accept",
        metavar="QUESTION:ID",
        nargs="?",
        const="",
        action="append",
        help="write new answers into questions/expected.csv: each that you confirm at a terminal, or those named, once for each",
    )


def run(options: argparse.Namespace) -> int:
    """List them, or accept new answers."""
    from trosol.ecosystem import Ecosystem

    ecosystem = Ecosystem.load(options.ecosystem)
    if options.accept:
        return _accept(ecosystem, [name for name in options.accept if name], as_json=options.json)
    chosen = [q for q in ecosystem.questions if options.audience in (None, q.audience)]
    if options.untested:
        covered = _covered(ecosystem.path)
        chosen = [q for q in chosen if q.name not in covered]
    if options.json:
        print_json({"questions": [question.to_json(options.lang) for question in chosen], "snapshot": ecosystem.digest})
        return 0
    classes = ecosystem.ontology.classes
    rows = [
        [
            question.audience,
            question.name,
            question.title(options.lang),
            "; ".join(f"{p.name}: {', '.join(classes[c].label(options.lang) for c in p.classes)}" for p in question.parameters),
        ]
        for question in sorted(chosen, key=lambda q: (q.audience, q.name))
    ]
    print(table(["for", "name", "question", "blanks"], rows, most=70))
    say(
        f"\n{counted_in('en', len(rows), 'question')}. Ask one: trosol ask {options.ecosystem} NAME --with BLANK=ID, or in your own words."
    )
    return 0


def _accept(ecosystem: Ecosystem, named: Sequence[str], *, as_json: bool) -> int:
    """Write what is confirmed; 0 where every new answer was decided on, 1 where some are left."""
    from trosol.questions import accept, chosen_answers, new_answers
    from trosol.read.sources import read_ecosystem

    # Read here and not before: what is confirmed has to be what lies there now.
    new = new_answers(read_ecosystem(ecosystem.path or ecosystem.snapshot.name))
    chosen = chosen_answers(new, named) if named else _confirmed(ecosystem, new)
    written = accept(ecosystem.path, chosen) if ecosystem.path and chosen else 0
    left = [answer for answer in new if answer not in chosen]
    if as_json:
        print_json({"accepted": [_plain(answer) for answer in chosen], "left": [_plain(answer) for answer in left]})
        return 1 if left else 0
    for answer in left:
        print(f"Not accepted: {answer.question}:{answer.key}@{answer.row}  “{answer.asked}” {answer.label}")
    if not new:
        print("No new answers: every question answers what was expected.")
    elif written:
        print(f"{written} of {len(new)} new answers written into questions/expected.csv.")
        say(f"To take it back: trosol undo {ecosystem.path}")
    return 1 if left else 0


def _plain(answer: NewAnswer) -> dict[str, object]:
    return {
        "question": answer.question,
        "row": answer.row,
        "id": answer.key,
        "label": answer.label,
        "claims": list(answer.claims),
    }


def _confirmed(ecosystem: Ecosystem, new: Sequence[NewAnswer]) -> tuple[NewAnswer, ...]:
    """Ask of each whether the source says so. Raises :class:`WrongUse` where nobody is there to answer."""
    from trosol.errors import Problem, WrongUse
    from trosol.views.tables.statements import statement

    if new and not (sys.stdin is not None and sys.stdin.isatty()):
        remedy = "Name each that the source says: --accept QUESTION:ID. `trosol check` shows them."
        raise WrongUse(Problem("nobody-asked", f"{len(new)} new answers need somebody at a terminal to confirm them.", remedy))
    chosen = []
    snapshot = ecosystem.snapshot
    for number, answer in enumerate(new, 1):
        say(f"\n{number} of {len(new)}. “{answer.asked}”\n  {answer.label} ({answer.key})")
        for key in answer.claims:
            line = statement(snapshot, snapshot.records.claims[key])
            say(f"  {key}: {line.sentence} ({line.mode}; {', '.join(line.voice_labels)})")
            for piece in line.evidence:
                say(f"    {piece.located}: {piece.paraphrase}")
        say("Is that what the source says? y: write it down, n: leave it, q: stop here")
        reply = sys.stdin.readline().strip().casefold()
        if reply == "y":
            chosen.append(answer)
        elif reply == "q":
            break
    return tuple(chosen)


def _covered(path: Path | None) -> frozenset[str]:
    """Names of the questions for which the ecosystem's folder keeps an expected answer."""
    from trosol.files import open_folder
    from trosol.questions import read_expected

    if path is None or not path.is_dir():
        return frozenset()
    return frozenset(row.question for row in read_expected(open_folder(path))[0])
