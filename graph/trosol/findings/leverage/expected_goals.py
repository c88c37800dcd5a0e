"""Expected goals helped, and what happens to each goal: probabilities from worlds that were drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.base_worlds import BASE_WORLDS, fitting_worlds
from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.measures.influence.possible_worlds import Start, WorldBits, reached_goals

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BASE_WORLDS", "EFFECTS", "effect_shares", "expected_goals", "fitting_worlds", "reaches_any"]

EFFECTS = ("helps", "hurts", "contested", "not_stated")
"""What a push does to a goal, in the order in which verdicts come."""

Starts = Sequence[Sequence[Start]]


def expected_goals(net: InfluenceWorlds, worlds: WorldBits, starts: Starts) -> NDArray[np.float64]:
    """Weighted goals helped on average, blocks × sets of starts."""
    found = np.zeros((len(starts), worlds.blocks))
    weights = net.goal_weights
    for turn in reached_goals(net.signed, worlds, net.places):
        own = weights[list(turn.goals)]
        for row, members in enumerate(starts):
            told = turn.of(members, worlds)
            if told is not None and told.helps is not None:
                found[row] += own @ worlds.count(told.helps)
    shares: NDArray[np.float64] = found.T / worlds.worlds
    return shares


def effect_shares(net: InfluenceWorlds, worlds: WorldBits, starts: Starts) -> NDArray[np.float64]:
    """The share of worlds in which each effect holds: effects × sets of starts × goals, over all blocks."""
    found = np.zeros((len(EFFECTS), len(starts), len(net.goals)))
    for turn in reached_goals(net.signed, worlds, net.places):
        goals = list(turn.goals)
        for row, members in enumerate(starts):
            told = turn.of(members, worlds)
            for effect, bits in enumerate(told or ()):
                if bits is not None:
                    found[effect, row, goals] = worlds.count(bits).sum(axis=-1)
    return found / (worlds.worlds * worlds.blocks)


def reaches_any(net: InfluenceWorlds, starts: Starts) -> tuple[bool, ...]:
    """Whether any path leads from each set of starts to a goal, whatever its sign, if all claims hold."""
    every = WorldBits(np.full((len(net.claims), 1), 0xFFFFFFFFFFFFFFFF, dtype=np.uint64), 1)
    turns = list(reached_goals(net.signed, every, net.places))
    return tuple(any(turn.of(members, every) is not None for turn in turns) for members in starts)
