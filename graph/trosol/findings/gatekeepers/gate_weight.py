"""How much opening what an actor holds would help the goals: the weight of its gates.

**Reads as**: if these gates opened and these difficulties eased, so many of the goals would be helped on average.

**Formula**: Γ(a) = Σ_g w_g · Pr[ for some f that is a's own, f is tied to a by a claim that holds, and f eased, or opened if it is a gate, helps
g, and for none of these it hurts g ]. What is a's own: see :mod:`trosol.findings.gate_claims`. *Without the naming* leaves
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

from trosol.findings.base_worlds import base_worlds, drawn_worlds
from trosol.findings.gate_claims import ActorClaims, Tie, ties_of
from trosol.findings.influence_worlds import InfluenceWorlds, influence_worlds
from trosol.findings.world_counts import world_counts
from trosol.measures.influence.possible_worlds import Reached, Start, WorldBits, reached_goals
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["GateField", "GateWeights", "gate_field", "gate_weights"]


@dataclass(frozen=True, eq=False)
class GateWeights:
    """Weights by actor, in order of ``actors``.

    ``weight`` and ``without_naming``: expected goals helped. ``goals``: ids of goals helped, each with its probability, by actor.
    ``draws``: draws × actors, under other weights and passages, each of so many ``worlds``. ``total``: the weight of all goals.
    """

    actors: tuple[str, ...]
    weight: NDArray[np.float64]
    without_naming: NDArray[np.float64]
    goals: tuple[Mapping[str, float], ...]
    draws: NDArray[np.float64]
    worlds: int
    total: float


@dataclass(frozen=True, eq=False, slots=True)
class GateField:
    """The edges behind the gates of some actors, the tying claims as conditions, and what each actor's own ties are.

    A tie is an entity, how it is pushed, and the claims of one passage that tie it to the actor, the firmest first: that one is the
    condition. ``ties`` and ``bare`` (without the naming): by actor, in order of ``actors``.
    """

    net: InfluenceWorlds
    actors: tuple[str, ...]
    ties: tuple[tuple[Tie, ...], ...]
    bare: tuple[tuple[Tie, ...], ...]

    def helped(self, worlds: WorldBits, *, naming: bool = True) -> NDArray[np.float64]:
        """Actors × goals × blocks: the share of worlds in which one of the ties helps the goal and none hurts it."""
        return _helped(self.net, worlds, self.ties if naming else self.bare)


def gate_field(snapshot: Snapshot, lens: Lens, own: Mapping[str, ActorClaims], *, goals: Iterable[str] = ()) -> GateField:
    """The part of the network that lies behind what these actors hold."""
    actors = tuple(own)
    ties = tuple(ties_of(snapshot, own[key]) for key in actors)
    bare = tuple(ties_of(snapshot, own[key], naming=False) for key in actors)
    conditions = sorted({tie.claims[0] for rows in (*ties, *bare) for tie in rows})
    field = influence_worlds(snapshot, lens, goals=goals, conditions=conditions)
    starts = {field.number[tie.entity] for rows in ties for tie in rows if tie.entity in field.number}
    return GateField(field.reaching(starts), actors, ties, bare)


def gate_weights(
    snapshot: Snapshot,
    lens: Lens,
    own: Mapping[str, ActorClaims],
    *,
    goals: Iterable[str] = (),
    draws: int,
    worlds: int,
    seed: int,
) -> GateWeights:
    """The weight of what each actor holds, under so many ``draws`` of so many ``worlds``, fewer where the network is large."""
    held = gate_field(snapshot, lens, own, goals=goals)
    field, actors = held.net, held.actors
    ran = world_counts(snapshot, lens, field, goals, max(draws, 1), worlds)
    draws, worlds = (ran.draws, ran.worlds) if draws else (draws, worlds)
    base = base_worlds(snapshot, field, ran.base, seed)
    shares = held.helped(base)[:, :, 0]
    alone = held.helped(base, naming=False)
    joint = np.zeros((draws, len(actors)))
    if draws:
        (drawn,) = drawn_worlds(snapshot, field, draws, worlds, seed)
        joint = np.einsum("agd,g->da", held.helped(drawn), field.goal_weights)
    return GateWeights(
        actors=actors,
        weight=shares @ field.goal_weights,
        without_naming=alone[:, :, 0] @ field.goal_weights,
        goals=tuple({goal.id: float(share) for goal, share in zip(field.goals, row, strict=True) if share > 0} for row in shares),
        draws=joint,
        worlds=worlds,
        total=sum(goal.weight for goal in (*field.goals, *field.absent)),
    )


def _helped(field: InfluenceWorlds, worlds: WorldBits, ties: Sequence[Sequence[Tie]]) -> NDArray[np.float64]:
    found = np.zeros((len(ties), len(field.goals), worlds.blocks))
    starts = [
        [
            (Start(field.number[tie.entity], tie.pushed, field.conditions[tie.claims[0]]), tie.entity)
            for tie in rows
            if tie.entity in field.number
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
