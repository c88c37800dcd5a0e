"""Expected goals helped, drawn: a bar for the score of each row, with its range and its tier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trosol.findings.leverage.leverage_result import LeverageRow
from trosol.views.charts.bars import ScoreBar, bars
from trosol.views.charts.vega_lite import MOST_BANDS

__all__ = ["score_bars", "score_intervals"]


def score_bars(rows: Sequence[LeverageRow], labels: Sequence[str]) -> list[ScoreBar]:
    """Rows of a table as bars, with their names in ``labels``."""
    return [
        ScoreBar(row.id, label, row.score, row.interval[0], row.interval[1], row.tier or "", row.score_equal_claims)
        for row, label in zip(rows, labels, strict=False)
    ]


def score_intervals(
    rows: Sequence[LeverageRow], labels: Sequence[str], language: str = "en", most: int = MOST_BANDS
) -> dict[str, Any]:
    """A picture of the first rows of a table, with their names in ``labels``; those of tier A are dark."""
    return bars(score_bars(rows, labels), language=language, most=most)
