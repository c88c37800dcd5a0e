"""What one claim less does to what reaches the goals most: the same reach as the leverage finding, nothing drawn anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trosol.findings.comparison.rank_shift import Standing, change
from trosol.findings.leverage.goal_reach import Field, field_of
from trosol.findings.leverage.goal_reach_batch import Helped
from trosol.findings.result import Ranking
from trosol.findings.sensitivity.candidate import Candidate, confirm
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign
from trosol.store.snapshot import Snapshot

__all__ = ["lever_falls"]


def lever_falls(snapshot: Snapshot, lens: Lens, levers: Ranking, k: int) -> list[Candidate]:
    """Without each claim behind the first k: who or what would reach the goals most instead.

    ``levers``: the ranking as it is. Only claims on the ways of the first k are taken away, for without any other claim each of
    them would help as many goals as now; what others would help is counted anew each time. Claims in id order.
    """
    field = field_of(snapshot, lens)
    keys = sorted(row.id for row in levers.ranking)
    if not keys:
        return []
    helped = Helped(field, field.graph, keys)
    before = _standing(helped.whole(), k)
    behind = sorted({key for row in levers.ranking if row.id in before.top for key in row.claims})
    whole = sum(before.score[top] for top in before.top)
    without = _without(snapshot, field, frozenset(behind))
    found = []
    for key in behind:
        # Where other claims say the same of every arrow that this one makes, nothing is different.
        after = _standing(helped.otherwise(without[key]), k) if without.get(key) else before
        lost = sum(max(0.0, before.score[top] - after.score[top]) for top in before.top)
        carries = lost / whole if whole else 0.0
        found.append(confirm(snapshot, key, "levers", change(snapshot, before, after), carries, k))
    return found


def _standing(helped: Mapping[str, int], k: int) -> Standing:
    return Standing.by({key: float(goals.bit_count()) for key, goals in helped.items()}, k)


def _without(snapshot: Snapshot, field: Field, claims: frozenset[str]) -> dict[str, dict[tuple[str, str], int | None]]:
    """For each claim, the arrows that are otherwise without it: gone (None), or of the sign that the claims left agree on."""
    found: dict[str, dict[tuple[str, str], int | None]] = {}
    for a, b, about in field.graph.edges(data=True):
        for key in claims.intersection(about["claims"]):
            left = tuple(other for other in about["claims"] if other != key)
            sign = _sign(snapshot, left) if left else None
            if sign != about["sign"]:
                found.setdefault(key, {})[a, b] = sign
    return found


def _sign(snapshot: Snapshot, claims: Iterable[str]) -> int:
    signs = {claim_sign(snapshot, snapshot.records.claims[key]) or 0 for key in claims}
    return signs.pop() if len(signs) == 1 else 0
