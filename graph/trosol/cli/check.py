"""``trosol check``: structure, shapes, checks, what its questions must answer and, with the source text, every anchor."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, steps
from trosol.cli.printing import print_exactly

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", nargs="?", default="wales-social-care-2022", help="shipped name, folder or file")
    parser.add_argument(
        "--source-text",
        type=Path,
        action="append",
        metavar="PATH",
        help="text of the source: prove every anchor against it; once for each source",
    )
    parser.add_argument(
        "--format", choices=["text", "json", "sarif", "junit"], default="text", help="form of the report; sarif and junit for CI"
    )


def run(options: argparse.Namespace) -> int:
    """Check and report; 0 when clean, 1 when problems were found."""
    from trosol import __version__
    from trosol.check import check
    from trosol.check.check_run import counts_in_words
    from trosol.check.outputs import to_junit, to_sarif
    from trosol.questions import check_questions

    as_json = options.json or options.format == "json"
    with steps(5) as advance:
        report = check(options.ecosystem, options.source_text, advance, {"questions": check_questions})
    if as_json:
        print_json(report.to_json())
        return 0 if report.clean else 1
    if options.format != "text":
        made = to_sarif(report, Path(options.ecosystem), __version__) if options.format == "sarif" else to_junit(report)
        print_exactly(made.encode("utf-8", "backslashreplace"))
        return 0 if report.clean else 1
    for problem in report.problems:
        print(problem)
    if report.counts:
        print(counts_in_words(report.counts))
    found = ", ".join(f"{number} {severity}" for severity, number in report.severities.items() if number)
    print(f"{report.name}: {'clean' if report.clean else 'not clean'}{f' ({found})' if found else ''}.")
    say(f"Ran: {', '.join(report.ran)}.")
    if "questions" in report.skipped:
        say("What its questions must answer was not looked at: mend the errors first.")
    if "anchors" in report.skipped:
        say("Anchors were not looked at: give --source-text PATH to prove them against the source.")
    return 0 if report.clean else 1
