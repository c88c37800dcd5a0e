"""Centrality under two lenses: what moves when other claims count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trosol.findings.centrality.centrality import centrality
from trosol.findings.centrality.whole_network import Indices
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import counted_words, worded

__all__ = ["CentralityContrast", "ScoreChange", "compare_centrality"]


@dataclass(frozen=True, slots=True, repr=False)
class ScoreChange(TableRow):
    """A node's score and rank by one measure under each lens, ranked among those that both have; None where it is undefined."""

    id: str
    label: str
    kind: str
    measure: str
    first: float | None
    second: float | None
    first_rank: int | None
    second_rank: int | None


@dataclass(frozen=True, slots=True, repr=False)
class CentralityContrast(Result):
    """Scores that differ between two lenses, those that move furthest first, and the indices under each.

    ``only_first`` and ``only_second``: ids of nodes that are there under one lens alone. ``measures``: those that both have.
    """

    _table = "changes"
    _noun = "differ"

    network: str
    first: Lens
    second: Lens
    weight: str
    direction: str
    measures: tuple[str, ...]
    changes: Rows[ScoreChange]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    first_indices: Indices
    second_indices: Indices
    snapshot: str
    sentence: str


def compare_centrality(
    snapshot: Snapshot,
    network: str,
    lens: Lens | None = None,
    *,
    other: Lens | None = None,
    measures: Iterable[str] = (),
    weight: str = "none",
    direction: str = "in",
    kinds: Iterable[str] = (),
    recompute: bool = False,
    starts: Iterable[str] = (),
    goals: Iterable[str] = (),
) -> CentralityContrast:
    """Score a network under two lenses, and tell what differs.

    **Reads as**: would the same be central if only these claims counted?

    **Inputs**: as for :func:`centrality`; ``other``: the second lens.

    **Returns**: :class:`CentralityContrast`: a row for each node and measure whose rank or score is another, by how far the rank moves; measures that both
    have.

    **Errors**: as for :func:`centrality`.

    **Trap**: a network with fewer claims has other values throughout: compare ranks, and the indices.

    **Cost**: twice that of :func:`centrality`.
    """
    names, kinds, starts, goals = tuple(measures), tuple(kinds), tuple(starts), tuple(goals)
    lenses = (lens or Lens(), other or Lens())
    before, after = (
        centrality(
            snapshot,
            network,
            each,
            measures=names,
            weight=weight,
            direction=direction,
            kinds=kinds,
            recompute=recompute,
            starts=starts,
            goals=goals,
        )
        for each in lenses
    )
    there = {note.name for note in after.measures}
    shared = tuple(note.name for note in before.measures if note.name in there)
    both = before.scores.keys() & after.scores.keys()
    rows = []
    for measure in shared:
        ranks = [found.ranks(measure, both) for found in (before, after)]
        for node in before.nodes:
            if node.id not in both:
                continue
            values = [found.scores[node.id][measure] for found in (before, after)]
            places = [each[node.id] for each in ranks]
            if values[0] != values[1] or places[0] != places[1]:
                rows.append(
                    ScoreChange(
                        id=node.id,
                        label=node.label,
                        kind=node.kind,
                        measure=measure,
                        first=values[0],
                        second=values[1],
                        first_rank=places[0],
                        second_rank=places[1],
                    )
                )
    rows.sort(key=lambda row: (-_moved(row), shared.index(row.measure), row.label, row.id))
    return CentralityContrast(
        network=network,
        first=lenses[0],
        second=lenses[1],
        weight=weight,
        direction=before.direction,
        measures=shared,
        changes=Rows(rows, ScoreChange),
        only_first=tuple(sorted(before.scores.keys() - both)),
        only_second=tuple(sorted(after.scores.keys() - both)),
        first_indices=before.indices,
        second_indices=after.indices,
        snapshot=snapshot.digest,
        sentence=_sentence(rows, len(both)),
    )


def _moved(row: ScoreChange) -> float:
    """How many ranks it moves; one that is defined under one lens only moves furthest."""
    if row.first_rank is None or row.second_rank is None:
        return float("inf") if row.first_rank != row.second_rank else 0.0
    return abs(row.first_rank - row.second_rank)


def _sentence(rows: list[ScoreChange], nodes: int) -> str:
    moved = {row.id for row in rows if row.first_rank != row.second_rank}
    if not moved:
        return worded("No ranks changed.")
    return worded(
        "Change of rank by at least one measure: {moved} of {items} that both have.",
        moved=f"{len(moved):,}",
        items=counted_words(nodes, "item"),
    )
