"""What could block the ways from here to there: who is on all of them, and how firm that is when claims are drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from trosol.findings.ranking import voices_of
from trosol.findings.sentences import basis, listed
from trosol.measures import Gates, gates, resampler
from trosol.store.snapshot import Snapshot

__all__ = ["Gate", "blocking", "firmness", "gate"]


@dataclass(frozen=True, slots=True)
class Gate:
    """What every way goes through. ``kept``: share of resamples in which there is a way and each goes through it."""

    id: str
    label: str
    kept: float
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "id": self.id,
            "label": self.label,
            "kept": round(self.kept, 3),
            "claims": list(self.claims),
            "voices": list(self.voices),
            "sentence": self.sentence,
        }


def firmness(
    graph: nx.DiGraph, near: nx.DiGraph, start: str, goal: str, resamples: int, seed: int
) -> tuple[float | None, dict[str, float]]:
    """Share of resamples of all claims in which a way is left, and in which each gate is on all that are left."""
    if resamples < 1:
        return None, {}
    draw, chance, nodes = resampler(graph), np.random.default_rng(seed), sorted(near)
    left, held = 0, dict.fromkeys(nodes, 0)
    for _ in range(resamples):
        seen = gates(draw(chance).subgraph(nodes), start, goal)
        left += seen.reachable
        for key in seen.dominators:
            held[str(key)] += 1
    return left / resamples, {key: number / resamples for key, number in held.items()}


def gate(snapshot: Snapshot, near: nx.DiGraph, key: str, kept: float, a: str, b: str) -> Gate:
    """The gate with the claims that lead to it and on from it."""
    arrows = [*near.in_edges(key, data="claims"), *near.out_edges(key, data="claims")]
    ids = tuple(sorted({claim for _, _, claims in arrows for claim in claims}))
    label = snapshot.entity(key).label()
    sentence = (
        f"Every way that is told from “{a}” to “{b}” goes through “{label}”, on {basis(snapshot, ids)}; "
        f"in {kept:.0%} of resamples a way is left and still does."
    )
    return Gate(key, label, kept, ids, voices_of(snapshot, ids), sentence)


def blocking(snapshot: Snapshot, seen: Gates, a: str, b: str) -> str:
    """How many it takes to block every way, in words."""
    if seen.cut is None:
        return f"“{a}” is said to act on “{b}” directly, so nothing in between could block it."
    cut, near_goal = ([f"“{snapshot.entity(str(key)).label()}”" for key in keys or ()] for keys in (seen.cut, seen.cut_near_goal))
    also = f" (or, nearer the goal, {listed(near_goal)})" if cut != near_goal else ""
    return f"It would take {len(cut)} to block every way: {listed(cut)}{also}."
