"""How firmly a claim stands: one number between 0 and 1, made of what its columns say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trosol.model.records import Claim

__all__ = ["HEDGED", "WEIGHTED", "Weights"]

WEIGHTED = ("mode", "stance", "confidence")
"""Columns of a claim whose values have weights."""

HEDGED = "hedged"
"""What the weight of a hedged claim is called, beside the notations of the values."""


@dataclass(frozen=True)
class Weights:
    """Weights by notation (``stated``, ``reports``, ``high`` …) and under ``hedged``, each from 0 to 1.

    ``hedge``: IRI of the property that holds the hedge. A value without a weight counts as 1.
    """

    table: Mapping[str, float]
    hedge: str

    def of(self, claim: Claim) -> float:
        """Product of the weights of mode, stance, confidence and, where the claim is hedged, of the hedge. From 0 to 1.

        >>> claim = Claim("c1", "a", "p", "b", "unspecified", "reports", "inferred", "low", ("v",), "coder-1", "", ("e1",))
        >>> Weights({"inferred": 0.6, "reports": 1.0, "low": 0.5}, "hedge").of(claim)
        0.3
        """
        found = 1.0
        for column in WEIGHTED:
            found *= self.table.get(getattr(claim, column), 1.0)
        return found * self.table.get(HEDGED, 1.0) if claim.property(self.hedge) else found
