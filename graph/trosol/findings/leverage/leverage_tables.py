"""From numbers to tables: tiers, folding, hinges and sentences of each kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.leverage.equal_claims import CLAIMS, EqualClaims
from trosol.findings.leverage.leverage_result import GoalShares, LeverageRow, LeverageTable, WithoutHub
from trosol.findings.leverage.removals import Removals, folded, hinges
from trosol.findings.leverage.sentences import row_sentence, tiers_sentence
from trosol.findings.pushables import Pushable
from trosol.findings.result import voices_of
from trosol.findings.tiers import middle_nine_tenths, tiers_of
from trosol.model.kinds import Kind
from trosol.store.snapshot import Snapshot
from trosol.table import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Scored", "leverage_tables"]


@dataclass(frozen=True, eq=False, slots=True)
class Scored:
    """Numbers of all rows, in one order. ``effects``: effects × rows × goals; ``joint``, ``weights``, ``evidence``: draws × rows."""

    rows: Sequence[Pushable]
    reaches: Sequence[bool]
    effects: NDArray[np.float64]
    scores: NDArray[np.float64]
    joint: NDArray[np.float64]
    weights: NDArray[np.float64]
    evidence: NDArray[np.float64]
    equal: EqualClaims
    own: NDArray[np.float64]
    otherwise: NDArray[np.float64]
    removed: Removals


def leverage_tables(
    snapshot: Snapshot, net: InfluenceWorlds, kinds: Sequence[Kind], tables: Mapping[str, Sequence[Pushable]], found: Scored
) -> list[LeverageTable]:
    """A table for each of the kinds that has members."""
    begin, made = 0, []
    costs = _Costs(found.removed.hub_losses, found.removed.hub_losses.sum(axis=1), found.removed.losses)
    for name, rows in tables.items():
        places = range(begin, begin + len(rows))
        begin += len(rows)
        kind = next((kind for kind in kinds if kind.name == name), None)
        if kind and rows:
            made.append(_table(snapshot, net, kind, places, found, costs))
    return made


class _Costs(NamedTuple):
    """What removals take: by node and by claim (these × rows), and by node from all rows together."""

    hub: NDArray[np.float64]
    everywhere: NDArray[np.float64]
    claim: NDArray[np.float64]


class _Standing(NamedTuple):
    """Where a row stands in its table; the fields of :class:`LeverageRow` of the same names."""

    tier: str | None
    tier_weights: str | None
    tier_evidence: str | None
    borderline: bool
    rank_interval: tuple[int, int]
    first_share: float


_FOLDED = _Standing(None, None, None, False, (0, 0), 0.0)
"""A row that is folded under another stands nowhere by itself."""


def _ranks(scores: NDArray[np.float64]) -> list[tuple[tuple[int, int], float]]:
    """Between which places the middle 90 % of draws put each column of draws × rows, and how often it is first.

    Equal scores may have any of the places that they share: the best counts below, the worst above.

    >>> _ranks(np.array([[3.0, 1.0, 1.0, 0.0]] * 20))
    [((1, 1), 1.0), ((2, 3), 0.0), ((2, 3), 0.0), ((4, 4), 0.0)]
    """
    if not scores.size:
        return []
    rows = range(scores.shape[1])
    best = 1 + np.stack([(scores > scores[:, [at]]).sum(axis=1) for at in rows])
    worst = np.stack([(scores >= scores[:, [at]]).sum(axis=1) for at in rows])
    low = np.quantile(best, 0.05, axis=1, method="nearest").tolist()
    high = np.quantile(worst, 0.95, axis=1, method="nearest").tolist()
    first = (best == 1).mean(axis=1).tolist()
    return [((int(a), int(b)), share) for a, b, share in zip(low, high, first, strict=True)]


def _table(
    snapshot: Snapshot, net: InfluenceWorlds, kind: Kind, places: Sequence[int], found: Scored, costs: _Costs
) -> LeverageTable:
    onward = [place for place in places if found.reaches[place]]
    under = folded(net, found.rows, found.removed, onward)
    apart = [place for place in onward if place not in under]
    tiers = [tiers_of(drawn[:, apart]) for drawn in (found.joint, found.weights, found.evidence)]
    decisive = hinges(found.joint[:, apart], found.removed.factors[:, apart])
    ranks = _ranks(found.joint[:, apart])
    rows = []
    for at, place in enumerate(apart):
        letters = (tiers[0].letters[at], tiers[1].letters[at], tiers[2].letters[at])
        standing = _Standing(*letters, tiers[0].borderline[at], *ranks[at])
        rows.append(_row(snapshot, net, place, found, costs, standing, decisive[at], None))
    aside = [_row(snapshot, net, place, found, costs, _FOLDED, [], found.rows[over].id) for place, over in under.items()]
    order = {True: 1, False: 0}
    table = LeverageTable(
        kind=kind.name,
        label=kind.label(),
        group=kind.group,
        ranking=Rows(sorted(rows, key=lambda row: (order[row.score <= 0], -round(row.score, 9), row.label, row.id)), LeverageRow),
        folded=Rows(sorted(aside, key=lambda row: (-round(row.score, 9), row.label, row.id)), LeverageRow),
        tiers_sentence="",
        not_coded_onward=tuple(found.rows[place].id for place in places if not found.reaches[place]),
    )
    return replace(table, tiers_sentence=tiers_sentence(table, lambda key: snapshot.entity(key).label()))


def _row(
    snapshot: Snapshot,
    net: InfluenceWorlds,
    place: int,
    found: Scored,
    costs: _Costs,
    standing: _Standing,
    decisive: Sequence[int],
    under: str | None,
) -> LeverageRow:
    row, score = found.rows[place], float(found.scores[place])
    claims = _claims(snapshot, net, row, place, found, costs)
    few = found.equal.leaving[place] <= CLAIMS
    helps, hurts, contested, not_stated = (_by_goal(net, found.effects[effect, place]) for effect in range(4))
    ids = snapshot.coded.claims
    made = LeverageRow(
        id=row.id,
        label=row.label,
        score=score,
        interval=middle_nine_tenths(found.joint[:, place]),
        **standing._asdict(),
        score_equal_claims=score if few else float(found.equal.scores[place]),
        claims_leaving=found.equal.leaving[place],
        own_share=float(found.own[place]),
        without_hub=_without_hub(net, row, place, found, costs),
        helps=helps,
        hurts=hurts,
        contested=contested,
        not_stated=not_stated,
        told_otherwise=float(found.otherwise[place]),
        pushed=row.pushed,
        both_ways=row.both_ways,
        parts=row.parts,
        under=under,
        hinges=tuple(ids[found.removed.claims[each]] for each in decisive),
        claims=claims,
        voices=voices_of(snapshot, claims),
        sentence="",
    )
    total = float(net.goal_weights.sum() + sum(goal.weight for goal in net.absent))
    return replace(made, sentence=row_sentence(made, total, lambda key: snapshot.entity(key).label()))


def _by_goal(net: InfluenceWorlds, shares: NDArray[np.float64]) -> GoalShares:
    return tuple((net.goals[goal].id, float(shares[goal])) for goal in np.flatnonzero(shares))


def _without_hub(net: InfluenceWorlds, row: Pushable, place: int, found: Scored, costs: _Costs) -> WithoutHub | None:
    """The intermediate that costs the row most; of those that cost it the same, the one that costs all rows together more."""
    removed, own = found.removed, {start.node for start in row.starts}
    if not len(removed.nodes) or removed.base[place] <= 0:
        return None
    loss = costs.hub[:, place]
    tried = [at for at in np.flatnonzero(loss > 0).tolist() if removed.nodes[at] not in own]
    if not tried:
        return None
    hub = min(tried, key=lambda at: (-loss[at], -costs.everywhere[at], net.keys[removed.nodes[at]]))
    left = float(found.scores[place]) * (1 - float(loss[hub]) / float(removed.base[place]))
    return WithoutHub(net.keys[removed.nodes[hub]], max(0.0, left))


def _claims(snapshot: Snapshot, net: InfluenceWorlds, row: Pushable, place: int, found: Scored, costs: _Costs) -> tuple[str, ...]:
    """The claims whose loss changes the score, the costliest first; where no loss was seen, all on its paths. None where none was tried."""
    ids, removed = snapshot.coded.claims, found.removed
    if not removed.claims:
        return ()
    loss = costs.claim[:, place]
    tried = sorted(np.flatnonzero(loss).tolist(), key=lambda at: (-abs(loss[at]), ids[removed.claims[at]]))
    if tried:
        return tuple(ids[removed.claims[at]] for at in tried)
    onward = net.edges_reaching(start.node for start in row.starts)
    return tuple(sorted({ids[claim] for edge in onward for group in net.claims[edge] for claim in group}))
