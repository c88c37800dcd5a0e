"""What hangs on several claims at once: a passage, or all that one group alone said, taken away together.

**How**: as :mod:`trosol.findings.leverage.removals`, which takes away one claim at a time: a block of worlds without each set of claims, on
the same random numbers. A row's tier hangs on a set if it would be another with its draws scaled by what is left of its score.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.base_worlds import drawn_worlds, fitting_worlds
from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.leverage.expected_goals import expected_goals
from trosol.findings.leverage.joint_draws import JointDraws, held_joint
from trosol.findings.leverage.leverage_result import Leverage
from trosol.findings.leverage.ranked_network import ranked_network
from trosol.findings.leverage.removals import hinges
from trosol.measures.influence.possible_worlds import Start, draw_worlds
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Drawn", "GroupRemovals", "claims_in", "drawn_rows", "group_removals", "probabilities_without"]

_WORLDS, _LEAST = 1024, 48
_SHARE = 0.4
"""Of the time for one walk of leverage."""


@dataclass(frozen=True, eq=False, slots=True)
class GroupRemovals:
    """For each set of claims that was tried, in order.

    ``left``: sets × rows, the share of each row's score that is left without it; ``rows``: ids, table after table. ``moved``: ids of the
    rows whose tier would be another, each with the name of its table.
    """

    rows: tuple[str, ...]
    left: NDArray[np.float64]
    moved: tuple[tuple[tuple[str, str], ...], ...]


def claims_in(net: InfluenceWorlds) -> dict[int, list[int]]:
    """The edges that each claim makes, by number of the claim, in order."""
    found: dict[int, list[int]] = {}
    for edge, groups in enumerate(net.claims):
        for claim in {claim for group in groups for claim in group}:
            found.setdefault(claim, []).append(edge)
    return {claim: found[claim] for claim in sorted(found)}


def probabilities_without(
    net: InfluenceWorlds, of_claims: NDArray[np.float64], sets: Sequence[Collection[int]]
) -> NDArray[np.float64]:
    """Probabilities of edges with all claims, then without each set of them: (1 + sets) × edges."""
    table = np.tile(net.probabilities(of_claims[None]), (1 + len(sets), 1))
    edges_of = claims_in(net)
    for place, gone in enumerate(sets, start=1):
        less = of_claims.copy()
        less[list(gone)] = 0.0
        for edge in {edge for claim in gone for edge in edges_of.get(claim, ())}:
            table[place, edge] = 1 - np.prod([1 - less[list(group)].max() for group in net.claims[edge]])
    return table


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """The ranked rows of all tables, table after table: their network, names of tables, ids, starts, and scores of draws × rows."""

    net: InfluenceWorlds
    kinds: tuple[str, ...]
    rows: tuple[str, ...]
    starts: tuple[tuple[Start, ...], ...]
    scores: NDArray[np.float64]


def drawn_rows(snapshot: Snapshot, levers: Leverage) -> Drawn | None:
    """The rows of a result with draws as it made them; None where it has none. The last two are held, for findings made of the same result."""
    ranked = tuple((row.id, table.kind) for table in levers.kinds for row in table.ranking)
    about = levers.about
    asked = (about.lens, _goals(snapshot, levers), levers.opened, about.draws, about.worlds, about.seed)
    return _drawn(snapshot, ranked, *asked) if ranked else None


@lru_cache(maxsize=2)
def _drawn(
    snapshot: Snapshot,
    ranked: tuple[tuple[str, str], ...],
    lens: Lens,
    goals: tuple[str, ...],
    opened: tuple[str, ...],
    draws: int,
    worlds: int,
    seed: int,
) -> Drawn:
    table_of = dict(ranked)
    found = ranked_network(snapshot, lens, (draws, worlds, seed), goals, opened)
    every = [(name, row) for name, rows in found.tables.items() for row in rows]
    places = [place for place, (name, row) in enumerate(every) if table_of.get(row.id) == name]
    order = [every[place] for place in places]
    net, starts = found.net, tuple(tuple(row.starts) for _, row in order)
    held = held_joint(JointDraws(snapshot, lens, goals, opened, draws, worlds, seed))
    if held is None:
        (drawn,) = drawn_worlds(snapshot, net, draws, worlds, seed)
        scores = expected_goals(net, drawn, starts)
    else:
        scores = held[:, places]
    return Drawn(net, tuple(name for name, _ in order), tuple(row.id for _, row in order), starts, scores)


def group_removals(
    snapshot: Snapshot, levers: Leverage, sets: Iterable[Collection[str]], drawn: Drawn | None = None
) -> GroupRemovals:
    """Take away each set of claims (by id) from what ``levers`` is made of. Of more sets than there is time for, the first are tried.

    ``drawn``: of :func:`drawn_rows`, where they are there already.
    """
    number = {key: place for place, key in enumerate(snapshot.coded.claims)}
    gone = [[number[key] for key in keys] for keys in sets]
    drawn = drawn or drawn_rows(snapshot, levers)
    if not gone or drawn is None:
        return GroupRemovals((), np.zeros((0, 0)), ())
    net = drawn.net
    blocks, worlds = fitting_worlds(net, 1 + len(gone), _WORLDS, _SHARE)
    gone = gone[: max(_LEAST, blocks - 1)]
    table = probabilities_without(net, snapshot.claim_weights, gone)
    (removed,) = draw_worlds([table], worlds, np.random.default_rng(levers.about.seed), coupled=True)
    found = expected_goals(net, removed, drawn.starts)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(found[0] > 0, found[1:] / found[0], 1.0)
    moved: list[list[tuple[str, str]]] = [[] for _ in gone]
    for name in dict.fromkeys(drawn.kinds):
        places = [place for place, kind in enumerate(drawn.kinds) if kind == name]
        for place, decisive in zip(places, hinges(drawn.scores[:, places], left[:, places]), strict=True):
            for each in decisive:
                moved[each].append((name, drawn.rows[place]))
    return GroupRemovals(drawn.rows, left, tuple(map(tuple, moved)))


def _goals(snapshot: Snapshot, levers: Leverage) -> tuple[str, ...]:
    """The goals that were asked for, none where these are the ecosystem's own."""
    asked = tuple(sorted(goal.id for goal in levers.goals))
    return () if asked == tuple(sorted(goal.id for goal in snapshot.goals)) else asked
