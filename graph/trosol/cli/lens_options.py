"""What every finding shares: its lens, how often claims are drawn anew, from which seed, and whether it may come from disk."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trosol.findings.cache import Through
    from trosol.networks.lens import Lens

__all__ = ["add_lens", "add_resampling", "lens_of", "through"]


def add_lens(parser: argparse.ArgumentParser) -> None:
    """Declare the lens."""
    parser.add_argument("--voice", metavar="ID", help="only what this group said")
    parser.add_argument("--stated-only", action="store_true", help="leave out what the coder inferred")
    parser.add_argument("--horizon", metavar="ID", help="only claims with an end in this horizon")
    parser.add_argument(
        "--min-confidence", choices=["high", "medium", "low"], default="low", help="least confidence of the coder"
    )
    parser.add_argument("--include-hypothetical", action="store_true", help="also bodies that do not exist yet, and placeholders")
    parser.add_argument("--no-cache", action="store_true", help="work it out even where the same was worked out before")


def lens_of(options: argparse.Namespace) -> Lens:
    """The lens that the options ask for."""
    from trosol.networks.lens import Lens

    return Lens(options.voice, options.stated_only, options.horizon, options.min_confidence, options.include_hypothetical)


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
