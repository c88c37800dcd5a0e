"""A table of leverage in one line: what it is called, its tiers, and who they are where they cannot be told apart."""

from __future__ import annotations

from collections.abc import Callable

from trosol.findings.leverage.leverage_result import LeverageTable
from trosol.findings.leverage.sentences import in_figures, tiers_sentence
from trosol.findings.text import listed_in
from trosol.language import say_in

__all__ = ["table_line"]


def table_line(table: LeverageTable, name: str, label: Callable[[str], str], language: str = "en") -> str:
    """The line. ``name``: what the table is called in the language; ``label``: of an entity by id."""
    told = tiers_sentence(table, label, language)
    helping = [row for row in table.ranking if row.score > 0]
    if len(helping) < 2 or any(row.tier for row in helping):
        return f"{name}. {told}"
    names = listed_in([f"{label(row.id)} ({in_figures(row.score)})" for row in helping], language)
    return f"{name}. {told} {say_in(language, 'Goals helped: {names}.', names=names)}"
