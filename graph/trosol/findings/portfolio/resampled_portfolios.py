"""Portfolios under claims drawn anew: how often each candidate is in a best set, and how firm its place is."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from trosol.findings.portfolio.coverage import Touches
from trosol.findings.rank_intervals import rank_intervals
from trosol.measures import robustness
from trosol.measures.stability.resampling import claims_drawn

__all__ = ["Redrawn"]

_SETS = 40_000_000


class Redrawn:
    """The touches as they might have been: as many claims as there are, drawn with replacement, again and again."""

    def __init__(self, touched: Touches, resamples: int, seed: int) -> None:
        """Draw once; every question is put to the same draws."""
        self.touched, self.resamples, self.seed = touched, resamples, seed
        self.names = tuple(touched.sets)
        claims = touched.claims(self.names)
        number = {claim: i for i, claim in enumerate(claims)}
        drawn = claims_drawn(len(claims), resamples, seed)
        things = {thing: i for i, thing in enumerate(touched.wanted)}
        self.kept = np.zeros((resamples, len(self.names), len(things)), dtype=bool)
        place = {name: i for i, name in enumerate(self.names)}
        for (name, thing), ways in touched.routes.items():
            for way in ways:
                legs = [drawn[:, [number[claim] for claim in leg]].any(axis=1) for leg in way]
                self.kept[:, place[name], things[thing]] |= np.logical_and.reduce(legs)

    def places(self, k: int) -> dict[str, tuple[int, tuple[int, int], float]]:
        """Rank by how much each touches, its band, and how often it is among the k that touch most."""
        base = {name: float(len(things)) for name, things in self.touched.sets.items()}
        counts = iter(self.kept.sum(axis=2).tolist())

        def touching(numbers: Any) -> Any:
            return numbers

        found = robustness(
            lambda _chance: dict(zip(self.names, next(counts), strict=True)),
            touching,
            min(k, len(self.names)),
            self.resamples,
            self.seed,
            base=base,
            tau=False,
        )
        return rank_intervals(found)

    def in_best(self, k: int) -> tuple[int, dict[str, float]]:
        """How often each is in a best set of k; where several sets tie, they share the draw.

        Every set is tried in every draw. Where that would be too many, sets are made smaller until it is not; the size used
        is returned with the shares.
        """
        size = min(k, len(self.names))
        while size > 1 and comb(len(self.names), size) * self.resamples > _SETS:
            size -= 1
        words = self._words()
        sets = np.array(list(combinations(range(len(self.names)), size)))
        total = np.zeros(len(self.names))
        for row in words:
            union = row[sets[:, 0]]
            for member in range(1, size):
                union = union | row[sets[:, member]]
            covered = np.bitwise_count(union).sum(axis=1, dtype=int)
            best = sets[covered == covered.max()]
            total += np.bincount(best.ravel(), minlength=len(self.names)) / len(best)
        return size, {name: float(share) for name, share in zip(self.names, total / self.resamples, strict=True)}

    def _words(self) -> Any:
        """What each candidate touches in each draw, 64 things to a word."""
        width = -self.kept.shape[2] % 64
        padded = np.pad(self.kept, ((0, 0), (0, 0), (0, width)))
        return np.packbits(padded, axis=2).view(np.uint64)
