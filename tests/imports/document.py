"""The tables of ``docs/import.md``: what comes in of each program's file, and what comes back of what went out.

``PYTHONPATH=tests python -m imports.document`` writes them anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT
from imports.incoming import FILES, Incoming, incoming
from imports.incoming import PARTS as IN_PARTS
from imports.round_trips import PARTS as BACK_PARTS
from imports.round_trips import TOOLS, RoundTrip, round_trip

__all__ = ["TABLES", "came", "came_back", "written"]

PAGE = ROOT / "docs" / "import.md"
Row = tuple[str, Sequence[str], Sequence[str]]
"""What a line is about, its cells, and what the import said of the rest."""


@dataclass(frozen=True)
class Table:
    """A table between two marks: what its first column is called, its parts, and how a line is made."""

    mark: str
    first: str
    parts: tuple[str, ...]
    about: tuple[str, ...]
    line: Callable[[str, Path], Row]

    @property
    def begin(self) -> str:
        return f"<!-- {self.mark}: made by tests/imports/document.py -->"

    @property
    def end(self) -> str:
        return f"<!-- end of {self.mark} -->"

    def lines(self, rows: Sequence[Row]) -> list[str]:
        """The table in Markdown."""
        head = [f"| {self.first} | {' | '.join(self.parts)} | said of the rest |", f"|{'---|' * (len(self.parts) + 2)}"]
        return [
            *head,
            *(
                f"| {name} | {' | '.join(cells)} | {'; '.join(told).replace('|', '/') or 'nothing is left'} |"
                for name, cells, told in rows
            ),
        ]

    def made(self) -> list[str]:
        """The table, from files brought in now."""
        rows = []
        for what in self.about:
            with tempfile.TemporaryDirectory() as place:
                rows.append(self.line(what, Path(place)))
        return self.lines(rows)


def came(found: Incoming) -> Row:
    """What came in of a program's file; – where the file says no such thing."""
    cells = ["yes" if there else "no" if had else "–" for there, had in zip(found.has, found.held, strict=True)]
    return found.program, cells, found.told


def came_back(found: RoundTrip) -> Row:
    """What came back of what went out."""
    cells = []
    for part in BACK_PARTS:
        back, every = found.kept.get(part, (0, 0))
        cells.append("–" if not every else "all" if back == every else f"{back} of {every}" if back else "none")
    return TOOLS[found.form], cells, found.told


TABLES = (
    Table("what comes in", "From", IN_PARTS, tuple(FILES), lambda what, place: came(incoming(what, place))),
    Table("round trips", "Written as", BACK_PARTS, tuple(TOOLS), lambda what, place: came_back(round_trip(what, place))),
)
WHAT_COMES_IN, ROUND_TRIPS = TABLES


def written(table: Table) -> list[str]:
    """The table as it stands in the document."""
    text = PAGE.read_text(encoding="utf-8")
    return text[text.index(table.begin) + len(table.begin) : text.index(table.end)].strip().splitlines()


if __name__ == "__main__":
    for each in TABLES:
        page = PAGE.read_text(encoding="utf-8")
        start, stop = page.index(each.begin) + len(each.begin), page.index(each.end)
        PAGE.write_text("\n".join((page[:start], *each.made(), page[stop:])), encoding="utf-8", newline="\n")
