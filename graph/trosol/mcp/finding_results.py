"""What the tools of findings give: rows with their tiers, intervals and claims, short enough to be read by an assistant."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from trosol.findings import Centrality, Gatekeepers, Leverage, Matrix, Scenario
from trosol.findings.scenario.outcome import Outcome
from trosol.mcp.tool_results import Data

__all__ = [
    "Cell",
    "Central",
    "Centralities",
    "Effect",
    "Expected",
    "Gate",
    "Gates",
    "LeverageFound",
    "MatrixFound",
    "MeasuredBy",
    "ScenarioFound",
    "Table",
    "centralities",
    "gates",
    "leverage_found",
    "matrix_found",
    "scenario_found",
]

_CLAIMS = 20
"""Claims of a row that are named, the costliest first."""
_FEW_CLAIMS = 5


class Effect(BaseModel):
    """What a scenario does to one goal, in shares of possible worlds; what is missing to 1 is worlds without a path."""

    id: str
    label: str
    helps: float
    hurts: float
    contested: float
    not_stated: float
    sentence: str
    claims: list[str]


class ScenarioFound(Data):
    """A scenario, or why there is none. It is no forecast: shares say how far what is claimed supports an effect."""

    sentence: str
    score: float = Field(description="Weighted goals helped on average")
    interval: list[float] = Field(description="Where the middle 90 % of draws of weights and passages put the score")
    goals: list[Effect]
    goals_in_all: int
    links_left_out: int = Field(description="Links on the paths whose sign is not recorded")
    snapshot: str


class Cell(BaseModel):
    """A cell of a matrix that holds a claim."""

    row: str
    column: str
    status: str
    sentence: str
    claims: list[str]


class MatrixFound(Data):
    """Two kinds against each other. A pair that is not among the cells: no claim was recorded, which is not that nothing is done."""

    sentence: str
    rows: list[str]
    columns: list[str]
    cells: list[Cell]
    snapshot: str


class Gate(BaseModel):
    """One actor at a gate. ``named``: claims that call it a gatekeeper, with their hedges. ``weight``: expected goals helped if it opened."""

    id: str
    label: str
    tier: str | None = Field(description="nothing here is reliably ahead of A; null: cannot be told apart")
    sentence: str
    named: list[str]
    hedges: list[str]
    blocks: list[dict[str, Any]]
    weight: float
    weight_without_naming: float
    by_rule: list[str]
    say_over: list[str]
    aimed_at: list[str]
    against: list[str]


class Gates(Data):
    """Who holds the gates. Never give a tier without the sentence; whole sectors stand apart, for nobody there can say no."""

    sentence: str
    cards: list[Gate]
    sectors: list[Gate]
    snapshot: str


class Expected(BaseModel):
    """One row of a table of leverage. Rows of one tier cannot be told apart; never give an order among them."""

    id: str
    label: str
    tier: str | None = Field(description="nothing in its table is reliably ahead of A; null where none can be told apart")
    score: float = Field(description="Goals helped on average, each claim holding with its weight")
    interval: list[float] = Field(description="Where the middle 90 % of draws of weights and passages put the score")
    sentence: str
    claims: list[str]
    hinges: list[str] = Field(description="Single claims without which its tier would be another")


class Table(BaseModel):
    """A table of one kind; ranks never run across kinds."""

    kind: str
    label: str
    tiers_sentence: str
    rows: list[Expected]
    rows_in_all: int
    not_coded_onward: list[str] = Field(description="Ids from which no claim leads to a goal: silence, not uselessness")


class LeverageFound(Data):
    """Leverage by kind, or why there is none; ``questions`` say what must be true."""

    tables: list[Table]
    notes: list[str]
    questions: list[str]
    snapshot: str


class Central(BaseModel):
    """One node by one measure; equals share the best rank. ``claims``: some of those that its links rest on."""

    id: str
    label: str
    kind: str
    rank: int
    value: float
    claims: list[str]


class MeasuredBy(BaseModel):
    """The first nodes by one measure. ``ties_left_out``: more that share the last rank shown."""

    measure: str
    reads: str = Field(description="What a high value says")
    value_is: str
    trap: str = Field(description="What it must not be taken for")
    first: list[Central]
    ties_left_out: int


class Centralities(Data):
    """Several measures side by side: never one centrality. ``left_out``: measures that are not there, and why."""

    network: str
    an_edge_says: str
    sentence: str
    measures: list[MeasuredBy]
    indices: dict[str, Any]
    left_out: dict[str, str]
    snapshot: str


def centralities(found: Centrality, k: int) -> Centralities:
    """The first k by each measure; where more tie, at most three times as many are shown."""
    rows = []
    for note in found.measures:
        ranks, top = found.ranks(note.name), found.top(note.name, k)
        first = [
            Central(
                id=node.id,
                label=node.label,
                kind=node.kind,
                rank=ranks[node.id] or 0,
                value=found.scores[node.id][note.name] or 0.0,
                claims=list(node.claims[:_FEW_CLAIMS]),
            )
            for node in top[: 3 * k]
        ]
        rows.append(
            MeasuredBy(
                measure=note.name,
                reads=note.reads,
                value_is=note.value_is,
                trap=note.trap,
                first=first,
                ties_left_out=len(top) - len(first),
            )
        )
    return Centralities(
        network=found.network,
        an_edge_says=found.reads,
        sentence=found.sentence,
        measures=rows,
        indices=found.indices.to_json(),
        left_out=dict(found.left_out),
        snapshot=found.snapshot,
    )


def scenario_found(found: Scenario, most: int) -> ScenarioFound:
    """The likeliest goals; goals as likely as the last of them are shown too."""

    def decided(row: Outcome) -> float:
        return round(row.helps + row.hurts + row.contested, 3)

    floor = decided(found.goals[most - 1]) if len(found.goals) > most else 0.0
    return ScenarioFound(
        sentence=found.sentence,
        score=round(found.score, 3),
        interval=[round(end, 3) for end in found.interval],
        goals=[
            Effect(
                id=row.id,
                label=row.label,
                helps=round(row.helps, 3),
                hurts=round(row.hurts, 3),
                contested=round(row.contested, 3),
                not_stated=round(row.not_stated, 3),
                sentence=row.sentence,
                claims=list(row.claims[:_CLAIMS]),
            )
            for row in found.goals
            if decided(row) >= floor
        ],
        goals_in_all=len(found.goals),
        links_left_out=len(found.left_out),
        snapshot=found.snapshot,
    )


def matrix_found(found: Matrix) -> MatrixFound:
    """Every cell that holds a claim."""
    return MatrixFound(
        sentence=found.sentence,
        rows=[row.id for row in found.rows],
        columns=[column.id for column in found.columns],
        cells=[
            Cell(row=each.row, column=each.column, status=each.status, sentence=each.sentence, claims=list(each.claims[:_CLAIMS]))
            for each in found.cells
        ],
        snapshot=found.snapshot,
    )


def leverage_found(found: Leverage, most: int) -> LeverageFound:
    """The first rows of each table; rows of the same score as the last of them are shown too."""
    tables = []
    for each in found.kinds:
        floor = each.ranking[most - 1].score if len(each.ranking) > most else 0.0
        rows = [row for row in each.ranking if row.score >= floor]
        tables.append(
            Table(
                kind=each.kind,
                label=each.label,
                tiers_sentence=each.tiers_sentence,
                rows=[
                    Expected(
                        id=row.id,
                        label=row.label,
                        tier=row.tier,
                        score=round(row.score, 3),
                        interval=[round(end, 3) for end in row.interval],
                        sentence=row.sentence,
                        claims=list(row.claims[:_CLAIMS]),
                        hinges=list(row.hinges[:_CLAIMS]),
                    )
                    for row in rows
                ],
                rows_in_all=len(each.ranking),
                not_coded_onward=list(each.not_coded_onward),
            )
        )
    return LeverageFound(
        tables=tables,
        notes=[each for each in (found.not_enough, found.about.note, found.meadows) if each],
        questions=[line.sentence for line in found.prompts.must_be_true[:most]],
        snapshot=found.snapshot,
    )


def gates(result: Gatekeepers) -> Gates:
    """The cards of a result."""
    cards, sectors = (
        [Gate(**{name: card[name] for name in Gate.model_fields}) for card in (row.to_json() for row in rows)]
        for rows in (result.cards, result.aggregates)
    )
    return Gates(sentence=result.not_enough or result.tiers_sentence, cards=cards, sectors=sectors, snapshot=result.snapshot)
