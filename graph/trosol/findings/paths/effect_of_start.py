"""What one entity does to another, and which nodes between cut it off, in shares of worlds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.result import voices_of
from trosol.measures.influence.possible_worlds import Goals, Start, WorldBits, reached_goals
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["CutNode", "Effect", "cut_node", "cut_shares", "effect", "effect_otherwise"]

_WORDS = 16
"""Words of worlds of each block in which a node is left out: 1,024 worlds."""


@dataclass(frozen=True, slots=True, repr=False)
class CutNode(TableRow):
    """A node between that paths pass.

    ``share``: of the worlds with a path, in how many every one passes it. ``always``: every recorded path does.
    """

    id: str
    label: str
    share: float = field(metadata=as_json(digits=3))
    always: bool
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


class Effect(NamedTuple):
    """Share of worlds in which the shortest surviving paths raise, lower, do both, or are of no stated sign."""

    raises: float
    lowers: float
    both: float
    not_stated: float


def effect(net: InfluenceWorlds, worlds: WorldBits, start: int, goal: int) -> Effect:
    """What the start does to the goal."""
    (turn,) = reached_goals(net.signed, worlds, Goals((goal,), (1,)))
    told = turn.of([Start(start)], worlds)
    all_worlds = worlds.worlds * worlds.blocks
    return Effect(*(0.0 if bits is None else float(worlds.count(bits).sum()) / all_worlds for bits in told or (None,) * 4))


def effect_otherwise(net: InfluenceWorlds, worlds: WorldBits, start: int, goal: int) -> float:
    """Of the worlds in which the start raises or lowers the goal, the share in which some longer path disagrees."""
    goals = Goals((goal,), (1,))
    (near,) = reached_goals(net.signed, worlds, goals)
    (wide,) = reached_goals(net.signed, worlds, goals, every_walk=True)
    told, also = near.of([Start(start)], worlds), wide.of([Start(start)], worlds)
    decided = disputed = 0
    for own, same in zip((told or ())[:2], (also or ())[:2], strict=True):
        if own is not None:
            decided += int(worlds.count(own).sum())
            disputed += int(worlds.count(own if same is None else own & ~same).sum())
    return disputed / decided if decided else 0.0


def cut_shares(net: InfluenceWorlds, worlds: WorldBits, start: int, goal: int, nodes: Sequence[int]) -> list[float]:
    """For each node, of the worlds with a path, the share in which every surviving path passes it."""
    words = min(_WORDS, worlds.words)
    base = worlds.bits[:, :words]
    blocks = 1 + len(nodes)
    bits = np.tile(base, (1, blocks))
    for place, node in enumerate(nodes, 1):
        bits[net.signed.source == node, place * words : (place + 1) * words] = 0
    drawn = WorldBits(bits, blocks)
    (turn,) = reached_goals(net.signed, drawn, Goals((goal,), (1,)))
    told = turn.of([Start(start)], drawn)
    if told is None:
        return [0.0] * len(nodes)
    left = drawn.count(np.bitwise_or.reduce([each for each in told if each is not None], axis=0)).reshape(-1)
    return [float(left[0] - each) / max(1, int(left[0])) for each in left[1:]]


def cut_node(
    snapshot: Snapshot, net: InfluenceWorlds, node: int, share: float, always: bool, inside: set[int], sentence: str
) -> CutNode:
    """The row, with the claims that lead to the node and on from it. ``inside``: edges between start and goal."""
    ids, signed = snapshot.coded.claims, net.signed
    edges = [edge for edge in inside if node in (signed.source[edge], signed.target[edge])]
    claims = tuple(sorted({ids[claim] for edge in edges for group in net.claims[edge] for claim in group}))
    key = net.keys[node]
    return CutNode(key, snapshot.entity(key).label(), share, always, claims, voices_of(snapshot, claims), sentence)
