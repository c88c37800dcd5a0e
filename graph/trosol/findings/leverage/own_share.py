"""What each row of a table adds that no other row does, and how often longer paths disagree.

**Formula** (Owen 1977, values of games with a priori unions): Σ over goals of w · E[1[row helps] × 1/(wholes of the table of which some
row helps) × 1/(rows of its whole that help)]. It adds up to what anyone in the table helps, so that splitting a thing gains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.pushables import Pushable
from trosol.measures.influence.possible_worlds import Verdicts, WorldBits, reached_goals

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SHARED_WORLDS", "otherwise_shares", "owen", "own_shares"]

SHARED_WORLDS = 2048
"""Worlds that shares are counted in."""


def own_shares(net: InfluenceWorlds, worlds: WorldBits, tables: Sequence[Sequence[Pushable]]) -> list[NDArray[np.float64]]:
    """The own share of each row of each table."""
    found = [np.zeros(len(rows)) for rows in tables]
    for turn in reached_goals(net.signed, worlds, net.places):
        for rows, shares in zip(tables, found, strict=True):
            told = [
                (place, each.helps)
                for place, row in enumerate(rows)
                if (each := turn.of(row.starts, worlds)) and each.helps is not None
            ]
            if not told:
                continue
            places = [place for place, _ in told]
            bits = np.stack([helps for _, helps in told])
            wholes = np.array([rows[place].whole for place in places])
            for lane, goal in enumerate(turn.goals):
                helps = np.unpackbits(bits[:, lane].view(np.uint8), axis=1).astype(bool)
                shares[places] += net.goals[goal].weight * owen(helps, wholes)
    return found


def owen(helps: NDArray[np.bool_], wholes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shares of rows in one goal, from rows × worlds in which each helps and the number of each row's whole.

    >>> owen(np.array([[True, True], [True, False], [True, False]]), np.array([0, 0, 1])).tolist()
    [0.625, 0.125, 0.25]
    """
    names, group = np.unique(wholes, return_inverse=True)
    own = helps.astype(np.float32)
    inside = (group == np.arange(len(names))[:, None]).astype(np.float32) @ own
    across = np.maximum((inside > 0).sum(axis=0, dtype=np.float32), 1)
    shares: NDArray[np.float64] = (own / (np.maximum(inside, 1)[group] * across)).mean(axis=1, dtype=np.float64)
    return shares


def otherwise_shares(net: InfluenceWorlds, worlds: WorldBits, rows: Sequence[Pushable]) -> NDArray[np.float64]:
    """Of what each row helps, the share (0 to 1) that some longer path also tells otherwise; 0 where it helps nothing."""
    helped, disputed = np.zeros(len(rows)), np.zeros(len(rows))
    shortest = reached_goals(net.signed, worlds, net.places)
    walks = reached_goals(net.signed, worlds, net.places, every_walk=True)
    for turn, also in zip(shortest, walks, strict=True):
        weights = net.goal_weights[list(turn.goals)]
        for place, row in enumerate(rows):
            told, wider = turn.of(row.starts, worlds), also.of(row.starts, worlds)
            if told is None or told.helps is None or wider is None:
                continue
            helped[place] += weights @ worlds.count(told.helps).sum(axis=-1)
            for bits in _against(wider):
                disputed[place] += weights @ worlds.count(told.helps & bits).sum(axis=-1)
    shares: NDArray[np.float64] = disputed / np.maximum(helped, 1e-12)
    return shares


def _against(told: Verdicts) -> list[NDArray[np.uint64]]:
    """Worlds in which some walk hurts; the two verdicts exclude each other."""
    return [bits for bits in (told.hurts, told.contested) if bits is not None]
