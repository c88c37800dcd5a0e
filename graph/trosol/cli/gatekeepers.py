"""``trosol gatekeepers``: who participants name, who stands between others, what every way passes, and which few together."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, add_resampling, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings.gatekeepers.brokerage import Brokers
    from trosol.findings.gatekeepers.cutsets import GatesBetween
    from trosol.findings.gatekeepers.gatekeepers import Gatekeepers
    from trosol.findings.gatekeepers.key_players import KeySets

__all__ = ["arguments", "run"]

_SHOWN = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "--by", default="kind", metavar="GROUPING", help="group actors by kind (the default), target-group, horizon, …"
    )
    parser.add_argument(
        "--from",
        dest="starts",
        action="append",
        metavar="ID",
        help="gates: begin here (repeatable; default: the groups that speak)",
    )
    parser.add_argument(
        "--to",
        dest="goals",
        action="append",
        metavar="ID",
        help="gates: arrive here (repeatable; default: every goal that is reached)",
    )
    parser.add_argument("--sets", type=int, default=3, metavar="K", help="best sets of up to so many (default 3; 0 for none)")
    add_lens(parser)
    add_resampling(parser)


def run(options: argparse.Namespace) -> int:
    """Show both lists and what their disagreements ask, then roles, gates and sets."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings import gatekeepers
    from trosol.views.tables.entity_view import find_entity

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        starts, goals = (
            [find_entity(ecosystem.snapshot, text) for text in texts or ()] for texts in (options.starts, options.goals)
        )
        advance(f"drawing claims anew {options.resamples} times")
        found = through(options)(
            ecosystem.snapshot,
            gatekeepers,
            lens,
            k=options.k,
            resamples=options.resamples,
            seed=options.seed,
            by=options.by,
            starts=starts,
            goals=goals,
            sets=options.sets,
        )
    if options.json:
        print_json(found.to_json())
        return 0
    from importlib.metadata import version

    _show_lists(found)
    if found.roles:
        _show_roles(found.roles)
    if found.gates:
        _show_gates(found.gates)
    if found.sets:
        _show_sets(found.sets)
    engine = found.placed.estimated.engine if found.placed.estimated else f"rustworkx {version('rustworkx')}"
    say(
        f"\nSeed {found.named.seed}, {found.named.resamples} resamples of claims, ways counted by {engine}, "
        f"snapshot {ecosystem.digest[:12]}."
    )
    return 0


def _show_lists(found: Gatekeepers) -> None:
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
            print(fill(ranking.note, 100) + "\n")
        for row in ranking.top():
            print(fill(f"{row.rank}. {row.sentence}", 100, subsequent_indent="   "))
        print()
    print("Where the two differ, and what that asks\n")
    for line in found.disagreements:
        print(fill(f"- {line.label} ({line.kind}): {line.question}", 100, subsequent_indent="  "))


def _show_roles(found: Brokers) -> None:
    print(f"\nBetween groups of actors, by {found.grouped.label}\n")
    if found.not_enough:
        print(fill(found.not_enough, 100))
        return
    if found.note:
        print(fill(found.note, 100) + "\n")
    roles = ("gatekeeper", "representative", "liaison", "itinerant", "coordinator")
    rows = [
        [r.rank, f"{r.band[0]}-{r.band[1]}", f"{r.p_top:.0%}", r.label, r.group, *(r.roles[role].observed for role in roles)]
        for r in found.ranking
    ]
    print(table(["rank", "band", f"in top {found.k}", "who", "group", *roles], rows, most=40) + "\n")
    for row in found.ranking[:_SHOWN]:
        print(fill(f"{row.rank}. {row.sentence}", 100, subsequent_indent="   "))
        print(fill(f"   For example: {row.example.sentence} [{', '.join(row.example.claims)}]", 100, subsequent_indent="   "))


def _show_gates(found: GatesBetween) -> None:
    print("\nGates on the way\n")
    if found.together is None:
        print(fill(found.not_enough, 100))
        return
    for passage in (found.together, *(each for each in found.each if each.gates)):
        print(fill(f"- {passage.sentence}", 100, subsequent_indent="  "))
        if passage.gates and passage.route:
            way = " > ".join(passage.route.labels)
            print(fill(f"  One way: {way} [{', '.join(passage.route.claims)}]", 100, subsequent_indent="  "))
        if passage.alternatives:
            names = list(dict.fromkeys(each.label for each in passage.alternatives))
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            print(fill(f"  What else acts beyond: {', '.join(names[:_SHOWN])}{more}", 100, subsequent_indent="  "))
    free = [passage.goal_labels[0] for passage in found.each if not passage.gates]
    if free:
        print(fill(f"- No one gate to: {', '.join(free)}.", 100, subsequent_indent="  "))


def _show_sets(found: KeySets) -> None:
    print("\nWhich few, together\n")
    if found.not_enough:
        print(fill(found.not_enough, 100))
        return
    for each in found.found:
        print(fill(f"- {each.sentence}", 100, subsequent_indent="  "))
    if found.note:
        print(fill(found.note, 100))
