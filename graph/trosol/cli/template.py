"""``trosol template``: a workbook to fill in, with drop-downs and notes from the ontology."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file; its rows and ids are in the workbook")
    parser.add_argument("--output", required=True, metavar="FILE", help="where to write it (.xlsx)")
    parser.add_argument("--blank", action="store_true", help="without its rows: only what can be chosen from its ontology")


def run(options: argparse.Namespace) -> int:
    """Write it."""
    from trosol.ecosystem import Ecosystem
    from trosol.export import export
    from trosol.files.atomic import write_atomically
    from trosol.scaffold import without_rows

    target = Path(options.output)
    with steps(2) as advance:
        advance("reading")
        snapshot = Ecosystem.load(options.ecosystem).snapshot
        advance("writing the workbook")
        write_atomically(target, export(without_rows(snapshot) if options.blank else snapshot, "xlsx"))
    if options.json:
        print_json({"written": str(target)})
    say(f"Wrote {target}. Fill it in, then: trosol check {target}")
    return 0
