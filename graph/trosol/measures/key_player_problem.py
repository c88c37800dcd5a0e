"""Key players: which few, together, hold a network together or reach most of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, zip_longest
from typing import Any

from trosol.measures.best_subset import EFFORT, Best, best_sets
from trosol.measures.cohesion.cut_points import pieces
from trosol.measures.distances import distances, reached, reversed_neighbours
from trosol.measures.graph_view import Node, name_of, plain
from trosol.measures.wrong_use import between, one_of

__all__ = ["KeyPlayers", "key_players"]

_OBJECTIVES = ("fragmentation", "distance_fragmentation", "reach")


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """The best sets of k nodes.

    ``score``: F or DF (0 to 1) without the set, or how many nodes the set reaches. ``before``: F or DF of the whole
    network, or 0. ``share``: the score as a share of the largest possible. ``sets``: all tied best sets if ``exact``, else
    the one that greedy choice with swaps came to, which may not be the best.
    """

    objective: str
    k: int
    radius: int | None
    score: float
    before: float
    share: float
    sets: tuple[tuple[Node, ...], ...]
    exact: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values, under the names of the fields."""
        return {
            "measure": "key_players",
            "parameters": {"k": self.k, "objective": self.objective, "radius": self.radius},
            "score": self.score,
            "before": self.before,
            "share": self.share,
            "sets": [[name_of(node) for node in each] for each in self.sets],
            "exact": self.exact,
        }


def key_players(graph: Any, k: int, objective: str = "fragmentation", radius: int = 1, effort: int = EFFORT) -> KeyPlayers:
    """Choose the k nodes that together matter most: whose loss breaks the network, or who reach most of it.

    **Reads as**: which three people, together, change most.

    **Formula**: with n nodes left: *fragmentation* F = 1 − Σ s(s − 1) / (n(n − 1)) over the sizes s of the components left;
    *distance_fragmentation* DF = 1 − Σ_{i≠j} 1/d_ij / (n(n − 1)), where what is out of reach counts 0; *reach* the number
    of nodes within ``radius`` steps of the set, the set included.

    **Inputs**: any networkx graph. F ignores direction (weak components); DF and reach follow the arrows. ``effort``
    bounds the exact search in nodes and ties looked at.

    **Returns**: :class:`KeyPlayers`; ``exact`` says whether every set was looked at, and then ``sets`` has all best ones.

    **Errors**: graph-empty; measure-range (k from 1 to n − 2, for reach to n; radius 1 or more); measure-option.

    **Trap**: the best k are not the k best: in Krackhardt's kite the best pair leaves out the best single.

    **Cost**: exact C(n, k − 1) walks for F (the walk tries all last members at once), C(n, k) all-pairs distances for DF,
    C(n, k) unions for reach; greedy k · n of them per round. 400 nodes, 500 ties: F k=2 exact 0.3 s, DF k=3
    greedy 6 s, the others less.
    **Source**: Borgatti 2006, Comput. Math. Organ. Theory 12.

    >>> import networkx as nx
    >>> found = key_players(nx.path_graph(5), k=1)
    >>> found.sets, round(found.score, 3), found.exact
    (((2,),), 0.667, True)
    >>> key_players(nx.krackhardt_kite_graph(), k=1).sets, key_players(nx.krackhardt_kite_graph(), k=2).sets
    (((7,),), ((5, 6),))
    """
    one_of("objective", objective, _OBJECTIVES)
    view = plain(graph)
    size = len(view)
    between("k", k, 1, size if objective == "reach" else max(size - 2, 0))
    between("radius", radius, 1, max(size, 1))
    if objective == "reach":
        found, before = _reach(view.after(), k, radius, effort), 0.0
        score, most = float(found.value), float(size)
    else:
        broken = _fragmentation if objective == "fragmentation" else _distance_fragmentation
        found, connected = broken(view.undirected().after() if objective == "fragmentation" else view.after(), k, effort)
        score = float(1 + Fraction(found.value) / ((size - k) * (size - k - 1)))
        before, most = float(1 - Fraction(connected) / (size * (size - 1))), 1.0
    named = tuple(tuple(view.nodes[i] for i in each) for each in found.sets)
    return KeyPlayers(
        objective=objective,
        k=k,
        radius=radius if objective == "reach" else None,
        score=score,
        before=before,
        share=score / most,
        sets=named,
        exact=found.exact,
    )


def _fragmentation(neighbours: Sequence[Sequence[int]], k: int, effort: int) -> tuple[Best, int]:
    def completions(gone: tuple[int, ...]) -> dict[int, int]:
        parts = pieces(neighbours, gone)
        # Each node of a component of size c adds c − 1 to the connected pairs, so all components are in one sum.
        together = sum(sum(sizes) for sizes in parts.values())
        return {v: sum(p) * (sum(p) + 1) - sum(s * (s - 1) for s in p) - together for v, p in parts.items()}

    size = len(neighbours)
    steps = size + sum(len(around) for around in neighbours)
    whole = sum(sum(sizes) for sizes in pieces(neighbours).values())
    return best_sets(completions, size, k, steps, effort), whole


def _distance_fragmentation(neighbours: Sequence[Sequence[int]], k: int, effort: int) -> tuple[Best, Fraction]:
    size = len(neighbours)

    def completions(gone: tuple[int, ...]) -> dict[int, Fraction]:
        left = _without(neighbours, set(gone))
        back = reversed_neighbours(left)
        ahead, behind = _nearness(left), _nearness(back)
        together = sum(ahead, Fraction())
        values = {}
        for v in range(size):
            if v in gone:
                continue
            # Whoever stands between no two neighbours is in the middle of no shortest way: only their own ways are lost.
            if all(a == c or c in left[a] for a in back[v] for c in left[v]):
                values[v] = ahead[v] + behind[v] - together
            else:
                values[v] = -_exact(map(sum, zip_longest(*distances(_without(left, {v})), fillvalue=0)))
        return values

    steps = size + sum(len(around) for around in neighbours)
    return best_sets(completions, size, k, size * steps, effort), sum(_nearness(neighbours), Fraction())


def _without(neighbours: Sequence[Sequence[int]], gone: set[int]) -> list[list[int]]:
    return [[] if v in gone else [u for u in around if u not in gone] for v, around in enumerate(neighbours)]


def _nearness(neighbours: Sequence[Sequence[int]]) -> list[Fraction]:
    """For each node, the sum of 1/distance to those it reaches."""
    return [_exact(row) for row in distances(neighbours)]


def _exact(counts: Iterable[int]) -> Fraction:
    return sum((Fraction(count, d) for d, count in enumerate(counts, 1) if count), Fraction())


def _reach(after: Sequence[Sequence[int]], k: int, radius: int, effort: int) -> Best:
    size = len(after)
    masks = [1 << v for v in range(size)]
    for fresh in islice(reached(after, masks.copy()), 1, radius + 1):
        for v, bits in fresh.items():
            masks[v] |= bits

    def completions(chosen: tuple[int, ...]) -> dict[int, int]:
        have = 0
        for i in chosen:
            have |= masks[i]
        return {v: (have | mask).bit_count() for v, mask in enumerate(masks) if v not in chosen}

    return best_sets(completions, size, k, size, effort)
