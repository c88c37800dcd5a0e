"""``trosol gatekeepers``: who participants name, beside who stands between others in the ties that are claimed."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens import add_lens, add_resampling, lens_of, through
from trosol.cli.output import print_json, say, steps, table

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    add_resampling(parser)


def run(options: argparse.Namespace) -> int:
    """Show both lists, and what their disagreements ask."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings import gatekeepers

    lens = lens_of(options)
    with steps(2, quiet=options.json) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance(f"drawing claims anew {options.resamples} times")
        found = through(options)(
            ecosystem.snapshot, gatekeepers, lens, k=options.k, resamples=options.resamples, seed=options.seed
        )
    if options.json:
        print_json(found.to_json())
        return 0
    for title, ranking in (("Named by the source", found.named), ("Placed by the ties between actors", found.placed)):
        print(f"{title}\n")
        if ranking.not_enough:
            print(f"{ranking.not_enough}\n")
            continue
        rows = [
            [r.rank, f"{r.band[0]}-{r.band[1]}", f"{r.p_top:.0%}", r.label, len(r.claims), len(r.voices)] for r in ranking.ranking
        ]
        print(table(["rank", "band", f"in top {ranking.k}", "who", "claims", "voices"], rows))
        print()
        if ranking.note:
            print(f"{ranking.note}\n")
        for row in ranking.ranking[: ranking.k]:
            print(fill(f"{row.rank}. {row.sentence}", 100, subsequent_indent="   "))
        print()
    print("Where the two differ, and what that asks\n")
    for line in found.disagreements:
        print(fill(f"- {line.label} ({line.kind}): {line.question}", 100, subsequent_indent="  "))
    say(f"\nSeed {found.named.seed}, {found.named.resamples} resamples of claims, snapshot {ecosystem.digest[:12]}.")
    return 0
