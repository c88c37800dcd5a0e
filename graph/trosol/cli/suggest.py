"""``trosol suggest ECOSYSTEM SOURCE``: what the lines of a source may say, as drafts of claims."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps

if TYPE_CHECKING:
    from trosol.coding import Suggestion
    from trosol.ecosystem import Ecosystem

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "source", help="id of a source whose text lies in sources/ID.txt of the ecosystem's folder, or a text file"
    )
    parser.add_argument("--lines", default="", metavar="A-B", help="these lines only (default: the whole source)")
    parser.add_argument("--most", type=int, default=5, metavar="N", help="how many claims of each passage to print (default 5)")


def run(options: argparse.Namespace) -> int:
    """Read the lines and print what they may say."""
    from trosol.coding import lines_asked, source_text, suggest
    from trosol.coding.related_elsewhere import elsewhere
    from trosol.ecosystem import Ecosystem

    lines = lines_asked(options.lines) if options.lines else None
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        source = source_text(ecosystem.path, options.source)
        advance("looking for entities and claims")
        found = suggest(ecosystem.snapshot, source, lines, elsewhere(ecosystem.snapshot))
    if options.json:
        print_json(found.to_json())
        return 0
    for each in found.suggestions:
        _show(ecosystem, each, max(0, options.most))
    say("\nDrafts: each needs somebody who reads the lines. Nothing was saved.")
    say(f"Snapshot {ecosystem.digest[:12]}.")
    return 0


def _show(ecosystem: Ecosystem, suggestion: Suggestion, most: int) -> None:
    first, last = suggestion.lines
    place = f"Lines {first}-{last}" if last > first else f"Line {first}"
    print(
        f"\n{place}"
        + (f", page {suggestion.page}" if suggestion.page else "")
        + (f" · {suggestion.heading}" if suggestion.heading else "")
    )
    names = [f"{each.label} (“{each.words}”)" if each.words else each.label for each in suggestion.entities]
    print(fill("Entities: " + "; ".join(names), 100, subsequent_indent="  "))
    label = ecosystem.snapshot.records.entities
    for claim in suggestion.claims[:most]:
        term = ecosystem.ontology.term(claim.relation)
        relation = term.label() if term else claim.predicate
        remarks = [
            "negated" if claim.negated else "",
            f"hedge “{claim.hedge}”" if claim.hedge else "",
            f"coded already: {', '.join(claim.coded)}" if claim.coded else "",
        ]
        said = f"- {label[claim.subject].label()} – {relation} – {label[claim.object].label()}"
        print(fill(said + "".join(f"; {remark}" for remark in remarks if remark), 100, subsequent_indent="  "))
