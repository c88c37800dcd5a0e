"""The backward search of :mod:`trosol.measures.influence.possible_worlds`: from goals, against the edges, in all worlds at once.

**How**: the worlds of one goal are a *lane*. What is not reached takes no work: rows of bits exist only for pairs of a node and a lane
that meet in some world, and one level of the search handles all its pairs as arrays. Where a lane has thousands of worlds, one array
at a time is quicker, so that it stays near the processor: then nodes are handled one after another, all lanes together. Both give the
same bits.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

__all__ = ["FoundWorlds", "Incoming", "NodeWorlds", "any_of", "less", "search_by_node", "search_by_pair"]

Planes = list["Bits | None"]
"""Bits by sign: unknown, raises, lowers; the last is also number -1."""

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_BLOCK = 1 << 17
"""Words that are worked on at a time."""


class NodeWorlds(NamedTuple):
    """What one node does to the goals of some lanes (``lanes``: their numbers): bits of these × words, None where there are none.

    ``raises``, ``lowers``: the worlds in which all known signs say so; ``both``: they disagree; ``unknown``: there are none.
    """

    lanes: Numbers
    raises: Bits | None
    lowers: Bits | None
    both: Bits | None
    unknown: Bits | None


class FoundWorlds(Mapping[int, NodeWorlds]):
    """What each node does to the goals of some lanes."""

    @abstractmethod
    def known(self, node: int) -> tuple[Numbers, Bits | None, Bits | None]:
        """Lanes, and worlds that only raise and only lower: what is asked for most, without the rest."""


class Incoming(NamedTuple):
    """Edges by target: those into node ``n`` are ``begin[n]`` to ``begin[n + 1]`` of the other arrays. ``onward``: whether paths go on from a node."""

    begin: Numbers
    edge: Numbers
    source: Numbers
    sign: Numbers
    onward: NDArray[np.bool_]

    def into(self, node: int) -> list[tuple[int, int, int]]:
        """Edge, source and sign of each edge into a node."""
        some = slice(self.begin[node], self.begin[node + 1])
        return list(zip(self.edge[some].tolist(), self.source[some].tolist(), self.sign[some].tolist(), strict=True))


class FoundByPair(FoundWorlds):
    """What each node does, as slices of arrays over all pairs of a node and a lane."""

    def __init__(self, keys: Numbers, bits: Bits, lanes: int) -> None:
        """``keys``: of node, lane and sign, each once; ``bits``: a row for each."""
        pairs, place = np.unique(keys // 3, return_inverse=True)
        planes: Planes = [None, None, None]
        for sign in (-1, 0, 1):
            rows = np.flatnonzero(keys % 3 == sign + 1)
            if len(rows):
                if len(rows) == len(pairs):
                    plane = np.empty((len(pairs), bits.shape[1]), dtype=np.uint64)
                else:
                    plane = np.zeros((len(pairs), bits.shape[1]), dtype=np.uint64)
                plane[place[rows]] = bits[rows]
                planes[sign] = plane
        self._lanes, self._planes = np.remainder(pairs, lanes), planes
        nodes, begins = np.unique(pairs // lanes, return_index=True)
        ends = np.append(begins, len(pairs))[1:]
        self._places = {node: slice(*ends) for node, *ends in zip(nodes.tolist(), begins.tolist(), ends.tolist(), strict=True)}

    def __len__(self) -> int:
        """Number of nodes."""
        return len(self._places)

    def __iter__(self) -> Iterator[int]:
        """The nodes."""
        return iter(self._places)

    def __getitem__(self, node: int) -> NodeWorlds:
        """Lanes and bits of a node."""
        place = self._places[node]
        return NodeWorlds(self._lanes[place], *(None if bits is None else bits[place] for bits in (*self._ways, *self._others)))

    def known(self, node: int) -> tuple[Numbers, Bits | None, Bits | None]:
        """Lanes, and worlds that only raise and only lower."""
        place = self._places[node]
        up, down = self._ways
        return self._lanes[place], None if up is None else up[place], None if down is None else down[place]

    @cached_property
    def _ways(self) -> tuple[Bits | None, Bits | None]:
        return _one_way(self._planes)

    @cached_property
    def _others(self) -> tuple[Bits | None, Bits | None]:
        return _other_ways(self._planes)


class FoundByNode(FoundWorlds):
    """The same, worked out of planes of all lanes when it is asked for."""

    def __init__(self, planes: Mapping[int, Planes], lanes: int) -> None:
        """``planes``: bits of all lanes × words, by node and sign."""
        self._planes, self._lanes = planes, np.arange(lanes)

    def __len__(self) -> int:
        """Number of nodes."""
        return len(self._planes)

    def __iter__(self) -> Iterator[int]:
        """The nodes."""
        return iter(self._planes)

    def __getitem__(self, node: int) -> NodeWorlds:
        """Lanes and bits of a node."""
        planes = self._planes[node]
        return NodeWorlds(self._lanes, *_one_way(planes), *_other_ways(planes))

    def known(self, node: int) -> tuple[Numbers, Bits | None, Bits | None]:
        """Lanes, and worlds that only raise and only lower."""
        return self._lanes, *_one_way(self._planes[node])


def _one_way(planes: Planes) -> tuple[Bits | None, Bits | None]:
    """Worlds that only raise, or only lower."""
    _, up, down = planes
    return less(up, down), less(down, up)


def _other_ways(planes: Planes) -> tuple[Bits | None, Bits | None]:
    """Worlds that do both, or are of no known sign."""
    unknown, up, down = planes
    return None if up is None or down is None else up & down, less(unknown, any_of(up, down))


class _RowsByKey:
    """Rows of bits for keys, made as they come. ``room``: memory for them, which is used again."""

    def __init__(self, keys: int, room: Bits) -> None:
        self._slots = np.full(keys, -1, dtype=np.int32)
        self._bits = room
        self.keys: list[Numbers] = []
        self._used = 0

    def slots(self, keys: Numbers) -> NDArray[np.int32]:
        """The row of each key, -1 where it has none."""
        return self._slots[keys]

    @property
    def bits(self) -> Bits:
        """The rows."""
        return self._bits[: self._used]

    @property
    def room(self) -> Bits:
        """The memory that they are in."""
        return self._bits

    def add(self, keys: Numbers, rows: Bits) -> None:
        """New rows for keys that have none yet, each key once."""
        begin, end = self._used, self._used + len(keys)
        if end > len(self._bits):
            wider = np.empty((max(end, 2 * len(self._bits)), self._bits.shape[1]), dtype=np.uint64)
            wider[:begin] = self._bits[:begin]
            self._bits = wider
        self._bits[begin:end] = rows
        self._slots[keys] = np.arange(begin, end, dtype=np.int32)
        self.keys.append(keys)
        self._used = end


def search_by_pair(
    goals: Sequence[int],
    incoming: Incoming,
    twins: Mapping[int, int],
    bits: Bits,
    every_walk: bool,
    asked: NDArray[np.bool_] | None = None,
    rooms: list[Bits] | None = None,
) -> FoundByPair:
    """For each node that reaches a goal, the worlds in which it does so by each sign; level by level, over pairs of node and lane.

    ``asked``: for each node whether it is asked for; all are where nothing is given. ``rooms``: memory of the last search, for the next one.
    """
    lanes, words = len(goals), bits.shape[1]
    nodes = len(incoming.onward)
    one, two = rooms or (np.empty((1024, words), dtype=np.uint64), np.empty((1024, words), dtype=np.uint64))
    left = _RowsByKey(nodes * lanes * (3 if every_walk else 1), one)
    found = _RowsByKey(nodes * lanes * 3, two)
    lane = np.arange(lanes)
    own = np.array([[goal, twins.get(goal, goal)] for goal in goals], dtype=np.int64)
    closed = np.unique(own * lanes + lane[:, None])
    if every_walk:
        closed = (closed[:, None] * 3 + np.arange(3)).ravel()
    left.add(closed, np.zeros((len(closed), words), dtype=np.uint64))
    node, sign, frontier = own[:, 0], np.ones(lanes, dtype=np.int64), np.full((lanes, words), _ALL)
    while len(node):
        degree = incoming.begin[node + 1] - incoming.begin[node]
        row = np.repeat(np.arange(len(node)), degree)
        at = np.arange(len(row)) - np.repeat(np.cumsum(degree) - degree - incoming.begin[node], degree)
        pair = incoming.source[at] * lanes + lane[row]
        key = pair * 3 + incoming.sign[at] * sign[row] + 1
        slots = left.slots(key if every_walk else pair)
        key, more = _passed(frontier, row, bits, incoming.edge[at], left.bits, slots, key)
        key, frontier = _joined(key, more)
        gone, reached = (key, frontier) if every_walk else _joined(key // 3, frontier)
        slots = left.slots(gone)
        known = slots >= 0
        left.bits[slots[known]] &= ~reached[known]
        left.add(gone[~known], ~reached[~known])
        told, some = (key, frontier) if asked is None else _at(key, frontier, asked[key // (3 * lanes)])
        slots = found.slots(told)
        known = slots >= 0
        found.bits[slots[known]] |= some[known]
        found.add(told[~known], some[~known])
        goes = incoming.onward[key // (3 * lanes)]
        key, frontier = _at(key, frontier, goes)
        node, lane, sign = key // (3 * lanes), np.remainder(key // 3, lanes), key % 3 - 1
    if rooms is not None:
        rooms[:] = left.room, found.room
    keys = np.concatenate(found.keys) if found.keys else np.zeros(0, dtype=np.int64)
    return FoundByPair(keys, found.bits, lanes)


def _at(keys: Numbers, rows: Bits, which: NDArray[np.bool_]) -> tuple[Numbers, Bits]:
    return (keys, rows) if which.all() else (keys[which], rows[which])


def _passed(
    frontier: Bits, row: Numbers, bits: Bits, edge: Numbers, left: Bits, slots: NDArray[np.int32], key: Numbers
) -> tuple[Numbers, Bits]:
    """Of these steps (a row of the frontier, an edge, and the worlds left at its end) the keys and worlds of those that come through."""
    keys, kept = [], []
    step = max(1, _BLOCK // bits.shape[1])
    for begin in range(0, len(row), step):
        some = slice(begin, begin + step)
        more = frontier[row[some]]
        more &= bits[edge[some]]
        bounded = np.flatnonzero(slots[some] >= 0)
        if len(bounded) == len(more):
            more &= left[slots[some]]
        elif len(bounded):
            more[bounded] &= left[slots[some][bounded]]
        live = np.flatnonzero(more.max(axis=1))
        keys.append(key[some][live])
        kept.append(more[live])
    if not keys:
        return np.zeros(0, dtype=np.int64), np.zeros((0, bits.shape[1]), dtype=np.uint64)
    return np.concatenate(keys), kept[0] if len(kept) == 1 else np.concatenate(kept)


def _joined(key: Numbers, rows: Bits) -> tuple[Numbers, Bits]:
    """The different keys, sorted, with the rows of each joined."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    found = rows[order[begins]]
    many = np.diff(begins, append=len(order))
    several = np.flatnonzero(many > 1)
    nth = 1
    while len(several):
        found[several] |= rows[order[begins[several] + nth]]
        nth += 1
        several = several[many[several] > nth]
    return ordered[begins], found


def search_by_node(
    goals: Sequence[int],
    incoming: Incoming,
    twins: Mapping[int, int],
    bits: Bits,
    every_walk: bool,
    asked: NDArray[np.bool_] | None = None,
    _rooms: list[Bits] | None = None,
) -> FoundByNode:
    """The same, node by node, all lanes together."""
    shape = (len(goals), bits.shape[1])
    left: dict[tuple[int, int], Bits] = {}
    """Worlds in which a node is still to be reached; under every walk, by that sign."""
    frontier: dict[int, Planes] = {}
    for lane, goal in enumerate(goals):
        for node in (goal, twins.get(goal, goal)):
            for sign in (1, -1, 0) if every_walk else (0,):
                left.setdefault((node, sign), np.full(shape, _ALL))[lane] = 0
        begin = frontier.setdefault(goal, [None, np.zeros(shape, dtype=np.uint64), None])[1]
        assert begin is not None
        begin[lane] = _ALL
    found: dict[int, Planes] = {}
    while frontier:
        coming: dict[int, Planes] = {}
        for b, planes in frontier.items():
            edges = incoming.into(b)
            for carried, plane in ((0, planes[0]), (1, planes[1]), (-1, planes[-1])):
                if plane is not None:
                    _step(edges, carried, plane, bits, left, coming, every_walk)
        for a, planes in coming.items():
            _close(left, a, planes, every_walk)
            if asked is None or asked[a]:
                mine = found.setdefault(a, [None, None, None])
                for sign in (0, 1, -1):
                    mine[sign] = any_of(mine[sign], planes[sign])
        frontier = {a: planes for a, planes in coming.items() if incoming.onward[a]}
    return FoundByNode(found, len(goals))


def _step(
    edges: Collection[tuple[int, int, int]],
    carried: int,
    plane: Bits,
    bits: Bits,
    left: dict[tuple[int, int], Bits],
    coming: dict[int, Planes],
    every_walk: bool,
) -> None:
    """Go back over the edges into one node, with the worlds in which it reaches the goal by the sign ``carried``."""
    for edge, a, sign in edges:
        here = sign * carried
        more = plane & bits[edge]
        if (still := left.get((a, here if every_walk else 0))) is not None:
            more &= still
        if not more.max():
            continue
        mine = coming.setdefault(a, [None, None, None])
        if (there := mine[here]) is None:
            mine[here] = more
        else:
            there |= more


def _close(left: dict[tuple[int, int], Bits], node: int, planes: Planes, every_walk: bool) -> None:
    """Take the worlds in which the node was reached from those that are left."""
    reached = [((node, sign), planes[sign]) for sign in (0, 1, -1)] if every_walk else [((node, 0), any_of(*planes))]
    for key, gone in reached:
        if gone is not None:
            if (still := left.get(key)) is None:
                left[key] = ~gone
            else:
                still &= ~gone


def any_of(*planes: Bits | None) -> Bits | None:
    """Worlds of any of them; the result is never changed afterwards, and may be one of those given."""
    found: Bits | None = None
    for plane in planes:
        if plane is not None:
            found = plane if found is None else found | plane
    return found


def less(plane: Bits | None, without: Bits | None) -> Bits | None:
    """Worlds of the first that are not of the second."""
    return plane if plane is None or without is None else plane & ~without
