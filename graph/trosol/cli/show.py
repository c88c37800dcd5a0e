"""``trosol show``: one entity, every claim about it, its evidence and voices."""

from __future__ import annotations

import argparse
from textwrap import fill

from trosol.cli.output import print_json

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("entity", help="id or exact label of an entity")


def run(options: argparse.Namespace) -> int:
    """Show the entity."""
    from trosol.ecosystem import Ecosystem
    from trosol.views.tables.entity_view import entity_card, find_entity

    ecosystem = Ecosystem.load(options.ecosystem)
    card = entity_card(ecosystem.snapshot, find_entity(ecosystem.snapshot, options.entity))
    if options.json:
        print_json({"snapshot": ecosystem.digest, **card.to_json()})
        return 0
    print(f"{card.label} · {card.type_label} ({card.role_label}) · {card.id}")
    if card.status != "transcribed":
        print("Known to exist, wording not in the source." if card.status == "notTranscribed" else "Does not exist yet.")
    if card.description:
        print(fill(card.description, 100))
    for name, value in card.further:
        print(f"{name}: {value}")
    for place in card.places:
        print(f"Source: {place}")
    many = f"{len(card.statements)} claim{'' if len(card.statements) == 1 else 's'}"
    print(f"\n{many} ({card.stated} stated, {card.inferred} inferred)")
    for line in card.statements:
        print(fill(f"\n{line.claim}  {line.sentence}", 100, subsequent_indent="       ", initial_indent="\n").strip("\n"))
        print(f"       {line.mode}, {line.confidence} confidence · said by {', '.join(line.voice_labels)}")
        if line.rationale:
            print(fill(f"Why inferred: {line.rationale}", 100, initial_indent="       ", subsequent_indent="       "))
        for piece in line.evidence:
            print(
                fill(
                    f"{piece.id}: {piece.located}: {piece.paraphrase}",
                    100,
                    initial_indent="       ",
                    subsequent_indent="         ",
                )
            )
    return 0
