"""``trosol report``: every finding at once, and what in it is most stable."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, add_tiers, drawn, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings import Report

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    add_tiers(parser)
    parser.add_argument("--most", type=int, default=6, metavar="N", help="how many lines of each list to print (default 6)")


def run(options: argparse.Namespace) -> int:
    """Show what is most stable, then the head of each finding; JSON has them whole."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings import report
    from trosol.findings.report.report import PARTS

    lens = lens_of(options)
    with steps(1 + len(PARTS)) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        found = report(ecosystem.snapshot, lens, **drawn(options), advance=advance, through=through(options))
    if options.json:
        print_json(found.to_json())
        return 0
    print("Most stable\n")
    for stable in found.strongest:
        _show(f"{stable.sentence} [{', '.join(stable.claims)}]")
    for text in (found.note, f"The rule: {found.rule}", found.coverage.sentence):
        if text:
            print("\n" + fill(text, 100))
    most = max(0, options.most)
    for title, lead, lines in _sections(found):
        print(f"\n{title}\n")
        if lead:
            print(fill(lead, 100))
        for line in lines[:most]:
            _show(line)
        if len(lines) > most:
            print(f"- … and {len(lines) - most} more; --json lists all.")
        if title == _GATES and found.gatekeepers.matrix:
            rows = [
                [row.label, *(len(p) for p in (row.named, row.blocks, row.by_rule, row.aimed_at, row.against))]
                for row in found.gatekeepers.matrix
            ]
            print("\n" + table(["who", "named", "blocks", "by rule", "aimed at", "against"], rows, most=40))
    about = found.about
    say(f"\nSeed {about.seed}, {about.draws} draws of {about.worlds:,} worlds, snapshot {found.snapshot[:12]}.")
    return 0


_GATES = "Gatekeepers"


def _sections(found: Report) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Title, leading sentence and lines of each finding."""
    from trosol.findings.report.table_lines import table_line
    from trosol.findings.text import goals_counted

    gates, levers, lanes = found.gatekeepers, found.leverage, found.horizons
    labels = {row.id: row.label for table in levers.kinds for row in (*table.ranking, *table.folded)}
    tables = [table_line(table, table.label, labels.__getitem__) for table in levers.kinds if table.first]
    yield "Leverage: what would help the goals most", levers.not_enough or goals_counted(levers.goals), tables
    yield "What must be true for that", "", [line.sentence for line in levers.prompts.must_be_true]
    yield _GATES, gates.not_enough or gates.tiers_sentence, [card.sentence for card in gates.cards]
    yield "Horizons", lanes.not_enough or " ".join(lane.sentence for lane in lanes.lanes), [*lanes.crossings, *lanes.gaps]
    yield "Portfolio", found.portfolio.sentence, [step.sentence for step in found.portfolio.steps]
    yield "Voices", found.voices.sentence, [voice.sentence for voice in found.voices.voices]
    asks = [f"{ask.sentence} {ask.question}" for ask in found.next_evidence.asks]
    yield "Next evidence", found.next_evidence.sentence, asks


def _show(text: str) -> None:
    print(fill(f"- {text}", 100, subsequent_indent="  "))
