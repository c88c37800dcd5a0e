"""``trosol adjudicate FIRST SECOND``: the third coding, from what both say and what they decided."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, steps
from trosol.language import counted_in

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("first", help="the first coding: folder, workbook or Turtle file")
    parser.add_argument("second", help="the second coding of the same source")
    parser.add_argument(
        "--decisions", type=Path, metavar="FILE", help="the sheet that `trosol agree --sheet` wrote, decided; none if all agree"
    )
    parser.add_argument("--into", type=Path, default=Path("adjudicated"), metavar="FOLDER", help="a folder that is not there yet")


def run(options: argparse.Namespace) -> int:
    """Make it and write it whole, or nothing."""
    from trosol.coders import adjudicate, read_decisions
    from trosol.ecosystem import Ecosystem

    decisions = read_decisions(options.decisions) if options.decisions else {}
    with steps(2) as advance:
        advance("reading both")
        first, second = Ecosystem.load(options.first), Ecosystem.load(options.second)
        advance("putting them together")
        made = adjudicate(first, second, decisions)
        entry = made.write(options.into)
    records = made.snapshot.records
    if options.json:
        print_json(
            {
                "into": str(options.into),
                "files": sorted(entry.after),
                "agreed": made.agreed,
                "decided": dict(made.decided),
                "entities": len(records.entities),
                "claims": len(records.claims),
            }
        )
        return 0
    told = ", ".join(f"{number} {what}" for what, number in made.decided.items() if number)
    print(
        f"{options.into}: {counted_in('en', len(records.entities), 'entity', 'entities')}, {counted_in('en', len(records.claims), 'claim')}."
    )
    print(f"Agreed by both: {made.agreed}. Decided: {told or 'nothing was left to decide'}.")
    say(f"\nNow: trosol check {options.into}")
    return 0
