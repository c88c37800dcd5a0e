"""The draws that leverage holds for what is made of its result, and where tiers part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from findings.test_leverage import claim, wider
from trosol.findings import leverage
from trosol.findings.leverage import group_removals, joint_draws
from trosol.findings.tiers import BEATS, beaten, tier_numbers
from trosol.networks.lens import Lens


def test_draws_that_are_held_are_used_and_are_those_that_would_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two lenses and two ecosystems that are held at once."""
    monkeypatch.setattr(joint_draws, "_HELD", {})
    monkeypatch.setattr(joint_draws, "_MOST", 3)
    first = wider(tmp_path / "one", claim("x1", "rota", "enables", "hope", mode="inferred")).snapshot
    second = wider(tmp_path / "two", claim("x1", "form", "enables", "hope")).snapshot
    asked = [(first, Lens()), (first, Lens(stated_only=True)), (second, Lens())]
    levers = [leverage(snapshot, lens, draws=20, worlds=64) for snapshot, lens in asked]
    assert len(joint_draws._HELD) == len(asked)
    with monkeypatch.context() as patched:
        patched.delattr(group_removals, "drawn_worlds")  # nothing can be drawn anew
        group_removals._drawn.cache_clear()
        held = [group_removals.drawn_rows(snapshot, each) for (snapshot, _), each in zip(asked, levers, strict=True)]
    joint_draws._HELD.clear()
    group_removals._drawn.cache_clear()
    for (snapshot, _), each, used in zip(asked, levers, held, strict=True):
        made = group_removals.drawn_rows(snapshot, each)
        assert used is not None
        assert made is not None
        assert used.rows == made.rows
        assert (used.scores == made.scores).all()
    assert len({each.scores.tobytes() for each in held if each}) == len(asked)


def test_a_row_beats_another_at_the_line_and_never_where_they_are_equal() -> None:
    drawn = np.array([[2.0, 1.0, 1.0]] * 18 + [[1.0, 1.0, 1.0]] * 2)
    shares = beaten(drawn)
    assert shares.tolist() == [[0.0, 0.9, 0.9], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    assert shares[0, 1] == BEATS
    assert tier_numbers(shares) == (0, 1, 1)
    assert tier_numbers(shares - 0.01) == (0, 0, 0)
