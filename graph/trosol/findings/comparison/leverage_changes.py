"""What reaches the goals more, or less, than before, and which claims along its ways are different.

What a push does hangs on every arrow along its ways, not only on those that begin at it. A claim touches it if it makes an
arrow that lies on one of its ways, before or after, and that arrow is different: another sign, other claims, or a goal at its
end that is wanted otherwise. Claims that merely lie beyond a new arrow are as they were, and are not named as reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from trosol.findings.comparison.changed_records import ADDED, CHANGED, REMOVED, ChangedRecords
from trosol.findings.comparison.rank_changes import Moved, Touching, moved_row
from trosol.findings.comparison.rank_shift import Standing
from trosol.findings.leverage.goal_reach import Field
from trosol.findings.leverage.goal_reach_batch import goals_helped
from trosol.findings.result import Ranked

__all__ = ["levers_moved"]

Arrow = tuple[str, str]


def levers_moved(
    pairs: Mapping[str, tuple[Ranked | None, Ranked | None]],
    fields: tuple[Field, Field],
    levers: Iterable[str],
    facts: ChangedRecords,
    k: int,
) -> list[Moved]:
    """A row for each of ``pairs`` (rows before and after) that helps a goal on either side.

    ``levers``: ids of all that is ranked on either side. Where nothing is helped on either side, a rank is no place.
    """
    different = _different(fields, facts)
    everything = sorted(levers)
    found = []
    alone: int | None
    for key, (was, now) in pairs.items():
        if not any(row and row.score > 0 for row in (was, now)):
            continue
        own = {arrow for field in fields if key in field.graph for arrow in field.ways([key]).edges} & set(different)
        if own and now:
            alone = Standing.by(goals_helped(_mixed(fields, own), everything), k).rank[key]
        else:
            alone = was.rank if was and now else None
        found.append(moved_row("levers", was, now, _touching(different[arrow] for arrow in sorted(own)), alone, k))
    return found


def _different(fields: tuple[Field, Field], facts: ChangedRecords) -> dict[Arrow, Touching]:
    """Arrows that are not what they were, each with its claims that are different."""
    changed = set(facts.ids("claims", CHANGED))
    new, gone = set(facts.ids("claims", ADDED)), set(facts.ids("claims", REMOVED))
    found = {}
    for arrow in sorted({*fields[0].graph.edges, *fields[1].graph.edges}):
        signs, wanted = [], []
        claims: list[set[str]] = []
        for field in fields:
            edge = field.graph.get_edge_data(*arrow)
            signs.append(edge["sign"] if edge else None)
            claims.append(set(edge["claims"]) if edge else set())
            wanted.append(field.wanted.get(arrow[1]))
        was, now = claims
        kept = was & now
        other = ((was ^ now) - new - gone) | (kept & changed)
        if wanted[0] != wanted[1] or (was == now and signs[0] != signs[1]):
            other |= kept  # what they tie together has changed, or what the relation means
        if was != now or other:
            parts = ((now - was) & new, (was - now) & gone, other)
            found[arrow] = Touching(*(tuple(sorted(part)) for part in parts))
    return found


def _touching(parts: Iterable[Touching]) -> Touching:
    every = tuple(parts)
    added, removed, changed = (
        tuple(sorted({key for part in every for key in getattr(part, kind)})) for kind in ("added", "removed", "changed")
    )
    return Touching(added, removed, changed)


def _mixed(fields: tuple[Field, Field], own: set[Arrow]) -> Field:
    """The field before, with only these arrows, and the goals that they end at, as they are after."""
    old, new = fields
    graph = old.graph.copy()
    for a, b in own:
        if graph.has_edge(a, b):
            graph.remove_edge(a, b)
        if new.graph.has_edge(a, b):
            graph.add_edge(a, b, **new.graph.edges[a, b])
    ends = {b for _, b in own}
    wanted = {key: value for key, value in old.wanted.items() if key not in ends}
    wanted |= {key: value for key, value in new.wanted.items() if key in ends}
    return replace(old, graph=graph, goals=tuple(sorted(wanted)), wanted=wanted)
