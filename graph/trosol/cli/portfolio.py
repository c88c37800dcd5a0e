"""``trosol portfolio``: the few actions or actors that between them do something about most of what one wants to change."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, add_resampling, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.ecosystem import Ecosystem
    from trosol.findings.portfolio.portfolio import Portfolio

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--of", choices=["actions", "actors"], default="actions", help="what to choose (default actions)")
    parser.add_argument(
        "--for",
        dest="wanted",
        action="append",
        default=[],
        metavar="ID",
        help="a challenge or goal to address; may be repeated (default: the first kind of difficulties)",
    )
    parser.add_argument("--kind", default="", metavar="KIND", help="all challenges of this kind, such as challenge-areas")
    parser.add_argument("--among", default="", metavar="KIND", help="only candidates of this kind, such as action-areas")
    parser.add_argument(
        "--budget", type=float, default=None, metavar="SUM", help="also the best for this sum, where costs are coded"
    )
    add_lens(parser)
    add_resampling(parser)


def run(options: argparse.Namespace) -> int:
    """Show the best sets, what they leave open, and how firm each member is."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.portfolio.portfolio import portfolio
    from trosol.views.tables.entity_view import find_entity

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        wanted = [find_entity(ecosystem.snapshot, text) for text in options.wanted]
        advance(f"drawing {options.resamples} worlds")
        found = through(options)(
            ecosystem.snapshot,
            portfolio,
            lens,
            of=options.of,
            wanted=tuple(wanted),
            kind=options.kind,
            among=options.among,
            budget=options.budget,
            k=options.k,
            resamples=options.resamples,
            seed=options.seed,
        )
    if options.json:
        print_json(found.to_json())
        return 0
    print(fill(found.sentence, 100))
    if found.ranking.note:
        print(fill(found.ranking.note, 100))
    print()
    if not found.not_enough:
        _show(ecosystem, found)
    say(f"Seed {found.ranking.seed}, {found.ranking.resamples} worlds, snapshot {ecosystem.digest[:12]}.")
    return 0


def _show(ecosystem: Ecosystem, found: Portfolio) -> None:
    label = {key: entity.label() for key, entity in ecosystem.snapshot.records.entities.items()}
    print("One, two, three …: the best that so many can do\n")
    print(
        table(
            ["how many", "addressed", "gain", "sets that tie"],
            [[step.size, step.covered, step.gain, step.number] for step in found.steps],
        )
    )
    print()
    for step in found.steps:
        print(fill(f"{step.size}. {step.sentence}", 100, subsequent_indent="   "))
    from trosol.findings.whole_ties import place_words, shared_places

    shares = dict(found.in_best)
    rows = [
        [place_words(place), f"{r.band[0]}-{r.band[1]}", f"{shares[r.id]:.0%}", r.label, int(r.score), len(r.claims)]
        for place, r in zip(shared_places([r.rank for r in found.ranking.ranking]), found.ranking.ranking, strict=True)
    ]
    print("\nEach by itself\n")
    print(table(["rank", "interval", f"in a best {found.in_best_of}", "what", "addresses", "claims"], rows))
    if found.in_best_of < found.steps[-1].size:
        text = (
            f"In a best {found.in_best_of}: there are too many sets of {found.steps[-1].size} to try all of them in every world; "
            f"sets of {found.in_best_of} are the largest that can be."
        )
        print("\n" + fill(text, 100))
    if found.budget:
        print("\n" + fill(found.budget.sentence, 100))
    left = found.steps[-1].sets[0].uncovered
    for title, keys in (
        (f"Left open by the set of {found.steps[-1].size} named above", left),
        (f"Addressed by none of the {found.of}", found.beyond),
        ("In the ecosystem, no action is claimed to address", found.unaddressed),
    ):
        if keys:
            print(f"\n{title} ({len(keys)})\n")
            print(fill("; ".join(sorted(label[key] for key in keys)), 100, initial_indent="  ", subsequent_indent="  "))
    if found.under:
        print("\nParts of a challenge that is addressed, not addressed themselves\n")
        for whole, parts in found.under:
            print(fill(f"- {label[whole]}: {'; '.join(sorted(label[key] for key in parts))}", 100, subsequent_indent="  "))
    print()
