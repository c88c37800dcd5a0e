"""Cover: the fewest, or the best few, that between them touch everything."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trosol.measures.best_subset import EFFORT, Best, best_sets
from trosol.measures.graph_view import Node, name_of, ordered, plain
from trosol.measures.wrong_use import between, wrong

__all__ = ["Cover", "DominatingSet", "best_covers", "cover", "dominating_set"]

_BRANCHES = 100


@dataclass(frozen=True, slots=True)
class Cover:
    """The best sets of k, what they leave, and the fewest that would leave nothing.

    ``sets``: the best sets of k (all of them if ``exact``); ``covered``: how many things each covers; ``uncovered``: what
    each leaves, in the same order. ``gains``: greedy choice one by one, with how many things each adds. ``smallest``: a
    fewest-members choice that covers all that can be covered, proved fewest if ``smallest_exact``. ``beyond``: what nothing
    covers. ``needed``: what was to be covered.
    """

    k: int
    sets: tuple[tuple[Hashable, ...], ...]
    covered: int
    uncovered: tuple[tuple[Hashable, ...], ...]
    exact: bool
    gains: tuple[tuple[Hashable, int], ...]
    smallest: tuple[Hashable, ...]
    smallest_exact: bool
    beyond: tuple[Hashable, ...]
    needed: tuple[Hashable, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, under the names of the fields."""
        return {
            "measure": "cover",
            "parameters": {"k": self.k, "needed": _names(self.needed)},
            "sets": [_names(each) for each in self.sets],
            "covered": self.covered,
            "uncovered": [_names(each) for each in self.uncovered],
            "exact": self.exact,
            "gains": [{"name": name_of(name), "adds": adds} for name, adds in self.gains],
            "smallest": _names(self.smallest),
            "smallest_exact": self.smallest_exact,
            "beyond": _names(self.beyond),
        }


@dataclass(frozen=True, slots=True)
class DominatingSet:
    """A fewest-members set that reaches everyone in one step.

    ``nodes``: one such set; ``always``: those who are in every such set (None if that could not be proved).
    """

    count: int
    nodes: tuple[Node, ...]
    always: tuple[Node, ...] | None
    exact: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values, under the names of the fields."""
        return {
            "measure": "dominating_set",
            "parameters": {},
            "count": self.count,
            "nodes": _names(self.nodes),
            "always": None if self.always is None else _names(self.always),
            "exact": self.exact,
        }


def cover(
    sets: Mapping[Any, Iterable[Hashable]], k: int, needed: Iterable[Hashable] | None = None, effort: int = EFFORT
) -> Cover:
    """Choose the k sets that together cover most of what is needed, and the fewest that cover it all.

    **Reads as**: the three actions that between them touch most, and what they leave untouched.

    **Formula**: maximise |S_1 ∪ … ∪ S_k|; and minimise the number of sets whose union is everything that can be covered.

    **Inputs**: ``sets`` maps each action (or actor) to what it touches; ``needed`` are the things that count (all where left
    out). Not graphs: any names will do.

    **Returns**: :class:`Cover`.

    **Errors**: cover-empty (no sets), measure-range (k from 1 to the number of sets). What nothing covers is no error: it
    is named in ``beyond``.

    **Trap**: touching is not solving. The best three need not contain the best one.

    **Cost**: exact C(n, k) unions within ``effort``, else greedy with swaps (never below 1 − 1/e of the best); the fewest by
    integer programming (HiGHS in scipy). **Source**: Nemhauser, Wolsey & Fisher 1978, Math. Programming 14; Karp 1972.

    >>> found = cover({"a": [1, 2, 3], "b": [1, 2], "c": [3, 4], "d": [4]}, k=2, needed=[1, 2, 3, 4, 5])
    >>> found.sets, found.covered, found.uncovered, found.beyond
    ((('a', 'c'), ('a', 'd'), ('b', 'c')), 4, ((5,), (5,), (5,)), (5,))
    >>> found.gains, len(found.smallest)
    ((('a', 3), ('c', 1)), 2)
    """
    things, names, masks = _masks(sets, needed)
    best = _most(masks, k, effort)
    whole = _union(masks)
    fewest, proved = _fewest(masks, whole)
    return Cover(
        k=k,
        sets=tuple(tuple(names[i] for i in each) for each in best.sets),
        covered=best.value,
        uncovered=tuple(_left(things, _union(masks[i] for i in each)) for each in best.sets),
        exact=best.exact,
        gains=tuple((names[i], adds) for i, adds in _greedy(masks, whole)),
        smallest=tuple(names[i] for i in fewest),
        smallest_exact=proved,
        beyond=_left(things, whole),
        needed=things,
    )


def best_covers(
    sets: Mapping[Any, Iterable[Hashable]], k: int, needed: Iterable[Hashable] | None = None, effort: int = EFFORT
) -> tuple[tuple[tuple[Any, ...], ...], int, bool]:
    """The ``sets``, ``covered`` and ``exact`` of :func:`cover` alone, without the time for the fewest that leave nothing.

    >>> best_covers({"a": [1, 2, 3], "b": [1, 2], "c": [3, 4]}, k=2)
    ((('a', 'c'), ('b', 'c')), 4, True)
    """
    _, names, masks = _masks(sets, needed)
    best = _most(masks, k, effort)
    return tuple(tuple(names[i] for i in each) for each in best.sets), best.value, best.exact


def _masks(
    sets: Mapping[Any, Iterable[Hashable]], needed: Iterable[Hashable] | None
) -> tuple[tuple[Hashable, ...], tuple[Any, ...], list[int]]:
    """What is to be covered, the names of the sets, and what each covers as bits."""
    if not sets:
        raise wrong("cover-empty", "There is nothing to choose from.", "Give at least one action with what it touches.")
    names = ordered(sets)
    touched = {name: frozenset(sets[name]) for name in names}
    things = ordered(frozenset().union(*touched.values()) if needed is None else frozenset(needed))
    return things, names, [sum(1 << i for i, thing in enumerate(things) if thing in touched[name]) for name in names]


def _most(masks: Sequence[int], k: int, effort: int) -> Best:
    between("k", k, 1, len(masks))

    def completions(chosen: tuple[int, ...]) -> dict[int, int]:
        have = _union(masks[i] for i in chosen)
        return {i: (have | mask).bit_count() for i, mask in enumerate(masks) if i not in chosen}

    return best_sets(completions, len(masks), k, len(masks), effort)


def dominating_set(graph: Any) -> DominatingSet:
    """Find the fewest nodes such that everyone is among them or is acted on by one of them.

    **Reads as**: the fewest people to brief so that all hear it directly.

    **Formula**: minimise |D| such that each v is in D or has an arrow from D (in an undirected graph, a tie to D).

    **Inputs**: any networkx graph.

    **Returns**: :class:`DominatingSet`; isolates, and in a directed graph nodes that nothing acts on, are always in it.

    **Errors**: graph-empty.

    **Trap**: there are often many such sets; only ``always`` is the same in all of them.

    **Cost**: integer programming (HiGHS in scipy), once, and once more for each member to fill ``always``: 1 s for 400
    nodes and 500 ties, up to 8 s where ties are many. Where the bound on branches is reached, the best found, and ``exact`` is false.
    **Source**: Haynes, Hedetniemi & Slater 1998, Fundamentals of Domination in Graphs.

    >>> import networkx as nx
    >>> dominating_set(nx.star_graph(5))
    DominatingSet(count=1, nodes=(0,), always=(0,), exact=True)
    >>> dominating_set(nx.cycle_graph(6)).count, dominating_set(nx.cycle_graph(6)).always
    (2, ())
    """
    view = plain(graph)
    masks = [1 << v | sum(1 << u for u in around) for v, around in enumerate(view.after())]
    whole = _union(masks)
    fewest, proved = _fewest(masks, whole)
    nodes = tuple(view.nodes[v] for v in fewest)
    needed = [_is_needed(masks, v, len(fewest)) for v in fewest] if proved else [None]
    known = all(each is not None for each in needed)
    always = tuple(node for node, each in zip(nodes, needed, strict=True) if each) if known else None
    return DominatingSet(len(fewest), nodes, always, proved)


def _names(things: Iterable[Hashable]) -> list[str]:
    return [name_of(thing) for thing in things]


def _union(masks: Iterable[int]) -> int:
    have = 0
    for mask in masks:
        have |= mask
    return have


def _left(things: Sequence[Hashable], have: int) -> tuple[Hashable, ...]:
    return tuple(thing for i, thing in enumerate(things) if not have >> i & 1)


def _greedy(masks: Sequence[int], whole: int) -> list[tuple[int, int]]:
    """One by one, the set that adds most (the first of several), until all that can be covered is."""
    have, chosen = 0, []
    while have != whole:
        adds, first = max(((mask & ~have).bit_count(), -i) for i, mask in enumerate(masks))
        chosen.append((-first, adds))
        have |= masks[-first]
    return chosen


def _is_needed(masks: Sequence[int], member: int, fewest: int) -> bool | None:
    """Whether the fewest without this member are more; None if that could not be proved."""
    others = [0 if i == member else mask for i, mask in enumerate(masks)]
    if _union(others) != _union(masks):
        return True
    found, proved = _fewest(others, _union(masks))
    return len(found) > fewest if proved or len(found) == fewest else None


def _fewest(masks: Sequence[int], whole: int) -> tuple[list[int], bool]:
    """A fewest-members choice whose union is whole, and whether it is proved that fewer do not do."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if not whole:
        return [], True
    bits = [i for i in range(whole.bit_length()) if whole >> i & 1]
    row = {bit: number for number, bit in enumerate(bits)}
    cells = [(row[bit], j) for j, mask in enumerate(masks) for bit in _bits(mask)]
    rows, columns = zip(*cells, strict=True)
    touching = csr_array((np.ones(len(cells)), (rows, columns)), shape=(len(bits), len(masks)))
    found = milp(
        np.ones(len(masks)),
        integrality=np.ones(len(masks)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(touching, lb=1),
        options={"node_limit": _BRANCHES, "mip_rel_gap": 0},
    )
    if found.x is None:
        return sorted(i for i, _ in _greedy(masks, whole)), False
    return [int(j) for j in np.flatnonzero(found.x > 0.5)], found.status == 0


def _bits(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
