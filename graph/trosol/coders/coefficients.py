"""Agreement beyond chance, of nominal codes: Cohen's kappa, Krippendorff's alpha, and plain shares.

Sources: J. Cohen (1960), *A coefficient of agreement for nominal scales*, Educational and Psychological Measurement 20, 37-46;
K. Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, University of Pennsylvania.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Coefficient", "alpha", "coefficient", "kappa"]

Codes = Sequence[tuple[Hashable | None, ...]]
"""For each unit, what each coder said of it; None where that coder said nothing."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Agreement on ``units`` units: share that is the same, kappa, alpha, and a band of alpha.

    The band holds the middle 95 % of alphas when the units are drawn anew with replacement. None: not defined, because there are
    no units that both coded, or because only one code was ever used, so that nothing could have differed.
    """

    units: int
    same: float | None
    kappa: float | None
    alpha: float | None
    band: tuple[float, float] | None


def kappa(codes: Codes) -> float | None:
    """Cohen's kappa of two coders over the units that both coded: (observed - expected) / (1 - expected).

    >>> table = {("a", "a"): 88, ("a", "b"): 14, ("a", "c"): 18, ("b", "a"): 10, ("b", "b"): 40, ("b", "c"): 10,
    ...          ("c", "a"): 2, ("c", "b"): 6, ("c", "c"): 12}
    >>> round(kappa([pair for pair, number in table.items() for _ in range(number)]), 3)  # Cohen 1960, table 1
    0.492
    >>> kappa([("a", "a"), ("a", "a")]) is None
    True
    """
    pairs = [(first, second) for first, second in codes if first is not None and second is not None]
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(first == second for first, second in pairs) / total
    left, right = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(left[code] * right[code] for code in left) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(codes: Codes) -> float | None:
    """Krippendorff's alpha for nominal codes, any number of coders, missing codes allowed: 1 - observed / expected disagreement.

    >>> meg, owen = "0100000010", "1110010000"
    >>> round(alpha(list(zip(meg, owen))), 3)  # Krippendorff 2011, section A
    0.095
    >>> ben, gerry = "aabbdcccedda", "babbbcccedd" + "d"
    >>> round(alpha(list(zip(ben, gerry))), 3)  # Krippendorff 2011, section B
    0.692
    """
    weights: Counter[Hashable] = Counter()
    disagreement = 0.0
    for unit in codes:
        said = Counter(code for code in unit if code is not None)
        number = sum(said.values())
        if number < 2:
            continue
        weights.update(said)
        disagreement += (number**2 - sum(count**2 for count in said.values())) / (number - 1)
    total = sum(weights.values())
    expected = total**2 - sum(count**2 for count in weights.values())
    return None if not expected else 1 - (total - 1) * disagreement / expected


def coefficient(codes: Codes, *, resamples: int = 1000, seed: int = 2022) -> Coefficient:
    """All of them for two coders, with the band of alpha."""
    both = [pair for pair in codes if None not in pair]
    if not both:
        return Coefficient(0, None, None, None, None)
    point = alpha(both)
    same = sum(first == second for first, second in both) / len(both)
    return Coefficient(len(both), same, _rounded(kappa(both)), _rounded(point), _band(both, point, resamples, seed))


def _band(pairs: Codes, point: float | None, resamples: int, seed: int) -> tuple[float, float] | None:
    if point is None or len(pairs) < 2:
        return None
    names = sorted({code for pair in pairs for code in pair}, key=str)
    coded = np.array([[names.index(code) for code in pair] for pair in pairs])
    drawn = np.random.default_rng(seed).integers(0, len(pairs), size=(resamples, len(pairs)))
    values = []
    for rows in drawn:
        some = coded[rows]
        counts = np.bincount(some.ravel(), minlength=len(names)).astype(float)
        total = counts.sum()
        expected = total**2 - (counts**2).sum()
        if expected:
            values.append(1 - (total - 1) * 2 * float((some[:, 0] != some[:, 1]).sum()) / expected)
    if not values:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), 6), round(float(high), 6)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 12)
