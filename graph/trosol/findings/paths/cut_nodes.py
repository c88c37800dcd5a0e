"""What could block the ways from here to there: who is on all of them, and how firm that is when claims are drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import networkx as nx
import numpy as np

from trosol.findings.result import voices_of
from trosol.findings.text import basis, listed
from trosol.measures import Gates, gates, resampler
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["Gate", "Question", "blocking", "firmness", "firmnesses", "gate"]

Question = tuple[nx.DiGraph, Sequence[str], Sequence[str]]
"""The part of a network that lies between, the starts, the goals."""


@dataclass(frozen=True, slots=True, repr=False)
class Gate(TableRow):
    """What every way goes through. ``kept``: share of resamples in which there is a way and each goes through it."""

    id: str
    label: str
    kept: float = field(metadata=as_json(digits=3))
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


def firmness(
    graph: nx.DiGraph, near: nx.DiGraph, start: str, goal: str, resamples: int, seed: int
) -> tuple[float | None, dict[str, float]]:
    """Share of resamples of all claims in which a way is left, and in which each gate is on all that are left."""
    return firmnesses(graph, [(near, (start,), (goal,))], resamples, seed)[0]


def firmnesses(
    graph: nx.DiGraph, questions: Sequence[Question], resamples: int, seed: int
) -> list[tuple[float | None, dict[str, float]]]:
    """The same for several starts and goals, and for several questions put to the same draws."""
    if resamples < 1:
        return [(None, {}) for _ in questions]
    draw, chance = resampler(graph), np.random.default_rng(seed)
    left = [0] * len(questions)
    held: list[dict[str, int]] = [{} for _ in questions]
    # Few ties matter to one question, so the same ones are drawn again and again.
    known: list[dict[frozenset[tuple[str, str]], Gates]] = [{} for _ in questions]
    for _ in range(resamples):
        drawn = draw(chance)
        for i, (near, starts, goals) in enumerate(questions):
            ties = frozenset(tie for tie in near.edges if drawn.has_edge(*tie))
            seen = known[i].get(ties)
            if seen is None:
                seen = known[i][ties] = gates(drawn.subgraph(sorted(near)), starts, goals)
            left[i] += seen.reachable
            for key in seen.dominators:
                held[i][str(key)] = held[i].get(str(key), 0) + 1
    return [
        (some / resamples, {key: number / resamples for key, number in counts.items()})
        for some, counts in zip(left, held, strict=True)
    ]


def gate(snapshot: Snapshot, near: nx.DiGraph, key: str, kept: float, a: str, b: str) -> Gate:
    """The gate with the claims that lead to it and on from it; ``a`` and ``b`` are the ends as they are called in a sentence."""
    arrows = [*near.in_edges(key, data="claims"), *near.out_edges(key, data="claims")]
    ids = tuple(sorted({claim for _, _, claims in arrows for claim in claims}))
    label = snapshot.entity(key).label()
    sentence = (
        f"Every way that is told from {a} to {b} goes through “{label}”, on {basis(snapshot, ids)}; "
        f"in {kept:.0%} of resamples a way is left and still does."
    )
    return Gate(key, label, kept, ids, voices_of(snapshot, ids), sentence)


def blocking(snapshot: Snapshot, seen: Gates, a: str, b: str) -> str:
    """How many it takes to block every way, in words."""
    if seen.cut is None:
        return f"{a} is said to act on {b} directly, so nothing in between could block it."
    cut, near_goal = ([f"“{snapshot.entity(str(key)).label()}”" for key in keys or ()] for keys in (seen.cut, seen.cut_near_goal))
    also = f" (or, nearer the goal, {listed(near_goal)})" if cut != near_goal else ""
    return f"It would take {len(cut)} to block every way: {listed(cut)}{also}."
