"""Two ties in a row with none across: in which role the one in the middle stands, one case of it, and how often when drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import networkx as nx
import numpy as np

from trosol.findings.gatekeepers.partition import Grouped
from trosol.findings.paths.path import Step, step
from trosol.findings.resampled_ties import ties_drawn
from trosol.findings.text import claim_sentence, claim_words, quoted
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow
from trosol.worded import Worded, capital, joined, worded

__all__ = ["DOOR", "Triple", "TwoSteps", "boundaries_resampled", "example", "role_of", "two_steps"]

DOOR = ("gatekeeper", "representative")
"""The two roles at the door of one's own group."""

_SHOWN_FIRST = (*DOOR, "liaison", "itinerant", "coordinator")
_AT_ONCE = 20_000_000

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True, repr=False)
class TwoSteps(TableRow):
    """One case: a tie from ``nodes[0]`` to the broker, one from there to ``nodes[2]``, and none from the first to the last."""

    role: str
    nodes: Triple
    labels: Triple
    groups: Triple
    steps: tuple[Step, Step] = field(metadata=as_json(only=("source", "target", "claims")))
    claims: tuple[str, ...]
    sentence: str


def two_steps(graph: nx.DiGraph, b: str) -> list[Triple]:
    """Open ways over b, in order."""
    return [(a, b, c) for a in sorted(graph.pred[b]) for c in sorted(graph.succ[b]) if a != c and not graph.has_edge(a, c)]


def role_of(member: Mapping[str, str], way: Triple) -> str:
    """The role of the one in the middle, by the groups of all three."""
    a, b, c = (member[key] for key in way)
    if a == b:
        return "coordinator" if b == c else "representative"
    if b == c:
        return "gatekeeper"
    return "itinerant" if a == c else "liaison"


def boundaries_resampled(
    graph: nx.DiGraph, names: list[str], member: Mapping[str, str], resamples: int, seed: int
) -> Iterator[list[float]]:
    """For each draw, how often each is gatekeeper or representative; losing the tie from a to c opens a way."""
    ties, kept = ties_drawn(graph, resamples, seed)
    number = {tie: i for i, tie in enumerate(ties)}
    never = np.zeros((resamples, 1), dtype=bool)
    kept = np.hstack([kept, never])
    counts = np.zeros((resamples, len(names)))
    for place, b in enumerate(names):
        ways = [(a, b, c) for a in graph.pred[b] for c in graph.succ[b] if a != c and role_of(member, (a, b, c)) in DOOR]
        into = np.array([number[a, b] for a, _, _ in ways], dtype=int)
        out = np.array([number[b, c] for _, _, c in ways], dtype=int)
        across = np.array([number.get((a, c), len(ties)) for a, _, c in ways], dtype=int)
        width = max(1, _AT_ONCE // max(1, len(ways)))
        for first in range(0, resamples if ways else 0, width):
            some = kept[first : first + width]
            counts[first : first + width, place] = (some[:, into] & some[:, out] & ~some[:, across]).sum(axis=1)
    yield from counts.tolist()


def example(snapshot: Snapshot, graph: nx.DiGraph, grouped: Grouped, ways: list[Triple]) -> TwoSteps:
    """One case: a door before any other role, stated before inferred, then in order of id."""
    cases = []
    for way in ways:
        steps = (step(snapshot, graph, way[0], way[1]), step(snapshot, graph, way[1], way[2]))
        role = role_of(grouped.member, way)
        cases.append((_SHOWN_FIRST.index(role), sum(not s.stated for s in steps), way, role, steps))
    _, _, way, role, steps = min(cases, key=lambda case: case[:3])
    a, b, c = (snapshot.entity(key).label() for key in way)
    first, second, third = (grouped.labels[grouped.member[key]] for key in way)
    told = joined([_first_claim(snapshot, each) for each in steps], "; ")
    ends = {"a": quoted(snapshot, way[0]), "c": quoted(snapshot, way[2])}
    text = worded("{claims}; no tie from {a} to {c} is recorded.", claims=capital(told), **ends)
    claims = tuple(sorted({*steps[0].claims, *steps[1].claims}))
    return TwoSteps(role, way, (a, b, c), (first, second, third), steps, claims, text)


def _first_claim(snapshot: Snapshot, of: Step) -> Worded:
    """What the first of the claims of a step says, as it stands first there."""
    claims = [snapshot.records.claims[key] for key in of.claims]
    first = next((claim for claim in claims if claim_sentence(snapshot, claim) == of.sentences[0]), claims[0])
    return claim_words(snapshot, first)
