"""``trosol docs ECOSYSTEM``: pages for every term and every thing, in every language, to read offline."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "--output", required=True, type=Path, metavar="FOLDER", help="a folder that is not there yet, or an earlier one of these"
    )


def run(options: argparse.Namespace) -> int:
    """Make them, and write all or none."""
    from trosol.ecosystem import Ecosystem
    from trosol.language import LANGUAGES
    from trosol.pages import make_site, write_site

    ecosystem = Ecosystem.load(options.ecosystem)
    with steps(2) as advance:
        advance("making the pages")
        site = make_site(ecosystem.snapshot, ecosystem.questions)
        advance("writing them")
        write_site(site, options.output)
    if options.json:
        print_json({"folder": str(options.output), "pages": site.pages, "languages": list(LANGUAGES)})
        return 0
    print(options.output / "index.html")
    say(f"\n{site.pages} pages. Open the one above in a browser; nothing on them reaches out.")
    return 0
