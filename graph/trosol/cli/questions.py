"""``trosol questions``: what can be asked by name."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, table

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--audience", choices=["strategist", "leader", "researcher"], help="only questions of this audience")
    parser.add_argument("--untested", action="store_true", help="only those that no expected answer of the ecosystem covers")
    parser.add_argument("--lang", choices=["en", "cy"], default="en", help="language of the questions")


def run(options: argparse.Namespace) -> int:
    """List them."""
    from trosol.ecosystem import Ecosystem

    ecosystem = Ecosystem.load(options.ecosystem)
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
    say(f"\n{len(rows)} questions. Ask one: trosol ask {options.ecosystem} NAME --with BLANK=ID, or in your own words.")
    return 0


def _covered(path: Path | None) -> frozenset[str]:
    """Names of the questions for which the ecosystem's folder keeps an expected answer."""
    from trosol.files import open_folder
    from trosol.questions import read_expected

    if path is None or not path.is_dir():
        return frozenset()
    return frozenset(row.question for row in read_expected(open_folder(path))[0])
