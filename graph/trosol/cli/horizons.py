"""``trosol horizons``: what is in each horizon, what leads from one to the next, and what leads nowhere."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.lens_options import add_lens, lens_of, through
from trosol.cli.output import print_json, say, steps, table

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--most", type=int, default=8, metavar="N", help="how many lines of each list to print (default 8)")
    add_lens(parser)


def run(options: argparse.Namespace) -> int:
    """Show the lanes, the bridges, and what is left over."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.horizons.horizons import horizons

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("following the claims between horizons")
        found = through(options)(ecosystem.snapshot, horizons, lens)
    if options.json:
        print_json(found.to_json())
        return 0
    if found.not_enough:
        print(f"{found.not_enough}\n")
    if found.lanes:
        rows = [
            [lane.notation or "-", lane.label, len(lane.members), sum(member.said for member in lane.members)]
            for lane in found.lanes
        ]
        print(table(["place", "horizon", "items", "said to be in it"], rows) + "\n")
        for lane in found.lanes:
            print(fill(f"- {lane.sentence}", 100, subsequent_indent="  "))
        print()
    names = {lane.id: lane.notation or lane.label for lane in found.lanes}
    entities = ecosystem.snapshot.records.entities

    def label(key: str) -> str:
        return entities[key].label()

    labels = {member.id: member.label for lane in found.lanes for member in lane.members}
    lists = (
        ("How the horizons are joined", [*found.crossings, *found.gaps], len(found.crossings) + len(found.gaps)),
        (
            "Through all three horizons",
            [chain.sentence for chain in found.chains],
            options.most,
        ),
        (
            "Bridges onward",
            [f"{names[b.source_horizon]} to {names[b.target_horizon]}: {b.sentence}" for b in found.bridges],
            options.most,
        ),
        (
            "Claimed the other way round",
            [f"{names[b.source_horizon]} to {names[b.target_horizon]}: {b.sentence}" for b in found.backward],
            options.most,
        ),
        ("Stranded goals: no action leads to them", [line.sentence for line in found.stranded], options.most),
        ("Trapped challenges: no action addresses them", [line.sentence for line in found.trapped], options.most),
        (
            "Parts of a challenge that is addressed, not addressed themselves",
            [f"{label(whole)}: {', '.join(label(part) for part in parts)}" for whole, parts in found.trapped_parts],
            options.most,
        ),
        (
            "In more than one horizon",
            [f"{labels[key]}: {', '.join(names[lane] for lane in lanes)}" for key, lanes in found.shared],
            options.most,
        ),
        (
            "Placeholders: known to exist, not what they say",
            [f"{member.label} ({member.status})" for member in found.placeholders],
            options.most,
        ),
    )
    for title, lines, most in lists:
        _show(title, lines, most)
    if found.note:
        print(fill(found.note, 100))
    say(f"\nSnapshot {ecosystem.digest[:12]}.")
    return 0


def _show(title: str, lines: list[str], most: int) -> None:
    if not lines:
        return
    print(f"{title} ({len(lines)})\n")
    for line in lines[:most]:
        print(fill(f"- {line}", 100, subsequent_indent="  "))
    if len(lines) > most:
        print(f"- … and {len(lines) - most} more; --json lists all.")
    print()
