"""``trosol networks``: which networks there are, what they mean and how large they are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, table

if TYPE_CHECKING:
    from trosol.store.snapshot import Snapshot

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "--links-only", action="store_true", help="with --store: fetch links and the things they join, and no text or evidence"
    )


def run(options: argparse.Namespace) -> int:
    """List the networks."""
    from trosol.ecosystem import Ecosystem
    from trosol.views.tables.network_list import describe_networks

    snapshot = _links(options.ecosystem) if options.links_only else Ecosystem.load(options.ecosystem).snapshot
    found = describe_networks(snapshot)
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
    return 0


def _links(ecosystem: str) -> Snapshot:
    from trosol.networks.stored import stored_links
    from trosol.triplestore import Wire, find, named_store

    wire = Wire(named_store("or leave out --links-only"))
    return stored_links(wire, find(wire, ecosystem))
