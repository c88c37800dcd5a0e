"""What could block the ways from here to there: who is on all of them, and how firm that is when claims are drawn anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx
import numpy as np

from trosol.findings.resampled_ties import ties_drawn
from trosol.findings.result import voices_of
from trosol.findings.text import basis, quoted
from trosol.measures import Gates
from trosol.measures.cohesion.vertex_cuts import passed
from trosol.measures.graph_view import Node, plain
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow
from trosol.worded import listed_words, worded

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
    ties, drawn = ties_drawn(graph, resamples, seed)
    column: dict[tuple[Node, Node], int] = {tie: i for i, tie in enumerate(ties)}
    return [_kept(*question, drawn, column) for question in questions]


def _kept(
    near: nx.DiGraph, starts: Sequence[str], goals: Sequence[str], drawn: Any, column: Mapping[tuple[Node, Node], int]
) -> tuple[float, dict[str, float]]:
    view = plain(near)
    mine = drawn[:, [column[view.nodes[a], view.nodes[b]] for a, b in view.edges]]
    left, held = 0, Counter[str]()
    # Few ties matter to one question, so the same ones are drawn again and again.
    for kept, times in Counter(map(bytes, mine)).items():
        there = np.array(list(kept), dtype=bool)
        gone = passed(replace(view, ends=view.ends[there], sizes=view.sizes[there]), starts, goals)
        if gone is not None:
            left += times
            held.update({str(key): times for key in gone})
    return left / len(drawn), {key: number / len(drawn) for key, number in held.items()}


def gate(snapshot: Snapshot, near: nx.DiGraph, key: str, kept: float, a: str, b: str) -> Gate:
    """The gate with the claims that lead to it and on from it; ``a`` and ``b`` are the ends as they are called in a sentence."""
    arrows = [*near.in_edges(key, data="claims"), *near.out_edges(key, data="claims")]
    ids = tuple(sorted({claim for _, _, claims in arrows for claim in claims}))
    label = snapshot.entity(key).label()
    sentence = worded(
        "Every recorded path from {a} to {b} passes {name}, on {basis}; in {share} of resamples a path is left and still does.",
        a=a,
        b=b,
        name=quoted(snapshot, key),
        basis=basis(snapshot, ids),
        share=f"{kept:.0%}",
    )
    return Gate(key, label, kept, ids, voices_of(snapshot, ids), sentence)


def blocking(snapshot: Snapshot, seen: Gates, a: str, b: str) -> str:
    """How many it takes to block every way, in words."""
    if seen.cut is None:
        return worded("A claim links {a} to {b} directly, so nothing in between could block it.", a=a, b=b)
    cut, near_goal = ([quoted(snapshot, str(key)) for key in keys or ()] for keys in (seen.cut, seen.cut_near_goal))
    values = {"number": len(cut), "names": listed_words(cut)}
    if cut != near_goal:
        other = listed_words(near_goal)
        return worded(
            "It would take {number} to block every path: {names} (or, nearer the goal, {other}).", other=other, **values
        )
    return worded("It would take {number} to block every path: {names}.", **values)
