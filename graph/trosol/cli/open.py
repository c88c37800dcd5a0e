"""``trosol open FILE``: from a map, a spreadsheet or RDF of any other tool to a dashboard on it, in one go."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps

if TYPE_CHECKING:
    from trosol.imports import Meanings, Proposal

__all__ = ["arguments", "run"]

_ASKED = 10
"""Questions at most; all else is guessed, told, and can be changed in the mapping."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", nargs="+", type=Path, help="a map, spreadsheet or RDF file, as for `trosol import`")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="folder of the ecosystem; made where it is not there")
    parser.add_argument("--title", default="", help="what people call it")
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="what the words of the map mean here (TOML), as far as you know"
    )
    parser.add_argument("--voice", default="", metavar="NAME", help="who says what the map says")
    parser.add_argument("--yes", action="store_true", help="ask nothing: take what is guessed")
    parser.add_argument(
        "--prune", action="store_true", help="when opened again: take out what rests on what the file no longer has"
    )
    parser.add_argument("--check", action="store_true", help="end when it is written; open no dashboard")
    parser.add_argument("--port", type=int, metavar="N", help="port to use")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(options: argparse.Namespace) -> int:
    """Make the folder if need be, guess, ask what cannot be guessed, write all of it or nothing, and show it."""
    from trosol.files import Folder
    from trosol.imports import Meanings, map_name, mapping_place, read_mapping
    from trosol.scaffold import unmake

    folder = options.into or _own_place(Path(map_name(options.file[0])))
    saved = mapping_place(folder, options.file[0])
    fresh = Folder(folder).kind("dataset.toml") is None
    if options.mapping is not None:
        meanings = read_mapping(options.mapping)
    else:
        meanings = read_mapping(saved) if not fresh and Folder(folder).kind(saved.name) is not None else Meanings()
    meanings = replace(meanings, voice=options.voice or meanings.voice)
    if fresh:
        _make(folder, options)
    try:
        found = _proposed(options, folder, meanings)
    except BaseException:
        if fresh:
            unmake(folder)
        raise
    if found.problems and fresh:
        unmake(folder)
    return _written(found, folder, saved, options)


def _own_place(folder: Path) -> Path:
    """The folder, or another where a new one of that name would from then on stand before an ecosystem that comes with Trosol."""
    from trosol.files import Folder
    from trosol.resources import shipped_ecosystems

    if folder.name not in shipped_ecosystems() or Folder(folder).kind("dataset.toml") is not None:
        return folder
    other = folder.with_name(f"{folder.name}-map")
    say(
        f"'{folder.name}' is an ecosystem that comes with Trosol, so the folder is called {other.name}. --into FOLDER takes another."
    )
    return other


def _make(folder: Path, options: argparse.Namespace) -> None:
    from trosol.scaffold import new_ecosystem

    new_ecosystem(
        folder.parent, folder.name, options.title or options.file[0].stem.replace("-", " ").replace("_", " ").capitalize()
    )


def _proposed(options: argparse.Namespace, folder: Path, meanings: Meanings) -> Proposal:
    from trosol.imports import propose

    with steps(1) as advance:
        advance("reading, guessing and checking")
        found = propose(
            options.file, folder, mapping=meanings, replacing=True, unfinished=True, prune=options.prune, guessing=True
        )
    if options.yes or options.json or not (sys.stdin.isatty() and sys.stdout.isatty()) or not found.unsure:
        return found
    answers = _asked(found, folder)
    if not any(answers.values()):
        return found
    meanings = replace(
        meanings, types={**meanings.types, **answers["types"]}, relations={**meanings.relations, **answers["relations"]}
    )
    return propose(options.file, folder, mapping=meanings, replacing=True, unfinished=True, prune=options.prune, guessing=True)


def _asked(found: Proposal, folder: Path) -> dict[str, dict[str, str]]:
    """What a person says of the words for which only the rest of the map speaks; a blank line takes the guess."""
    from trosol.ecosystem import Ecosystem

    ontology = Ecosystem.load(folder).ontology
    answers: dict[str, dict[str, str]] = {"types": {}, "relations": {}}
    for table, word in sorted(found.unsure)[:_ASKED]:
        kind = "class" if table == "types" else "object property"
        while True:
            text = input(f"What does the {table[:-1]} '{word}' mean? [{found.words[table][word]}; - leaves it out] ").strip()
            if not text or text == "-" or ontology.named(text.removeprefix("^"), (kind,)):
                break
            say(f"There is no {kind} '{text}'. Press Enter for the guess, or see the guide sheet of `trosol template`.")
        if text:
            answers[table][word] = text
    return answers


def _written(found: Proposal, folder: Path, saved: Path, options: argparse.Namespace) -> int:
    from trosol.cli.imports import show_proposal
    from trosol.files.atomic import write_atomically

    if not found.problems:
        found.write()
        if found.mapping:
            write_atomically(saved, found.mapping.encode())
    if options.json:
        files = [] if found.problems or found.nothing else sorted(found.files)
        print_json({**found.to_json(), "written": files, "mapping": str(saved)})
    else:
        show_proposal(found, written=not found.problems)
    if found.problems:
        say("\nNothing was written.")
        return 1
    into = shlex.quote(str(folder))
    say(f"\nIt is in {into}." + (f" The mapping is {saved}: change it and open the file again." if found.mapping else ""))
    if options.check:
        say(f"To see it: trosol dashboard {into}")
        return 0
    return _shown(folder, options)


def _shown(folder: Path, options: argparse.Namespace) -> int:
    from trosol.cli.dashboard import ADDRESS, free_port, show
    from trosol.resources import dashboard_dir

    port = free_port(options.port, 8501)
    os.environ |= {"TROSOL_ECOSYSTEM": str(folder.resolve()), "TROSOL_EDIT": ""}
    say(f"\nThe dashboard is at http://{ADDRESS}:{port}  (stop with Ctrl+C)")
    return show(str(dashboard_dir() / "app.py"), port, browser=not options.no_browser)
