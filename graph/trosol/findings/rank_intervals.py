"""Rank intervals of a ranking whose claims were drawn anew, as findings tell them."""

from __future__ import annotations

from trosol.measures import Robustness

__all__ = ["rank_intervals"]


def rank_intervals(found: Robustness) -> dict[str, tuple[int, tuple[int, int], float]]:
    """Rank, interval and share of resamples in the top k of each that has a rank, best first.

    The interval takes in the rank itself, also where few resamples give it.
    """
    return {
        str(band.node): (band.rank, (min(band.low, band.rank), max(band.high, band.rank)), band.p_top)
        for band in found.bands
        if band.rank is not None
    }
