"""Both ways to search backwards give the same bits, whatever the network."""

from __future__ import annotations

import numpy as np
import pytest

from trosol.measures.influence.backward_search import any_of, search_by_node, search_by_pair
from trosol.measures.influence.possible_worlds import SignedEdges, _incoming


@pytest.mark.parametrize("every_walk", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_searching_by_pairs_and_by_nodes_finds_the_same(seed: int, every_walk: bool) -> None:
    """Signed networks with loops, parallel edges, edges that only begin a path and twins; worlds of one, two and seven words."""
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
    goals = rng.choice(nodes, 5, replace=False).tolist()
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
