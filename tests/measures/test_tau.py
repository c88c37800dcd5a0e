"""Kendall's tau-b over all pairs is scipy's, whatever is tied."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from trosol.measures.stability.rank_stability import _ALL_PAIRS, _tau

pairs = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=2, max_size=40)


@given(pairs)
def test_the_definition_equals_scipys(rows: list[tuple[int, int]]) -> None:
    first, second = np.array(rows).T
    expected = kendalltau(first, second).statistic
    if isnan(expected):
        assert isnan(_tau(first, second))
    else:
        assert _tau(first, second) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("nodes", [_ALL_PAIRS - 1, _ALL_PAIRS, _ALL_PAIRS + 1])
def test_both_ways_agree_where_they_meet(nodes: int) -> None:
    chance = np.random.default_rng(1)
    first, second = chance.integers(1, nodes, nodes), chance.integers(1, nodes, nodes)
    assert _tau(first, second) == pytest.approx(kendalltau(first, second).statistic, abs=1e-12)


def test_all_tied_is_not_defined_in_either_way() -> None:
    for nodes in (5, _ALL_PAIRS + 1):
        assert isnan(_tau(np.ones(nodes, dtype=int), np.arange(nodes)))
