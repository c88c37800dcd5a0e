"""What reaches the goals most, and what that rests on.

**Reads as**: push here, and so many of the goals are claimed to gain; this is how firm the order is, and this is what would
have to be true.

**How**: see :mod:`trosol.findings.leverage.goal_reach` for what a way is and when it helps. Things to push are ranked by the number of
goals that they help; goals that they help and hurt, hurt, or reach in a direction that nobody states are counted apart.
Claims are drawn anew to see how firm the order is (the sign of an arrow stays as all its claims have it). Beside it stand
influence and dependence in the same network (:func:`trosol.measures.micmac`) and Meadows' leverage points where they are
coded.

**Trap**: many goals reached is not much change. All that stands behind one well-connected thing shares its reach: look at
which claims carry it, and expect ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from trosol.findings.leverage.assumptions import Prompts, prompts
from trosol.findings.leverage.goal_reach import EFFECTS, Field, GoalEffect, effects_on, field_of
from trosol.findings.leverage.goal_reach_batch import Helped
from trosol.findings.leverage.influence_dependence import FEWEST_ARROWS, Position, positions
from trosol.findings.rank_intervals import rank_intervals
from trosol.findings.result import RESAMPLES, SEED, Ranked, Ranking, by_rank, hedges_of, ranked, voices_of
from trosol.findings.text import counted, listed
from trosol.measures import robustness
from trosol.measures.stability.resampling import edge_counts
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.rdf.iris import BASE, TRO
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

__all__ = ["Lever", "Leverage", "leverage"]

_MEADOWS = BASE + "schemes/leverage-points"
_MEASURE = "goals that it helps, by ways of claimed influence"


@dataclass(frozen=True, slots=True, repr=False)
class Lever(TableRow):
    """What one thing to push does to the goals that it reaches, and its Meadows points or realms where they are coded."""

    id: str
    label: str
    role: str
    effects: Rows[GoalEffect]
    meadows: tuple[str, ...]

    def count(self, effect: str) -> int:
        """How many goals have this effect."""
        return sum(each.effect == effect for each in self.effects)

    def to_json(self) -> dict[str, Any]:
        """Plain values; ``helps``, ``hurts``, ``both`` and ``unknown`` count goals."""
        return {
            "id": self.id,
            "label": self.label,
            "role": self.role,
            **{effect: self.count(effect) for effect in EFFECTS},
            "effects": [each.to_json() for each in self.effects],
            "meadows": list(self.meadows),
        }


@dataclass(frozen=True, slots=True, repr=False)
class LeverEffect(TableRow):
    """What a push of one lever does to one goal; the rest as in :class:`GoalEffect`."""

    lever: str
    lever_label: str
    goal: str
    goal_label: str
    effect: str
    way: tuple[str, ...]
    against: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Leverage(Result):
    """The ranking, what each lever does to which goal, who drives and is driven, and the three prompts.

    ``goals``: how many goals there are; ``unseen``: goals that are left out, for the source does not give their wording. ``idle``: things to push from which no way leads to a goal. ``meadows``: what is known
    of leverage points.
    """

    _table = "levers"

    levers: Ranking = field(metadata=as_json(inline=True))
    reach: Rows[Lever]
    goals: int
    unseen: tuple[str, ...] = field(metadata=as_json("unseen_goals"))
    idle: tuple[str, ...]
    positions: Rows[Position]
    meadows: str
    prompts: Prompts

    @property
    def effects(self) -> Rows[LeverEffect]:
        """What each lever does to each goal that it reaches."""
        rows = (
            LeverEffect(
                lever=lever.id,
                lever_label=lever.label,
                goal=each.goal,
                goal_label=each.label,
                effect=each.effect,
                way=each.way,
                against=each.against,
                claims=each.claims,
            )
            for lever in self.reach
            for each in lever.effects
        )
        return Rows(rows, LeverEffect)


def leverage(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Leverage:
    """Rank what can be pushed by how many goals it helps, with bands under resampled claims, and ask what follows.

    ``k``: how many count as the top. A network that is too thin gives the reason instead of numbers.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    field = field_of(snapshot, lens)
    ways = field.ways()
    levers = {key: _lever(snapshot, field, key) for key in field.starts if key in ways}
    levers = {key: lever for key, lever in levers.items() if lever.effects}
    ranking = _ranking(snapshot, lens, field, ways, levers, k, resamples, seed)
    top = [row.id for row in ranking.ranking if row.rank <= k and row.score > 0]
    helped = {each.goal for lever in levers.values() for each in lever.effects if each.effect == "helps"}
    return Leverage(
        levers=ranking,
        reach=Rows(levers[row.id] for row in ranking.ranking),
        goals=len(field.goals),
        unseen=field.unseen,
        idle=tuple(key for key in field.starts if key not in levers),
        positions=Rows(positions(snapshot, field.graph)),
        meadows=_coded(snapshot, field),
        prompts=prompts(snapshot, lens, field, top, helped),
    )


def _lever(snapshot: Snapshot, field: Field, key: str) -> Lever:
    entity = snapshot.entity(key)
    role = snapshot.ontology.classes[snapshot.role(key)].label()
    return Lever(key, entity.label(), role, Rows(effects_on(snapshot, field, key)), _points(snapshot, key))


def _points(snapshot: Snapshot, key: str) -> tuple[str, ...]:
    concepts = snapshot.ontology.concepts
    coded = dict(snapshot.entity(key).properties).get(TRO + "concept", ())
    return tuple(concepts[c].label() for c in coded if c in concepts and concepts[c].scheme == _MEADOWS)


def _coded(snapshot: Snapshot, field: Field) -> str:
    coded = sum(bool(_points(snapshot, key)) for key in field.starts)
    if not coded:
        return "Not known: no Meadows leverage point is coded on anything here that can be pushed, and none is guessed at."
    return f"Meadows' leverage points are coded on {coded} of the {len(field.starts)} things that can be pushed."


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
