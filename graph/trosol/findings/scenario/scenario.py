"""What if: some entities are strengthened or weakened, gates opened, others removed; what is helped and what is hurt at the goals?

**Reads as**: in this share of possible worlds the goal is helped, in that share hurt; and this is what we lose without that.

**How**: the worlds of leverage (:mod:`trosol.findings.influence_worlds`): each claim holds with its weight, and the shortest surviving
paths from what is pushed decide. Several pushes count as a union: a goal is helped where one of them helps and none hurts. What is pushed
takes its parts with it, as in leverage, and the same push has the same numbers there. A gate that is *opened* raises what its actor holds
back, where the claim that says so holds, and lets paths pass; it is not the same as strengthening the actor. What is removed is on no path.

**Trap**: no forecast. A share of worlds says how far what is claimed supports the effect, not how likely or how large it is. What nobody
recorded does not push back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.base_worlds import base_worlds, drawn_worlds
from trosol.findings.paths.shortest_signs import edges_from, shortest_from
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance, WithProvenance
from trosol.findings.scenario.effect_shares import Effects, effects_of, helped_by_block, told_otherwise
from trosol.findings.scenario.outcome import Outcome, Paths, main_effect
from trosol.findings.scenario.pushes import Course, course
from trosol.findings.scenario.scenario_sentences import outcome_sentence, scenario_sentence
from trosol.findings.text import quoted
from trosol.findings.tiers import middle_nine_tenths
from trosol.findings.uncounted import uncounted
from trosol.findings.world_counts import world_counts
from trosol.measures.influence.possible_worlds import Goals, WorldBits
from trosol.measures.wrong_use import between
from trosol.model.goals import Goal
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows
from trosol.worded import joined, listed_words, worded

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Scenario", "scenario"]

_SHARED_WORLDS = 4096
"""Worlds in which longer paths are followed too."""


@dataclass(frozen=True, slots=True, repr=False)
class Scenario(WithProvenance):
    """What was done, and what comes of it.

    ``pushes``: 1 strengthened, -1 weakened. ``opened``: gates, as they were asked for; ``gates`` what that opens, as ``ACTOR:GATE``.
    ``removed``: with their parts. ``score``: weighted goals helped on average; ``interval``: where the middle 90 % of draws put it;
    ``of``: the weight of all goals. ``goals``: the goals that some path leads to, the likeliest first; ``others``: everything else that
    is reached, where asked for. ``untouched``: goals that no path leads to. ``left_out``: links on paths whose sign is not recorded, as
    pairs of ids. ``idle``: pushed or removed without anything that counts depending on it.
    """

    _table = "outcomes"

    pushes: tuple[tuple[str, int], ...] = field(metadata=as_json(made=dict))
    opened: tuple[str, ...]
    gates: tuple[str, ...]
    removed: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...] = field(metadata=as_json(made=dict))
    sentence: str
    score: float = field(metadata=as_json(digits=3))
    interval: tuple[float, float] = field(metadata=as_json(digits=3))
    of: float = field(metadata=as_json(digits=3))
    goals: Rows[Outcome]
    others: Rows[Outcome]
    untouched: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    idle: tuple[str, ...]
    about: Provenance = field(metadata=as_json(inline=True))

    @property
    def outcomes(self) -> Rows[Outcome]:
        """What happens to goals, then to the rest."""
        return Rows((*self.goals, *self.others), Outcome)

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim behind the effects at the goals, sorted."""
        return tuple(sorted({key for row in self.goals for key in row.claims}))

    @property
    def main_claims(self) -> tuple[str, ...]:
        """The same claims, those that most of what happens at the goals rests on first."""
        carried: dict[str, float] = {}
        for row in self.goals:
            for key in row.claims:
                carried[key] = carried.get(key, 0.0) + row.weight * row.reached
        return tuple(sorted(carried, key=lambda key: (-carried[key], key)))

    def __getitem__(self, key: str) -> Outcome | None:
        """The effect on one entity, None where no path leads to it."""
        return next((row for row in self.outcomes if row.id == key), None)


def scenario(
    snapshot: Snapshot,
    pushes: Mapping[str, float] | Iterable[tuple[str, float]] = (),
    removed: Iterable[str] = (),
    lens: Lens | None = None,
    *,
    opened: Iterable[str] = (),
    goals: Iterable[str] = (),
    everything: bool = False,
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
) -> Scenario:
    """Strengthen (1) or weaken (-1) some entities, open gates, remove others, and read what becomes of the goals.

    ``opened``: ``ACTOR`` for all that it holds back, or ``ACTOR:GATE``. ``goals``: ids, those of the ecosystem by default.
    ``everything``: also what is no goal. ``draws`` of weights and passages, each of so many ``worlds``, for the intervals. Raises
    :class:`WrongUse` for an unknown id or gate, if nothing is done, for a push that is neither 1 nor -1, and for an entity that is both
    pushed and removed.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    between("draws", draws, 20, 10_000)
    between("worlds", worlds, 64, 65_536)
    between("seed", seed, 0, 2**63 - 1)
    gone, gates, wanted = tuple(sorted(set(removed))), tuple(sorted(set(opened))), tuple(goals)
    forces = _checked(dict(sorted(dict(pushes).items())), gates, gone)
    done = course(snapshot, lens, forces, gates, gone, wanted, everything=everything)
    size = world_counts(snapshot, lens, done.whole, wanted, draws, worlds)
    net, base, ran = done.net, base_worlds(snapshot, done.net, size.base, seed), (size.draws, size.worlds)
    paths, reached = _paths(snapshot, done)
    own = effects_of(net, net.places, base, done.starts)
    shared = WorldBits(np.ascontiguousarray(base.bits[:, : max(1, min(base.words, _SHARED_WORLDS // 64))]), 1)
    otherwise = told_otherwise(net, net.places, shared, done.starts)
    drawn = _drawn(snapshot, done, ran, seed)
    asked = set(forces)
    at_goals = [
        _outcome(snapshot, paths, done, goal, _shares(own, at), (middle_nine_tenths(drawn[:, at]), float(otherwise[at])), True)
        for at, goal in enumerate(net.goals)
        if goal.id not in asked and any(_shares(own, at))
    ]
    others = _others(snapshot, done, paths, reached, base, shared) if everything else []
    weights = net.goal_weights
    score = float(sum(own.helps[at] * weights[at] for at, goal in enumerate(net.goals) if goal.id not in asked))
    counted = np.array([goal.id not in asked for goal in net.goals], dtype=bool)
    signed = net.signed
    dim = {(net.keys[signed.source[e]], net.keys[signed.target[e]]) for e in np.flatnonzero((signed.sign == 0) & ~signed.inert)}
    touched = {row.id for row in at_goals} | asked
    every = (*net.goals, *net.absent)
    made = Scenario(
        pushes=tuple(forces.items()),
        opened=gates,
        gates=tuple(key for key in done.by if key not in forces),
        removed=gone,
        parts=tuple((key, parts) for key, parts in done.parts.items() if parts),
        sentence="",
        score=score,
        interval=middle_nine_tenths(drawn[:, counted] @ weights[counted]) if len(net.goals) else (0.0, 0.0),
        of=float(sum(goal.weight for goal in every)),
        goals=Rows(sorted(at_goals, key=_likeliest), Outcome),
        others=Rows(sorted(others, key=_likeliest), Outcome),
        untouched=tuple(goal.id for goal in every if goal.id not in touched),
        left_out=tuple(sorted(dim)),
        idle=done.idle,
        about=Provenance(lens, "influence", *ran, seed, snapshot.digest, _too_thin(snapshot, at_goals, forces)),
    )
    return replace(made, sentence=made.not_enough or scenario_sentence(snapshot, made))


def _checked(forces: Mapping[str, float], gates: Iterable[str], gone: Iterable[str]) -> dict[str, int]:
    if not forces and not gates:
        text = "Nothing is strengthened, weakened or opened."
        raise WrongUse(
            Problem(
                "pushes-missing", text, "Strengthen at least one entity; to see what depends on one, weaken it (--push ID=-)."
            )
        )
    for key, push in forces.items():
        if push not in (1, -1):
            text = (
                f"{push:g} is no push of '{shorten(key)}': how strongly something is pushed changes nothing that the claims say."
            )
            raise WrongUse(Problem("measure-range", text, "Write 1 (or +) to strengthen it, -1 (or -) to weaken it."))
        if key in gone:
            raise WrongUse(
                Problem("push-bad", f"'{shorten(key)}' is both pushed and removed.", "Leave it out of one of the two.")
            )
    return {key: int(push) for key, push in forces.items()}


def _paths(snapshot: Snapshot, done: Course) -> tuple[Paths, set[int]]:
    leaving = edges_from(done.net)
    pushed = {start: shortest_from(done.net, start.node, leaving) for start in done.starts}
    table = done.net.probabilities(snapshot.claim_weights[None])[0]
    reached = {node for each in pushed.values() for node in each.before}
    return Paths(snapshot, done.net, table.tolist(), pushed), reached


def _drawn(snapshot: Snapshot, done: Course, ran: tuple[int, int], seed: int) -> NDArray[np.float64]:
    """Draws × goals: how often each goal is helped under other weights and passages."""
    if not done.net.claims:
        return np.zeros((ran[0], len(done.net.goals)))
    (bits,) = drawn_worlds(snapshot, done.net, *ran, seed)
    return helped_by_block(done.net, bits, done.starts)


def _shares(effects: Effects, at: int) -> tuple[float, float, float, float]:
    return float(effects.helps[at]), float(effects.hurts[at]), float(effects.contested[at]), float(effects.not_stated[at])


def _outcome(
    snapshot: Snapshot,
    paths: Paths,
    done: Course,
    goal: Goal,
    shares: tuple[float, float, float, float],
    spread: tuple[tuple[float, float], float],
    is_goal: bool,
) -> Outcome:
    node = done.net.number[goal.id]
    routes, claims = paths.routes(node), paths.claims(node)
    made = Outcome(
        id=goal.id,
        label=goal.label,
        type=snapshot.ontology.classes[snapshot.entity(goal.id).type].name,
        goal=is_goal,
        weight=goal.weight if is_goal else 0.0,
        family=goal.family if is_goal else None,
        wanted=goal.wanted,
        effect=main_effect(shares),
        helps=shares[0],
        hurts=shares[1],
        contested=shares[2],
        not_stated=shares[3],
        interval=spread[0],
        told_otherwise=spread[1],
        opened=any(start.node == node and start.condition >= 0 for start in done.starts),
        steps=min((len(each.steps) for each in routes), default=None),
        routes=Rows(routes),
        claims=claims,
        voices=paths.voices(claims),
        sentence="",
    )
    return replace(made, sentence=outcome_sentence(snapshot, made))


def _others(
    snapshot: Snapshot, done: Course, paths: Paths, reached: set[int], base: WorldBits, shared: WorldBits
) -> list[Outcome]:
    """What is no goal: raised (``helps``) or lowered (``hurts``)."""
    taken = {goal.id for goal in done.net.goals} | {done.net.keys[start.node] for start in done.starts if start.condition < 0}
    nodes = tuple(sorted(node for node in reached if done.net.keys[node] not in taken))
    if not nodes:
        return []
    places = Goals(nodes, (1,) * len(nodes))
    own, otherwise = effects_of(done.net, places, base, done.starts), told_otherwise(done.net, places, shared, done.starts)
    rows = []
    for at, node in enumerate(nodes):
        key = done.net.keys[node]
        as_goal = Goal(key, snapshot.entity(key).label(), 0.0, None, snapshot.wanted(key))
        shares = _shares(own, at)
        if any(shares):
            rows.append(
                _outcome(snapshot, paths, done, as_goal, shares, ((own.helps[at], own.helps[at]), float(otherwise[at])), False)
            )
    return rows


def _likeliest(row: Outcome) -> tuple[float, float, str, str]:
    return (-round(row.helps + row.hurts + row.contested, 3), -row.reached, row.label, row.id)


def _too_thin(snapshot: Snapshot, rows: list[Outcome], forces: Mapping[str, int]) -> str:
    if rows:
        return ""
    names = listed_words([quoted(snapshot, key) for key in forces]) or worded("the gates that are opened")
    reason = worded("Not enough evidence, because no claim that counts here leads from {names} to a goal.", names=names)
    return joined((reason, uncounted(snapshot, "influence")))
