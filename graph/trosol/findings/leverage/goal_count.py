"""How many goals each thing helps by any walk, however long: the count that comparisons over time and voices still rank by.

**Reads as**: so many of the goals are claimed to be helped at the end of some chain of claims.

**How**: see :mod:`trosol.findings.leverage.goal_reach`. Claims are resampled to see how stable the order is: a test of sensitivity, not an
interval that holds the true rank in nine of ten cases.

**Trap**: many goals reached is not much leverage, and whatever acts on a well-connected thing ties with it. What would help most is said
by :mod:`trosol.findings.leverage.leverage`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from trosol.findings.leverage.goal_reach import Field, GoalEffect, effects_on, field_of
from trosol.findings.leverage.goal_reach_batch import Helped
from trosol.findings.leverage.influence_dependence import FEWEST_ARROWS
from trosol.findings.rank_intervals import rank_intervals
from trosol.findings.result import RESAMPLES, SEED, Ranked, Ranking, by_rank, hedges_of, ranked, voices_of
from trosol.findings.text import counted, listed
from trosol.measures import robustness
from trosol.measures.stability.resampling import edge_counts
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Rows

__all__ = ["goal_ranking"]

_MEASURE = "goals that it helps, by ways of claimed influence"


@dataclass(frozen=True, slots=True)
class Lever:
    """What one thing does to the goals that it reaches."""

    id: str
    label: str
    effects: tuple[GoalEffect, ...]

    def count(self, effect: str) -> int:
        """How many goals have this effect."""
        return sum(each.effect == effect for each in self.effects)


def goal_ranking(
    snapshot: Snapshot, lens: Lens | None = None, *, k: int = 5, resamples: int = RESAMPLES, seed: int = SEED
) -> Ranking:
    """Rank what can be pushed by how many goals it helps, with rank intervals under resampled claims.

    ``k``: how many count as the top. A network that is too thin gives the reason instead of numbers.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    field = field_of(snapshot, lens)
    ways = field.ways()
    found = {
        key: Lever(key, snapshot.entity(key).label(), effects_on(snapshot, field, key)) for key in field.starts if key in ways
    }
    levers = {key: lever for key, lever in found.items() if lever.effects}
    return _ranking(snapshot, lens, field, ways, levers, k, resamples, seed)


def _ranking(
    snapshot: Snapshot, lens: Lens, field: Field, ways: nx.DiGraph, levers: dict[str, Lever], k: int, resamples: int, seed: int
) -> Ranking:
    name = str(field.graph.graph["name"])
    about = (k, name, _MEASURE, lens, resamples, seed, snapshot.digest)
    refusal = _too_thin(field, ways, levers)
    if refusal:
        return Ranking(Rows(), *about, refusal)
    helped = Helped(field, ways, sorted(levers))
    drawn, place = edge_counts(ways), {edge: i for i, edge in enumerate(ways.edges)}
    order = [place[edge] for edge in drawn.edges]

    def left(chance: Any) -> dict[str, int]:
        """Which goals each helps by the arrows that are drawn."""
        kept = [0] * len(order)
        for i, number in zip(order, drawn.counts(chance).tolist(), strict=True):
            kept[i] = number
        return helped.left(kept)

    def goals_helped(found: Mapping[str, int]) -> dict[str, float]:
        """The measure that is drawn anew: how many goals each of them helps."""
        return {key: float(goals.bit_count()) for key, goals in found.items()}

    found = robustness(left, goals_helped, min(k, len(levers)), resamples, seed, base=helped.whole(), tau=False)
    rows = {}
    for key, (rank, interval, p_top) in rank_intervals(found).items():
        ids = tuple(sorted(field.claims(key)))
        text = _sentence(snapshot, field, levers[key], ids, p_top, k)
        score = float(levers[key].count("helps"))
        rows[key] = ranked(snapshot, key, (rank, interval, p_top), score, ids, text)
    return Ranking(Rows(by_rank(rows)), *about, "", _note(rows, k, len(field.unseen)))


def _too_thin(field: Field, ways: nx.DiGraph, levers: dict[str, Lever]) -> str:
    if not field.goals:
        return "Not enough evidence, because nothing that counts here is a goal."
    if not levers:
        return f"Not enough evidence, because nothing that can be pushed is claimed to act on any of {counted(len(field.goals), 'goal')}."
    if ways.number_of_edges() < FEWEST_ARROWS:
        arrows = counted(ways.number_of_edges(), "arrow")
        return f"Not enough evidence, because only {arrows} of influence lead from what can be pushed to a goal; {FEWEST_ARROWS} are needed."
    return ""


def _sentence(snapshot: Snapshot, field: Field, lever: Lever, ids: tuple[str, ...], p_top: float, k: int) -> str:
    claims = [snapshot.records.claims[key] for key in ids]
    helps, goals = lever.count("helps"), len(field.goals)
    what = f"is claimed to help {helps} of {goals} goals" if helps else f"is not claimed to help any of {goals} goals"
    apart = [
        f"{counted(lever.count(effect), 'goal')} {words}"
        for effect, words in (
            ("both", "it would both help and hurt"),
            ("hurts", "it would hurt"),
            ("unknown", "it reaches in a direction that nobody states"),
        )
        if lever.count(effect)
    ]
    first = field.first(lever.id)
    alone = first[0] if len(first) == 1 and field.first(first[0]) else None
    through = f" All of it goes through “{snapshot.entity(alone).label()}”." if alone else ""
    further = f"; besides, {listed(apart)}" if apart else ""
    stated = sum(c.mode == "stated" for c in claims)
    possible = sum(c.stance == "hypothesises" for c in claims)
    mode = f"{stated} stated, {len(claims) - stated} inferred"
    maybe = f", {possible} offered as a possibility only" if possible else ""
    hedges = hedges_of(snapshot, ids)
    hedged = f", hedged with {listed([f'“{h}”' for h in hedges], 3)}" if hedges else ""
    said = listed([snapshot.entity(v).label() for v in voices_of(snapshot, ids)], 4) or "nobody named"
    firm = f"in {p_top:.0%} of resamples it is among the first {k}"
    return f"{lever.label} {what}{further}.{through} It rests on {counted(len(claims), 'claim')} ({mode}{maybe}{hedged}), said by {said}; {firm}."


def _note(rows: dict[str, Ranked], k: int, unseen: int) -> str:
    shared = Counter(row.claims for row in rows.values() if row.score > 0)
    together = sum(n for n in shared.values() if n > 1)
    tied = Counter(row.rank for row in rows.values() if row.rank <= k)
    notes = [f"{n} share rank {rank}" for rank, n in sorted(tied.items()) if n > 1]
    ties = f"{listed(notes)}: the claims give no order among them." if notes else ""
    same = f" {together} things rest on exactly the same claims as another." if together else ""
    hidden = f" Left out: {counted(unseen, 'goal')} whose wording the source does not give, or not there yet." if unseen else ""
    return (ties + same + hidden).strip()
