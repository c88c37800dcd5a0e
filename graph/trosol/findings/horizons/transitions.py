"""Bridges: shortest paths of influence from one set of things to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from trosol.findings.result import voices_of
from trosol.findings.text import counted, listed
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["Transition", "bridges", "crossing"]


_Paths = dict[int, tuple[str, ...]]
"""For each sign (1, -1, 0 for unknown) that a shortest path to somewhere has, the first such path in id order."""


@dataclass(frozen=True, slots=True, repr=False)
class Transition(TableRow):
    """What the shortest paths from a member of one horizon to a member of another say.

    ``signs``: those that shortest paths have: 1 raises, -1 lowers, 0 unknown. ``sign``: 1 or -1 where one of the two is among them and
    the other is not, else None. ``way``: the first path in id order of a known sign, if any has one; ``other_path``: where signs
    contradict, the first of the opposite one, else empty. ``claims`` are those of both.
    """

    source_horizon: str
    target_horizon: str
    way: tuple[str, ...]
    labels: tuple[str, ...]
    sign: int | None
    signs: tuple[int, ...]
    other_path: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


def bridges(snapshot: Snapshot, graph: nx.DiGraph, pair: tuple[str, str], held: Mapping[str, Set[str]]) -> tuple[Transition, ...]:
    """The bridges from the first horizon of a pair to the second, shortest first.

    One for each two members that shortest paths join, whose signs are all looked at: what a bridge says does not depend on names.
    Members of both horizons are no bridge's end, for they are on both banks already.
    """
    both = held[pair[0]] & held[pair[1]]
    near, far = sorted(held[pair[0]] - both), held[pair[1]] - both
    banks = held[pair[0]] | held[pair[1]]
    found: list[Transition] = []
    for start in near:
        if start not in graph:
            continue
        came = {start}
        level: dict[str, _Paths] = {start: {1: (start,)}}
        while level:
            following = _next_level(graph, level, came)
            came.update(following)
            found.extend(_bridge(snapshot, graph, pair, paths) for end, paths in following.items() if end in far)
            level = {key: paths for key, paths in following.items() if key not in banks}
    return tuple(sorted(found, key=lambda each: (len(each.way), each.labels, each.way)))


def _next_level(graph: nx.DiGraph, level: Mapping[str, _Paths], came: Set[str]) -> dict[str, _Paths]:
    """What is one step further, with the first path of each sign to it."""
    following: dict[str, _Paths] = {}
    for here, paths in level.items():
        for there in graph.successors(here):
            if there in came:
                continue
            known = following.setdefault(there, {})
            for sign, path in paths.items():
                product, longer = sign * graph.edges[here, there]["sign"], (*path, there)
                known[product] = min(known.get(product, longer), longer)
    return following


def _bridge(snapshot: Snapshot, graph: nx.DiGraph, pair: tuple[str, str], paths: _Paths) -> Transition:
    known = sorted((path, sign) for sign, path in paths.items() if sign)
    shown = known or [(paths[0], 0)]
    way = shown[0][0]
    ids = tuple(sorted({claim for path, _ in shown for a, b in pairwise(path) for claim in graph.edges[a, b]["claims"]}))
    labels = tuple(snapshot.entity(key).label() for key in way)
    told = " and ".join(f"{_TENDS[sign]} “{labels[-1]}”{_through(snapshot, path)}" for path, sign in shown)
    claims = [snapshot.records.claims[key] for key in ids]
    inferred = sum(c.mode == "inferred" for c in claims)
    possible = sum(c.stance == "hypothesises" for c in claims)
    apart = [f"{n} {words}" for n, words in ((inferred, "inferred"), (possible, "offered as a possibility only")) if n]
    firm = f" ({', '.join(apart)})" if apart else ""
    return Transition(
        *pair,
        way=way,
        labels=labels,
        sign=known[0][1] if len(known) == 1 else None,
        signs=tuple(sorted(paths, reverse=True)),
        other_path=known[1][0] if len(known) > 1 else (),
        claims=ids,
        voices=voices_of(snapshot, ids),
        sentence=f"“{labels[0]}” {told}; {counted(len(ids), 'claim')}{firm}.",
    )


_TENDS = {1: "tends to raise", -1: "tends to lower", 0: "acts, in a direction that nobody states, on"}


def _through(snapshot: Snapshot, path: Sequence[str]) -> str:
    between = [f"“{snapshot.entity(key).label()}”" for key in path[1:-1]]
    return f" by way of {listed(between)}" if between else ""


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
