"""Compare two snapshots or ecosystems: what is said differently, and which answers differ because of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from trosol.findings.comparison.changed_records import ChangedRecords, facts_between
from trosol.findings.comparison.leverage_changes import levers_moved
from trosol.findings.comparison.rank_changes import FIRMNESS, NETWORK, Moved, moved_row, touching
from trosol.findings.comparison.rank_shift import Standing, ties
from trosol.findings.gatekeepers.structural_rank import GateRankings, gate_rankings
from trosol.findings.leverage.goal_count import goal_ranking
from trosol.findings.leverage.goal_reach import field_of
from trosol.findings.result import RESAMPLES, SEED, Ranked, Ranking
from trosol.findings.text import counted
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Result):
    """What changed in facts and in findings; ``notes`` says what the comparison cannot tell.

    ``before`` and ``after``: the gatekeepers; ``levers_before`` and ``levers_after``: what reaches the goals most.
    """

    _table = "moved"

    facts: ChangedRecords
    moved: Rows[Moved]
    before: GateRankings
    after: GateRankings
    levers_before: Ranking
    levers_after: Ranking
    notes: tuple[str, ...]
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "sentence": self.sentence,
            "notes": list(self.notes),
            "facts": self.facts.to_json(),
            "moved": [move.to_json() for move in self.moved],
            "before": {**self.before.to_json(), "levers": self.levers_before.to_json()},
            "after": {**self.after.to_json(), "levers": self.levers_after.to_json()},
        }


def compare(
    before: Snapshot,
    after: Snapshot,
    lens: Lens | None = None,
    *,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Comparison:
    """Hold two snapshots beside each other: rows by id, both rankings of gatekeepers, and what reaches the goals.

    **Reads as**: fell from 2nd to 7th, because two claims about it are gone; or: moved, though nothing about it changed.

    **How**: rows are compared by id. For everybody whose rank differs, the claims that touch them and were added, removed or
    changed are named, and the ranking is made once more with these changes alone: if that gives the new rank, they explain it,
    else they explain part of it. Where none touches them, the move is due to the network as a whole. What a push does to the
    goals is touched by every claim along its ways.

    **Trap**: the same id is taken for the same thing. Two ecosystems that were coded by different people differ in what was
    written down before they differ in what is so.
    """
    lens = lens or Lens()
    lens.check(before)
    lens.check(after)
    facts = facts_between(before, after)
    old = gate_rankings(before, lens, k=k, resamples=resamples, seed=seed)
    same = before.digest == after.digest
    new = old if same else gate_rankings(after, lens, k=k, resamples=resamples, seed=seed)
    levers = goal_ranking(before, lens, k=k, resamples=resamples, seed=seed)
    levers_now = levers if same else goal_ranking(after, lens, k=k, resamples=resamples, seed=seed)
    moved: tuple[Moved, ...] = ()
    if not same:
        graphs = ties(before, lens), ties(after, lens)
        moved = (*_named(old, new, facts, k), *_placed(old, new, facts, graphs, k))
        if levers.ranking and levers_now.ranking:
            fields = field_of(before, lens), field_of(after, lens)
            every = {row.id for row in (*levers.ranking, *levers_now.ranking)}
            moved += _ordered(levers_moved(_pairs(levers, levers_now), fields, every, facts, k))
    thin = ("Who is placed", (old.placed, new.placed)), ("What reaches the goals", (levers, levers_now))
    notes = _notes(before, after, *thin)
    return Comparison(
        facts=facts,
        moved=Rows(moved),
        before=old,
        after=new,
        levers_before=levers,
        levers_after=levers_now,
        notes=notes,
        sentence=_summary(facts, moved, same),
    )


def _named(old: GateRankings, new: GateRankings, facts: ChangedRecords, k: int) -> tuple[Moved, ...]:
    """Here the claims are the ranking: what touches somebody explains it, and the rest is others passing or falling."""
    rows = _pairs(old.named, new.named)
    scores = {row.id: row.score for row in old.named.ranking}
    found = []
    for key, (was, now) in rows.items():
        with_own = {**{other: value for other, value in scores.items() if other != key}, **({key: now.score} if now else {})}
        alone = Standing.by(with_own, k).rank.get(key) if now and with_own else None
        found.append(moved_row("named", was, now, touching(was, now, facts), alone, k))
    return _ordered(found)


def _placed(
    old: GateRankings, new: GateRankings, facts: ChangedRecords, graphs: tuple[nx.Graph, nx.Graph], k: int
) -> tuple[Moved, ...]:
    if not (old.placed.ranking and new.placed.ranking):
        return ()
    found = []
    for key, (was, now) in _pairs(old.placed, new.placed).items():
        alone = _alone(key, graphs, k) if now else None
        found.append(moved_row("placed", was, now, touching(was, now, facts), alone, k))
    return _ordered(found)


def _alone(key: str, graphs: tuple[nx.Graph, nx.Graph], k: int) -> int | None:
    """Rank in the old network with only this actor's own ties as they are now."""
    mixed = nx.Graph()
    mixed.add_edges_from(edge for edge in graphs[0].edges if key not in edge)
    if key in graphs[1]:
        mixed.add_edges_from(graphs[1].edges(key))
    return Standing.of(mixed, k).rank.get(key) if key in mixed else None


def _pairs(old: Ranking, new: Ranking) -> dict[str, tuple[Ranked | None, Ranked | None]]:
    """Rows that differ: another rank, there on one side only, or much firmer or less firm."""
    rows = [{row.id: row for row in ranking.ranking} for ranking in (old, new)]
    found = {}
    for key in sorted({*rows[0], *rows[1]}):
        was, now = rows[0].get(key), rows[1].get(key)
        if was is None or now is None or was.rank != now.rank or abs(was.p_top - now.p_top) > FIRMNESS:
            found[key] = (was, now)
    return found


def _ordered(found: list[Moved]) -> tuple[Moved, ...]:
    """The best rank on either side first; then ids."""
    return tuple(sorted(found, key=lambda m: (min(row.rank for row in (m.before, m.after) if row), m.id)))


def _notes(before: Snapshot, after: Snapshot, *sides: tuple[str, tuple[Ranking, Ranking]]) -> tuple[str, ...]:
    notes = []
    if before.name != after.name:
        notes.append(
            f"These are two ecosystems, {before.name} and {after.name}: what has the same id is taken for the same thing."
        )
    for what, rankings in sides:
        for which, ranking in zip(("first", "second"), rankings, strict=True):
            if ranking.not_enough:
                notes.append(f"{what} cannot be compared. In the {which} of the two: {ranking.not_enough}")
    return tuple(notes)


def _summary(facts: ChangedRecords, moved: tuple[Moved, ...], same: bool) -> str:
    if same:
        return "Nothing changed: both say the same, and so give the same answers."
    named, placed, levers = (sum(move.ranking == what for move in moved) for what in ("named", "placed", "levers"))
    touched = sum(move.ranking == "levers" and move.cause != NETWORK for move in moved)
    if not moved:
        return f"{facts.sentence} No place in the rankings of gatekeepers and of what reaches the goals is different."
    return (
        f"{facts.sentence} In the rankings of gatekeepers, {counted(named, 'place')} of those named and {counted(placed, 'place')} of "
        f"those placed {'is' if named + placed == 1 else 'are'} different; among what reaches the goals, {counted(levers, 'place')} "
        f"{'is' if levers <= 1 else 'are'}{f', {touched} of them with other claims along their ways' if touched else ''}."
    )
