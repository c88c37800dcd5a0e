"""``trosol undo FOLDER``: take back the last change that Trosol made to an ecosystem's folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, table

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, help="folder of the ecosystem")
    parser.add_argument("--list", action="store_true", help="show the changes that are kept; take nothing back")
    parser.add_argument(
        "--trust-journal",
        action="store_true",
        help="take the folder's journal as your own although it was not written by you on this machine: finish a change in it that was "
        "cut off, or where there is none, take back the last",
    )


def run(options: argparse.Namespace) -> int:
    """Take it back whole, or not at all."""
    from trosol.errors import Problem, WrongUse, shorten
    from trosol.files import history, settle, undo, undoable

    folder = options.folder
    if not folder.is_dir():
        raise WrongUse(
            Problem("ecosystem-not-found", f"There is no folder '{shorten(str(folder))}'.", "Name an ecosystem's folder.")
        )
    if options.list:
        entries = history(folder)
        gone = {entry.number for entry in entries if entry.undoes is None} - {entry.number for entry in undoable(folder)}
        rows = [(e.number, e.when, e.what, ", ".join(sorted(e.after)), _state(e.own, e.number in gone)) for e in entries]
        if options.json:
            print_json({"changes": [dict(zip(("number", "when", "what", "files", "state"), row, strict=True)) for row in rows]})
        else:
            print(table(("number", "when", "what", "files", ""), rows) if rows else "No changes are kept.")
        return 0
    finished = settle(folder, trusting=True) if options.trust_journal else None
    if finished is not None:
        if options.json:
            print_json({"finished": finished.number, "what": finished.what, "files": sorted(finished.after)})
        else:
            print(f"finished: {finished.what}: {', '.join(sorted(finished.after))}.")
        say(f"See what is there now: trosol check {folder}")
        return 0
    entry = undo(folder, trusting=options.trust_journal)
    if options.json:
        print_json({"undone": entry.undoes, "what": entry.what, "files": sorted(entry.after)})
    else:
        print(f"{entry.what}: {', '.join(sorted(entry.after))} as before.")
    say(f"See what is there now: trosol check {folder}")
    return 0


def _state(own: bool, taken_back: bool) -> str:
    return "; ".join(word for word, said in (("taken back", taken_back), ("not made by you here", not own)) if said)
