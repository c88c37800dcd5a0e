"""What one claim less does to what reaches the goals most: the same reach as the leverage finding, nothing drawn anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trosol.findings.asks import Ask, confirm
from trosol.findings.ranking import Ranking
from trosol.findings.reach import Field, field_of, goals_helped
from trosol.findings.standing import Standing, change
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign
from trosol.store.snapshot import Snapshot

__all__ = ["lever_falls"]


def lever_falls(snapshot: Snapshot, lens: Lens, levers: Ranking, k: int) -> list[Ask]:
    """Without each claim behind the first k: who or what would reach the goals most instead.

    ``levers``: the ranking as it is. Only claims on the ways of the first k are taken away, for without any other claim each of
    them would help as many goals as now; what others would help is counted anew each time. Claims in id order.
    """
    field = field_of(snapshot, lens)
    keys = sorted(row.id for row in levers.ranking)
    before = Standing.by(goals_helped(field, keys), k) if keys else None
    if before is None:
        return []
    behind = sorted({key for row in levers.ranking if row.id in before.top for key in row.claims})
    whole = sum(before.score[top] for top in before.top)
    found = []
    for key in behind:
        after = Standing.by(goals_helped(_without(snapshot, field, key), keys), k)
        lost = sum(max(0.0, before.score[top] - after.score[top]) for top in before.top)
        carries = lost / whole if whole else 0.0
        found.append(confirm(snapshot, key, "levers", change(snapshot, before, after), carries, k))
    return found


def _without(snapshot: Snapshot, field: Field, dropped: str) -> Field:
    """The field without one claim; an arrow that other claims still make takes the sign that these agree on."""
    graph = field.graph.copy()
    for a, b, claims in field.graph.edges(data="claims"):
        if dropped in claims:
            left = tuple(key for key in claims if key != dropped)
            graph.remove_edge(a, b)
            if left:
                graph.add_edge(a, b, claims=left, sign=_sign(snapshot, left))
    return replace(field, graph=graph)


def _sign(snapshot: Snapshot, claims: Iterable[str]) -> int:
    signs = {claim_sign(snapshot, snapshot.records.claims[key]) or 0 for key in claims}
    return signs.pop() if len(signs) == 1 else 0
