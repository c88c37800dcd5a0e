"""Ties under claims drawn anew, all draws at once: which tie is left in which draw."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from trosol.measures.stability.resampling import claims_drawn, claims_of

__all__ = ["ties_drawn"]


def ties_drawn(graph: nx.Graph, resamples: int, seed: int) -> tuple[list[tuple[str, str]], Any]:
    """The ties, sorted, and an array of truth values (resamples × ties): whether one of the tie's claims was drawn.

    The draws are those of :func:`trosol.measures.stability.resampling.resampler` from the same seed.
    """
    ties = sorted((a, b) if graph.is_directed() or a < b else (b, a) for a, b in graph.edges)
    claims = claims_of(graph)
    number = {claim: i for i, claim in enumerate(claims)}
    drawn = claims_drawn(len(claims), resamples, seed)
    kept = [drawn[:, [number[claim] for claim in graph.edges[tie]["claims"]]].any(axis=1) for tie in ties]
    return ties, np.column_stack(kept) if kept else np.zeros((resamples, 0), dtype=bool)
