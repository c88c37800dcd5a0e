"""Bridges: shortest ways of influence from one set of things to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import networkx as nx

from trosol.findings.result import voices_of
from trosol.findings.text import counted, listed
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["Transition", "bridges", "crossing"]


@dataclass(frozen=True, slots=True, repr=False)
class Transition(TableRow):
    """A shortest way from a member of one horizon to a member of another.

    ``sign``: 1 if more of the first tends to mean more of the last, -1 if less, None where an arrow's sign is not known.
    """

    source_horizon: str
    target_horizon: str
    way: tuple[str, ...]
    labels: tuple[str, ...]
    sign: int | None
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


def bridges(snapshot: Snapshot, graph: nx.DiGraph, pair: tuple[str, str], held: Mapping[str, Set[str]]) -> tuple[Transition, ...]:
    """The bridges from the first horizon of a pair to the second, shortest first.

    One for each two members that such a way joins: the first in id order where several are equally short. Members of both
    horizons are no bridge's end, for they are on both banks already.
    """
    both = held[pair[0]] & held[pair[1]]
    near, far = sorted(held[pair[0]] - both), held[pair[1]] - both
    banks = held[pair[0]] | held[pair[1]]
    found: list[Transition] = []
    for start in near:
        if start not in graph:
            continue
        came: dict[str, tuple[str, ...]] = {start: (start,)}
        level = [start]
        while level:
            following: dict[str, tuple[str, ...]] = {}
            for here in level:
                for b in sorted(graph.successors(here)):
                    if b not in came and b not in following:
                        following[b] = (*came[here], b)
            came.update(following)
            found.extend(_bridge(snapshot, graph, pair, way) for end, way in following.items() if end in far)
            level = [key for key in following if key not in banks]
    return tuple(sorted(found, key=lambda each: (len(each.way), each.labels, each.way)))


def _bridge(snapshot: Snapshot, graph: nx.DiGraph, pair: tuple[str, str], way: tuple[str, ...]) -> Transition:
    signs = [graph.edges[a, b]["sign"] for a, b in pairwise(way)]
    sign = prod(signs) or None
    ids = tuple(sorted({claim for a, b in pairwise(way) for claim in graph.edges[a, b]["claims"]}))
    labels = tuple(snapshot.entity(key).label() for key in way)
    claims = [snapshot.records.claims[key] for key in ids]
    through = f" by way of {listed([f'“{name}”' for name in labels[1:-1]])}" if len(labels) > 2 else ""
    tends = {1: "tends to raise", -1: "tends to lower", None: "acts, nobody says which way, on"}[sign]
    inferred = sum(c.mode == "inferred" for c in claims)
    possible = sum(c.stance == "hypothesises" for c in claims)
    apart = [f"{n} {words}" for n, words in ((inferred, "inferred"), (possible, "offered as a possibility only")) if n]
    firm = f" ({', '.join(apart)})" if apart else ""
    text = f"“{labels[0]}” {tends} “{labels[-1]}”{through}; {counted(len(ids), 'claim')}{firm}."
    return Transition(*pair, way=way, labels=labels, sign=sign, claims=ids, voices=voices_of(snapshot, ids), sentence=text)


def crossing(snapshot: Snapshot, names: tuple[str, str], found: Sequence[Transition]) -> str:
    """What all bridges from one horizon to another have in common: how many there are, and what each of them passes."""
    text = f"{counted(len(found), 'bridge').capitalize()} from {names[0]} to {names[1]}"
    everywhere = set[str].intersection(*(set(each.way) for each in found))
    common = [key for key in found[0].way if key in everywhere]
    if len(found) < 2:
        return f"{text}."
    if not common:
        passes = Counter(key for each in found for key in each.way)
        most = max(passes.values())
        busiest = listed([f"“{snapshot.entity(key).label()}”" for key in sorted(passes) if passes[key] == most], 3)
        return f"{text}; no one thing lies on all of them, {busiest} on {most}."
    passed = listed([f"“{snapshot.entity(key).label()}”" for key in common])
    return f"{text}; every one passes {passed}."
