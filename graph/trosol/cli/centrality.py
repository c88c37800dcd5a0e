"""``trosol centrality``: who or what is central in a network, in each sense of the word, and the network as a whole."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from trosol.cli.lens_options import add_lens, lens_of, through
from trosol.cli.output import print_json, say, steps, table
from trosol.errors import Problem, WrongUse, shorten
from trosol.lens_fields import LENS_FIELDS

if TYPE_CHECKING:
    from trosol.findings.centrality.centrality import Centrality
    from trosol.findings.centrality.lens_contrast import CentralityContrast
    from trosol.networks.lens import Lens

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--network", required=True, metavar="NAME", help="one that trosol networks lists")
    parser.add_argument(
        "--measure", action="append", metavar="NAME", help="e.g. betweenness, pagerank, closeness (repeatable; default all)"
    )
    parser.add_argument(
        "--weight",
        default="none",
        choices=["none", "claims", "firmness"],
        help="what makes a link strong: how many claims, or how firmly these stand (default none)",
    )
    parser.add_argument(
        "--direction",
        default="in",
        choices=["in", "out", "all"],
        help="score what is acted on, what acts, or ignore direction (default in)",
    )
    parser.add_argument("--kind", action="append", metavar="CLASS", help="show only items of this class (repeatable)")
    parser.add_argument("--recompute", action="store_true", help="with --kind: as if there were no others in the network")
    parser.add_argument(
        "--from", dest="starts", action="append", metavar="ID", help="a path network: where paths begin (repeatable)"
    )
    parser.add_argument("--to", dest="goals", action="append", metavar="ID", help="a path network: where paths end (repeatable)")
    fields = ", ".join(field.name for field in LENS_FIELDS)
    parser.add_argument(
        "--against",
        action="append",
        metavar="FIELD[=VALUE]",
        help=f"compare with other filters (repeatable): {fields}; e.g. with_study, voice=ID",
    )
    parser.add_argument("--k", type=int, default=5, metavar="K", help="how many of each measure are shown (default 5)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write scores into a .graphml, .gexf or .csv file")
    add_lens(parser)


def run(options: argparse.Namespace) -> int:
    """Show the first of each measure, the network as a whole, or what differs between two lenses."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.centrality.centrality import centrality
    from trosol.findings.centrality.lens_contrast import compare_centrality
    from trosol.views.tables.entity_view import find_entity

    if options.k < 1:
        raise WrongUse(Problem("measure-range", f"k is {options.k}.", "Give a whole number from 1 on."))
    lens = lens_of(options)
    other = _other(lens, options.against) if options.against else None
    if other is not None and options.output is not None:
        raise WrongUse(Problem("output-wrong", "A comparison has no scores to write.", "Leave --output or --against out."))
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        snapshot = ecosystem.snapshot
        asked: dict[str, Any] = {
            "measures": tuple(options.measure or ()),
            "weight": options.weight,
            "direction": options.direction,
            "kinds": tuple(options.kind or ()),
            "recompute": options.recompute,
            "starts": tuple(find_entity(snapshot, text) for text in options.starts or ()),
            "goals": tuple(find_entity(snapshot, text) for text in options.goals or ()),
        }
        advance("measuring")
        if other is not None:
            contrast = through(options)(snapshot, compare_centrality, options.network, lens, other=other, **asked)
            print_json(contrast.to_json()) if options.json else _show_contrast(contrast, options.k)
            return 0
        found = through(options)(snapshot, centrality, options.network, lens, **asked)
    if options.output is not None:
        from trosol.export.scored_network import scored_network
        from trosol.files.atomic import write_atomically

        write_atomically(options.output, scored_network(snapshot, found, options.output.suffix.lower()))
        say(f"Wrote {options.output}.")
    if options.json:
        print_json(found.to_json())
        return 0
    _show(found, options.k)
    say(f"\nDirection {found.direction}, weight {found.weight}, snapshot {ecosystem.digest[:12]}.")
    return 0


def _other(lens: Lens, given: Sequence[str]) -> Lens:
    """The lens with some fields changed, each written as a switch or as FIELD=VALUE."""
    known = {field.name: field for field in LENS_FIELDS}
    changed: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        field = known.get(name.replace("-", "_"))
        if field is None:
            names = ", ".join(known)
            raise WrongUse(Problem("lens-unknown", f"There is no filter '{shorten(name)}'.", f"Use one of: {names}."))
        if isinstance(field.default, bool):
            if value not in ("", "yes", "no"):
                raise WrongUse(
                    Problem("lens-unknown", f"'{shorten(text)}' is neither yes nor no.", f"Write {name} or {name}=no.")
                )
            changed[field.name] = value != "no"
        elif equals and value:
            changed[field.name] = value
        else:
            raise WrongUse(Problem("lens-unknown", f"'{shorten(text)}' has no value.", f"Write {name}=VALUE."))
    return replace(lens, **changed)


def _show(found: Centrality, k: int) -> None:
    from trosol.findings.centrality.whole_network import TECHNICAL

    print(fill(f"{found.sentence} {found.note}".strip(), 100) + "\n")
    for note in found.measures:
        ranks, top = found.ranks(note.name), found.top(note.name, k)
        shown = top[: 3 * k]
        print(f"{note.label}: {note.reads} ({note.value_is})")
        rows = [[ranks[node.id], f"{found.scores[node.id][note.name]:g}", node.label, node.kind_label] for node in shown]
        print(table(["rank", "value", "what", "kind"], rows) if rows else "Not defined for any.")
        if len(top) > len(shown):
            print(f"… and {len(top) - len(shown):,} more that tie; --json lists all.")
        print(fill(f"Note: {note.trap}", 100) + "\n")
    for name, reason in found.left_out.items():
        print(fill(f"Left out: {name}. {reason}", 100))
    if found.weightless:
        print(f"Left out: {found.weightless:,} links of firmness 0.")
    told = found.indices.to_json()
    _show_indices("For analysts of networks", {name: told[name] for name in TECHNICAL})
    _show_kinds(found)
    _show_indices("The network as a whole", {name: value for name, value in told.items() if name not in TECHNICAL})


def _show_indices(title: str, told: Mapping[str, Any]) -> None:
    print(f"\n{title}\n")
    for name, value in told.items():
        print(f"{name.replace('_', ' ')}: {_cell(value)}")


def _show_kinds(found: Centrality) -> None:
    print("\nBy kind\n")
    header = ["kind", "items", "with links", "within the kind", "to others", "from others"]
    rows = [[row.label, row.nodes, row.tied, row.within, row.outward, row.inward] for row in found.by_kind]
    print(table(header, rows))


def _show_contrast(found: CentralityContrast, k: int) -> None:
    print(fill(found.sentence, 100) + "\n")
    rows = [
        [row.label, row.measure, *map(_cell, (row.first_rank, row.second_rank, row.first, row.second))]
        for row in found.changes[: 4 * k]
    ]
    print(table(["what", "measure", "rank", "other rank", "value", "other value"], rows))
    if len(found.changes) > len(rows):
        print(f"… and {len(found.changes) - len(rows):,} more; --json lists all.")
    for name, keys in (("first", found.only_first), ("second", found.only_second)):
        if keys:
            print(fill(f"Only under the {name} filters: {', '.join(keys)}.", 100))
    print()
    first, second = found.first_indices.to_json(), found.second_indices.to_json()
    cells = [[name.replace("_", " "), _cell(first[name]), _cell(second[name])] for name in first if first[name] != second[name]]
    print(table(["index", "value", "other value"], cells))


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_cell(each)}" for name, each in value.items() if each) or "-"
    return f"{value:g}" if isinstance(value, float) else f"{value:,}"
