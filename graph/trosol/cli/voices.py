"""``trosol voices``: who carries which answer, what each group's word alone would say, and where the groups differ."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens_options import add_lens, add_resampling, lens_of, through
from trosol.cli.output import print_json, say, steps, table

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    add_resampling(parser)


def run(options: argparse.Namespace) -> int:
    """Show each voice, its rankings, and the differences."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.voices.voices import voices_compared

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance(f"drawing each group's claims anew {options.resamples} times")
        found = through(options)(
            ecosystem.snapshot, voices_compared, lens, k=options.k, resamples=options.resamples, seed=options.seed
        )
    if options.json:
        print_json(found.to_json())
        return 0
    print(fill(found.sentence, 100))
    if found.not_enough:
        return 0
    rows = [
        [line.label, len(line.claims), line.stated, line.inferred, line.possible, line.alone, len(line.only)]
        for line in found.voices
    ]
    print()
    print(table(["voice", "claims", "stated", "inferred", "only possible", "alone", "things only here"], rows))
    for line in found.voices:
        print()
        print(fill(line.sentence, 100))
        lists = (("named", line.rankings.named), ("placed", line.rankings.placed), ("levers", line.levers))
        for title, ranking in lists:
            if ranking.not_enough:
                print(fill(f"- {title}: {ranking.not_enough}", 100, subsequent_indent="  "))
                continue
            places = [row for row in ranking.top() if row.score > 0]
            first = [f"{row.rank}. {row.label} ({row.band[0]}-{row.band[1]})" for row in places] or ["none stands before another"]
            print(fill(f"- {title}, with rank band: {'; '.join(first)}", 100, subsequent_indent="  "))
        if line.asks:
            print(fill(f"- {line.asks}", 100, subsequent_indent="  "))
    print("\nWhose claims carry the rankings of all together\n")
    for share in found.carried:
        print(fill(f"- {share.sentence}", 100, subsequent_indent="  "))
    if found.differing:
        print("\nWhere groups say different things\n")
        for pair in found.differing:
            print(fill(f"- {pair.sentence} ({', '.join(pair.claims)})", 100, subsequent_indent="  "))
    say(f"\nSeed {options.seed}, {options.resamples} resamples of each group's claims, snapshot {ecosystem.digest[:12]}.")
    return 0
