"""Both ways to search backwards give the same bits, whatever the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from one_or_more import one_or_more
from trosol.measures.influence import possible_worlds
from trosol.measures.influence.backward_search import any_of, search_by_node, search_by_pair
from trosol.measures.influence.possible_worlds import (
    Goals,
    SignedEdges,
    Start,
    WorldBits,
    _incoming,
    draw_worlds,
    reached_goals,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


def made(seed: int) -> tuple[SignedEdges, NDArray[np.uint64], list[int]]:
    """A signed network with loops, parallel edges, edges that only begin a path and twins; worlds of one, two and seven words; goals."""
    rng = np.random.default_rng(seed)
    nodes, edges, words = 14, int(rng.integers(5, 50)), (1, 2, 7)[seed % 3]
    signed = SignedEdges(
        nodes,
        rng.integers(0, nodes, edges).astype(np.int32),
        rng.integers(0, nodes, edges).astype(np.int32),
        rng.choice([-1, 0, 1, 1], edges).astype(np.int8),
        rng.random(edges) < 0.3,
        rng.random(edges) < 0.1,
    )
    bits = rng.integers(0, 2**64, (edges, words), dtype=np.uint64) & rng.integers(0, 2**64, (edges, words), dtype=np.uint64)
    bits[rng.random(edges) < 0.2] = 0
    return signed, bits, rng.choice(nodes, 5, replace=False).tolist()


@pytest.mark.parametrize("every_walk", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_searching_by_pairs_and_by_nodes_finds_the_same(seed: int, every_walk: bool) -> None:
    signed, bits, goals = made(seed)
    words = bits.shape[1]
    incoming, twins = _incoming(signed)
    by_node = search_by_node(goals, incoming, twins, bits, every_walk)
    by_pair = search_by_pair(goals, incoming, twins, bits, every_walk)
    assert set(by_pair) == set(by_node)
    for node, (lanes, *parts) in by_pair.items():
        held = any_of(*parts)
        assert held is not None and held.any(axis=1).all(), "no lane without a world"
        for part, whole in zip(parts, by_node[node][1:], strict=True):
            spread = np.zeros((5, words), dtype=np.uint64)
            spread[lanes] = 0 if part is None else part
            assert (spread == (0 if whole is None else whole)).all()


@pytest.mark.parametrize("seed", range(6))
def test_what_helps_is_what_is_told_of_it_whoever_else_is_asked_for(seed: int) -> None:
    signed, bits, nodes = made(seed)
    rng = np.random.default_rng(seed + 100)
    worlds, goals = WorldBits(bits, 1), Goals(tuple(nodes), tuple(rng.choice([-1, 0, 1], 5).tolist()))
    starts = [
        [
            Start(int(node), int(rng.choice([-1, 1])), int(rng.integers(-1, len(bits))))
            for node in rng.choice(14, many, replace=False)
        ]
        for many in (1, 1, 1, 2, 3)
    ]
    asked = {start.node for some in starts for start in some}
    for all_of_them, few in one_or_more(
        zip(reached_goals(signed, worlds, goals), reached_goals(signed, worlds, goals, asked=asked), strict=True)
    ):
        for some in one_or_more(starts):
            told, helps = all_of_them.told(some, worlds), few.helped(some, worlds)
            wanted = np.zeros((len(few.goals), bits.shape[1]), dtype=np.uint64)
            found = wanted.copy()
            if told is not None and told.verdicts.helps is not None:
                wanted[told.lanes] = told.verdicts.helps
            if helps is not None:
                found[helps[0]] = helps[1]
            assert (found == wanted).all()


@pytest.mark.parametrize("coupled", [False, True])
def test_worlds_are_the_same_however_many_edges_are_drawn_at_a_time(coupled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    tables = [rng.choice([0.0, 0.2, 0.5, 0.77, 1.0], (blocks, 30)) for blocks in (4, 4 if coupled else 3)]
    drawn = []
    for words in (1 << 17, 1):
        monkeypatch.setattr(possible_worlds, "_DRAWN_WORDS", words)
        drawn.append([*draw_worlds(tables, 100, np.random.default_rng(1), coupled=coupled, digits=7), *_streams(tables, coupled)])
    for many, alone in one_or_more(zip(*drawn, strict=True)):
        assert (many.bits == alone.bits).all()


def _streams(tables: list[NDArray[np.float64]], coupled: bool) -> tuple[WorldBits, ...]:
    """With a stream of its own for each edge."""
    return draw_worlds(tables, 100, [np.random.default_rng([2, edge]) for edge in range(30)], coupled=coupled, digits=7)
