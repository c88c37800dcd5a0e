"""What can be reached from several things at once, and from where: one walk, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import networkx as nx

__all__ = ["back", "onward"]

N = TypeVar("N")


def onward(graph: nx.DiGraph, starts: Iterable[N]) -> set[N]:
    """The starts and all that some way leads to from one of them.

    >>> sorted(onward(nx.DiGraph([("a", "b"), ("b", "c"), ("x", "c")]), ["b", "x"]))
    ['b', 'c', 'x']
    """
    return _walked(graph.successors, starts)


def back(graph: nx.DiGraph, goals: Iterable[N]) -> set[N]:
    """The goals and all from which some way leads to one of them.

    >>> sorted(back(nx.DiGraph([("a", "b"), ("b", "c"), ("x", "c")]), ["b"]))
    ['a', 'b']
    """
    return _walked(graph.predecessors, goals)


def _walked(beside: Callable[[N], Iterable[N]], begin: Iterable[N]) -> set[N]:
    seen = set(begin)
    waiting = list(seen)
    while waiting:
        for node in beside(waiting.pop()):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen
