"""Structure beside claims, for commands that show it: brokerage between groups, cut nodes between ends, key players."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.output import table

if TYPE_CHECKING:
    from trosol.findings.gatekeepers.brokerage import Brokers
    from trosol.findings.gatekeepers.cutsets import GatesBetween
    from trosol.findings.gatekeepers.key_players import KeySets

__all__ = ["show_cut_nodes", "show_key_players", "show_roles"]

_SHOWN = 3


def show_roles(found: Brokers) -> None:
    """Who stands between groups of actors."""
    from trosol.findings.whole_ties import place_words, shared_places, whole_ties

    print(f"\nBetween groups of actors, by {found.grouped.label}\n")
    if found.not_enough:
        print(fill(found.not_enough, 100))
        return
    if found.note:
        print(fill(found.note, 100) + "\n")
    roles = ("gatekeeper", "representative", "liaison", "itinerant", "coordinator")
    rows = [
        [
            place_words(place),
            f"{r.band[0]}-{r.band[1]}",
            f"{r.p_top:.0%}",
            r.label,
            r.group,
            *(r.roles[role].observed for role in roles),
        ]
        for place, r in zip(shared_places([r.rank for r in found.ranking]), found.ranking, strict=True)
    ]
    print(table(["rank", "band", f"in top {found.k}", "who", "group", *roles], rows, most=40) + "\n")
    for row in whole_ties(found.ranking, _SHOWN, lambda row: -row.rank):
        print(fill(f"{row.rank}. {row.sentence}", 100, subsequent_indent="   "))
        print(fill(f"   For example: {row.example.sentence} [{', '.join(row.example.claims)}]", 100, subsequent_indent="   "))


def show_cut_nodes(found: GatesBetween) -> None:
    """What every path between the ends passes."""
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


def show_key_players(found: KeySets) -> None:
    """Which few matter most together."""
    print("\nWhich few, together\n")
    if found.not_enough:
        print(fill(found.not_enough, 100))
        return
    for each in found.found:
        print(fill(f"- {each.sentence}", 100, subsequent_indent="  "))
    if found.note:
        print(fill(found.note, 100))
