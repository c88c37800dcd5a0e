"""No cut splits a tie by the alphabet: what is shown holds all that tie with its last, or none of them."""

from __future__ import annotations

import pytest

from trosol.findings.whole_ties import whole_ties
from trosol.views.charts.bars import ScoreBar, bars

SCORES = (3.0, 2.0, 2.0, 1.0, 0.1 + 0.2, 0.3, 0.3, 0.0)


@pytest.mark.parametrize("most", range(10))
@pytest.mark.parametrize("room", [None, 1, 3, 6])
def test_what_is_left_out_scores_less_than_all_that_is_shown(most: int, room: int | None) -> None:
    shown = whole_ties(SCORES, most, lambda score: score, room)
    left = SCORES[len(shown) :]
    assert not shown or not left or min(shown) > max(left) + 1e-9
    assert len(shown) >= min(most, len(SCORES)) or room is not None
    assert room is None or len(shown) <= max(room, most)


@pytest.mark.parametrize("ids", ["abcdef", "fedcba"])
def test_a_chart_shows_the_same_whatever_ids_are(ids: str) -> None:
    """Six rows, of which four tie for the second place; a chart of three has room for five."""
    rows = [ScoreBar(key, key, score, 0, score) for key, score in zip(ids, (3, 2, 2, 2, 2, 1), strict=True)]
    shown = [each["score"] for each in _values(bars(rows, most=3))]
    assert sorted(shown) == [2, 2, 2, 2, 3]


def _values(spec: dict[str, object]) -> list[dict[str, float]]:
    layers = spec["layer"]
    assert isinstance(layers, list)
    return list(layers[0]["data"]["values"])
