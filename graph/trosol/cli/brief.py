"""``trosol brief``: some findings on a page for those who decide."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.lens_options import add_draws, add_lens, drawn, goals_of, lens_of, through
from trosol.cli.output import print_json, say, steps
from trosol.cli.printing import print_exactly

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "--part",
        action="append",
        default=[],
        metavar="PART",
        help="gatekeepers, leverage[:KIND], horizons, portfolio[:ID,ID], voices, next-evidence, pathways:FROM:TO, scenario:ID=+,ID=-,ID=0,ACTOR=open "
        "(repeatable; without it and without --items leverage and gatekeepers)",
    )
    parser.add_argument(
        "--items",
        action="append",
        default=[],
        metavar="ID,ID",
        help="what was chosen elsewhere, in this order: ids of entities and claims, and names of parts (repeatable)",
    )
    parser.add_argument("--title", default="", metavar="TEXT", help="title of the page")
    parser.add_argument("--date", default="", metavar="DAY", help="the day it is of (default: the ecosystem's own)")
    parser.add_argument("--language", choices=["en", "cy"], default="en", help="language of the brief (default en)")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help=".html, .pdf, .docx, .pptx, .md or .json; without it Markdown is printed"
    )
    add_lens(parser)
    add_draws(parser)


def run(options: argparse.Namespace) -> int:
    """Make it, and write it where asked."""
    from trosol.brief import NEEDS, WITH_CHART, brief, write
    from trosol.ecosystem import Ecosystem
    from trosol.extras import can_use, command_for, require
    from trosol.files.atomic import write_atomically

    form = options.output.suffix.lower().lstrip(".") if options.output is not None else "md"
    if form in NEEDS:
        require(NEEDS[form])
    lens = lens_of(options)
    items = [each for text in options.items for each in text.split(",")]
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("working out the findings")
        made = brief(
            ecosystem.snapshot,
            options.part or ([] if items else ["leverage", "gatekeepers"]),
            lens,
            items=items,
            goals=goals_of(options),
            title=options.title,
            date=options.date,
            **drawn(options),
            language=options.language,
            through=through(options),
        )
    if options.output is not None:
        write_atomically(options.output, write(made, form))
        say(f"Wrote {options.output}.")
        if form in WITH_CHART and made.chart and not can_use("pictures"):
            say(f"It has no chart, only the figures: to draw it, install with: {command_for('pictures')}")
    if options.json:
        print_json(made.to_json())
    elif options.output is None:
        print_exactly(write(made, "md"))
    return 0
