"""``trosol new ecosystem|module NAME``: a folder or a file to begin with, that is sound from the first minute."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("what", choices=["ecosystem", "module"], help="a folder of tables, or classes and relations of your own")
    parser.add_argument("name", help="small letters, digits and dashes")
    parser.add_argument("--into", default=".", metavar="FOLDER", help="where to make it; for a module, the ecosystem's folder")
    parser.add_argument("--title", default="", help="what people call it")
    parser.add_argument("--invented", action="store_true", help="mark the ecosystem as made up, everywhere")


def run(options: argparse.Namespace) -> int:
    """Make it, or nothing at all, and say what comes next."""
    from trosol.resources import shipped_ecosystems
    from trosol.scaffold import new_ecosystem, new_module

    into = Path(options.into)
    if options.what == "ecosystem":
        made = new_ecosystem(into, options.name, options.title, invented=options.invented)
        folder = made[0].parent
        after = f"Fill in {folder / (options.name + '.xlsx')} or the .csv files, then: trosol check {folder}"
    else:
        made = new_module(into, options.name, options.title)
        after = f"Write your classes and relations there, then: trosol check {into}"
    if options.json:
        print_json({"made": [str(path) for path in made]})
    else:
        for path in made:
            print(path)
    say(f"\n{after}")
    if options.what == "ecosystem" and options.name in shipped_ecosystems():
        say(f"In {into}, the name {options.name} now means this folder, not the ecosystem of that name that comes with Trosol.")
    return 0
