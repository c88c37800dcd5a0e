"""Rank intervals of a ranking whose claims were drawn anew, as findings tell them."""

from __future__ import annotations

from trosol.measures import Robustness

__all__ = ["rank_intervals"]


def rank_intervals(found: Robustness) -> dict[str, tuple[int, tuple[int, int], float]]:
    """Rank, interval and share of resamples in the top k of each that has a rank, best first.

    The interval is that of the resamples, ties from their best to their worst place; where it does not hold the rank itself, resampling
    moves it away, and that is what it says.
    """
    return {str(band.node): (band.rank, (band.low, band.high), band.p_top) for band in found.bands if band.rank is not None}
