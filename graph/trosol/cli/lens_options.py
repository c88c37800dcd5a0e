"""What every finding shares: its lens, how often claims are drawn anew, from which seed, and whether it may come from disk."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from trosol.lens_fields import LENS_FIELDS

if TYPE_CHECKING:
    from trosol.findings.cache import Through
    from trosol.networks.lens import Lens

__all__ = ["add_draws", "add_goals", "add_lens", "add_resampling", "add_tiers", "drawn", "goals_of", "lens_of", "through"]


def add_lens(parser: argparse.ArgumentParser) -> None:
    """Declare the lens."""
    for field in LENS_FIELDS:
        if field.choices:
            parser.add_argument(field.flag, choices=field.choices, default=field.default, help=field.help)
        elif field.default is None:
            parser.add_argument(field.flag, metavar="ID", help=field.help)
        else:
            parser.add_argument(field.flag, action="store_true", help=field.help)
    parser.add_argument("--no-cache", action="store_true", help="work it out even where the same was worked out before")


def lens_of(options: argparse.Namespace) -> Lens:
    """The lens that the options ask for."""
    from trosol.networks.lens import Lens

    return Lens(**{field.name: getattr(options, field.name) for field in LENS_FIELDS})


def through(options: argparse.Namespace) -> Through:
    """How findings are got: from disk where they were kept there, or worked out."""
    from trosol.findings.cache import kept, straight

    if options.no_cache:
        return straight
    return kept


def add_resampling(parser: argparse.ArgumentParser) -> None:
    """Declare how firmness is looked at."""
    parser.add_argument("--k", type=int, default=5, metavar="K", help="how many count as the top (default 5)")
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="how often claims are drawn anew (default 1000)")
    parser.add_argument("--seed", type=int, default=2022, help="where drawing starts (default 2022)")


def add_draws(parser: argparse.ArgumentParser) -> None:
    """Declare what counts as a goal, and how tiers are drawn."""
    add_goals(parser)
    add_tiers(parser)


def add_goals(parser: argparse.ArgumentParser) -> None:
    """Declare what counts as a goal."""
    parser.add_argument(
        "--goals",
        action="append",
        default=[],
        metavar="ID,ID",
        help="what counts as a goal, each as one (default: the ecosystem's own)",
    )


def add_tiers(parser: argparse.ArgumentParser) -> None:
    """Declare how tiers are drawn."""
    parser.add_argument(
        "--draws", type=int, default=400, metavar="N", help="draws of weights and passages for tiers (default 400)"
    )
    parser.add_argument("--worlds", type=int, default=1024, metavar="N", help="possible worlds in each draw (default 1024)")
    parser.add_argument("--seed", type=int, default=2022, help="where drawing starts (default 2022)")


def drawn(options: argparse.Namespace) -> dict[str, Any]:
    """How tiers are drawn, as findings take it."""
    return {"draws": options.draws, "worlds": options.worlds, "seed": options.seed}


def goals_of(options: argparse.Namespace) -> tuple[str, ...]:
    """The ids that are to count as goals; none for the ecosystem's own."""
    return tuple(key for text in options.goals for key in filter(None, text.split(",")))
