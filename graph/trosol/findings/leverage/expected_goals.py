"""Expected goals helped, and what happens to each goal: probabilities from worlds that were drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.measures.influence.possible_worlds import Reached, Start, WorldBits, reached_goals

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["EFFECTS", "effect_shares", "expected_goals", "reaches_any", "rows_by_node", "rows_in"]

EFFECTS = ("helps", "hurts", "contested", "not_stated")
"""What a push does to a goal, in the order in which verdicts come."""

Starts = Sequence[Sequence[Start]]


def rows_by_node(starts: Starts) -> dict[int, list[int]]:
    """Numbers of the sets of starts that each node is in."""
    found: dict[int, list[int]] = {}
    for row, members in enumerate(starts):
        for start in members:
            found.setdefault(start.node, []).append(row)
    return found


def rows_in(turn: Reached, by_node: Mapping[int, Sequence[int]]) -> list[int]:
    """Numbers of the sets of starts that reach a goal of this turn."""
    return sorted({row for node in turn.nodes for row in by_node.get(node, ())})


def expected_goals(net: InfluenceWorlds, worlds: WorldBits, starts: Starts) -> NDArray[np.float64]:
    """Weighted goals helped on average, blocks × sets of starts."""
    found = np.zeros((len(starts), worlds.blocks))
    weights, by_node = net.goal_weights, rows_by_node(starts)
    for turn in reached_goals(net.signed, worlds, net.places, asked=by_node):
        own = weights[list(turn.goals)]
        for row in rows_in(turn, by_node):
            helps = turn.helped(starts[row], worlds)
            if helps is not None:
                # Each goal in its place, so that equal rows add up alike.
                helped = np.zeros((len(own), worlds.blocks), dtype=np.int64)
                helped[helps[0]] = worlds.count(helps[1])
                found[row] += own @ helped
    shares: NDArray[np.float64] = found.T / worlds.worlds
    return shares


def effect_shares(net: InfluenceWorlds, worlds: WorldBits, starts: Starts) -> NDArray[np.float64]:
    """The share of worlds in which each effect holds: effects × sets of starts × goals, over all blocks."""
    found, by_node = np.zeros((len(EFFECTS), len(starts), len(net.goals))), rows_by_node(starts)
    for turn in reached_goals(net.signed, worlds, net.places, asked=by_node):
        goals = np.array(turn.goals)
        for row in rows_in(turn, by_node):
            told = turn.told(starts[row], worlds)
            for effect, bits in enumerate(told.verdicts if told else ()):
                if told is not None and bits is not None:
                    found[effect, row, goals[told.lanes]] = worlds.count(bits).sum(axis=-1)
    return found / (worlds.worlds * worlds.blocks)


def reaches_any(net: InfluenceWorlds, starts: Starts) -> tuple[bool, ...]:
    """Whether any path leads from each set of starts to a goal, whatever its sign, if all claims hold."""
    every = WorldBits(np.full((len(net.claims), 1), 0xFFFFFFFFFFFFFFFF, dtype=np.uint64), 1)
    found, by_node = set[int](), rows_by_node(starts)
    for turn in reached_goals(net.signed, every, net.places, asked=by_node):
        found.update(rows_in(turn, by_node))
    return tuple(row in found for row in range(len(starts)))
