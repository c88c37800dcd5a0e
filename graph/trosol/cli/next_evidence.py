"""``trosol next-evidence``: which missing or thin claim would change which answer, and what to ask whom."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens_options import add_lens, lens_of, through
from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    parser.add_argument("--k", type=int, default=5, metavar="K", help="how many count as the top (default 5)")
    parser.add_argument(
        "--most", type=int, default=8, metavar="N", help="how many of each kind to print (default 8; JSON has all)"
    )


def run(options: argparse.Namespace) -> int:
    """Show what to ask next, and what the answer could change."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.sensitivity.next_evidence import next_evidence

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("taking claims away and adding ties")
        found = through(options)(ecosystem.snapshot, next_evidence, lens, k=options.k)
    if options.json:
        print_json(found.to_json())
        return 0
    print(fill(found.sentence, 100))
    if found.searched:
        print(fill(found.searched, 100))
    levers = tuple(ask for ask in found.confirm if ask.ranking == "levers")
    gates = tuple(ask for ask in found.confirm if ask.ranking != "levers")
    shown = (
        ("Claims to confirm: without them who holds a gate would differ", gates),
        ("Claims to confirm: without them what reaches the goals most would differ", levers),
        ("Ties to ask for: one more would change an answer", found.add),
        ("Named, but not placed: whom to ask what", found.named),
        ("Inferred, or on one piece of evidence: those that carry most", found.weakest),
    )
    for title, asks in shown:
        if not asks:
            continue
        print(f"\n{title} ({len(asks)})\n")
        for number, ask in enumerate(asks[: max(0, options.most)], 1):
            behind = f" [{', '.join(ask.claims)}]" if ask.claims and not ask.ties else ""
            print(fill(f"- {ask.sentence}{behind}", 100, subsequent_indent="  "))
            print(fill(f"  Ask: {ask.question}", 100, subsequent_indent="  "))
            if number == options.most < len(asks):
                print(f"  … and {len(asks) - number} more (--most, or --json)")
    say(f"\nWhat changes most comes first; nothing here says how likely it is. Snapshot {ecosystem.digest[:12]}.")
    return 0
