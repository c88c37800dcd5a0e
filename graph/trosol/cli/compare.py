"""``trosol compare A B``: what two ecosystems, or two states of one, say differently, and which answers differ because of it."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens_options import add_lens, add_resampling, lens_of, through
from trosol.cli.output import print_json, say, steps, table

__all__ = ["arguments", "run"]

_SHOWN = 20
_TITLES = (("Who is named", "named"), ("Who is placed", "placed"), ("What reaches the goals", "levers"))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="the first: shipped name, folder or file")
    parser.add_argument("other", help="the second: shipped name, folder or file")
    add_lens(parser)
    add_resampling(parser)


def run(options: argparse.Namespace) -> int:
    """Show the facts and the places that are different."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.comparison.comparison import compare
    from trosol.findings.comparison.rank_changes import NETWORK

    lens = lens_of(options)
    with steps(3) as advance:
        advance("reading the first")
        first = Ecosystem.load(options.ecosystem)
        advance("reading the second")
        second = Ecosystem.load(options.other)
        advance(f"drawing the claims of both anew {options.resamples} times")
        found = through(options)(
            first.snapshot, compare, second.snapshot, lens, k=options.k, resamples=options.resamples, seed=options.seed
        )
    if options.json:
        print_json(found.to_json())
        return 0
    print(fill(found.sentence, 100))
    for note in found.notes:
        print(fill(note, 100))
    if found.facts.rows:
        print("\nFacts\n")
        rows = [[fact.kind, fact.table, fact.id, fact.text] for fact in found.facts.rows[:_SHOWN]]
        print(table(["", "table", "id", "what"], rows, most=80))
        if len(found.facts.rows) > _SHOWN:
            print(f"… and {len(found.facts.rows) - _SHOWN} more (--json has all)")
        changed = [fact for fact in found.facts.rows[:_SHOWN] if fact.columns]
        for fact in changed:
            for column, old, new in fact.columns:
                print(fill(f"- {fact.id}, {column}: was “{old}”, is “{new}”", 100, subsequent_indent="  "))
    if found.moved:
        print("\nFindings")
        for title, ranking in _TITLES:
            # What claims explain comes first: the rest moves because something else did.
            moves = sorted((move for move in found.moved if move.ranking == ranking), key=lambda move: move.cause == NETWORK)
            if moves:
                print(f"\n{title} ({len(moves)})\n")
            for move in moves[:_SHOWN]:
                print(fill(f"- {move.sentence}", 100, subsequent_indent="  "))
            if len(moves) > _SHOWN:
                print(f"… and {len(moves) - _SHOWN} more (--json has all)")
    say(
        f"\nSeed {options.seed}, {options.resamples} resamples of claims, snapshots {first.digest[:12]} and {second.digest[:12]}."
    )
    return 0
