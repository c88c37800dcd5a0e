"""``trosol leverage``: what would help the goals most, kind by kind, how sure that is, and what to ask next."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_draws, add_lens, goals_of, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings.leverage.leverage_result import Leverage, LeverageRow, LeverageTable

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--kind", metavar="NAME", action="append", default=[], help="only this table (repeatable; default all)")
    parser.add_argument(
        "--open",
        dest="opened",
        metavar="ACTOR[:GATE]",
        action="append",
        default=[],
        help="as if this actor opened what they gate (repeatable)",
    )
    add_lens(parser)
    parser.add_argument("--k", type=int, default=5, metavar="K", help="rows of each table that are shown (default 5)")
    add_draws(parser)


def run(options: argparse.Namespace) -> int:
    """Show the tables, who drives and is driven, and the three questions."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.leverage.leverage import leverage

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance(f"drawing weights and passages {options.draws} times")
        found = through(options)(
            ecosystem.snapshot,
            leverage,
            lens,
            kinds=tuple(options.kind),
            goals=goals_of(options),
            opened=tuple(options.opened),
            draws=options.draws,
            worlds=options.worlds,
            seed=options.seed,
        )
    if options.json:
        print_json(found.to_json())
        return 0
    _show_tables(found, max(1, options.k))
    _show_positions(found, options.k)
    _show_prompts(found, options.k)
    about = found.about
    say(f"\nSeed {about.seed}, {about.draws} draws of {about.worlds:,} worlds, snapshot {ecosystem.digest[:12]}.")
    return 0


def _show_tables(found: Leverage, k: int) -> None:
    from trosol.findings.text import goals_counted

    print("What would help the goals most, by what is claimed\n")
    if told := goals_counted(found.goals):
        print(fill(told, 100) + "\n")
    if found.not_enough:
        print(f"{found.not_enough}\n")
    for one in found.kinds:
        _show_table(one, k)
    for line in (found.about.note, found.meadows):
        if line:
            print(fill(line, 100) + "\n")


def _show_table(found: LeverageTable, k: int) -> None:
    print(f"{found.label}: {found.tiers_sentence}\n")
    shown = _first(found, k)
    if shown:
        rows = [
            [
                f"{row.tier or ''}{'*' if row.borderline and row.tier else ''}",
                row.label,
                f"{row.score:.1f}",
                f"{row.interval[0]:.1f}-{row.interval[1]:.1f}",
                f"{row.score_equal_claims:.1f}",
                f"{row.own_share:.1f}",
                f"{row.without_hub.score:.1f}" if row.without_hub else "",
                len(row.claims),
            ]
            for row in shown
        ]
        heads = ["tier", "what", "goals", "range", "at 3 claims", "own share", "without hub", "claims on the way"]
        print(table(heads, rows, most=48))
        print()
        for row in shown:
            print(fill(f"- {row.sentence}", 100, subsequent_indent="  "))
        print()
    if left := len(found.ranking) - len(shown):
        print(f"{left} more; --json lists all.\n")
    if found.folded:
        print(
            fill(
                f"Folded, for all that they help goes through another row: {', '.join(row.label for row in found.folded[:8])}.",
                100,
            )
        )
        print()
    if found.not_coded_onward:
        number = len(found.not_coded_onward)
        print(f"Not coded onward: no claim leads from {number} of these to a goal; --json lists them.\n")


def _first(found: LeverageTable, k: int) -> list[LeverageRow]:
    """The first k rows, and those of the same score as the last of them."""
    rows = list(found.ranking)
    return [row for row in rows if len(rows) <= k or round(row.score, 9) >= round(rows[k - 1].score, 9)]


def _show_positions(found: Leverage, k: int) -> None:
    if not found.positions:
        return
    print("Who drives and who is driven (links of influence from and to each)\n")
    print(
        table(["what", "from", "to", "quadrant"], [[p.label, p.influence, p.dependence, p.quadrant] for p in found.positions[:k]])
    )
    print()


def _show_prompts(found: Leverage, k: int) -> None:
    asked = found.prompts
    missing = (
        ("What is missing? Goals that nothing reaches", asked.unreached),
        ("What is missing? Goals that are reached, yet nothing is claimed to help", asked.unhelped),
        ("What is missing? Challenges that no action addresses", asked.unaddressed),
        ("What is missing? Parts of a challenge that is addressed, not addressed themselves", asked.under_addressed),
    )
    for title, lines in missing:
        _show(title, [line.sentence for line in lines], k)
    _show("What must be true?", [line.sentence for line in asked.must_be_true], k)
    _show("Where do we work?", [line.sentence for line in asked.where], k)


def _show(title: str, sentences: list[str], most: int) -> None:
    if not sentences:
        return
    print(f"{title} ({len(sentences)})\n")
    for sentence in sentences[:most]:
        print(fill(f"- {sentence}", 100, subsequent_indent="  "))
    if len(sentences) > most:
        print(f"- … and {len(sentences) - most} more; --json lists all.")
    print()
