"""``trosol source``: a document taken in as numbered text (``add``), and its lines with the claims that cite them (``show``)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from trosol.cli.output import print_json, say, steps
from trosol.language import counted_in

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("action", choices=("add", "show"), help="add a document to an ecosystem; show its numbered lines")
    parser.add_argument(
        "what", metavar="FILE|ECOSYSTEM", help="add: the document; show: shipped name, folder or file of an ecosystem"
    )
    parser.add_argument(
        "source", nargs="?", help="show: id of a source whose text lies in sources/ID.txt of the folder, or a file"
    )
    parser.add_argument("--lines", default="", metavar="A-B", help="show: these lines only (default: the whole source)")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="add: folder of the ecosystem")
    parser.add_argument("--id", default="", help="add: id of the source (default: made of the file's name)")
    for name in ("title", "publisher", "issued", "language"):
        parser.add_argument(f"--{name}", default="", help=f"add: {name} of the source")


def run(options: argparse.Namespace) -> int:
    """Add or show."""
    from trosol.errors import Problem, WrongUse

    wanted = options.into if options.action == "add" else options.source
    if wanted is None:
        form = "trosol source add FILE --into FOLDER" if options.action == "add" else "trosol source show ECOSYSTEM SOURCE"
        raise WrongUse(Problem("source-missing", "Something is missing in this command.", f"Write: {form}"))
    return _add(options) if options.action == "add" else _show(options)


def _add(options: argparse.Namespace) -> int:
    from trosol.coding.adding import add_source

    columns = {name: getattr(options, name) for name in ("title", "publisher", "issued", "language")}
    key, text = add_source(Path(options.what), options.into, columns, source=options.id)
    pages = len({text.page(line) for line in range(1, len(text.lines) + 1)} - {""})
    if options.json:
        print_json({"source": key, "lines": len(text.lines), "pages": pages or None, "textSha256": text.sha256})
        return 0
    print(f"Added {key}: {len(text.lines):,} numbered lines" + (f", {pages} pages" if pages else "") + ".")
    say(f"The text lies in sources/{key}.txt of that folder and is kept out of git; the table has its hash.")
    say(f"What it may say: trosol suggest {options.into} {key}")
    return 0


def _show(options: argparse.Namespace) -> int:
    from trosol.coding import cited_lines, lines_asked, source_text
    from trosol.ecosystem import Ecosystem

    with steps(1) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.what)
    source = source_text(ecosystem.path, options.source)
    first, last = lines_asked(options.lines) if options.lines else (1, len(source.lines))
    source.passages(first, last)  # says so where there are no such lines
    cited = cited_lines(ecosystem.snapshot, source, options.source)
    lines: list[dict[str, Any]] = [
        {
            "line": number,
            "text": source.lines[number - 1],
            "page": source.page(number) or None,
            "heading": source.heading(number) or None,
            "claims": list(cited.get(number, ())),
        }
        for number in range(first, last + 1)
    ]
    if options.json:
        print_json({"lines": lines, "textSha256": source.sha256, "snapshot": ecosystem.digest})
        return 0
    width = len(str(last))
    for each in lines:
        mark = f"  [{', '.join(each['claims'])}]" if each["claims"] else ""
        print(f"{each['line']:>{width}}  {each['text']}{mark}")
    count = sum(bool(each["claims"]) for each in lines)
    say(f"\n{counted_in('en', len(lines), 'line')}; cited by claims: {count:,}. Snapshot {ecosystem.digest[:12]}.")
    return 0
