"""``trosol scenario``: what is helped and hurt at the goals if something is strengthened, weakened, opened or removed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

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
    for before, where in (("", ""), ("versus-", " in a second scenario to hold beside it")):
        many: dict[str, Any] = {"action": "append", "default": []}
        parser.add_argument(f"--{before}push", metavar="ID=+|-", help=f"strengthen (+) or weaken (-){where} (repeatable)", **many)
        parser.add_argument(f"--{before}strengthen", metavar="ID", help=f"the same as ID=+{where} (repeatable)", **many)
        parser.add_argument(f"--{before}weaken", metavar="ID", help=f"the same as ID=-{where} (repeatable)", **many)
        parser.add_argument(
            f"--{before}open",
            dest=f"{before.replace('-', '_')}opened",
            metavar="ACTOR[:GATE]",
            help=f"as if this actor opened what they gate{where} (repeatable)",
            **many,
        )
        parser.add_argument(f"--{before}remove", metavar="ID", help=f"what is removed{where} (repeatable)", **many)
    parser.add_argument(
        "--goals",
        metavar="ID,ID",
        action="append",
        default=[],
        help="what counts as a goal, each as one (default: the ecosystem's)",
    )
    parser.add_argument("--everything", action="store_true", help="also what is no goal")
    parser.add_argument("--draws", type=int, default=400, metavar="N", help="draws of weights and passages (default 400)")
    parser.add_argument("--worlds", type=int, default=1024, metavar="N", help="possible worlds in each draw (default 1024)")
    parser.add_argument("--seed", type=int, default=2022, help="where drawing starts (default 2022)")
    add_lens(parser)


def run(options: argparse.Namespace) -> int:
    """Show the scenario, and beside it the second one or the same with nothing removed."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.scenario.contrast import compare_scenarios
    from trosol.findings.scenario.scenario import scenario
    from trosol.findings.text import goals_counted

    lens = lens_of(options)
    with steps(3) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        snapshot = ecosystem.snapshot

        def play(before: str, *, whole: bool = False) -> Scenario:
            given = {name: getattr(options, f"{before}{name}") for name in ("push", "strengthen", "weaken", "opened", "remove")}
            return through(options)(
                snapshot,
                scenario,
                _pushes(snapshot, given["push"], given["strengthen"], given["weaken"]),
                () if whole else tuple(_found(snapshot, text) for text in given["remove"]),
                lens,
                opened=tuple(_gate(snapshot, text) for text in given["opened"]),
                goals=tuple(key for text in options.goals for key in filter(None, text.split(","))),
                everything=options.everything,
                draws=options.draws,
                worlds=options.worlds,
                seed=options.seed,
            )

        advance("playing it through")
        found, other, title = play(""), None, ""
        advance("playing the other through")
        second = [name for name in ("push", "strengthen", "weaken", "opened", "remove") if getattr(options, f"versus_{name}")]
        if second:
            if second == ["remove"]:  # the same push, with something removed
                options.versus_push, options.versus_strengthen = options.push, options.strengthen
                options.versus_weaken, options.versus_opened = options.weaken, options.opened
            other, title = play("versus_"), "Beside the second scenario"
            compared = compare_scenarios(found, other)
        elif options.remove:
            other, title = play("", whole=True), "What the removal changes (first: nothing removed; second: this scenario)"
            compared = compare_scenarios(other, found)
    if options.json:
        versus = {"scenario": other.to_json(), "comparison": compared.to_json()} if other else None
        print_json({**found.to_json(), "versus": versus})
        return 0
    _show(found, goals_counted(ecosystem.snapshot.goals))
    if other:
        print(f"\n{title}\n")
        if second:
            print(fill(other.sentence, 100))
        _show_changes(compared)
    about = found.about
    say(f"\nSeed {about.seed}, {about.draws} draws of {about.worlds:,} worlds, snapshot {ecosystem.digest[:12]}.")
    return 0


def _found(snapshot: Snapshot, text: str) -> str:
    from trosol.views.tables.entity_view import find_entity

    return find_entity(snapshot, text)


def _gate(snapshot: Snapshot, text: str) -> str:
    """``ACTOR:GATE`` by id or exact label; an id or label may itself hold a colon."""
    from trosol.errors import TrosolError

    for at in (place for place, sign in enumerate(text) if sign == ":"):
        try:
            return f"{_found(snapshot, text[:at])}:{_found(snapshot, text[at + 1 :])}"
        except TrosolError:
            continue
    return _found(snapshot, text)


def _pushes(snapshot: Snapshot, words: Sequence[str], up: Sequence[str], down: Sequence[str]) -> dict[str, float]:
    from trosol.errors import Problem, WrongUse

    pushes: dict[str, float] = {}
    for word in (*words, *(f"{text}=+" for text in up), *(f"{text}=-" for text in down)):
        name, _, value = word.rpartition("=")
        number = {"+": 1.0, "-": -1.0, "1": 1.0, "-1": -1.0}.get(value)
        if number is None or not name:
            raise WrongUse(Problem("push-bad", f"'{word}' is no push.", "Write ID=+ to strengthen it, ID=- to weaken it."))
        key = _found(snapshot, name)
        if pushes.setdefault(key, number) != number:
            raise WrongUse(Problem("push-bad", f"'{key}' is both strengthened and weakened.", "Name it in one of the two."))
    return pushes


def _show(found: Scenario, counted: str) -> None:
    print(fill(f"{found.sentence} {counted}".strip(), 100))
    for title, rows in (("At the goals", found.goals), ("Elsewhere", found.others)):
        if rows:
            print(f"\n{title}, largest share of possible worlds first\n")
            words = ("helped", "hurt") if rows is found.goals else ("raised", "lowered")
            heads = ["what", *words, "both", "not stated", "range", "otherwise", "steps", "claims"]
            print(table(heads, [_line(row) for row in rows], most=44))
            print()
            for row in rows:
                print(fill(f"- {row.sentence}", 100, subsequent_indent="  "))
                print(fill(f"  Claims: {', '.join(row.claims)}", 100, subsequent_indent="  "))
    if found.untouched:
        print(f"\nNo recorded path leads to {len(found.untouched)} other items that are goals; a family of goals counts as one.")
    if found.goals:
        print("This is no forecast: it says which way the claims point, not how far or whether.")


def _line(row: Outcome) -> list[object]:
    shares = [f"{share:.0%}" if share else "" for share in (row.helps, row.hurts, row.contested, row.not_stated)]
    spread = f"{row.interval[0]:.0%}-{row.interval[1]:.0%}" if row.goal else ""
    other = f"{row.told_otherwise:.0%}" if row.told_otherwise >= 0.005 else ""
    return [row.label, *shares, spread, other, row.steps or "-", len(row.claims)]


def _show_changes(compared: ScenarioComparison) -> None:
    print(fill(compared.sentence, 100) + "\n")
    for change in compared.changes:
        if change.kind != "same":
            print(fill(f"- {change.kind}: {change.sentence}", 100, subsequent_indent="  "))
