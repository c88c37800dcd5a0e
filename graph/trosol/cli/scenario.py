"""``trosol scenario``: what rises and falls at the goals if some things are pushed and others taken away."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings.scenario.contrast import ScenarioComparison
    from trosol.findings.scenario.outcome import Outcome
    from trosol.findings.scenario.scenario import Scenario
    from trosol.store.snapshot import Snapshot

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--push", action="append", default=[], metavar="ID=VALUE", help="+, - or -1 to 1 (repeatable)")
    parser.add_argument("--remove", action="append", default=[], metavar="ID", help="what falls away (repeatable)")
    parser.add_argument(
        "--versus-push", action="append", default=[], metavar="ID=VALUE", help="a second scenario to hold beside it (repeatable)"
    )
    parser.add_argument("--versus-remove", action="append", default=[], metavar="ID", help="taken away there (repeatable)")
    parser.add_argument("--everything", action="store_true", help="also what is no goal")
    parser.add_argument("--runs", type=int, default=1000, metavar="N", help="runs over strengths left open (default 1000)")
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="how often claims are drawn anew (default 1000)")
    parser.add_argument("--seed", type=int, default=2022, help="where drawing starts (default 2022)")
    add_lens(parser)


def run(options: argparse.Namespace) -> int:
    """Show the scenario, and beside it the second one or the same with nothing taken away."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.scenario.contrast import compare_scenarios
    from trosol.findings.scenario.scenario import scenario
    from trosol.views.tables.entity_view import find_entity

    lens = lens_of(options)
    with steps(3) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        snapshot = ecosystem.snapshot

        def play(push: Sequence[str], remove: Sequence[str]) -> Scenario:
            gone = [find_entity(snapshot, text) for text in remove]
            numbers = {"runs": options.runs, "resamples": options.resamples, "seed": options.seed}
            return through(options)(
                snapshot, scenario, _pushes(snapshot, push), gone, lens, everything=options.everything, **numbers
            )

        advance("playing it through")
        found, other, title = play(options.push, options.remove), None, ""
        advance("playing the other through")
        if options.versus_push or options.versus_remove:
            other, title = play(options.versus_push or options.push, options.versus_remove), "Beside the second scenario"
            compared = compare_scenarios(found, other)
        elif options.remove:
            other, title = (
                play(options.push, []),
                "What taking it away changes (first: nothing taken away; second: this scenario)",
            )
            compared = compare_scenarios(other, found)
    if options.json:
        versus = {"scenario": other.to_json(), "comparison": compared.to_json()} if other else None
        print_json({**found.to_json(), "versus": versus})
        return 0
    _show(found)
    if other:
        print(f"\n{title}\n")
        if options.versus_push or options.versus_remove:
            print(fill(other.sentence, 100))
        _show_changes(compared)
    say(f"\nSeed {found.seed}, {found.runs} runs, {found.resamples} resamples of claims, snapshot {ecosystem.digest[:12]}.")
    return 0


def _pushes(snapshot: Snapshot, words: Sequence[str]) -> dict[str, float]:
    from trosol.errors import Problem, WrongUse
    from trosol.views.tables.entity_view import find_entity

    pushes = {}
    for word in words:
        name, _, value = word.rpartition("=")
        try:
            number = {"+": 1.0, "-": -1.0}.get(value) or float(value)
        except ValueError:
            raise WrongUse(Problem("push-bad", f"'{word}' is no push.", "Write ID=1, ID=-0.5, ID=+ or ID=-.")) from None
        pushes[find_entity(snapshot, name)] = number
    return pushes


def _show(found: Scenario) -> None:
    print(fill(found.sentence, 100))
    for title, rows in (("At the goals", found.goals), ("Elsewhere", found.others)):
        if rows:
            print(f"\n{title}, nearest first\n")
            print(
                table(["what", "direction", "wanted", "agree", "claims redrawn", "steps", "claims"], [_line(row) for row in rows])
            )
            print()
            for row in rows:
                print(fill(f"- {row.sentence}", 100, subsequent_indent="  "))
                print(fill(f"  Claims: {', '.join(row.claims)}", 100, subsequent_indent="  "))
    if found.untouched:
        print(f"\nNo way that the claims tell of leads to the other {found.untouched} goals.")
    if found.goals:
        print("This is no forecast: it says which way the claims point, not how far or whether.")


def _line(row: Outcome) -> list[object]:
    wanted = "-" if row.wanted is None else "yes" if row.wanted else "no"
    agree, kept = ("-" if share is None else f"{share:.0%}" for share in (row.agree, row.kept))
    return [
        row.label,
        row.direction + (" (conflict)" if row.conflict else ""),
        wanted,
        agree,
        kept,
        row.steps or "-",
        len(row.claims),
    ]


def _show_changes(compared: ScenarioComparison) -> None:
    print(fill(compared.sentence, 100) + "\n")
    for change in compared.changes:
        if change.kind != "same":
            print(fill(f"- {change.kind}: {change.sentence}", 100, subsequent_indent="  "))
