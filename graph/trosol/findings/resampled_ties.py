"""Ties under claims drawn anew, all draws at once: which tie is left in which draw."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from trosol.measures.stability.resampling import claims_of

__all__ = ["ties_drawn"]


def ties_drawn(graph: nx.Graph, resamples: int, seed: int) -> tuple[list[tuple[str, str]], Any]:
    """The ties, sorted, and an array of truth values (resamples × ties): whether one of the tie's claims was drawn.

    Each draw takes as many claims as there are, with replacement. The draws are those of
    :func:`trosol.measures.stability.resampling.resampler` from the same seed; a test holds the two beside each other.
    """
    ties = sorted((a, b) if graph.is_directed() or a < b else (b, a) for a, b in graph.edges)
    claims = claims_of(graph)
    number = {claim: i for i, claim in enumerate(claims)}
    chance = np.random.default_rng(seed)
    drawn = np.zeros((resamples, len(claims)), dtype=bool)
    for row in drawn:
        row[chance.integers(len(claims), size=len(claims))] = True
    kept = [drawn[:, [number[claim] for claim in graph.edges[tie]["claims"]]].any(axis=1) for tie in ties]
    return ties, np.column_stack(kept) if kept else np.zeros((resamples, 0), dtype=bool)
