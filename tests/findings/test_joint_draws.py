"""The draws that leverage holds for what is made of its result, and where tiers part."""

from __future__ import annotations

import numpy as np
import pytest

from trosol.ecosystem import Ecosystem
from trosol.findings import leverage
from trosol.findings.leverage import group_removals, joint_draws
from trosol.findings.tiers import BEATS, beaten, tier_numbers


def test_draws_that_are_held_are_those_that_would_be_made(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    levers = leverage(wales.snapshot, draws=20, worlds=64)
    group_removals._drawn.cache_clear()
    held = group_removals.drawn_rows(wales.snapshot, levers)
    monkeypatch.setattr(joint_draws, "_HELD", {})
    group_removals._drawn.cache_clear()
    made = group_removals.drawn_rows(wales.snapshot, levers)
    assert held is not None
    assert made is not None
    assert held.rows == made.rows
    assert (held.scores == made.scores).all()
    assert len({tuple(column) for column in held.scores.T.tolist()}) > 20


def test_a_row_beats_another_at_the_line_and_never_where_they_are_equal() -> None:
    drawn = np.array([[2.0, 1.0, 1.0]] * 18 + [[1.0, 1.0, 1.0]] * 2)
    shares = beaten(drawn)
    assert shares.tolist() == [[0.0, 0.9, 0.9], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    assert shares[0, 1] == BEATS
    assert tier_numbers(shares) == (0, 1, 1)
    assert tier_numbers(shares - 0.01) == (0, 0, 0)
