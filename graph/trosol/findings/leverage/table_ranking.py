"""A table of leverage as a ranking, for findings that compare places: the rank is that of the score, the interval that of the joint draws."""

from __future__ import annotations

from trosol.findings.leverage.leverage_result import LeverageTable
from trosol.findings.result import Provenance, Ranked, Ranking
from trosol.table import Rows

__all__ = ["table_ranking"]


def table_ranking(table: LeverageTable, about: Provenance) -> Ranking:
    """The rows of a table in order; ``p_top`` is the share of draws in which nothing is above a row, and k is 1."""
    scores = [round(row.score, 9) for row in table.ranking]
    rows = [
        Ranked(
            id=row.id,
            label=row.label,
            rank=(rank := 1 + sum(score > own for score in scores)),
            band=(min(rank, row.rank_interval[0]), max(rank, row.rank_interval[1])),
            p_top=row.first_share,
            score=row.score,
            claims=row.claims,
            voices=row.voices,
            sentence=row.sentence,
        )
        for row, own in zip(table.ranking, scores, strict=True)
    ]
    return Ranking(
        ranking=Rows(rows, Ranked),
        k=1,
        network=about.network,
        measure="expected goals helped",
        lens=about.lens,
        resamples=about.draws,
        seed=about.seed,
        snapshot=about.snapshot,
    )
