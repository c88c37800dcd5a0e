"""Shortest paths and their signs if every claim holds: what an entity reaches, and what reaches it, by the rules of possible worlds.

**How**: breadth first, level by level; at a node count the paths that arrive on its first level, and a node keeps one entry for each sign
that they have. Edges that are *only first* leave a start and continue no path, so that no path passes an actor unless its gate is open.

**Cost**: nodes and edges, for each start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trosol.findings.influence_worlds import InfluenceWorlds

__all__ = ["Shortest", "edges_from", "edges_into", "leading_to", "shortest_from"]

_Before = dict[int, list[tuple[int, int, int]]]
"""By sign, how a node is arrived at: the node before, the sign there, the edge."""


@dataclass(frozen=True, eq=False)
class Shortest:
    """Nodes that shortest paths join to one node, each with its distance and, for each sign of such a path, the neighbours on it.

    ``before``: neighbours of a node at the end of a path, ``through``: of one that a path passes on. ``back``: paths lead to that node,
    not from it. Signs: 1, -1, or 0 where a step has none.
    """

    centre: int
    steps: dict[int, int]
    before: dict[int, _Before]
    through: dict[int, _Before]
    back: bool = False

    def signs(self, node: int) -> tuple[int, ...]:
        """Signs of the shortest paths, sorted."""
        return tuple(sorted(self.before.get(node, ())))

    def path(self, node: int, sign: int) -> list[int]:
        """Edges of one shortest path of this sign, in the direction of the path."""
        edges, here = [], self.before
        while node != self.centre:
            node, sign, edge = here[node][sign][0]
            edges.append(edge)
            here = self.through
        return edges if self.back else edges[::-1]

    def edges(self, node: int, signs: Iterable[int] = (0, 1, -1)) -> tuple[int, ...]:
        """Edges of all shortest paths of these signs, sorted."""
        own = self.before.get(node, {})
        waiting = [each for sign in signs for each in own.get(sign, ())]
        found, seen = set[int](), set[tuple[int, int]]()
        while waiting:
            other, sign, edge = waiting.pop()
            found.add(edge)
            if other != self.centre and (other, sign) not in seen:
                seen.add((other, sign))
                waiting.extend(self.through[other][sign])
        return tuple(sorted(found))


def edges_from(net: InfluenceWorlds) -> list[list[int]]:
    """Numbers of the edges that leave each node, by id of the node they lead to."""
    return _by(net, net.signed.source.tolist(), net.signed.target.tolist())


def edges_into(net: InfluenceWorlds) -> list[list[int]]:
    """Numbers of the edges that lead to each node, by id of the node they come from."""
    return _by(net, net.signed.target.tolist(), net.signed.source.tolist())


def _by(net: InfluenceWorlds, one: list[int], other: list[int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in net.keys]
    inert = net.signed.inert.tolist()
    for edge in sorted(range(len(one)), key=lambda edge: (net.keys[other[edge]], edge)):
        if not inert[edge] and one[edge] != other[edge]:
            found[one[edge]].append(edge)
    return found


def shortest_from(net: InfluenceWorlds, start: int, leaving: list[list[int]] | None = None) -> Shortest:
    """Shortest paths from a node. ``leaving``: :func:`edges_from`, where several nodes are asked about."""
    leaving = edges_from(net) if leaving is None else leaving
    target, sign, first = net.signed.target.tolist(), net.signed.sign.tolist(), net.signed.only_first.tolist()
    steps, before, level = {start: 0}, dict[int, _Before](), {start: [1]}
    distance = 0
    while level:
        distance += 1
        coming: dict[int, _Before] = {}
        for a, carried in level.items():
            for edge in leaving[a]:
                b = target[edge]
                if b in steps or (first[edge] and a != start):
                    continue
                for each in carried:
                    coming.setdefault(b, {}).setdefault(each * sign[edge], []).append((a, each, edge))
        steps.update(dict.fromkeys(coming, distance))
        before.update(coming)
        level = {b: sorted(signs) for b, signs in coming.items()}
    return Shortest(start, steps, before, before)


def leading_to(net: InfluenceWorlds, goal: int, entering: list[list[int]] | None = None) -> Shortest:
    """Shortest paths to a node, from each node that can begin one."""
    entering = edges_into(net) if entering is None else entering
    source, sign, first = net.signed.source.tolist(), net.signed.sign.tolist(), net.signed.only_first.tolist()
    steps, before, passed, level = {goal: 0}, dict[int, _Before](), {goal}, {goal: [1]}
    through: dict[int, _Before] = {}
    distance = 0
    while level:
        distance += 1
        starting: dict[int, _Before] = {}
        passing: dict[int, _Before] = {}
        for b, carried in level.items():
            for edge in entering[b]:
                a = source[edge]
                for each in carried:
                    here = (b, each, edge)
                    if a not in steps:
                        starting.setdefault(a, {}).setdefault(each * sign[edge], []).append(here)
                    if a not in passed and not first[edge]:
                        passing.setdefault(a, {}).setdefault(each * sign[edge], []).append(here)
        steps.update(dict.fromkeys(starting, distance))
        before.update(starting)
        through.update(passing)
        passed.update(passing)
        level = {a: sorted(signs) for a, signs in passing.items()}
    return Shortest(goal, steps, before, through, True)
