"""``trosol diff A B``: what an edit changes, for those who are to agree to it."""

from __future__ import annotations

import argparse

from trosol.cli.lens_options import add_lens, add_tiers, drawn, lens_of, through
from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    where = "shipped name, folder, file, or REVISION:FOLDER in git"
    parser.add_argument("before", help=where)
    parser.add_argument("after", help=where)
    parser.add_argument("--most", type=int, default=30, metavar="N", help="so many lines in each part (default 30)")
    add_lens(parser)
    add_tiers(parser)


def run(options: argparse.Namespace) -> int:
    """Print it as Markdown, which reads well in a terminal and in a pull request."""
    from trosol.diff import differences, opened, to_markdown

    lens = lens_of(options)
    with steps(3) as advance:
        advance("reading")
        with opened(options.before) as before, opened(options.after) as after:
            advance("weighing the claims of both, asking both the same questions")
            found = differences(before, after, lens, **drawn(options), through=through(options))
        advance("done")
    if options.json:
        print_json(found.to_json())
        return 0
    print(to_markdown(found, max(1, options.most)), end="")
    say(f"\nSnapshots {before.digest[:12]} and {after.digest[:12]}; seed {options.seed}, {options.draws} draws.")
    return 0
