"""``trosol next-evidence``: which claim, passage or gap would change which tier, and what to ask whom."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens_options import add_lens, add_tiers, drawn, lens_of, through
from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]

_TITLES = {
    "hinge": "Claims: removing any of these changes a result",
    "passage": "Passages: losing any of these changes a result, or it holds one up alone",
    "sign": "Links: whether they help or hinder is not recorded",
    "onward": "Actions: no claim leads on from them to a goal",
    "kept_out": "Gates: who is kept out is not said",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    add_tiers(parser)
    parser.add_argument("--most", type=int, default=7, metavar="N", help="how many to print (default 7; JSON has all)")


def run(options: argparse.Namespace) -> int:
    """Show what to ask next, and how many tiers the answer could move."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings import next_evidence

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("taking away claims and passages")
        found = through(options)(ecosystem.snapshot, next_evidence, lens, **drawn(options))
    if options.json:
        print_json(found.to_json())
        return 0
    if not found.asks:
        print(fill(found.sentence, 100))
        return 0
    most = max(0, options.most)
    for number, ask in enumerate(found.asks[:most], start=1):
        behind = f" [{', '.join(ask.claims[:8])}{' …' if len(ask.claims) > 8 else ''}]" if ask.claims else ""
        print(fill(f"{number}. {ask.question}", 100, subsequent_indent="   "))
        print(fill(f"   {ask.sentence}{behind}", 100, subsequent_indent="   ") + "\n")
    if len(found.asks) > most:
        print(f"… and {len(found.asks) - most} more (--most, or --json). In all:")
    for kind, title in _TITLES.items():
        if asks := found.of(kind):
            print(f"- {title} ({len(asks)})")
    about = found.about
    say(
        "\nWhat would change most tiers comes first; nothing here says how likely it is. "
        f"Seed {about.seed}, {about.draws} draws of {about.worlds:,} worlds, snapshot {ecosystem.digest[:12]}."
    )
    return 0
