"""What a set of pushes does to each goal, world by world, counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.measures.influence.possible_worlds import Goals, Reached, Start, WorldBits, reached_goals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]

__all__ = ["Effects", "effects_of", "helped_by_block", "told_otherwise"]


class Effects(NamedTuple):
    """By goal, the share of worlds in which it is helped, hurt, contested, or acted on in a direction that is not stated."""

    helps: NDArray[np.float64]
    hurts: NDArray[np.float64]
    contested: NDArray[np.float64]
    not_stated: NDArray[np.float64]


class _Verdicts(NamedTuple):
    """Bits of goals × words."""

    helps: Bits
    hurts: Bits
    contested: Bits
    not_stated: Bits


def effects_of(net: InfluenceWorlds, goals: Goals, worlds: WorldBits, starts: Sequence[Start]) -> Effects:
    """Shares over all worlds. A start that is itself a goal (a gate that opens) counts where its condition holds."""
    found = np.zeros((4, len(goals.nodes)))
    for turn in reached_goals(net.signed, worlds, goals):
        for effect, bits in enumerate(_together(turn, goals, worlds, starts)):
            found[effect, list(turn.goals)] = worlds.count(bits).sum(axis=-1)
    return Effects(*(found / (worlds.worlds * worlds.blocks)))


def helped_by_block(net: InfluenceWorlds, worlds: WorldBits, starts: Sequence[Start]) -> NDArray[np.float64]:
    """Blocks × goals: the share of worlds in which each goal is helped."""
    found = np.zeros((worlds.blocks, len(net.goals)))
    places = net.places
    for turn in reached_goals(net.signed, worlds, places):
        found[:, list(turn.goals)] = worlds.count(_together(turn, places, worlds, starts).helps).T / worlds.worlds
    return found


def told_otherwise(net: InfluenceWorlds, goals: Goals, worlds: WorldBits, starts: Sequence[Start]) -> NDArray[np.float64]:
    """By goal, of the worlds in which it is helped or hurt, the share in which some longer path disagrees."""
    found = np.zeros(len(goals.nodes))
    shortest = reached_goals(net.signed, worlds, goals)
    for turn, also in zip(shortest, reached_goals(net.signed, worlds, goals, every_walk=True), strict=True):
        near, wide = _together(turn, goals, worlds, starts), _together(also, goals, worlds, starts)
        decided = worlds.count(near.helps | near.hurts).sum(axis=-1)
        disputed = worlds.count((near.helps & ~wide.helps) | (near.hurts & ~wide.hurts)).sum(axis=-1)
        found[list(turn.goals)] = disputed / np.maximum(decided, 1)
    return found


def _together(turn: Reached, goals: Goals, worlds: WorldBits, starts: Sequence[Start]) -> _Verdicts:
    """Helped where one start helps and none hurts, and the other way round; else contested where any is, or some help and some hurt."""
    shape = (len(turn.goals), worlds.bits.shape[1])
    planes = [np.zeros(shape, dtype=np.uint64) for _ in range(4)]
    lane = {goals.nodes[place]: row for row, place in enumerate(turn.goals)}
    for start in starts:
        told = turn.of([start], worlds)
        for into, bits in zip(planes, told or (), strict=False):
            if bits is not None:
                np.bitwise_or(into, bits, out=into)
        if start.node in lane and start.condition >= 0:
            row, wanted = lane[start.node], goals.wanted[turn.goals[lane[start.node]]]
            direct = planes[{1: 0, -1: 1}.get(start.pushed * wanted, 3)]
            direct[row] |= worlds.bits[start.condition]
    helps, hurts, contested, not_stated = planes
    decided = helps | hurts
    contested = (helps & hurts) | (contested & ~decided)
    return _Verdicts(helps & ~hurts, hurts & ~helps, contested, not_stated & ~(decided | contested))
