"""``trosol report``: every finding at once, and what in it is firmest."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, add_resampling, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings.leverage.leverage_result import Leverage
    from trosol.findings.report.report import Report
    from trosol.findings.result import Ranking

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    add_lens(parser)
    add_resampling(parser)
    parser.add_argument("--most", type=int, default=3, metavar="N", help="how many lines of each list to print (default 3)")


def run(options: argparse.Namespace) -> int:
    """Show what is firmest, then the head of each finding; JSON has them whole."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.report.report import PARTS, report

    lens = lens_of(options)
    with steps(1 + len(PARTS)) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        numbers = {"k": options.k, "resamples": options.resamples, "seed": options.seed}
        found = report(ecosystem.snapshot, lens, **numbers, advance=advance, through=through(options))
    if options.json:
        print_json(found.to_json())
        return 0
    print("What is firmest\n")
    for firm in found.strongest:
        _show(firm.sentence)
        print(fill(firm.place.sentence, 100, initial_indent="  ", subsequent_indent="  "))
    for text in (found.note, f"The rule: {found.rule}"):
        if text:
            print("\n" + fill(text, 100))
    for title, ranking, lead, lines in _sections(found):
        print(f"\n{title}\n")
        if lead:
            print(fill(lead, 100))
        if ranking:
            _show_ranking(ranking)
        for line in lines[: max(0, options.most)]:
            _show(line)
        if len(lines) > options.most:
            print(f"- … and {len(lines) - max(0, options.most)} more; --json lists all.")
    say(f"\nSeed {found.seed}, {found.resamples} resamples of claims, snapshot {found.snapshot[:12]}.")
    return 0


def _sections(found: Report) -> Iterator[tuple[str, Ranking | None, str, Sequence[str]]]:
    """Title, ranking, leading sentence and lines; the sections of one finding stand together."""
    gates, levers, lanes = found.gatekeepers, found.leverage, found.horizons
    yield "Gatekeepers named by the source", gates.named, "", ()
    yield "Gatekeepers placed by the ties between actors", gates.placed, "", ()
    asked = [f"{line.label} ({line.kind}): {line.question}" for line in gates.disagreements]
    yield "Where naming and placing differ, and what that asks", None, "", asked
    sure = [f"{each.label}: {each.tiers_sentence}" for each in levers.kinds]
    yield "Leverage: what would help the goals most", None, levers.not_enough or _best(levers), sure
    yield "What must be true for that", None, "", [line.sentence for line in levers.prompts.must_be_true]
    held = " ".join(lane.sentence for lane in lanes.lanes)
    yield "Horizons", None, lanes.not_enough or held, [*lanes.crossings, *lanes.gaps]
    yield "Portfolio: which few actions touch most", None, found.portfolio.sentence, [s.sentence for s in found.portfolio.steps]
    yield "Each action by itself", found.portfolio.ranking, "", ()
    yield "Voices", None, found.voices.sentence, [line.sentence for line in found.voices.carried]
    asks = [f"{ask.sentence} Ask: {ask.question}" for ask in found.next_evidence.asks]
    yield "Next evidence", None, found.next_evidence.sentence, asks


def _best(found: Leverage) -> str:
    """The first rows of the first table that has any."""
    rows = next((each.first for each in found.kinds if each.first), ())
    return " ".join(row.sentence for row in rows[:2])


def _show_ranking(ranking: Ranking) -> None:
    if ranking.not_enough:
        print(fill(ranking.not_enough, 100))
        return
    rows = [
        [r.rank, f"{r.band[0]}-{r.band[1]}", f"{r.p_top:.0%}", r.label, len(r.claims), len(r.voices)]
        for r in ranking.ranking[: ranking.k]
    ]
    print(table(["rank", "band", f"in top {ranking.k}", "what", "claims", "voices"], rows))
    if ranking.note:
        print("\n" + fill(ranking.note, 100))


def _show(text: str) -> None:
    print(fill(f"- {text}", 100, subsequent_indent="  "))
