"""Bridges: shortest paths of influence from one set of entities to another, with their signs and how often they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.base_worlds import base_worlds
from trosol.findings.horizons.bridge_sentences import bridge_sentence
from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.paths.shortest_signs import Shortest, edges_from, shortest_from
from trosol.findings.result import voices_of
from trosol.measures.influence.possible_worlds import Goals, Start, WorldBits, reached_goals
from trosol.model.goals import Goal
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]

__all__ = ["BOTH", "LOWERS", "NOT_STATED", "RAISES", "Crossing", "Transition", "bridges", "crossing_of"]

RAISES, LOWERS, BOTH, NOT_STATED = "raises", "lowers", "both", "not stated"
"""What a bridge does, if every claim holds: the signs of its shortest paths."""

_EFFECTS = {(1,): RAISES, (-1,): LOWERS, (-1, 1): BOTH, (): NOT_STATED}


@dataclass(frozen=True, slots=True, repr=False)
class Transition(TableRow):
    """What leads from a member of one horizon to a member of another, by shortest paths.

    ``effect``: what they do to the last, if every claim holds, and ``sign`` the same as a number: 1, -1, or None where they disagree or
    none is recorded. ``raises`` to ``not_stated``: share of worlds by the shortest paths that survive; the rest: none does. ``way``: one of
    the shortest paths, the first by id of those whose sign is known; ``links``: how many links all of them have. ``claims``: of all of them.
    """

    source_horizon: str
    target_horizon: str
    way: tuple[str, ...]
    labels: tuple[str, ...]
    effect: str
    sign: int | None
    raises: float = field(metadata=as_json(digits=3))
    lowers: float = field(metadata=as_json(digits=3))
    both: float = field(metadata=as_json(digits=3))
    not_stated: float = field(metadata=as_json(digits=3))
    links: int
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str

    @property
    def share(self) -> float:
        """The share of worlds in which a path survives."""
        return self.raises + self.lowers + self.both + self.not_stated


@dataclass(frozen=True, slots=True, repr=False)
class Crossing(TableRow):
    """What all bridges from one horizon to another have in common. ``common``: between their ends, on all of them; ``busiest``: on most."""

    source_horizon: str
    target_horizon: str
    bridges: int
    raises: int
    lowers: int
    both: int
    not_stated: int
    common: tuple[str, ...]
    busiest: tuple[str, ...]
    busiest_on: int


def bridges(
    snapshot: Snapshot, whole: InfluenceWorlds, pair: tuple[str, str], held: Mapping[str, Set[str]], worlds: int, seed: int
) -> tuple[tuple[Transition, Bits], ...]:
    """The bridges from the first horizon of a pair to the second, shortest first, each with the worlds in which a path holds.

    One for each two members that a path joins which passes no other member of either. Members of both horizons are no bridge's end, for
    they are on both banks already.
    """
    both = held[pair[0]] & held[pair[1]]
    near = [whole.number[key] for key in sorted(held[pair[0]] - both) if key in whole.number]
    far = [whole.number[key] for key in sorted(held[pair[1]] - both) if key in whole.number]
    banks = {whole.number[key] for key in held[pair[0]] | held[pair[1]] if key in whole.number}
    if not near or not far:
        return ()
    ends = tuple(Goal(whole.keys[node], "", 1.0, None, 1) for node in far)
    net = _no_passing(replace(whole, goals=ends), banks).reaching(near)
    if not net.claims:
        return ()
    leaving, ahead = edges_from(net), set(far)
    joined: list[tuple[int, int, Shortest]] = []
    for start in near:
        found = shortest_from(net, start, leaving)
        joined += [(start, end, found) for end in found.before if end in ahead and end != start]
    base = base_worlds(snapshot, net, worlds, seed)
    shares, holds = _shares(net, base, [(start, end) for start, end, _ in joined])
    rows = [(_bridge(snapshot, net, pair, *each, row), bits) for each, row, bits in zip(joined, shares, holds, strict=True)]
    return tuple(sorted(rows, key=lambda each: (len(each[0].way), each[0].labels, each[0].way)))


def _no_passing(net: InfluenceWorlds, nodes: Set[int]) -> InfluenceWorlds:
    """The network in which no path passes these nodes: what leaves them only begins a path."""
    stops = np.zeros(net.signed.nodes, dtype=bool)
    stops[sorted(nodes)] = True
    return replace(net, signed=replace(net.signed, only_first=net.signed.only_first | stops[net.signed.source]))


def _shares(
    net: InfluenceWorlds, worlds: WorldBits, pairs: Sequence[tuple[int, int]]
) -> tuple[list[NDArray[np.float64]], list[Bits]]:
    """For each start and end, the share of worlds that raise, lower, do both, or are of no stated sign; and the worlds with a path."""
    ends = sorted({end for _, end in pairs})
    wanted: dict[int, list[int]] = {}
    for place, (start, _) in enumerate(pairs):
        wanted.setdefault(start, []).append(place)
    found = [np.zeros(4) for _ in pairs]
    holds = [np.zeros(worlds.bits.shape[1], dtype=np.uint64) for _ in pairs]
    for turn in reached_goals(net.signed, worlds, Goals(tuple(ends), (1,) * len(ends))) if ends else ():
        lane = {ends[goal]: row for row, goal in enumerate(turn.goals)}
        for start, places in wanted.items():
            told = turn.of([Start(start)], worlds)
            for place in places:
                row = lane.get(pairs[place][1])
                for effect, bits in enumerate(told or ()):
                    if row is not None and bits is not None:
                        found[place][effect] = int(worlds.count(bits[row]).sum()) / (worlds.worlds * worlds.blocks)
                        holds[place] |= bits[row]
    return found, holds


def _bridge(
    snapshot: Snapshot,
    net: InfluenceWorlds,
    pair: tuple[str, str],
    start: int,
    end: int,
    found: Shortest,
    shares: NDArray[np.float64],
) -> Transition:
    signs = found.signs(end)
    known = tuple(sign for sign in signs if sign)
    edges = found.path(end, known[-1] if known else 0)
    way = (net.keys[start], *(net.keys[net.signed.target[edge]] for edge in edges))
    every, ids = found.edges(end), snapshot.coded.claims
    claims = tuple(sorted({ids[claim] for edge in every for group in net.claims[edge] for claim in group}))
    made = Transition(
        *pair,
        way=way,
        labels=tuple(snapshot.entity(key).label() for key in way),
        effect=_EFFECTS[known],
        sign=known[0] if len(known) == 1 else None,
        raises=float(shares[0]),
        lowers=float(shares[1]),
        both=float(shares[2]),
        not_stated=float(shares[3]),
        links=len(every),
        claims=claims,
        voices=voices_of(snapshot, claims),
        sentence="",
    )
    return replace(made, sentence=bridge_sentence(snapshot, made))


def crossing_of(pair: tuple[str, str], found: Sequence[Transition]) -> Crossing:
    """What the bridges of a pair have in common. Where they begin and where they end is nothing in common: a destination is no gate."""
    inner = [set(each.way[1:-1]) for each in found]
    common = set[str].intersection(*inner) if len(inner) > 1 else set[str]()
    passes = Counter(key for each in inner for key in each)
    most = max(passes.values(), default=0)
    count = Counter(each.effect for each in found)
    return Crossing(
        *pair,
        bridges=len(found),
        raises=count[RAISES],
        lowers=count[LOWERS],
        both=count[BOTH],
        not_stated=count[NOT_STATED],
        common=tuple(sorted(common)),
        busiest=tuple(sorted(key for key, number in passes.items() if number == most)) if len(found) > 1 and not common else (),
        busiest_on=most,
    )
