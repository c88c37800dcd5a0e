"""``trosol matrix``: which action is claimed to address which challenge, cell by cell; or what ties any two kinds."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings.portfolio.matrix import Matrix, MatrixCell

__all__ = ["arguments", "run"]

_WIDE = 8
_MARKS = {"stated": "S", "inferred": "i", "none": "."}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--rows", default="", metavar="KIND", help="kind (or group of kinds) in rows (default: challenge areas)")
    parser.add_argument("--columns", default="", metavar="KIND", help="kind (or group of kinds) in columns (default: actions)")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="how many cells to print in words (default 20)")
    add_lens(parser)


def run(options: argparse.Namespace) -> int:
    """Show the matrix and what its cells rest on."""
    from trosol.ecosystem import Ecosystem
    from trosol.findings.portfolio.matrix import matrix

    lens = lens_of(options)
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        advance("filling the cells")
        found = through(options)(ecosystem.snapshot, matrix, lens, rows=options.rows, columns=options.columns)
    if options.json:
        print_json(found.to_json())
        return 0
    print(fill(found.sentence, 100))
    if not found.not_enough:
        _show(found, max(0, options.most))
    say(f"\nSnapshot {ecosystem.digest[:12]}.")
    return 0


def _show(found: Matrix, most: int) -> None:
    cells = {(each.row, each.column): each for each in found.cells}
    print(f"\n{found.row_kind} × {found.column_kind} (S stated, i inferred, . no claim; ! also against)\n")
    columns = [each for each in found.columns if each.filled] or list(found.columns)
    names = {each.id: f"{at}" for at, each in enumerate(columns, 1)}
    for begin in range(0, len(columns), _WIDE):
        part = columns[begin : begin + _WIDE]
        heads = ["", *(names[each.id] for each in part)]
        print(table(heads, [[row.label, *(_mark(cells.get((row.id, each.id))) for each in part)] for row in found.rows]))
        print()
    for each in columns:
        print(fill(f"{names[each.id]}  {each.label}", 100, subsequent_indent="   "))
    if left := len(found.columns) - len(columns):
        print(f"{left} more in columns that nothing ties to a row; --json lists them.")
    print()
    for cell in found.cells[:most]:
        row, column = (
            next(side.label for side in those if side.id == key)
            for those, key in ((found.rows, cell.row), (found.columns, cell.column))
        )
        print(fill(f"- {row} × {column}. {cell.sentence}", 100, subsequent_indent="  "))
        print(fill(f"  Claims: {', '.join((*cell.claims, *cell.against))}", 100, subsequent_indent="  "))
    if len(found.cells) > most:
        print(f"… and {len(found.cells) - most} more cells; --json has them all.")


def _mark(cell: MatrixCell | None) -> str:
    return "." if cell is None else _MARKS[cell.status] + ("!" if cell.against else "")
