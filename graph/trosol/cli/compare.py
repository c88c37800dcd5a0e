"""``trosol compare A B``: what two ecosystems, or two states of one, say differently, and which tiers differ because of it."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens_options import add_lens, add_tiers, drawn, lens_of, through
from trosol.cli.output import print_json, say, steps, table

__all__ = ["arguments", "run"]

_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="the first: shipped name, folder or file")
    parser.add_argument("other", help="the second: shipped name, folder or file")
    add_lens(parser)
    add_tiers(parser)


def run(options: argparse.Namespace) -> int:
    """Show the facts and the tiers that are different."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings import compare

    lens = lens_of(options)
    with steps(3) as advance:
        advance("reading the first")
        first = Ecosystem.load(options.ecosystem)
        advance("reading the second")
        second = Ecosystem.load(options.other)
        advance("weighing the claims of both")
        found = through(options)(first.snapshot, compare, second.snapshot, lens, **drawn(options))
    if options.json:
        print_json(found.to_json())
        return 0
    print(fill(found.sentence, 100))
    if found.not_enough:
        return 0
    for note in found.notes:
        print(fill(note, 100))
    if found.facts.rows:
        print("\nFacts\n")
        rows = [[fact.kind, fact.table, fact.id, fact.text] for fact in found.facts.rows[:_SHOWN]]
        print(table(["", "table", "id", "what"], rows, most=80))
        if len(found.facts.rows) > _SHOWN:
            print(f"… and {len(found.facts.rows) - _SHOWN} more (--json has all)")
        for fact in found.facts.rows[:_SHOWN]:
            for column, old, new in fact.columns:
                print(fill(f"- {fact.id}, {column}: was “{old}”, is “{new}”", 100, subsequent_indent="  "))
    by_table: dict[str, list[str]] = {}
    for change in found.changes:
        by_table.setdefault(change.table_label or "Gatekeepers", []).append(change.sentence)
    for title, sentences in by_table.items():
        print(f"\n{title} ({len(sentences)})\n")
        for sentence in sentences[:_SHOWN]:
            print(fill(f"- {sentence}", 100, subsequent_indent="  "))
        if len(sentences) > _SHOWN:
            print(f"… and {len(sentences) - _SHOWN} more (--json has all)")
    about = found.about
    say(
        f"\nSeed {about.seed}, {about.draws} draws of {about.worlds:,} worlds, "
        f"snapshots {first.digest[:12]} and {second.digest[:12]}."
    )
    return 0
