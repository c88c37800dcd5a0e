"""``trosol networks``: which networks there are, what they mean and how large they are."""

from __future__ import annotations

import argparse

from trosol.cli.output import print_json, table

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")


def run(options: argparse.Namespace) -> int:
    """List the networks."""
    from trosol.ecosystem import Ecosystem
    from trosol.views.networks import describe_networks

    ecosystem = Ecosystem.load(options.ecosystem)
    found = describe_networks(ecosystem.snapshot)
    if options.json:
        print_json({"snapshot": ecosystem.digest, "networks": [row.to_json() for row in found]})
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
