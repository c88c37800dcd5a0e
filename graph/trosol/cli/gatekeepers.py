"""``trosol gatekeepers``: who is named, what they block, by rule or in practice, and what would open it."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING, Any

from trosol.cli.lens_options import add_draws, add_lens, goals_of, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trosol.findings.gatekeepers.gate_cards import GateCard, Gatekeepers
    from trosol.networks.lens import Lens
    from trosol.store.snapshot import Snapshot

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "--by", metavar="GROUPING", help="also brokerage between groups of actors: kind, target-group, horizon, …"
    )
    parser.add_argument(
        "--from", dest="starts", action="append", metavar="ID", help="also cut nodes: paths begin here (repeatable)"
    )
    parser.add_argument("--to", dest="ends", action="append", metavar="ID", help="also cut nodes: paths arrive here (repeatable)")
    parser.add_argument("--sets", type=int, default=0, metavar="K", help="also key players: best sets of up to so many")
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="for these three: claims resampled so often")
    add_draws(parser)
    add_lens(parser)


def run(options: argparse.Namespace) -> int:
    """Show the matrix and the cards, then what else was asked for."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings import gatekeepers
    from trosol.findings.text import goals_counted
    from trosol.findings.uncounted import uncounted

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        snapshot = ecosystem.snapshot
        advance("weighing gates in possible worlds")
        result = through(options)(
            snapshot, gatekeepers, lens, goals=goals_of(options), draws=options.draws, worlds=options.worlds, seed=options.seed
        )
        more = _further(options, snapshot, lens)
    if options.json:
        print_json({**result.to_json(), **{name: part.to_json() for name, (part, _) in more.items()}})
        return 0
    _show(result, lambda key: snapshot.entity(key).label(), goals_counted(snapshot.goals))
    if result.not_enough and (passed := uncounted(snapshot, "actors")):
        print(fill(passed.replace("between them", "between actors"), 100))
    for part, show in more.values():
        show(part)
    about = result.about
    say(f"\nSeed {about.seed}, {about.draws} draws of {about.worlds} worlds, snapshot {ecosystem.digest[:12]}.")
    return 0


def _further(options: argparse.Namespace, snapshot: Snapshot, lens: Lens) -> dict[str, tuple[Any, Callable[[Any], None]]]:
    """Brokerage, cut nodes and key players, as far as they were asked for; each with what shows it."""
    from trosol.cli.structure import show_cut_nodes, show_key_players, show_roles
    from trosol.findings import brokers, gates_between, key_sets
    from trosol.views.tables.entity_view import find_entity

    drawn = {"resamples": options.resamples, "seed": options.seed}
    get = through(options)
    made: dict[str, tuple[Any, Callable[[Any], None]]] = {}
    if options.by:
        made["roles"] = get(snapshot, brokers, lens, by=options.by, **drawn), show_roles
    if options.starts or options.ends:
        starts, ends = ([find_entity(snapshot, text) for text in texts or ()] for texts in (options.starts, options.ends))
        made["gates"] = get(snapshot, gates_between, starts, ends, lens, **drawn), show_cut_nodes
    if options.sets:
        made["sets"] = get(snapshot, key_sets, lens, k=options.sets, **drawn), show_key_players
    return made


def _show(result: Gatekeepers, label: Callable[[str], str], counted: str) -> None:
    if result.not_enough:
        print(fill(result.not_enough, 100))
        return
    print(fill(f"{result.tiers_sentence} {counted}".strip(), 100) + "\n")
    rows = [
        [row.label, *(len(part) for part in (row.named, row.blocks, row.by_rule, row.aimed_at, row.against))]
        for row in result.matrix
    ]
    print(
        fill(
            "Nothing here is reliably ahead of tier A, under other weights and when single passages count for less; within a tier the order says "
            "nothing. Below: how many claims name someone, attribute a difficulty or a hold to them, give them a formal say over others (by "
            "rule), aim an action at them, or speak against it.",
            100,
        )
    )
    print("\nClaims by what they say, without a rank\n")
    print(table(["who", "named", "blocks", "by rule", "aimed at", "against"], rows, most=40) + "\n")
    for card in result.cards:
        _show_card(card, label)
    if result.aggregates:
        print("Whole sectors, where nobody can say no\n")
    for card in result.aggregates:
        _show_card(card, label)


def _show_card(card: GateCard, label: Callable[[str], str]) -> None:
    from trosol.findings.text import listed

    tier = f"{card.tier}{' (borderline)' if card.borderline else ''}. " if card.tier else ""
    print(fill(f"{tier}{card.sentence}", 100, subsequent_indent="   "))
    for block in card.blocks:
        how = "gate" if block.opens > 0 else "difficulty"
        by = (
            f"; actions on it: {listed([label(key) for key in block.opened_by])}"
            if block.opened_by
            else "; no action on it is told"
        )
        print(
            fill(f"- {how}: {block.label} [{', '.join(block.claims)}]{by}", 100, initial_indent="   ", subsequent_indent="     ")
        )
    for name, claims in (("by rule", card.by_rule), ("others have a say over them", card.say_over), ("against", card.against)):
        if claims:
            print(fill(f"- {name}: {', '.join(claims)}", 100, initial_indent="   ", subsequent_indent="     "))
    print()
