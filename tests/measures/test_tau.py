"""Kendall's tau-b over all pairs is scipy's, whatever is tied."""

from __future__ import annotations

from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trosol.measures.stability.rank_stability import _ALL_PAIRS, _tau


def of_scipy(first: Any, second: Any) -> float:
    from scipy.stats import kendalltau  # takes a second to import, and every process that runs tests reads this file

    return float(kendalltau(first, second).statistic)


pairs = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=2, max_size=40)


@given(pairs)
def test_the_definition_equals_scipys(rows: list[tuple[int, int]]) -> None:
    first, second = np.array(rows).T
    expected = of_scipy(first, second)
    if isnan(expected):
        assert isnan(_tau(first, second))
    else:
        assert _tau(first, second) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("nodes", [_ALL_PAIRS - 1, _ALL_PAIRS, _ALL_PAIRS + 1])
def test_both_ways_agree_where_they_meet(nodes: int) -> None:
    rng = np.random.default_rng(1)
    first, second = rng.integers(1, nodes, nodes), rng.integers(1, nodes, nodes)
    assert _tau(first, second) == pytest.approx(of_scipy(first, second), abs=1e-12)


def test_all_tied_is_not_defined_in_either_way() -> None:
    for nodes in (5, _ALL_PAIRS + 1):
        assert isnan(_tau(np.ones(nodes, dtype=int), np.arange(nodes)))
