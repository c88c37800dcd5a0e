"""``trosol import FILE --into FOLDER``: bring tables, a workbook, a map of another tool or RDF into an ecosystem."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps

if TYPE_CHECKING:
    from trosol.imports import Proposal

__all__ = ["arguments", "run", "show_proposal"]

_SHOWN = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file",
        nargs="+",
        type=Path,
        help="a workbook, a folder of tables, CSV files (a pair of things and ties, or tables), Kumu JSON or XLSX, GraphML, GEXF, "
        "Turtle, JSON-LD or RDF/XML",
    )
    parser.add_argument("--into", required=True, type=Path, metavar="FOLDER", help="folder of the ecosystem")
    parser.add_argument("--preview", action="store_true", help="say what would be added, changed and refused; write nothing")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="what the words of a map mean here (TOML)")
    parser.add_argument(
        "--start-mapping", type=Path, metavar="FILE", help="write a mapping to fill in, with a line for each word of the map"
    )
    parser.add_argument(
        "--voice", default="", metavar="ID", help="who says what a map says: an id, or the label of a thing on it"
    )
    parser.add_argument("--replace", action="store_true", help="rows with a known id take the place of the old ones")
    parser.add_argument("--prune", action="store_true", help="take out rows that rest on what the file no longer has")
    parser.add_argument(
        "--unfinished", action="store_true", help="write although shapes or checks complain, to mend it afterwards"
    )


def run(options: argparse.Namespace) -> int:
    """Propose, show, and write all of it or nothing."""
    from trosol.files.atomic import write_atomically
    from trosol.imports import propose

    with steps(1) as advance:
        advance("reading and checking")
        found = propose(
            options.file,
            options.into,
            mapping=options.mapping,
            voice=options.voice,
            replacing=options.replace,
            unfinished=options.unfinished,
            prune=options.prune,
        )
    if options.start_mapping is not None:
        if not found.mapping:
            say("There is nothing to map: the file is in Trosol's own form.")
            return 0
        write_atomically(options.start_mapping, found.mapping.encode())
        if options.json:
            print_json({**found.to_json(), "written": [], "mapping": str(options.start_mapping)})
        again = shlex.join([*map(str, options.file), "--into", str(options.into), "--mapping", str(options.start_mapping)])
        say(f"Wrote {options.start_mapping}. Fill it in, then: trosol import {again}")
        return 0
    will_write = not (options.preview or found.problems or found.nothing)
    if not (options.preview or found.problems):
        found.write()
    if options.json:
        print_json({**found.to_json(), "written": sorted(found.files) if will_write else []})
    else:
        show_proposal(found, written=will_write)
    if found.problems:
        say("\nNothing was written.")
        if any(problem.code == "import-unmapped" for problem in found.problems):
            file = f"{options.file[0].stem}-mapping.toml"
            say(f"To begin a mapping, add: --start-mapping {shlex.quote(file)}")
        return 1
    if found.nothing:
        say("Nothing is new: all of it is there already.")
    elif options.preview:
        say("\nNothing was written: this is a preview. Without --preview it is written.")
    else:
        into = shlex.quote(str(options.into))
        say(f"\nWritten. To see it: trosol dashboard {into}. To take it back: trosol undo {into}")
    return 0


def show_proposal(found: Proposal, *, written: bool) -> None:
    """Print what an import does, or would do."""
    print(f"{found.what}: {found.form}")
    for table, words in found.words.items():
        for word, name in words.items():
            why = found.why.get((table, word), "")
            print(f"  {table[:-1]} '{word}' → {name or '?'}{f'  (guessed: {why})' if why else ''}")
    for (relation, counts), number in sorted(found.counts.items(), key=lambda item: -item[1])[:_SHOWN]:
        print(f"  {number} × {relation} counts in: {counts}")
    _show_rows(found, "" if written else "would be ")
    for note in found.read_as:
        print(f"note: {note}")
    for note in found.left_out:
        print(f"not brought: {note}")
    for problem in found.problems[:_SHOWN]:
        print(f"refused: {problem}")
    if len(found.problems) > _SHOWN:
        print(f"… and {len(found.problems) - _SHOWN} more refused; --json lists them all")
    for problem in found.remarks[:_SHOWN]:
        print(f"to mend afterwards: {problem}")
    if len(found.remarks) > _SHOWN:
        print(f"… and {len(found.remarks) - _SHOWN} more to mend; `trosol check` lists them")


def _show_rows(found: Proposal, would: str) -> None:
    for name in found.whole:
        print(f"{would}added: {name}")
    for table, ids in found.added.items():
        print(f"{would}added to {table}: {_few(ids)}")
    for change in found.changed[:_SHOWN]:
        print(f"{would}changed in {change.table}: {change.id}, {change.column}: '{change.before}' → '{change.after}'")
    if len(found.changed) > _SHOWN:
        print(f"… and {len(found.changed) - _SHOWN} more cells {would}changed")
    for table, ids in found.removed.items():
        print(f"{would}taken out of {table}: {_few(ids)}")
    for table, ids in found.gone.items():
        print(f"no longer in the file, of {table}: {_few(ids)}. They stay; --prune takes them out")
    for table, number in found.same.items():
        print(f"the same in {table}: {number}")


def _few(ids: Sequence[str]) -> str:
    more = f", … and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"{len(ids)} ({', '.join(ids[:_SHOWN])}{more})"
