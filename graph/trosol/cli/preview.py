"""``trosol preview``: an extension as a layer that can be switched on and off, before anything is written."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from trosol.cli.lens_options import add_tiers, drawn
from trosol.cli.output import print_json, say, steps

__all__ = ["arguments", "run"]

_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name or folder, as it is now")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--with", dest="file", nargs="+", type=Path, metavar="FILE", help="what would be brought in, as for `trosol import`"
    )
    what.add_argument("--after", metavar="FOLDER", help="the same ecosystem with the extension, in a folder of its own")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="what the words of a map mean here (TOML)")
    parser.add_argument("--voice", default="", metavar="ID", help="who says what a map says")
    parser.add_argument("--replace", action="store_true", help="rows with a known id take the place of the old ones")
    add_tiers(parser)
    parser.add_argument("--check", action="store_true", help="say what it changes, and end; open no dashboard")
    parser.add_argument("--port", type=int, metavar="N", help="port to use")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(options: argparse.Namespace) -> int:
    """Work in a copy; the ecosystem itself is not touched."""
    from trosol.cli.dashboard import ADDRESS, free_port, show
    from trosol.diff import differences, to_markdown
    from trosol.ecosystem import Ecosystem
    from trosol.errors import ERROR, Problem, TrosolError, WrongUse
    from trosol.resources import dashboard_dir, ecosystem_path

    now = ecosystem_path(options.ecosystem)
    in_the_way: tuple[Problem, ...] = ()
    with tempfile.TemporaryDirectory(prefix="trosol-preview-") as beside:
        if options.file:
            from trosol.files import open_folder
            from trosol.files.ecosystem_files import belonging
            from trosol.imports import propose

            if not now.is_dir():
                raise WrongUse(
                    Problem("not-editable", "Only a folder of tables can be extended.", "Make one with `trosol new ecosystem`.")
                )
            after = Path(beside) / now.resolve().name
            files, problems = belonging(open_folder(now))
            if problems:
                raise TrosolError(problems)
            for name, content in files.items():
                (after / name).parent.mkdir(parents=True, exist_ok=True)
                (after / name).write_bytes(content)
            proposal = propose(
                options.file, after, mapping=options.mapping, voice=options.voice, replacing=options.replace, unfinished=True
            )
            if proposal.problems:
                raise TrosolError(proposal.problems)
            in_the_way = tuple(problem for problem in proposal.remarks if problem.severity == ERROR)
            if not proposal.nothing:
                proposal.write()
        else:
            after = ecosystem_path(options.after)
        with steps(2) as advance:
            advance("comparing the answers before and after")
            found = differences(Ecosystem.load(now), Ecosystem.load(after), **drawn(options))
            advance("done")
        if options.json:
            print_json({**found.to_json(), "refused": [problem.to_json() for problem in in_the_way]})
        else:
            print(to_markdown(found, 20), end="")
            if in_the_way:
                print("\n### What stands in the way of importing it\n")
                print("\n".join(f"- {problem}" for problem in in_the_way[:_SHOWN]))
                if len(in_the_way) > _SHOWN:
                    print(f"- … and {len(in_the_way) - _SHOWN} more")
        if options.check:
            return 1 if in_the_way else 0
        port = free_port(options.port, 8501)
        os.environ |= {"TROSOL_ECOSYSTEM": str(after), "TROSOL_WITHOUT": str(now.resolve()), "TROSOL_EDIT": ""}
        say(f"\nThe preview is at http://{ADDRESS}:{port}  (stop with Ctrl+C; nothing is written)")
        return show(str(dashboard_dir() / "app.py"), port, browser=not options.no_browser)
