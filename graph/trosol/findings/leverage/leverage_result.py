"""What leverage says: a table for each kind, with a row for each of its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trosol.findings.leverage.assumptions import Prompts
from trosol.findings.leverage.influence_dependence import Position
from trosol.findings.result import Provenance, WithProvenance
from trosol.findings.whole_ties import whole_ties
from trosol.plain import as_json
from trosol.table import Result, Rows, TableRow

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["GoalEffect", "GoalShares", "Leverage", "LeverageGoal", "LeverageRow", "LeverageTable", "WithoutHub"]

GoalShares = tuple[tuple[str, float], ...]
"""Goals by id, each with the share of worlds in which something happens to it; those with none left out."""

_BY_GOAL: Mapping[str, Any] = as_json(made=dict, digits=3)


@dataclass(frozen=True, slots=True, repr=False)
class LeverageGoal(TableRow):
    """A goal with its weight; the members of a family share the weight of one."""

    id: str
    label: str
    weight: float = field(metadata=as_json(digits=6))
    family: str | None


@dataclass(frozen=True, slots=True, repr=False)
class WithoutHub(TableRow):
    """The intermediate that costs a row most if nothing leaves it, and the score without it."""

    hub: str
    score: float = field(metadata=as_json(digits=3))


@dataclass(frozen=True, slots=True, repr=False)
class LeverageRow(TableRow):
    """One thing that can be pushed.

    ``score``: weighted goals helped on average. ``interval``: where the middle 90 % of the joint draws put it. ``tier``: under other
    weights and passages at once; ``tier_weights`` and ``tier_evidence`` under each alone; None where the table has but one.
    ``borderline``: whether the tier lies within two standard errors of another. ``rank_interval``: ranks in its table between which the middle
    90 % of the joint draws put it; ``first_share``: the share of them in which nothing in its table is above it. ``score_equal_claims``: the score at three claims;
    ``claims_leaving`` how many leave it, and where these are three or fewer it is the score itself. ``own_share``: its part of what
    anyone in the table helps. ``without_hub``: the score without its busiest intermediate. ``helps`` to ``not_stated``: share of worlds by
    goal. ``told_otherwise``: the share of what it helps that some longer path tells otherwise. ``pushed``: 1 strengthened, -1 eased;
    ``both_ways``: nobody says which is wanted, so that what it hurts is what easing it would help. ``parts``: what it consists of.
    ``under``: the row of the table that all its helping paths pass. ``hinges``: claims without which its tier would be another.
    ``claims``: those that its score rests on, the one that costs most first.
    """

    id: str
    label: str
    score: float = field(metadata=as_json(digits=3))
    interval: tuple[float, float] = field(metadata=as_json(digits=3))
    tier: str | None
    tier_weights: str | None
    tier_evidence: str | None
    borderline: bool
    rank_interval: tuple[int, int]
    first_share: float = field(metadata=as_json(digits=3))
    score_equal_claims: float = field(metadata=as_json(digits=3))
    claims_leaving: int
    own_share: float = field(metadata=as_json(digits=3))
    without_hub: WithoutHub | None
    helps: GoalShares = field(metadata=_BY_GOAL)
    hurts: GoalShares = field(metadata=_BY_GOAL)
    contested: GoalShares = field(metadata=_BY_GOAL)
    not_stated: GoalShares = field(metadata=_BY_GOAL)
    told_otherwise: float = field(metadata=as_json(digits=3))
    pushed: int
    both_ways: bool
    parts: tuple[str, ...]
    under: str | None
    hinges: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class GoalEffect(TableRow):
    """What a row does to one goal, in shares of possible worlds: helps it, hurts it, both, or by a path whose sign nobody states."""

    kind: str
    id: str
    label: str
    goal: str
    goal_label: str
    helps: float
    hurts: float
    contested: float
    not_stated: float


@dataclass(frozen=True, slots=True, repr=False)
class LeverageTable(Result):
    """One kind: its rows, largest score first; those folded under another row; those with no path to a goal."""

    _table = "ranking"
    _noun = "ranked"

    kind: str
    label: str
    group: str
    ranking: Rows[LeverageRow]
    folded: Rows[LeverageRow]
    tiers_sentence: str
    not_coded_onward: tuple[str, ...]

    def shortened(self, k: int) -> LeverageTable:
        """The first ``k`` rows, and whatever scores as much as the last of them."""
        return replace(self, ranking=Rows(whole_ties(self.ranking, k, lambda row: row.score), LeverageRow))

    @property
    def first(self) -> tuple[LeverageRow, ...]:
        """The rows that are beaten by nobody and help something."""
        return tuple(row for row in self.ranking if row.tier in (None, "A") and row.score > 0)


@dataclass(frozen=True, slots=True, repr=False)
class Leverage(WithProvenance):
    """What each thing that can be pushed is expected to help, kind by kind; who drives and is driven; and the three questions.

    ``frame``: whether the claims that count are of the system only, or of the study too. ``weights``: how firmly claims stand by what
    their columns say. ``drawn``: for each list of values, the floor from which the share of the value before was drawn. ``opened``:
    gates that are open. ``absent_goals``: goals that the network does not hold. ``meadows``: what is known of leverage points.
    """

    _table = "rows"

    goals: Rows[LeverageGoal]
    frame: str
    weights: tuple[tuple[str, float], ...] = field(metadata=as_json(made=dict))
    drawn: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = field(
        metadata=as_json(made=lambda lists: {name: dict(floors) for name, floors in lists})
    )
    kinds: Rows[LeverageTable]
    opened: tuple[str, ...]
    absent_goals: tuple[str, ...]
    positions: Rows[Position]
    meadows: str
    prompts: Prompts
    about: Provenance = field(metadata=as_json(inline=True))

    @property
    def rows(self) -> Rows[LeverageRow]:
        """The ranked rows of all kinds, kind after kind; no rank runs across them."""
        return Rows((row for table in self.kinds for row in table.ranking), LeverageRow)

    @property
    def effects(self) -> Rows[GoalEffect]:
        """What each ranked row does to each goal that it reaches: one row for each such pair."""
        labels = {goal.id: goal.label for goal in self.goals}
        made = []
        for table in self.kinds:
            for row in table.ranking:
                shares = [dict(each) for each in (row.helps, row.hurts, row.contested, row.not_stated)]
                made += [
                    GoalEffect(table.kind, row.id, row.label, goal, label, *(each.get(goal, 0.0) for each in shares))
                    for goal, label in labels.items()
                    if any(goal in each for each in shares)
                ]
        return Rows(made, GoalEffect)

    def shortened(self, k: int) -> Leverage:
        """With the first ``k`` rows of each table, and whatever scores as much as the last of them. Raises ValueError below 1."""
        if k < 1:
            raise ValueError(f"k is {k}; it takes a whole number of rows, 1 or more")
        return replace(self, kinds=Rows((table.shortened(k) for table in self.kinds), LeverageTable))

    def row(self, key: str) -> LeverageRow | None:
        """The row of an entity, ranked or folded."""
        return next((row for table in self.kinds for row in (*table.ranking, *table.folded) if row.id == key), None)

    def to_frame(self) -> pd.DataFrame:
        """One row for each that is ranked, indexed by id: kind, tier, score, low and high of its interval, and the rest by column."""
        import pandas as pd

        columns = ["kind", "label", "tier", "tier_weights", "tier_evidence", "borderline", "score", "low", "high"]
        columns += [
            "score_equal_claims",
            "own_share",
            "hub",
            "without_hub",
            "goals_helped",
            "hinges",
            "claims",
            "voices",
            "sentence",
        ]
        rows = [
            [
                table.kind,
                row.label,
                row.tier,
                row.tier_weights,
                row.tier_evidence,
                row.borderline,
                row.score,
                *row.interval,
                row.score_equal_claims,
                row.own_share,
                row.without_hub.hub if row.without_hub else None,
                row.without_hub.score if row.without_hub else None,
                dict(row.helps),
                [*row.hinges],
                [*row.claims],
                [*row.voices],
                row.sentence,
            ]
            for table in self.kinds
            for row in table.ranking
        ]
        return pd.DataFrame(rows, columns=columns, index=pd.Index([row.id for row in self.rows], name="id"))
