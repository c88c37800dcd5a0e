"""``trosol agree FIRST SECOND``: how far two coders of one source agree, and what they have to talk over."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.coders.coefficients import Coefficient

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("first", help="the first coding: folder, workbook or Turtle file")
    parser.add_argument("second", help="the second coding of the same source")
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="write the differences as a table to decide them in (CSV)")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="so many lines in each part (default 20)")
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="units drawn anew for the bands (default 1000)")
    parser.add_argument("--seed", type=int, default=2022, help="seed of the draws (default 2022)")


def run(options: argparse.Namespace) -> int:
    """Compare, show, and write the sheet where wished."""
    from trosol.coders import compare_codings, to_sheet
    from trosol.ecosystem import Ecosystem
    from trosol.files.atomic import write_atomically

    with steps(2) as advance:
        advance("reading both")
        first, second = Ecosystem.load(options.first), Ecosystem.load(options.second)
        advance(f"comparing, and drawing units anew {options.resamples} times")
        found = compare_codings(first, second, resamples=options.resamples, seed=options.seed)
    if options.sheet is not None:
        write_atomically(options.sheet, to_sheet(found))
    if options.json:
        print_json({**found.to_json(), "resamples": options.resamples, "seed": options.seed})
        return 0
    most = max(1, options.most)
    rows = [_row("class of a thing", found.kinds), _row("relation between two things", found.relation)]
    rows += [_row(f"{name} of a claim", value) for name, value in found.columns.items()]
    print(table(("agreement on", "units", "same", "kappa", "alpha", "95 % band"), rows))
    for title, shares in (
        ("\nFound by both", (found.found, found.claims)),
        ("\nClaims by relation, least agreement first", found.predicates[:most]),
        ("\nClaims by thing, least agreement first", found.entities[:most]),
    ):
        print(title)
        print(
            table(
                ("", "both", "only first", "only second", "agreement"),
                [(s.name, s.both, s.first, s.second, f"{s.agreement:.2f}") for s in shares],
            )
        )
    print(f"\n{len(found.differences)} differences" + (":" if found.differences else "."))
    for one in found.differences[:most]:
        where = f" ({one.column})" if one.column else ""
        print(f"- {one.what}: {one.says}{where}: {one.first or '–'} | {one.second or '–'}")
    if len(found.differences) > most:
        print(f"… and {len(found.differences) - most} more")
    say("\nAlpha and kappa: 1 is full agreement, 0 what chance would give. Blank: nothing could have differed.")
    if options.sheet is not None:
        say(
            f"Wrote {options.sheet}. Decide each row, then: trosol adjudicate {options.first} {options.second} --decisions {options.sheet}"
        )
    return 0


def _row(name: str, found: Coefficient) -> tuple[str, int, str, str, str, str]:
    def number(value: float | None) -> str:
        return "" if value is None else f"{value:.2f}"

    band = f"{found.band[0]:.2f} to {found.band[1]:.2f}" if found.band else ""
    return name, found.units, number(found.same), number(found.kappa), number(found.alpha), band
