"""Other weights of claims, drawn at random: tables that keep the order of ours, and passages that count for more or less.

**Reads as**: would the answer be the same if we trusted inferences less, or if this one passage counted for less?

**How**: *weights*: within each list of values (mode, stance, confidence, hedge), taken from the largest weight down, each value is the
one before it times a number drawn evenly from a floor to 1. The floor is .7 where our own table has nine tenths of the value before or
more, .6 where it has eight tenths, else .3; a weight equal to the one before stays equal, and 0 stays 0. *Evidence*: each passage
draws w from the exponential distribution of mean 1; where a claim has several passages, w is their mean; and its probability becomes
1 − exp(−w · p / (1 − p)), whose mean is p. Where there are several sources, each draws too, and the two are joined through the normal
distribution with equal parts, so that w stays exponential. *Joint*: both.

**Trap**: this reweights the evidence that there is. One report cannot say what another one would say.

**Source**: Rubin 1981, The Bayesian bootstrap, for exponential weights; here of passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.model.weights import HEDGED, WEIGHTED
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ClaimDraws", "draw_claims", "weight_floors"]


class ClaimDraws(NamedTuple):
    """Probabilities of all claims, draws × claims in id order: under other weights and passages at once, and each alone."""

    joint: NDArray[np.float64]
    weights: NDArray[np.float64]
    evidence: NDArray[np.float64]


def weight_floors(snapshot: Snapshot) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each list, its values from the largest weight down, each with the least share of the value before that is drawn; 1: it is fixed."""
    table, ontology = snapshot.weights.table, snapshot.ontology
    lists = {name: [c.notation for c in ontology.values_of(ontology.meta + name)] for name in WEIGHTED}
    if HEDGED in table:
        lists[HEDGED] = [HEDGED]
    return {name: _floors([value for value in values if value in table], table) for name, values in lists.items()}


def _floors(values: Sequence[str], table: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    before, found = 1.0, []
    for value in sorted(values, key=lambda value: (-table[value], value)):
        share = table[value] / before if before else 1.0
        floor = 1.0 if share in (0.0, 1.0) else 0.7 if share > 0.895 else 0.6 if share > 0.795 else 0.3
        found.append((value, 0.0 if share == 0 else floor))
        before = table[value] or before
    return tuple(found)


def draw_claims(snapshot: Snapshot, draws: int, rng: np.random.Generator) -> ClaimDraws:
    """Draw the probabilities of all claims so often."""
    weights = _under_tables(snapshot, draws, rng)
    own = np.broadcast_to(snapshot.claim_weights, weights.shape)
    passage = _passage_weights(snapshot, draws, rng)
    return ClaimDraws(_reweighted(weights, passage), weights, _reweighted(own, passage))


def _under_tables(snapshot: Snapshot, draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """The product of the drawn weights of each claim's values."""
    claims = snapshot.records.claims
    found = np.ones((draws, len(claims)))
    for name, floors in weight_floors(snapshot).items() if claims else ():
        drawn: dict[str, NDArray[np.float64]] = {}
        before = np.ones(draws)
        for value, floor in floors:
            drawn[value] = (
                before if floor == 1.0 else np.zeros(draws) if floor == 0.0 else before * rng.uniform(floor, 1.0, draws)
            )
            before = before if floor == 0.0 else drawn[value]
        if name == HEDGED:
            hedged = [place for place, claim in enumerate(claims.values()) if claim.property(snapshot.weights.hedge)]
            found[:, hedged] *= drawn[HEDGED][:, None]
        else:
            column = snapshot.coded.column(name)
            table = np.column_stack([drawn.get(value, np.ones(draws)) for value in column.values])
            found *= table[:, column.codes]
    return found


def _passage_weights(snapshot: Snapshot, draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """The weight of each claim's evidence: of mean 1, the same wherever the passage is the same."""
    passages = [snapshot.passages.get(key, ()) for key in snapshot.records.claims]
    number = 1 + max((passage for each in passages for passage in each), default=-1)
    drawn = rng.exponential(size=(draws, number))
    sources = _sources(snapshot, number)
    if len(set(sources)) > 1:
        from scipy.special import ndtr, ndtri

        shared = rng.standard_normal((draws, max(sources) + 1))[:, sources]
        normal = (ndtri(-np.expm1(-drawn)) + shared) / np.sqrt(2)
        drawn = -np.log(np.maximum(ndtr(-normal), np.finfo(float).tiny))
    first = [each[0] if each else 0 for each in passages]
    found = drawn[:, first] if number else np.ones((draws, len(passages)))
    for place, each in enumerate(passages):
        if len(each) != 1:
            found[:, place] = drawn[:, list(each)].mean(axis=1) if each else 1.0
    return found


def _sources(snapshot: Snapshot, number: int) -> list[int]:
    """The number of the source of each passage."""
    known: dict[str, int] = {}
    found = [0] * number
    for claim in snapshot.records.claims.values():
        pieces = {snapshot.records.evidence[key].source for key in claim.evidence if key in snapshot.records.evidence}
        if len(pieces) == 1:  # what rests on several sources shares its passages with none of them alone
            source = known.setdefault(pieces.pop(), len(known))
            for passage in snapshot.passages.get(claim.id, ()):
                found[passage] = source
    return found


def _reweighted(p: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities whose odds-like strength p / (1 − p) is multiplied by w, so that for exponential w the mean is p.

    >>> [round(float(each), 3) for each in _reweighted(np.array([0.0, 0.5, 0.9, 1.0]), np.array([1.0, 1.0, 1.0, 1.0]))]
    [0.0, 0.632, 1.0, 1.0]
    """
    with np.errstate(divide="ignore"):
        found: NDArray[np.float64] = -np.expm1(-w * np.where(p < 1, p / np.maximum(1 - p, 1e-300), np.inf))
    return found
