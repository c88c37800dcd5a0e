"""``trosol leverage``: what reaches the goals most, what that rests on, and what to ask next."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, add_resampling, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings.leverage.leverage import Leverage

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    add_resampling(parser)


def run(options: argparse.Namespace) -> int:
    """Show the levers, who drives and is driven, and the three prompts."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.leverage.leverage import leverage

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance(f"drawing claims anew {options.resamples} times")
        found = through(options)(ecosystem.snapshot, leverage, lens, k=options.k, resamples=options.resamples, seed=options.seed)
    if options.json:
        print_json(found.to_json())
        return 0
    _show_levers(found)
    _show_positions(found, options.k)
    _show_prompts(found, options.k)
    say(f"\nSeed {found.levers.seed}, {found.levers.resamples} resamples of claims, snapshot {ecosystem.digest[:12]}.")
    return 0


def _show_levers(found: Leverage) -> None:
    ranking = found.levers
    print(f"What is claimed to help the goals most ({found.goals} goals)\n")
    if ranking.not_enough:
        print(f"{ranking.not_enough}\n")
    else:
        top = [row for row in ranking.ranking if row.rank <= ranking.k]
        reach = {lever.id: lever for lever in found.reach}
        rows = []
        for row in top:
            goals = [reach[row.id].count(effect) for effect in ("helps", "both", "hurts", "unknown")]
            rows.append([row.rank, f"{row.band[0]}-{row.band[1]}", f"{row.p_top:.0%}", row.label, *goals, len(row.claims)])
        print(table(["rank", "band", f"in top {ranking.k}", "what", "helps", "both", "hurts", "not known", "claims"], rows))
        print()
        for row in top:
            print(fill(f"{row.rank}. {row.sentence}", 100, subsequent_indent="   "))
        print()
    for line in (ranking.note, found.meadows):
        if line:
            print(fill(line, 100) + "\n")


def _show_positions(found: Leverage, k: int) -> None:
    if not found.positions:
        return
    print("Who drives and who is driven (arrows of influence from and to each)\n")
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
    )
    for title, lines in missing:
        _show(title, [line.sentence for line in lines], k)
    _show("What must be true?", [line.sentence for line in asked.must_be_true], k)
    _show("Where do we work?", [line.sentence for line in asked.where], len(asked.where))


def _show(title: str, sentences: list[str], most: int) -> None:
    if not sentences:
        return
    print(f"{title} ({len(sentences)})\n")
    for sentence in sentences[:most]:
        print(fill(f"- {sentence}", 100, subsequent_indent="  "))
    if len(sentences) > most:
        print(f"- … and {len(sentences) - most} more; --json lists all.")
    print()
