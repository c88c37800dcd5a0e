"""What hangs on one entity or one claim: every removal is a block of worlds that differ from the others in nothing else.

**How**: one network with everything, one without the outgoing edges of each intermediate, one without each claim, all on the same random
numbers, so that what differs is the removal and not the drawing. Where a network is too large for all of them, those are tried that
lie between most rows and most goals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.base_worlds import DIGITS, fitting_worlds
from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.leverage.expected_goals import expected_goals
from trosol.findings.pushables import Pushable
from trosol.findings.tiers import BEATS, beaten, share_above, tier_numbers
from trosol.measures.influence.possible_worlds import WorldBits, draw_worlds, reached_goals

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Removals", "folded", "hinges", "removals"]

_WORLDS = 1024
_LEAST, _TRIED = 96, 0.05
"""Removals that are tried however large the network is: so many, and this share of all."""
_TINY = 0.003
"""A change of a score that moves no tier."""
_ROWS = 100
"""Rows of a table that hinges are looked for: those that help most."""


@dataclass(frozen=True, eq=False, slots=True)
class Removals:
    """Scores of rows (in order) with all there is, and without each node and each claim that was tried.

    ``nodes`` and ``claims``: numbers of what was removed; ``without_node`` and ``without_claim``: these × rows. ``whole``: whether all were tried.
    """

    base: NDArray[np.float64]
    nodes: tuple[int, ...]
    without_node: NDArray[np.float64]
    claims: tuple[int, ...]
    without_claim: NDArray[np.float64]
    whole: bool

    @property
    def losses(self) -> NDArray[np.float64]:
        """What each claim's removal takes from each row, claims × rows; below 0 where a row gains by it."""
        return self.base - self.without_claim

    @property
    def hub_losses(self) -> NDArray[np.float64]:
        """The same for each node, nodes × rows."""
        return self.base - self.without_node

    @property
    def factors(self) -> NDArray[np.float64]:
        """The share of each row's score that is left without each claim, claims × rows; 1 where it has none."""
        return np.divide(self.without_claim, self.base, out=np.ones_like(self.without_claim), where=self.base > 0)


def removals(
    net: InfluenceWorlds,
    rows: Sequence[Pushable],
    of_claims: NDArray[np.float64],
    rng: np.random.Generator,
    *,
    only_nodes: bool = False,
) -> Removals:
    """Remove each intermediate and, unless ``only_nodes``, each claim in turn. ``of_claims``: the probability of each claim, in id order."""
    signed = net.signed
    flow = _flow(net, rows)
    inner = ~signed.inert & ~signed.only_first
    between = sorted(set(signed.source[inner].tolist()) & set(signed.target[~signed.inert].tolist()))
    every = sorted(
        {claim for edge, groups in enumerate(net.claims) if not signed.inert[edge] for group in groups for claim in group}
    )
    by_claim: dict[int, list[int]] = {claim: [] for claim in every}
    for edge, groups in enumerate(net.claims):
        for claim in {claim for group in groups for claim in group} if not signed.inert[edge] else ():
            by_claim[claim].append(edge)
    blocks, worlds = fitting_worlds(net, 1 + len(between) + len(every), _WORLDS, least=_TRIED)
    most = max(_LEAST, blocks - 1)
    nodes = _busiest(
        between, [max((flow[e] for e in np.flatnonzero(signed.source == v)), default=0.0) for v in between], most // 3
    )
    claims = _busiest(every, [max(flow[edge] for edge in by_claim[claim]) for claim in every], most - len(nodes))
    if only_nodes:
        claims = []
    table = np.tile(net.probabilities(of_claims[None]), (1 + len(nodes) + len(claims), 1))
    for place, node in enumerate(nodes, start=1):
        table[place, signed.source == node] = 0.0
    for place, claim in enumerate(claims, start=1 + len(nodes)):
        less = of_claims.copy()
        less[claim] = 0.0
        for edge in by_claim[claim]:
            table[place, edge] = 1 - np.prod([1 - less[list(group)].max() for group in net.claims[edge]])
    (drawn,) = draw_worlds([table], worlds, rng, coupled=True, digits=DIGITS)
    scores = expected_goals(net, drawn, [row.starts for row in rows])
    whole = len(nodes) == len(between) and len(claims) == len(every)
    middle = 1 + len(nodes)
    return Removals(scores[0], tuple(nodes), scores[1:middle], tuple(claims), scores[middle:], whole)


def _busiest(keys: list[int], flow: list[float], most: int) -> list[int]:
    """Those with the greatest flow, in order of their numbers."""
    order = sorted(range(len(keys)), key=lambda place: (-flow[place], keys[place]))[:most]
    return sorted(keys[place] for place in order)


def _flow(net: InfluenceWorlds, rows: Sequence[Pushable]) -> NDArray[np.float64]:
    """For each edge, how many rows lead to it times how many goals it leads to."""
    signed = net.signed
    before, after = [0] * signed.nodes, [0] * signed.nodes
    for place, row in enumerate(rows):
        for start in row.starts:
            before[start.node] |= 1 << place
    for place, goal in enumerate(net.places.nodes):
        after[goal] |= 1 << place
    pairs = list(zip(signed.source.tolist(), signed.target.tolist(), (signed.inert | signed.only_first).tolist(), strict=True))
    own = list(before)
    _spread(before, [(a, b) for a, b, apart in pairs if not apart], [(own[a], b) for a, b, _ in pairs])
    _spread(after, [(b, a) for a, b, apart in pairs if not apart], [])
    return np.array([before[a].bit_count() * after[b].bit_count() for a, b, _ in pairs], dtype=np.float64)


def _spread(bits: list[int], edges: list[tuple[int, int]], first: list[tuple[int, int]]) -> None:
    """Let bits run along edges until nothing changes."""
    out: list[list[int]] = [[] for _ in bits]
    for a, b in edges:
        out[a].append(b)
    for more, b in first:
        bits[b] |= more
    waiting = [node for node, each in enumerate(bits) if each]
    while waiting:
        a = waiting.pop()
        for b in out[a]:
            if bits[a] & ~bits[b]:
                bits[b] |= bits[a]
                waiting.append(b)


def hinges(scores: NDArray[np.float64], factors: NDArray[np.float64]) -> list[list[int]]:
    """For each row of a table, the claims (places in ``factors``) without which its tier would be another.

    ``scores``: draws × rows. ``factors``: claims × rows, what is left of each score without the claim; the draws keep their spread.
    How often one row is above another counts as changed only where it changes by more than a standard error of the draws.
    """
    rows = scores.shape[1]
    found: list[list[int]] = [[] for _ in range(rows)]
    if rows < 2:
        return found
    if rows > _ROWS:
        first = np.sort(np.argsort(-scores.mean(axis=0), kind="stable")[:_ROWS])
        for row, claims in zip(first.tolist(), hinges(scores[:, first], factors[:, first]), strict=True):
            found[row] = claims
        return found
    shares = beaten(scores)
    before = tier_numbers(shares)
    noise = sqrt(BEATS * (1 - BEATS) / len(scores))
    drawn = np.ascontiguousarray(scores.T)
    for claim, factor in enumerate(factors):
        changed = np.flatnonzero(np.abs(factor - 1) > _TINY)
        if not len(changed):
            continue
        after, less = shares.copy(), drawn * factor[:, None]
        for row in changed.tolist():
            after[row] = share_above(less[row], less)
            after[:, row] = share_above(less, less[row])
        after = np.where(np.abs(after - shares) > noise, after, shares)
        if ((after >= BEATS) != (shares >= BEATS)).any():
            for row, (was, now) in enumerate(zip(before, tier_numbers(after), strict=True)):
                if was != now:
                    found[row].append(claim)
    return found


def folded(net: InfluenceWorlds, rows: Sequence[Pushable], found: Removals, places: Sequence[int]) -> dict[int, int]:
    """Rows of one table (``places`` in ``rows``) that help by way of one other row alone, with that row.

    Where they pass several, the one nearest to the goals that is under no other.
    """
    own = {net.number[rows[place].id]: place for place in places if rows[place].id in net.number}
    suspects = [
        (place, own[node], at)
        for at, node in enumerate(found.nodes)
        if node in own
        for place in places
        if place != own[node] and _falls_to_nothing(rows, found, place, own[node], at)
    ]
    if not suspects:
        return {}
    still = _still_helped(net, rows, [found.nodes[at] for _, _, at in suspects], [place for place, _, _ in suspects])
    under: dict[int, set[int]] = {}
    for (place, over, _), helped in zip(suspects, still, strict=True):
        if not helped:
            under.setdefault(place, set()).add(over)
    return {place: min(top) for place, over in under.items() if (top := {each for each in over if each not in under})}


def _falls_to_nothing(rows: Sequence[Pushable], found: Removals, row: int, under: int, at: int) -> bool:
    own = {start.node for start in rows[row].starts}
    return (
        found.nodes[at] not in own
        and found.base[row] > 0
        and found.without_node[at, row] == 0
        and rows[under].id not in rows[row].parts
    )


def _still_helped(net: InfluenceWorlds, rows: Sequence[Pushable], nodes: Sequence[int], which: Sequence[int]) -> list[bool]:
    """Whether any walk by which a row helps a goal is left if all claims hold and nothing leaves a node."""
    bits = np.full((len(net.claims), len(nodes)), 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
    for place, node in enumerate(nodes):
        bits[net.signed.source == node, place] = 0
    every = WorldBits(bits, len(nodes))
    found = [False] * len(nodes)
    for turn in reached_goals(net.signed, every, net.places, every_walk=True):
        for place, row in enumerate(which):
            told = turn.of(rows[row].starts, every)
            helping = [each for each in ((told.helps, told.contested) if told else ()) if each is not None]
            found[place] = found[place] or any(bool(each[:, place].any()) for each in helping)
    return found
