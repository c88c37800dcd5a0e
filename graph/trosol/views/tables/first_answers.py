"""The three answers of a first screen: which difficulty to ease first, which action helps most, and who is in the way.

Each is a finding of its own, in one sentence that leads with the answer, with how far its order holds; the screens that it points to show the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.gatekeepers.gate_sentences import gate_tiers_sentence
from trosol.findings.leverage.leverage_result import Leverage, LeverageRow, LeverageTable
from trosol.findings.leverage.sentences import in_figures
from trosol.findings.portfolio.matrix import Matrix
from trosol.findings.text import listed_in
from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot
from trosol.views.tables.strength import evidence_strength, order_strength

__all__ = ["FirstAnswer", "first_answers", "table_answer"]

_DIFFICULTY = "difficulty"
_NAMED = 4


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """One answer.

    ``finding``: ``leverage`` or ``gatekeepers``; ``table``: the kind of the rows, empty for gatekeepers. ``rows``: who or what it names,
    by id. ``strength``: dots, up to three.
    """

    finding: str
    table: str
    sentence: str
    rows: tuple[str, ...]
    claims: tuple[str, ...]
    strength: int


def first_answers(
    snapshot: Snapshot, levers: Leverage, gates: Gatekeepers, matrix: Matrix, language: str = "en"
) -> tuple[FirstAnswer, ...]:
    """Answers for the kinds that the matrix holds against each other, then the gatekeepers; what has no answer is left out."""

    def label(key: str) -> str:
        return snapshot.entity(key).label(language)

    total = sum(goal.weight for goal in levers.goals)
    tables = {table.kind: table for table in levers.kinds}
    found = [
        _of_table(snapshot, tables[kind], matrix, total, label, language)
        for kind in dict.fromkeys((matrix.row_kind, matrix.column_kind))
        if kind in tables and any(row.score > 0 for row in tables[kind].ranking)
    ]
    cards = [card for card in gates.cards if card.named or card.weight > 0]
    if cards:
        first = [card for card in cards if card.tier in (None, "A")]
        claims = tuple(dict.fromkeys(key for card in first for key in card.claims))
        sentence = gate_tiers_sentence(gates.cards, label, language)
        rows = tuple(card.id for card in first)
        found.append(FirstAnswer("gatekeepers", "", sentence, rows, claims, evidence_strength(snapshot, claims)))
    return tuple(found)


def _of_table(
    snapshot: Snapshot, table: LeverageTable, matrix: Matrix, total: float, label: Callable[[str], str], language: str
) -> FirstAnswer:
    rows = [row for row in table.ranking if row.score > 0]
    first = [row for row in rows if row.tier == "A"] or rows
    sentence = table_answer(snapshot, table, total, language)
    if table.group == _DIFFICULTY:
        sentence = f"{sentence} {_with_which(first, matrix, label, language)}"
    claims = tuple(dict.fromkeys(key for row in first for key in (*row.hinges, *row.claims)))
    return FirstAnswer("leverage", table.kind, sentence, tuple(row.id for row in first), claims, order_strength(table))


def table_answer(snapshot: Snapshot, table: LeverageTable, total: float, language: str = "en") -> str:
    """What a table of leverage answers, in one sentence. ``total``: the weight of all goals."""
    rows = [row for row in table.ranking if row.score > 0]
    first = [row for row in rows if row.tier == "A"] or rows
    if not rows:
        return say_in(language, "None of these is claimed to help a goal.")

    def label(key: str) -> str:
        return snapshot.entity(key).label(language)

    kind = next((kind.label(language) for kind in snapshot.ontology.kinds if kind.name == table.kind), table.label)
    values = {"number": len(table.ranking) + len(table.folded) + len(table.not_coded_onward), "kind": kind[:1].lower() + kind[1:]}
    names = listed_in([f"“{label(row.id)}”" for row in first], language, _NAMED)
    top = rows[0]
    figures = {
        "name": f"“{label(top.id)}”",
        "score": in_figures(top.score),
        "goals": counted_in(language, in_figures(total), "goal"),
    }
    if len(rows) == 1:
        return say_in(language, "Only {name} would help a goal, by what is claimed.", name=figures["name"])
    if len(first) == len(rows):
        return say_in(
            language,
            "Highest score: {name}, {score} of {goals}; but the {apart} cannot be told apart.",
            apart=len(rows),
            **figures,
        )
    if table.group == _DIFFICULTY:
        return say_in(
            language,
            "Of {number} {kind}, the goals would be helped most if {names} were eased, by what is claimed.",
            names=names,
            **values,
        )
    return say_in(language, "Of {number} {kind}, {names} would help the goals most, by what is claimed.", names=names, **values)


def _with_which(first: list[LeverageRow], matrix: Matrix, label: Callable[[str], str], language: str) -> str:
    """Which of the matrix's columns are claimed to address what comes first."""
    actions = [side.id for side in matrix.columns if any((cell := matrix.cell(row.id, side.id)) and cell.claims for row in first)]
    if not actions:
        return say_in(language, "None of the actions beside them is claimed to address that.")
    names = listed_in([f"“{label(key)}”" for key in actions], language, _NAMED)
    return say_in(language, "Claimed to address that: {names}.", names=names)
