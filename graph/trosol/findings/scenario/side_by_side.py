"""Several scenarios side by side: which helps most, and which of them cannot be told apart.

**Reads as**: this one would help more of the goals than that one, whatever weights and passages one believes; or the two cannot be told
apart.

**How**: each is worked out as :mod:`trosol.findings.scenario.scenario` does. Two are compared draw by draw, in the same draws and the same
worlds: one is ahead if it helps more in at least nine of ten draws (:mod:`trosol.findings.tiers`). Ranges that overlap are therefore not
the test: two scenarios that share most of their claims rise and fall together.

**Trap**: what costs more, or takes longer, is in none of these claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trosol.errors import Problem, WrongUse
from trosol.findings.base_worlds import base_worlds, drawn_worlds
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance, WithProvenance
from trosol.findings.scenario.effect_shares import effects_of, helped_by_block
from trosol.findings.scenario.pushes import course
from trosol.findings.scenario.scenario_sentences import side_by_side_sentence
from trosol.findings.tiers import BEATS, beaten, middle_nine_tenths, tiers_of
from trosol.findings.world_counts import world_counts
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow
from trosol.worded import worded

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Plan", "ScenarioRow", "ScenariosBeside", "scenarios_beside"]

_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """A scenario as it is asked for, with the name that it goes by."""

    name: str
    pushes: tuple[tuple[str, float], ...] = ()
    removed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class ScenarioRow(TableRow):
    """One scenario among others.

    ``score``: weighted goals helped on average; ``interval``: the middle 90 % of the draws. ``tier``: None where all cannot be told
    apart. ``alike``: names of those that it cannot be told apart from. ``helped`` and ``hurt``: goals for which that is likelier than not.
    """

    name: str
    score: float = field(metadata=as_json(digits=3))
    interval: tuple[float, float] = field(metadata=as_json(digits=3))
    tier: str | None
    borderline: bool
    alike: tuple[str, ...]
    helped: int
    hurt: int


@dataclass(frozen=True, slots=True, repr=False)
class ScenariosBeside(WithProvenance):
    """Scenarios, the one that helps most first. ``of``: the weight of all goals."""

    _table = "scenarios"
    _noun = "scenarios"

    scenarios: Rows[ScenarioRow]
    of: float = field(metadata=as_json(digits=3))
    sentence: str
    about: Provenance = field(metadata=as_json(inline=True))


def scenarios_beside(
    snapshot: Snapshot,
    plans: Sequence[Plan],
    lens: Lens | None = None,
    *,
    goals: Iterable[str] = (),
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
) -> ScenariosBeside:
    """Hold several scenarios side by side.

    ``goals``: ids, those of the ecosystem by default. Raises :class:`WrongUse` for an unknown id or gate, and where two have one name.
    """
    lens, wanted = lens or Lens(), tuple(goals)
    lens.check(snapshot)
    between("draws", draws, 20, 10_000)
    between("worlds", worlds, 64, 65_536)
    if len({plan.name for plan in plans}) < len(plans):
        raise WrongUse(Problem("push-bad", "Two of the scenarios have the same name.", "Give each a name of its own."))
    made = [_one(snapshot, plan, lens, wanted, (draws, worlds, seed)) for plan in plans]
    ran = made[0].ran if made else (0, 0)
    drawn = np.column_stack([each.drawn for each in made]) if made else np.zeros((0, 0))
    tiers, shares = tiers_of(drawn), beaten(drawn)
    rows = [
        ScenarioRow(
            name=plan.name,
            score=each.score,
            interval=middle_nine_tenths(each.drawn),
            tier=tiers.letters[at],
            borderline=tiers.borderline[at],
            alike=tuple(other.name for to, other in enumerate(plans) if to != at and max(shares[at, to], shares[to, at]) < BEATS),
            helped=each.helped,
            hurt=each.hurt,
        )
        for at, (plan, each) in enumerate(zip(plans, made, strict=True))
    ]
    rows.sort(key=lambda row: (-row.score, row.name))
    total = float(made[0].of if made else 0.0)
    return ScenariosBeside(
        scenarios=Rows(rows, ScenarioRow),
        of=total,
        sentence=side_by_side_sentence(rows, total),
        about=Provenance(
            lens,
            "influence",
            *ran,
            seed,
            snapshot.digest,
            "" if made else worded("No scenario is there to be held beside another."),
        ),
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Made:
    """What one scenario comes to: on average, and draw by draw."""

    score: float
    drawn: NDArray[np.float64]
    helped: int
    hurt: int
    of: float
    ran: tuple[int, int]


def _one(snapshot: Snapshot, plan: Plan, lens: Lens, goals: tuple[str, ...], numbers: tuple[int, int, int]) -> _Made:
    draws, worlds, seed = numbers
    forces = {key: int(way) for key, way in sorted(plan.pushes)}
    done = course(snapshot, lens, forces, tuple(sorted(set(plan.opened))), tuple(sorted(set(plan.removed))), goals)
    size = world_counts(snapshot, lens, done.whole, goals, draws, worlds)
    net, ran = done.net, (size.draws, size.worlds)
    own = effects_of(net, net.places, base_worlds(snapshot, net, size.base, seed), done.starts)
    weights = np.array([0.0 if goal.id in forces else goal.weight for goal in net.goals])
    drawn = np.zeros(ran[0])
    if net.claims:
        (bits,) = drawn_worlds(snapshot, net, *ran, seed)
        drawn = helped_by_block(net, bits, done.starts) @ weights
    counts = [goal.id not in forces for goal in net.goals]
    helped, hurt = (int(((share >= _LIKELY) & counts).sum()) for share in (own.helps, own.hurts))
    total = sum(goal.weight for goal in (*net.goals, *net.absent))
    removed = sum(goal.weight for goal in done.whole.goals if goal.id in done.removed)
    return _Made(float(own.helps @ weights), drawn, helped, hurt, total + removed, ran)
