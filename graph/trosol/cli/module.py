"""``trosol module add FILE``: an ontology of others into an ecosystem's ``modules`` folder, hung below ours with ``--map``."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("what", choices=["add"], help="put an ontology into the modules folder")
    parser.add_argument(
        "file", type=Path, help="Turtle, RDF/XML (.owl, .rdf), JSON-LD with its context inside, or a table of terms"
    )
    parser.add_argument("--into", type=Path, default=Path(), metavar="FOLDER", help="folder of the ecosystem (default: this one)")
    parser.add_argument(
        "--map", action="store_true", help="hang its classes and relations below ours, in a file to read and change beside it"
    )
    parser.add_argument("--preview", action="store_true", help="say what would be written; write nothing")
    parser.add_argument(
        "--replace", action="store_true", help="take the place of what is there, an alignment that you changed too"
    )


def run(options: argparse.Namespace) -> int:
    """Read it, show where its terms would stand, and write it."""
    from trosol.cli.imports import show_proposal
    from trosol.imports import propose

    with steps(1) as advance:
        advance("reading and checking")
        found = propose(
            [options.file],
            options.into,
            replacing=options.replace,
            unfinished=True,
            terms_only=True,
            hanging=options.map,
        )
    will_write = not (options.preview or found.problems or found.nothing)
    if will_write:
        found.write()
    if options.json:
        print_json({**found.to_json(), "written": sorted(found.files) if will_write else []})
    else:
        show_proposal(found, written=will_write)
    into = shlex.quote(str(options.into))
    if found.problems:
        say("\nNothing was written.")
        return 1
    if found.nothing:
        say("Nothing is new: all of it is there already.")
    elif options.preview:
        say("\nNothing was written: this is a preview. Without --preview it is written.")
    else:
        more = "" if options.map else " To hang its terms below ours, add --map."
        say(f"\nWritten.{more} To take it back: trosol undo {into}")
    return 0
