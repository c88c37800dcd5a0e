"""``trosol release``: a version of an ecosystem to give away."""

from __future__ import annotations

import argparse
from pathlib import Path

from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "--output", type=Path, default=Path(), metavar="FOLDER", help="where to write the archive (default: here)"
    )
    parser.add_argument(
        "--previous",
        default="",
        metavar="STATE",
        help="the version before: folder, file, or REVISION:FOLDER in git; for what changed",
    )
    parser.add_argument("--unfinished", action="store_true", help="write it although the check complains")
    parser.add_argument(
        "--draws", type=int, default=400, metavar="N", help="draws of weights and passages for what changed (default 400)"
    )


def run(options: argparse.Namespace) -> int:
    """Check it, and write the archive or nothing."""
    from trosol.release import release

    with steps(4) as advance:
        made = release(
            options.ecosystem,
            options.output,
            previous=options.previous,
            unfinished=options.unfinished,
            draws=options.draws,
            progress=advance,
        )
        advance("done")
    if options.json:
        print_json(
            {
                "written": str(made.path),
                "version": made.version,
                "version_iri": made.version_iri,
                "snapshot": made.digest,
                "files": list(made.files),
                "remarks": [problem.to_json() for problem in made.remarks],
            }
        )
        return 0
    print(made.path)
    for problem in made.remarks:
        if problem.severity != "info":
            say(str(problem))
    for file in made.files:
        print(f"  {file}")
    say(f"\nVersion {made.version}, snapshot {made.digest[:12]}; {len(made.remarks)} remarks of the check.")
    return 0
