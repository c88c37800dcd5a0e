"""Portfolios in possible worlds: how often each candidate is in a best set, and how stable its place is."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from trosol.findings.portfolio.coverage import SetCoverage
from trosol.findings.rank_intervals import rank_intervals
from trosol.findings.weight_draws import draw_claims
from trosol.measures import robustness
from trosol.store.snapshot import Snapshot

__all__ = ["ResampledPortfolios"]

_SETS = 40_000_000


class ResampledPortfolios:
    """What each candidate addresses in possible worlds: each claim holds with its weight, under other weights and passages in each draw."""

    def __init__(self, snapshot: Snapshot, coverage: SetCoverage, resamples: int, seed: int) -> None:
        """Draw once, one world for each draw of weights and passages; every question is put to the same worlds."""
        self.coverage, self.resamples, self.seed = coverage, resamples, seed
        self.names = tuple(coverage.sets)
        claims = coverage.claims(self.names)
        number = {claim: i for i, claim in enumerate(claims)}
        rng = np.random.default_rng(seed)
        at = {claim: i for i, claim in enumerate(snapshot.coded.claims)}
        places = [at[claim] for claim in claims]
        drawn = rng.random((resamples, len(claims))) < draw_claims(snapshot, resamples, rng).joint[:, places]
        wanted = {key: i for i, key in enumerate(coverage.wanted)}
        self.kept = np.zeros((resamples, len(self.names), len(wanted)), dtype=bool)
        place = {name: i for i, name in enumerate(self.names)}
        for (name, key), ties in coverage.routes.items():
            for tie in ties:
                legs = [drawn[:, [number[claim] for claim in leg]].any(axis=1) for leg in tie.legs]
                self.kept[:, place[name], wanted[key]] |= np.logical_and.reduce(legs)

    def places(self, k: int) -> dict[str, tuple[int, tuple[int, int], float]]:
        """Rank by how much each addresses, its interval, and how often it is among the k that address most."""
        base = {name: float(len(covered)) for name, covered in self.coverage.sets.items()}
        counts = iter(self.kept.sum(axis=2).tolist())

        def addressing(numbers: Any) -> Any:
            return numbers

        found = robustness(
            lambda _chance: dict(zip(self.names, next(counts), strict=True)),
            addressing,
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
        """What each candidate addresses in each draw, 64 items to a word."""
        width = -self.kept.shape[2] % 64
        padded = np.pad(self.kept, ((0, 0), (0, 0), (0, width)))
        return np.packbits(padded, axis=2).view(np.uint64)
