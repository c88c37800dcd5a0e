"""Signed influence in possible worlds: what the shortest paths that survive do to a goal, for every world at once.

**Reads as**: if each link holds with its probability, in this share of worlds strengthening x helps g.

**Formula**: a world keeps each edge independently with its probability. In one world the *shortest surviving paths* from a start to a
goal decide; the sign of a path is the product of the signs of its edges, unknown if one of them is. Signs that are known decide:
all of the sign that is wanted: **helps**; all of the other: **hurts**; both: **contested**. Known signs on none: **not stated**. A set of
starts helps in a world if one of them helps and none hurts; it hurts if one hurts and none helps; otherwise it is contested where any
of them is, or where some help and some hurt; else not stated where one of them reaches the goal. Edges that are *only first* begin a
path and never continue one: a node all of whose outgoing edges are only first is passed by no path.

**How**: each edge is a row of bits, one for each world. The search begins at each goal and goes backwards, one step for all worlds at once: a node takes over the bits of
its successors that pass the edge and in which it was not reached before. Worlds lie in *blocks* (draws of the probabilities, or one
network each with something taken out), so that many networks are walked at once.

**Trap**: longer paths that disagree with the shortest do not count here; ``every_walk`` says where they are.

**Cost**: edges × levels × goals × worlds / 64 words; under every_walk up to three times as much. **Source**: worlds shared in breadth-first
search: Ke, Khan & Quan 2019, arXiv 1904.05300; signed paths: Harary, Norman & Cartwright 1965, Structural Models.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.measures.influence.backward_search import FoundWorlds, Incoming, any_of, less, search_by_node, search_by_pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]

__all__ = ["Goals", "Reached", "SignedEdges", "Start", "Told", "Verdicts", "WorldBits", "draw_worlds", "reached_goals"]

_WORD = 64
_ROW_WORDS = 8192
"""Words of one row of bits, so that what is worked on stays near the processor; several goals share a row where one is shorter."""

_MOST_WORDS = 96_000_000
"""Words that all rows of one turn may take together, some 800 MB where every node reaches every goal."""

_WIDEST = 2048
"""Words of all worlds up to which pairs of a node and a goal are searched as arrays."""

_DRAWN_WORDS = 1 << 17
"""Words of random numbers that are drawn at a time."""

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)

_FEW_WORDS = 64
"""Words of a block whose counts are added up eight at a time."""

_BYTES, _PAIRS = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0000FFFF0000FFFF)
"""Every other byte, and every other two bytes."""


@dataclass(frozen=True, eq=False, slots=True)
class SignedEdges:
    """Directed edges between nodes ``0`` to ``nodes - 1``; parallel ones may disagree.

    ``sign``: 1, -1, or 0 where it is unknown. ``only_first``: it may begin a path and never continue one. ``inert``: it is on no path at
    all, and only its bits are asked for, as a condition of a :class:`Start`.
    """

    nodes: int
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    sign: NDArray[np.int8]
    only_first: NDArray[np.bool_]
    inert: NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class WorldBits:
    """In which worlds each edge holds: ``bits`` of edges × (blocks × words of a block), 64 worlds a word."""

    bits: Bits
    blocks: int

    @property
    def words(self) -> int:
        """Words of one block."""
        return int(self.bits.shape[1]) // self.blocks

    @property
    def worlds(self) -> int:
        """Worlds of one block."""
        return self.words * _WORD

    def count(self, bits: Bits) -> NDArray[np.int64]:
        """Worlds of each block in rows of bits: … × words becomes … × blocks."""
        counted = np.bitwise_count(bits)
        if 1 < self.words <= _FEW_WORDS:
            return _summed(counted, self.words).reshape(*bits.shape[:-1], self.blocks)
        found: NDArray[np.int64] = counted.reshape(*bits.shape[:-1], self.blocks, self.words).sum(axis=-1, dtype=np.int64)
        return found


def _summed(counts: NDArray[np.uint8], each: int) -> NDArray[np.int64]:
    """Sums of so many counts each (of at most 64), eight of them at a time: numpy is slow where it adds up few numbers many times.

    >>> _summed(np.arange(48, dtype=np.uint8), 16).tolist() == [sum(range(begin, begin + 16)) for begin in (0, 16, 32)]
    True
    """
    if each % 8:
        found: NDArray[np.int64] = counts.reshape(-1, each).sum(axis=-1, dtype=np.int64)
        return found
    eights = np.ascontiguousarray(counts).view(np.uint64).reshape(-1, each // 8)
    total = (eights[:, 0] & _BYTES) + (eights[:, 0] >> 8 & _BYTES)
    for place in range(1, each // 8):
        total += eights[:, place] & _BYTES
        total += eights[:, place] >> 8 & _BYTES
    total = (total & _PAIRS) + (total >> 16 & _PAIRS)
    added: Bits = (total & 0xFFFFFFFF) + (total >> 32)
    return added.astype(np.int64)


class Start(NamedTuple):
    """One member of a set of starts: a node that is raised (1) or lowered (-1), if ``condition`` (an edge; -1 for none) holds."""

    node: int
    pushed: int = 1
    condition: int = -1


@dataclass(frozen=True, eq=False, slots=True)
class Goals:
    """Nodes to arrive at; ``wanted``: 1 where more of it is desirable, -1 where less is, 0 where nobody says."""

    nodes: tuple[int, ...]
    wanted: tuple[int, ...]


class Verdicts(NamedTuple):
    """For the goals of one turn, goals × words: the worlds in which each verdict holds; None where it does in none."""

    helps: Bits | None
    hurts: Bits | None
    contested: Bits | None
    not_stated: Bits | None


class Told(NamedTuple):
    """What a set of starts does: ``lanes``, the numbers of the goals in their turn that it reaches, and ``verdicts``, these × words."""

    lanes: NDArray[np.int64]
    verdicts: Verdicts


class Reached:
    """One turn of :func:`reached_goals`: some goals (numbers of places in ``Goals.nodes``) that are wanted alike."""

    def __init__(self, goals: tuple[int, ...], wanted: int, found: FoundWorlds, twins: Mapping[int, int]) -> None:
        """``found``: by node; ``twins``: the node that stands for another one as a start."""
        self.goals = goals
        self._wanted = wanted
        self._found = found
        there = set(found)
        self._twin = {node: twin for node, twin in twins.items() if twin in there}
        self.nodes: Collection[int] = there | self._twin.keys()
        """The nodes that reach some of these goals in some world."""

    def of(self, starts: Sequence[Start], worlds: WorldBits) -> Verdicts | None:
        """What the set of starts does to each goal; None if it reaches none in any world."""
        told = self.told(starts, worlds)
        if told is None or len(told.lanes) == len(self.goals):
            return told and told.verdicts
        shape = (len(self.goals), worlds.bits.shape[1])
        return Verdicts(*(None if bits is None else _placed([(told.lanes, bits)], shape) for bits in told.verdicts))

    def told(self, starts: Sequence[Start], worlds: WorldBits) -> Told | None:
        """The same, of the goals that it reaches in some world."""
        found = [self._one(start, worlds) for start in starts if start.node in self.nodes]
        if len(found) < 2:
            return found[0] if found else None
        there = np.zeros(len(self.goals), dtype=bool)
        for each in found:
            there[each.lanes] = True
        lanes, place = np.flatnonzero(there), np.cumsum(there) - 1
        shape = (len(lanes), worlds.bits.shape[1])
        helps, hurts, contested, not_stated = (
            _placed([(place[each.lanes], bits) for each, bits in zip(found, some, strict=True) if bits is not None], shape)
            for some in zip(*(each.verdicts for each in found), strict=True)
        )
        both = None if helps is None or hurts is None else helps & hurts
        decided = any_of(helps, hurts)
        contested = any_of(both, less(contested, decided))
        not_stated = less(not_stated, any_of(decided, contested))
        return Told(lanes, Verdicts(less(helps, hurts), less(hurts, helps), contested, not_stated))

    def helped(self, starts: Sequence[Start], worlds: WorldBits) -> tuple[NDArray[np.int64], Bits] | None:
        """The goals that the set of starts reaches, and the worlds in which it helps each; None where it helps none. As :meth:`told` says."""
        if not self._wanted:
            return None
        found = [self._known(start, worlds) for start in starts if start.node in self.nodes]
        if len(found) < 2:
            return (found[0][0], found[0][1]) if found and found[0][1] is not None else None
        if all(helps is None for _, helps, _ in found):
            return None
        there = np.zeros(len(self.goals), dtype=bool)
        for each in found:
            there[each[0]] = True
        lanes, place = np.flatnonzero(there), np.cumsum(there) - 1
        shape = (len(lanes), worlds.bits.shape[1])
        bits = _placed([(place[each], helps) for each, helps, _ in found if helps is not None], shape)
        hurt = _placed([(place[each], hurts) for each, _, hurts in found if hurts is not None], shape)
        if bits is not None and hurt is not None:
            bits &= np.invert(hurt, out=hurt)
        return None if bits is None else (lanes, bits)

    def _known(self, start: Start, worlds: WorldBits) -> tuple[NDArray[np.int64], Bits | None, Bits | None]:
        """Lanes, and worlds in which one start helps and hurts."""
        lanes, raises, lowers = self._found.known(self._twin.get(start.node, start.node))
        helps, hurts = (raises, lowers) if start.pushed * self._wanted > 0 else (lowers, raises)
        if start.condition >= 0:
            holds = worlds.bits[start.condition]
            helps, hurts = None if helps is None else helps & holds, None if hurts is None else hurts & holds
        return lanes, helps, hurts

    def _one(self, start: Start, worlds: WorldBits) -> Told:
        lanes, *each = self._found[self._twin.get(start.node, start.node)]
        way = start.pushed * self._wanted
        raises, lowers, both, unknown = each
        verdicts = (raises, lowers, both, unknown) if way > 0 else (lowers, raises, both, unknown)
        found = Verdicts(*verdicts) if way else Verdicts(None, None, None, any_of(*verdicts))
        if start.condition >= 0:
            holds = worlds.bits[start.condition]
            found = Verdicts(*(None if bits is None else bits & holds for bits in found))
        return Told(lanes, found)


def _placed(some: Sequence[tuple[NDArray[np.int64], Bits]], shape: tuple[int, int]) -> Bits | None:
    """Rows of bits joined into wider ones, each at its places; None of none."""
    if not some:
        return None
    found = np.zeros(shape, dtype=np.uint64)
    for place, bits in some:
        found[place] |= bits
    return found


def draw_worlds(
    probabilities: Sequence[NDArray[np.float64]],
    worlds: int,
    rng: np.random.Generator | Sequence[np.random.Generator],
    *,
    coupled: bool = False,
    digits: int = 16,
) -> tuple[WorldBits, ...]:
    """Draw in which worlds each edge holds, for each table of probabilities (blocks × edges), all from the same random numbers.

    ``worlds``: of each block, rounded up to whole words. ``coupled``: the blocks share their random numbers too, so that they differ
    only where probabilities do; otherwise each has its own. An edge of a higher probability holds wherever it would with a lower one.
    ``rng``: one for all edges, or one for each, so that an edge has the same worlds whichever other edges there are.
    ``digits``: binary digits of a probability that are looked at; it is rounded up or down at random so that its mean is right.

    >>> table = np.array([[0.0, 0.5, 1.0], [0.5, 0.5, 0.25]])
    >>> (drawn,) = draw_worlds([table], 1024, np.random.default_rng(1), coupled=True)
    >>> [[int(worlds) for worlds in row] for row in drawn.count(drawn.bits)]
    [[0, 487], [520, 520], [1024, 255]]
    """
    words = -(-worlds // _WORD)
    scaled = [np.clip(table, 0.0, 1.0).T * (1 << digits) for table in probabilities]
    edges = scaled[0].shape[0]
    wide = 1 if coupled else max(table.shape[1] for table in scaled)
    dither = rng.random((edges, wide)) if isinstance(rng, np.random.Generator) else np.stack([own.random(wide) for own in rng])
    drawn = [np.zeros((edges, table.shape[1] * words), dtype=np.uint64) for table in scaled]
    columns = wide * words
    step = max(1, _DRAWN_WORDS // (digits * columns))
    for begin in range(0, edges, step):
        end = min(edges, begin + step)
        shape = (digits, columns)
        random = (
            rng.integers(0, 1 << 64, (end - begin, *shape), dtype=np.uint64)
            if isinstance(rng, np.random.Generator)
            else np.stack([own.integers(0, 1 << 64, shape, dtype=np.uint64) for own in rng[begin:end]])
        )
        for table, bits in zip(scaled, drawn, strict=True):
            blocks = table.shape[1]
            value = np.floor(table[begin:end] + dither[begin:end, :blocks]).astype(np.int64)
            rows = bits[begin:end]
            if not coupled:
                rows[:] = _below(value, random[:, :, : rows.shape[1]])
                continue
            shared = rows.reshape(len(rows), blocks, words)
            shared[:] = _below(value[:, :1], random)[:, None]
            for edge in np.flatnonzero((value != value[:, :1]).any(axis=1)).tolist():
                different, where = np.unique(value[edge], return_inverse=True)
                shared[edge] = _below(different[:, None], np.broadcast_to(random[edge], (len(different), digits, columns)))[where]
    return tuple(WorldBits(bits, table.shape[1]) for bits, table in zip(drawn, scaled, strict=True))


def _below(value: NDArray[np.int64], random: Bits) -> Bits:
    """Bits that hold with probability value / 2^digits, rows × columns: binary digits of random numbers compared with those of the value, last one first.

    ``value``: rows × blocks. ``random``: rows × digits × columns.
    """
    rows, digits, columns = random.shape
    blocks = value.shape[1]
    shape = (rows, blocks, columns // blocks)
    found, held = np.zeros(shape, dtype=np.uint64), np.empty(shape, dtype=np.uint64)
    for digit in range(digits):
        drawn = random[:, digit].reshape(shape)
        np.bitwise_or(found, drawn, out=held)
        held &= (-(value >> digit & 1)).view(np.uint64)[:, :, None]
        found &= drawn
        found |= held
    found[value >= 1 << digits] = _ALL
    return found.reshape(rows, columns)


def reached_goals(
    edges: SignedEdges, worlds: WorldBits, goals: Goals, *, every_walk: bool = False, asked: Iterable[int] | None = None
) -> Iterator[Reached]:
    """What reaches the goals, some goals a turn. ``asked``: nodes of which it is asked, all where none are given.

    ``every_walk``: not only the shortest paths but every walk counts, also one that passes a node twice; contested is then where
    anything disagrees.
    """
    incoming, twins = _incoming(edges)
    wanted_nodes = None if asked is None else np.zeros(edges.nodes + len(twins), dtype=bool)
    if asked is not None and wanted_nodes is not None:
        wanted_nodes[[node for start in set(asked) for node in (start, twins.get(start, start))]] = True
    width = worlds.bits.shape[1]
    search = search_by_pair if width <= _WIDEST else search_by_node
    at_once = max(1, min(_ROW_WORDS // max(width, 1), _MOST_WORDS // max(1, 4 * width * (edges.nodes + len(twins)))))
    rooms: list[Bits] = [np.empty((1024, width), dtype=np.uint64) for _ in range(2)]
    for wanted in sorted(set(goals.wanted)):
        alike = [place for place, each in enumerate(goals.wanted) if each == wanted]
        for begin in range(0, len(alike), at_once):
            turn = tuple(alike[begin : begin + at_once])
            found = search([goals.nodes[place] for place in turn], incoming, twins, worlds.bits, every_walk, wanted_nodes, rooms)
            yield Reached(turn, wanted, found, twins)


def _incoming(edges: SignedEdges) -> tuple[Incoming, dict[int, int]]:
    """Edges by target, and nodes that are another node as a start.

    A node that begins paths by edges by which it continues none has a twin, which has all of its outgoing edges and is passed by no path.
    """
    moves = np.flatnonzero(~edges.inert & (edges.source != edges.target))
    entered = set(edges.target[moves].tolist())
    first = {node for node in edges.source[moves[edges.only_first[moves]]].tolist() if node in entered}
    inner = set(edges.source[moves[~edges.only_first[moves]]].tolist())
    twins = {node: edges.nodes + place for place, node in enumerate(sorted(first & inner))}
    onward = [node not in first or node in inner for node in range(edges.nodes)] + [False] * len(twins)
    rows = []
    for edge in moves.tolist():
        a, b, sign = int(edges.source[edge]), int(edges.target[edge]), int(edges.sign[edge])
        if a not in twins or not edges.only_first[edge]:
            rows.append((b, edge, a, sign))
        if a in twins:
            rows.append((b, edge, twins[a], sign))
    target, edges_into, source, signs = np.array(sorted(rows, key=lambda row: row[0]), dtype=np.int64).reshape(-1, 4).T
    begin = np.searchsorted(target, np.arange(len(onward) + 1))
    return Incoming(begin, edges_into, source, signs, np.array(onward, dtype=np.bool_)), twins
