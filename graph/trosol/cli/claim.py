"""``trosol claim add FOLDER``: one claim with its passage, proved against the text, checked, and written whole or not at all."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps

if TYPE_CHECKING:
    from trosol.coding.adding import NewEntity

__all__ = ["arguments", "run"]

_COLUMNS = {
    **{"mode": "stated", "stance": "reports", "strength": "unspecified", "confidence": "high", "coder": "coder-1"},
    **{"hedge": "", "rationale": "", "frame": ""},
}
"""Further columns of a claim, with what stands in them where nobody says."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("action", choices=("add",), help="add: write one claim")
    parser.add_argument("folder", type=Path, help="folder of the ecosystem")
    for name, about in (
        ("subject", "id of the entity that it is about"),
        ("relation", "name of the relation, e.g. stifles"),
        ("object", "id of the entity that it leads to"),
        ("source", "id of the source"),
        ("lines", "lines of the source that say it, e.g. 12-14"),
    ):
        parser.add_argument(f"--{name}", required=True, help=about)
    parser.add_argument("--anchor", default="", help="at most six words that stand in these lines")
    parser.add_argument("--paraphrase", default="", help="what the lines say, in your own words")
    parser.add_argument("--voice", action="append", default=[], metavar="ID", help="who says it (may be given more than once)")
    parser.add_argument(
        "--new",
        action="append",
        default=[],
        metavar="ID=CLASS:LABEL",
        help='an entity that is new with this claim, e.g. water=Friction:"Water runs out" (may be given more than once)',
    )
    parser.add_argument("--speaker", default="authorText", help="who speaks in these lines (default authorText)")
    for name, usual in _COLUMNS.items():
        parser.add_argument(
            f"--{name}", default=usual, help=f"column {name} of the claim" + (f" (default {usual})" if usual else "")
        )


def run(options: argparse.Namespace) -> int:
    """Add it."""
    from trosol.coding.adding import NewClaim, add_claim

    columns = {name: value for name in _COLUMNS if (value := getattr(options, name))}
    with steps(1) as advance:
        advance("checking and writing")
        new = NewClaim(
            subject=options.subject,
            predicate=options.relation,
            object=options.object,
            source=options.source,
            lines=options.lines,
            anchor=options.anchor,
            paraphrase=options.paraphrase,
            speaker=options.speaker,
            columns={**columns, "voices": ";".join(options.voice)},
            entities=tuple(_entity(text) for text in options.new),
        )
        claim, piece = add_claim(options.folder, new)
    if options.json:
        print_json({"claim": claim, "evidence": piece})
        return 0
    print(f"Added {claim} with its evidence {piece}.")
    say(f"To take it back: trosol undo {options.folder}")
    return 0


def _entity(text: str) -> NewEntity:
    """``ID=CLASS:LABEL`` as a new entity. Raises :class:`WrongUse`."""
    from trosol.coding.adding import NewEntity
    from trosol.errors import Problem, WrongUse, shorten

    key, _, rest = text.partition("=")
    kind, _, label = rest.partition(":")
    if not (key.strip() and kind.strip() and label.strip()):
        told = f"'{shorten(text)}' is no new entity."
        raise WrongUse(Problem("entity-unknown", told, "Write ID=CLASS:LABEL, such as water=Friction:Water."))
    return NewEntity(key.strip(), kind.strip(), label.strip())
