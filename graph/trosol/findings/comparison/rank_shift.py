"""Who stands where among the actors, quickly: the same ties and the same measure as the gatekeepers finding, one at a time."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from trosol.findings.gatekeepers.structural_rank import ACTORS
from trosol.measures import Plain, betweenness
from trosol.measures.ranks import ranks
from trosol.networks.lens import Lens
from trosol.networks.shared import shared_network
from trosol.networks.undirected import undirected
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["Move", "RankShift", "Standing", "change", "ties"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Rank and score of each actor, and who is among the first k; a score of 0 is no place."""

    rank: dict[str, int]
    score: dict[str, float]
    k: int

    @classmethod
    def of(cls, graph: nx.Graph | Plain, k: int) -> Standing:
        """By betweenness in the ties as they are."""
        raw = betweenness(graph).raw
        return cls.by({str(key): float(raw[key]) for key in raw}, k)

    @classmethod
    def by(cls, score: dict[str, float], k: int) -> Standing:
        """By any score."""
        places = ranks([score[key] for key in score])
        return cls(dict(zip(score, (int(place) for place in places), strict=True)), score, k)

    @property
    def top(self) -> frozenset[str]:
        """Who is among the first k; all who tie for the last place are in."""
        return frozenset(key for key, place in self.rank.items() if place <= self.k and self.score[key] > 0)


@dataclass(frozen=True, slots=True, repr=False)
class Move(TableRow):
    """One actor's rank before and after; None where there is none."""

    id: str
    label: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, repr=False)
class RankShift(TableRow):
    """What one claim more or less does to the first k: who enters, who leaves, who moves, by how many places in all."""

    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    moves: Rows[Move]
    shift: int

    def __bool__(self) -> bool:
        """Whether anything about the first k is different."""
        return bool(self.moves)

    @property
    def size(self) -> tuple[int, int]:
        """For ordering: first how many enter or leave, then by how many places the first move."""
        return len(self.enters) + len(self.leaves), self.shift


def change(snapshot: Snapshot, before: Standing, after: Standing) -> RankShift:
    """Compare two standings as far as the first k of either go."""
    moves, shift = [], 0
    last = max(len(before.rank), len(after.rank)) + 1
    for key in sorted(before.top | after.top):
        old, new = (here.rank[key] if here.score.get(key, 0) > 0 and key in here.rank else None for here in (before, after))
        if old != new:
            moves.append(Move(key, snapshot.entity(key).label(), old, new))
            shift += abs((old or last) - (new or last))
    moves.sort(key=lambda move: (move.before or last, move.label, move.id))
    return RankShift(tuple(sorted(after.top - before.top)), tuple(sorted(before.top - after.top)), Rows(moves), shift)


def ties(snapshot: Snapshot, lens: Lens) -> nx.Graph:
    """Ties between actors without direction; actors without ties are there too. An edge keeps the claims of both directions."""
    return undirected(shared_network(snapshot, ACTORS, lens))
