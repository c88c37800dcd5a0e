"""How much opening what an actor holds would help the goals: the weight of its gates.

**Reads as**: if these gates opened and these difficulties eased, so many of the goals would be helped on average.

**Formula**: Γ(a) = Σ_g w_g · Pr[ for some f that is a's own, the claim that ties f to a holds and easing f (or opening the gate f) helps
g, and for none of these it hurts g ]. What is a's own: see :mod:`trosol.findings.gatekeepers.gate_claims`. *Without the naming* leaves
out the claims that only call a a gatekeeper, because naming alone is circular.

**How**: in the worlds of :mod:`trosol.findings.influence_worlds`, the tying claims as conditions. Claims of one passage on the same tie
are one voice: the firmest of them stands for all.

**Trap**: it says how much lies behind the gates that are claimed, not who is powerful: gates that nobody speaks of weigh nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.gatekeepers.gate_claims import ActorClaims
from trosol.findings.influence_worlds import InfluenceWorlds, influence_worlds
from trosol.findings.weight_draws import draw_claims
from trosol.measures.influence.possible_worlds import Reached, Start, WorldBits, draw_worlds, reached_goals
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BASE_WORLDS", "GateWeights", "gate_weights"]

BASE_WORLDS = 65_536
"""Worlds for the weights themselves: a standard deviation of about a hundredth of a goal."""


@dataclass(frozen=True, eq=False)
class GateWeights:
    """Weights by actor, in order of ``actors``.

    ``weight`` and ``without_naming``: expected goals helped. ``goals``: ids of goals helped, each with its probability, by actor.
    ``draws``: draws × actors, under other weights and passages. ``total``: the weight of all goals.
    """

    actors: tuple[str, ...]
    weight: NDArray[np.float64]
    without_naming: NDArray[np.float64]
    goals: tuple[Mapping[str, float], ...]
    draws: NDArray[np.float64]
    total: float


def gate_weights(
    snapshot: Snapshot,
    lens: Lens,
    own: Mapping[str, ActorClaims],
    *,
    goals: Iterable[str] = (),
    draws: int,
    worlds: int,
    base_worlds: int,
    seed: int,
) -> GateWeights:
    """The weight of what each actor holds. ``base_worlds``: for the weights themselves; ``worlds``: for each of the ``draws``."""
    actors = tuple(own)
    ties = {key: _ties(snapshot, own[key], naming=True) for key in actors}
    bare = {key: _ties(snapshot, own[key], naming=False) for key in actors}
    conditions = sorted({claim for rows in ties.values() for *_, claim in rows})
    field = influence_worlds(snapshot, lens, goals=goals, conditions=conditions)
    starts = {field.number[entity] for rows in ties.values() for entity, _, _ in rows if entity in field.number}
    field = field.reaching(starts)
    rng = np.random.default_rng(seed)
    (base,) = draw_worlds([field.probabilities(snapshot.claim_weights[None, :])], base_worlds, rng)
    helped = _helped(field, base, [ties[key] for key in actors])
    alone = _helped(field, base, [bare[key] for key in actors])
    shares = helped[:, :, 0]
    joint = np.zeros((draws, len(actors)))
    if draws:
        (drawn,) = draw_worlds([field.probabilities(draw_claims(snapshot, draws, rng).joint)], worlds, rng)
        joint = np.einsum("agd,g->da", _helped(field, drawn, [ties[key] for key in actors]), field.goal_weights)
    return GateWeights(
        actors=actors,
        weight=shares @ field.goal_weights,
        without_naming=alone[:, :, 0] @ field.goal_weights,
        goals=tuple({goal.id: float(share) for goal, share in zip(field.goals, row, strict=True) if share > 0} for row in shares),
        draws=joint,
        total=sum(goal.weight for goal in (*field.goals, *field.absent)),
    )


def _ties(snapshot: Snapshot, own: ActorClaims, *, naming: bool) -> list[tuple[str, int, str]]:
    """Entity, push and tying claim, once for each passage that ties it: the firmest claim of each group of claims that share one."""
    found: list[tuple[str, int, str]] = []
    for gate in own.blocks:
        ids = [key for key in gate.claims if naming or key not in gate.naming]
        ids.sort(key=lambda key: (-snapshot.weights.of(snapshot.records.claims[key]), key))
        heard: set[int] = set()
        for key in ids:
            passages = set(snapshot.passages[key])
            if not passages & heard:
                found.append((gate.entity, gate.pushed, key))
            heard |= passages
    return found


def _helped(field: InfluenceWorlds, worlds: WorldBits, ties: Sequence[Sequence[tuple[str, int, str]]]) -> NDArray[np.float64]:
    """Actors × goals × blocks: the share of worlds in which one of the ties helps the goal and none hurts it."""
    found = np.zeros((len(ties), len(field.goals), worlds.blocks))
    starts = [
        [
            (Start(field.number[entity], pushed, field.conditions[claim]), entity)
            for entity, pushed, claim in rows
            if entity in field.number
        ]
        for rows in ties
    ]
    for reached in reached_goals(field.signed, worlds, field.places):
        for actor, rows in enumerate(starts):
            found[actor, list(reached.goals)] = _union(field, reached, rows, worlds)
    return found


def _union(field: InfluenceWorlds, reached: Reached, rows: Sequence[tuple[Start, str]], worlds: WorldBits) -> NDArray[np.float64]:
    """Goals of this turn × blocks. A gate that is itself a goal helps or hurts it where the tie holds."""
    shape = (len(reached.goals), worlds.bits.shape[1])
    helps, hurts = np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.uint64)
    for start, entity in rows:
        verdicts = reached.of([start], worlds)
        if verdicts is not None:
            helps |= verdicts.helps if verdicts.helps is not None else np.uint64(0)
            hurts |= verdicts.hurts if verdicts.hurts is not None else np.uint64(0)
        for row, place in enumerate(reached.goals):
            goal = field.goals[place]
            if goal.id == entity and goal.wanted:
                (helps if goal.wanted == start.pushed else hurts)[row] |= worlds.bits[start.condition]
    return worlds.count(helps & ~hurts) / worlds.worlds
