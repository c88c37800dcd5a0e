"""``trosol networks``: which networks there are, what they mean and how large they are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, table
from trosol.language import counted_in
from trosol.lens_fields import lens_field

if TYPE_CHECKING:
    from trosol.store.snapshot import Snapshot
    from trosol.views.tables.network_list import NetworkSize

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    field = lens_field("with_study")
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "--links-only", action="store_true", help="with --store: fetch links and the things they join, and no text or evidence"
    )
    parser.add_argument(field.flag, action="store_true", help=field.help)


def run(options: argparse.Namespace) -> int:
    """List the networks."""
    from trosol.ecosystem import Ecosystem
    from trosol.networks.lens import Lens
    from trosol.views.tables.network_list import describe_networks

    snapshot = _links(options.ecosystem) if options.links_only else Ecosystem.load(options.ecosystem).snapshot
    found = describe_networks(snapshot, lens=Lens(with_study=options.with_study))
    if options.json:
        print_json({"snapshot": None if options.links_only else snapshot.digest, "networks": [row.to_json() for row in found]})
        return 0
    print(
        table(
            ["network", "entities", "tied", "edges", "claims"],
            [[n.name, n.nodes or "-", n.tied or "-", n.edges or "-", n.claims or "-"] for n in found],
        )
    )
    print()
    for row in found:
        print(f"{row.name}: {row.reads}")
    print()
    for row in found:
        if row.study_entities or row.study_claims:
            print(_boundary(snapshot, row, with_study=options.with_study))
    if not options.with_study:
        say(f"Only the ecosystem is shown. The study that the data come from: trosol networks {options.ecosystem} --with-study")
    return 0


def _boundary(snapshot: Snapshot, row: NetworkSize, *, with_study: bool) -> str:
    """How much of a network belongs to the study, and under the lens that has it, what that is."""
    from trosol.views.tables.statements import sentence

    much = f"{counted_in('en', len(row.study_entities), 'entity', 'entities')} and {counted_in('en', len(row.study_claims), 'claim')}"
    if not with_study:
        return f"{row.name}: {much} of the study left out."
    names = [f"  {key}  {snapshot.entity(key).label()}" for key in row.study_entities]
    claims = [f"  {key}  {sentence(snapshot, snapshot.records.claims[key])}" for key in row.study_claims]
    return "\n".join([f"{row.name}: {much} belong to the study.", *names, *claims])


def _links(ecosystem: str) -> Snapshot:
    from trosol.networks.stored import stored_links
    from trosol.triplestore import Wire, find, named_store

    wire = Wire(named_store("or leave out --links-only"))
    return stored_links(wire, find(wire, ecosystem))
