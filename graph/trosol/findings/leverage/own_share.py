"""What each row of a table adds that no other row does, and how often longer paths disagree.

**Formula** (Owen 1977, values of games with a priori unions): Σ over goals of w · E[1[row helps] × 1/(wholes of the table of which some
row helps) × 1/(rows of its whole that help)]. The sum over all rows is what any of them helps: nothing is gained by splitting one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.leverage.expected_goals import rows_by_node, rows_in
from trosol.findings.pushables import Pushable
from trosol.measures.influence.possible_worlds import Verdicts, WorldBits, reached_goals

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["otherwise_shares", "owen", "own_shares", "shared_words"]

_WORDS, _PAIRS = 32, 500_000
"""Words of worlds that shares are counted in, and rows × goals × words that there is time for."""


def shared_words(worlds: WorldBits, pairs: int) -> int:
    """How many words of these worlds shares are counted in, for so many pairs of a row and a goal: 2,048 worlds, fewer for very many."""
    return max(1, min(worlds.words, _WORDS, _PAIRS // max(1, pairs)))


def own_shares(net: InfluenceWorlds, worlds: WorldBits, tables: Sequence[Sequence[Pushable]]) -> list[NDArray[np.float64]]:
    """The own share of each row of each table."""
    found = [np.zeros(len(rows)) for rows in tables]
    by_node = [rows_by_node([row.starts for row in rows]) for rows in tables]
    for turn in reached_goals(net.signed, worlds, net.places, asked={node for nodes in by_node for node in nodes}):
        for rows, shares, nodes in zip(tables, found, by_node, strict=True):
            by_lane: dict[int, list[tuple[int, NDArray[np.uint64]]]] = {}
            for place in rows_in(turn, nodes):
                if (told := turn.helped(rows[place].starts, worlds)) is not None:
                    live = told[1].max(axis=1) > 0
                    for lane, bits in zip(told[0][live].tolist(), told[1][live], strict=True):
                        by_lane.setdefault(lane, []).append((place, bits))
            for lane, helped in sorted(by_lane.items()):
                places = [place for place, _ in helped]
                helps = np.unpackbits(np.stack([bits for _, bits in helped]).view(np.uint8), axis=1).astype(bool)
                wholes = np.array([rows[place].whole for place in places])
                shares[places] += net.goals[turn.goals[lane]].weight * owen(helps, wholes)
    return found


def owen(helps: NDArray[np.bool_], wholes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shares of rows in one goal, from rows × worlds in which each helps and the number of each row's whole.

    >>> owen(np.array([[True, True], [True, False], [True, False]]), np.array([0, 0, 1])).tolist()
    [0.625, 0.125, 0.25]
    """
    order = np.argsort(wholes, kind="stable")
    begins = np.flatnonzero(np.diff(wholes[order], prepend=-1))
    own = helps[order].astype(np.float32)
    inside = np.add.reduceat(own, begins, axis=0)
    across = np.maximum((inside > 0).sum(axis=0, dtype=np.float32), 1)
    group = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(order)))
    own /= np.maximum(inside, 1)[group]
    shares = np.empty(len(order))
    shares[order] = own @ (1 / across) / helps.shape[1]
    return shares


def otherwise_shares(net: InfluenceWorlds, worlds: WorldBits, rows: Sequence[Pushable]) -> NDArray[np.float64]:
    """Of what each row helps, the share (0 to 1) that some longer path also tells otherwise; 0 where it helps nothing."""
    helped, disputed = np.zeros(len(rows)), np.zeros(len(rows))
    by_node = rows_by_node([row.starts for row in rows])
    shortest = reached_goals(net.signed, worlds, net.places, asked=by_node)
    walks = reached_goals(net.signed, worlds, net.places, every_walk=True, asked=by_node)
    for turn, also in zip(shortest, walks, strict=True):
        weights = net.goal_weights[list(turn.goals)]
        for place in rows_in(turn, by_node):
            helps = turn.helped(rows[place].starts, worlds)
            wider = None if helps is None else also.told(rows[place].starts, worlds)
            if helps is None or wider is None:
                continue
            own = weights[helps[0]]
            helped[place] += own @ worlds.count(helps[1]).sum(axis=-1)
            same = np.searchsorted(wider.lanes, helps[0])  # what the shortest paths reach, some walk reaches
            for bits in _against(wider.verdicts):
                disputed[place] += own @ worlds.count(helps[1] & bits[same]).sum(axis=-1)
    shares: NDArray[np.float64] = disputed / np.maximum(helped, 1e-12)
    return shares


def _against(told: Verdicts) -> list[NDArray[np.uint64]]:
    """Worlds in which some walk hurts; the two verdicts exclude each other."""
    return [bits for bits in (told.hurts, told.contested) if bits is not None]
