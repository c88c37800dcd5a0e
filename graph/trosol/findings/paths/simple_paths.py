"""All ways from here to there that visit nothing twice, shortest first, up to a bound that is named when it is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

__all__ = ["COMPLETE", "EFFORT", "LENGTH", "NUMBER", "SimplePaths", "ways"]

COMPLETE, NUMBER, LENGTH, EFFORT = "complete", "number", "length", "effort"
"""Why the search ended: no more ways; as many as asked for; the rest may be longer; it would take too long."""

_ARROWS = 200_000


@dataclass(frozen=True, slots=True)
class SimplePaths:
    """The ways found, shortest first and then in node order, and why there are not more."""

    found: tuple[tuple[str, ...], ...]
    ended: str


def ways(graph: nx.DiGraph, start: str, goal: str, most: int = 20, longest: int = 8) -> SimplePaths:
    """Ways from start to goal of at most ``longest`` arrows, at most ``most`` of them.

    >>> both = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "a")])
    >>> ways(both, "a", "c")
    SimplePaths(found=(('a', 'c'), ('a', 'b', 'c')), ended='complete')
    >>> ways(both, "a", "c", most=1).ended, ways(both, "a", "c", longest=1).ended
    ('number', 'length')
    """
    togo = dict(nx.single_target_shortest_path_length(graph, goal))
    found: list[tuple[str, ...]] = []
    if start not in togo:
        return SimplePaths((), COMPLETE)
    search = _Search(graph, goal, togo)
    for length in range(togo[start], longest + 1):
        search.cut = False
        for way in search.of(start, length):
            if len(found) == most:
                return SimplePaths(tuple(found), NUMBER)
            found.append(way)
        if search.spent > _ARROWS:
            return SimplePaths(tuple(found), EFFORT)
        if not search.cut:
            return SimplePaths(tuple(found), COMPLETE)
    return SimplePaths(tuple(found), LENGTH)


class _Search:
    """Depth first with the distance to the goal as a guide: no arrow is taken that cannot arrive in time."""

    def __init__(self, graph: nx.DiGraph, goal: str, togo: dict[str, int]) -> None:
        self.after = {v: [u for u in sorted(graph[v]) if u in togo] for v in togo}
        self.goal, self.togo = goal, togo
        self.cut, self.spent = False, 0

    def of(self, start: str, length: int) -> Iterator[tuple[str, ...]]:
        """Every way of exactly this many arrows; ``cut`` says whether longer ones may exist."""
        way, stack = [start], [iter(self.after[start])]
        while stack and self.spent <= _ARROWS:
            for u in stack[-1]:
                if u in way:
                    continue
                self.spent += 1
                if len(way) + self.togo[u] > length:
                    self.cut = True
                elif u == self.goal:
                    if len(way) == length:
                        yield (*way, u)
                else:
                    way.append(u)
                    stack.append(iter(self.after[u]))
                    break
            else:
                stack.pop()
                way.pop()
