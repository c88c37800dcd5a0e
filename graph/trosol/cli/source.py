"""``trosol source show ECOSYSTEM SOURCE``: a source as numbered lines, with page and heading, and what is coded in them."""

from __future__ import annotations

import argparse
from typing import Any

from trosol.cli.output import print_json, say

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("action", choices=("show",), help="show: print numbered lines")
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument(
        "source", help="id of a source whose text lies in sources/ID.txt of the ecosystem's folder, or a text file"
    )
    parser.add_argument("--lines", default="", metavar="A-B", help="these lines only (default: the whole source)")


def run(options: argparse.Namespace) -> int:
    """Print the lines, each with the ids of the claims that cite it."""
    from trosol.coding import cited_lines, lines_asked, source_text
    from trosol.ecosystem import Ecosystem

    ecosystem = Ecosystem.load(options.ecosystem)
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
    say(
        f"\n{len(lines):,} lines; {sum(bool(each['claims']) for each in lines):,} of them are cited by claims. Snapshot {ecosystem.digest[:12]}."
    )
    return 0
