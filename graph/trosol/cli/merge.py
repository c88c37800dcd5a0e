"""``trosol merge ECOSYSTEM KEEP OTHER``: two entities that are one become one, with all that is claimed of both."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]

_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, help="folder of the ecosystem")
    parser.add_argument("keep", help="id of the entity that stays")
    parser.add_argument("other", help="id of the entity that becomes one with it; its name stays as another name")
    parser.add_argument("--preview", action="store_true", help="say what would change; write nothing")


def run(options: argparse.Namespace) -> int:
    """Make them one, or say what would change."""
    from trosol.errors import Problem, WrongUse, shorten
    from trosol.imports import join_entities

    if not options.folder.is_dir():
        text = f"There is no folder '{shorten(str(options.folder))}'."
        raise WrongUse(Problem("ecosystem-not-found", text, "Name an ecosystem's folder."))
    with steps(1) as advance:
        advance("joining and checking")
        found = join_entities(options.folder, options.keep, options.other, preview=options.preview)
    would = "would be " if options.preview else ""
    if options.json:
        print_json(found.to_json() | ({"written": []} if options.preview else {}))
    else:
        for table, ids in found.removed.items():
            print(f"{would}taken out of {table}: {', '.join(ids)}")
        for change in found.changed[:_SHOWN]:
            print(f"{would}changed in {change.table}: {change.id}, {change.column}: '{change.before}' → '{change.after}'")
        if len(found.changed) > _SHOWN:
            print(f"… and {len(found.changed) - _SHOWN} more cells {would}changed")
    if options.preview:
        say("\nNothing was written: this is a preview.")
    else:
        into = shlex.quote(str(options.folder))
        say(f"\nWritten. To see it: trosol show {into} {shlex.quote(options.keep)}. To take it back: trosol undo {into}")
    return 0
