"""``trosol mend FOLDER``: write the names of terms that took the place of others into the tables."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from trosol.cli.output import print_json, say

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, help="folder of the ecosystem")
    parser.add_argument("--preview", action="store_true", help="say what would be written; write nothing")


def run(options: argparse.Namespace) -> int:
    """Mend it whole, or not at all."""
    from trosol.errors import Problem, WrongUse, shorten
    from trosol.files import open_folder
    from trosol.imports import mend

    if open_folder(options.folder).kind("dataset.toml") is None:
        raise WrongUse(
            Problem(
                "ecosystem-not-found",
                f"'{shorten(str(options.folder))}' is no ecosystem's folder.",
                "Name a folder with a dataset.toml.",
            )
        )
    found = mend(options.folder, preview=options.preview)
    if options.json:
        print_json(
            {"changed": [asdict(change) for change in found.changed], "files": list(found.files), "written": not options.preview}
        )
        return 0
    for change in found.changed:
        print(f"{change.table} {change.id}, {change.column}: '{change.before}' → '{change.after}'")
    if not found.changed:
        print("Every name in the tables is one that is used.")
    elif not options.preview:
        say(f"\nWritten. To take it back: trosol undo {options.folder}")
    return 0
