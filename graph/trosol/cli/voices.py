"""``trosol voices``: what each group's word alone would say, how far the whole rests on it, and where the groups differ."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens_options import add_lens, add_tiers, drawn, lens_of, through
from trosol.cli.output import print_json, say, steps, table

__all__ = ["arguments", "run"]

_SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    add_tiers(parser)


def run(options: argparse.Namespace) -> int:
    """Show each voice, what it alone would say, what rests on it, and the differences."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings import voices_compared
    from trosol.findings.text import counted

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("weighing each group's claims by themselves")
        found = through(options)(ecosystem.snapshot, voices_compared, lens, **drawn(options))
    if options.json:
        print_json(found.to_json())
        return 0
    print(fill(found.sentence, 100))
    if found.not_enough:
        return 0
    heads = ["voice", "claims", "stated", "inferred", "only possible", "alone", "entities only here"]
    rows = [[v.label, len(v.claims), v.stated, v.inferred, v.possible, v.alone, len(v.only)] for v in found.voices]
    print()
    print(table(heads, rows))
    for voice in found.voices:
        print()
        print(fill(voice.sentence, 100))
        lines = [*(each.sentence for each in voice.tables[:_SHOWN]), voice.not_enough, voice.asks]
        if len(voice.tables) > _SHOWN:
            lines.insert(_SHOWN, f"… and {counted(len(voice.tables) - _SHOWN, 'more table')} (--json)")
        for line in filter(None, lines):
            print(fill(f"- {line}", 100, subsequent_indent="  "))
        if voice.reliance:
            lost = [
                f"{each.label} ({each.lost:.0%}{', another tier' if each.tier_changes else ''})"
                for each in voice.reliance[:_SHOWN]
            ]
            text = f"- lost without the claims that it alone made: {'; '.join(lost)}"
            print(fill(text, 100, subsequent_indent="  "))
    print("\nWhose claims the first rows of each table rest on\n")
    for share in found.carried:
        print(fill(f"- {share.sentence}", 100, subsequent_indent="  "))
    if found.differing:
        print("\nWhere groups say different things\n")
        for pair in found.differing:
            print(fill(f"- {pair.sentence} ({', '.join(pair.claims)})", 100, subsequent_indent="  "))
    about = found.about
    say(f"\nSeed {about.seed}, {about.draws} draws of {about.worlds:,} worlds, snapshot {ecosystem.digest[:12]}.")
    return 0
