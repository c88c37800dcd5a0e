"""Brokerage: who stands between whom, by the groups of all three."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trosol.measures.graph_view import Node, Plain, name_of, plain
from trosol.measures.groups import grouping
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, jsonable
from trosol.measures.wrong_use import between

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ROLES", "Brokerage", "brokerage"]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
_COLUMNS = (*ROLES, "total")
_AT_ONCE = 2_000_000

Table = Mapping[Node, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Brokerage:
    """Counts of each role for each node, what chance would give, and how far apart the two are.

    ``counts``, ``expectations``, ``deviations`` and ``chances`` map a node to six numbers in the order of ``columns``; the
    same as DataFrames are ``to_frame()``, ``expected``, ``z`` and ``p``. ``groups`` says which group each node was in.
    """

    counts: Table
    expectations: Table
    deviations: Table
    chances: Table
    groups: Mapping[Node, Hashable]
    partial_credit: bool
    permutations: int
    seed: int
    columns: tuple[str, ...] = _COLUMNS

    def to_frame(self) -> pd.DataFrame:
        """Observed counts: a row per node, columns ``coordinator`` to ``liaison`` and ``total``."""
        return self._frame(self.counts)

    @property
    def expected(self) -> pd.DataFrame:
        """What a random network of the same density would give a node of this group."""
        return self._frame(self.expectations)

    @property
    def z(self) -> pd.DataFrame:
        """(observed − expected) / standard deviation; NaN where nothing can vary, and with partial credit."""
        return self._frame(self.deviations)

    @property
    def p(self) -> pd.DataFrame:
        """Share of permutations of the groups that give the node as much or more; NaN without permutations."""
        return self._frame(self.chances)

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``measure``, ``parameters``, ``scores``, ``expected``, ``z``, ``p``, each by node and role."""

        def table(values: Table) -> dict[str, dict[str, float | None]]:
            return {
                name_of(node): {column: jsonable(value) for column, value in zip(self.columns, row, strict=True)}
                for node, row in values.items()
            }

        return {
            "measure": "brokerage",
            "parameters": {"partial_credit": self.partial_credit, "permutations": self.permutations, "seed": self.seed},
            "scores": table(self.counts),
            "expected": table(self.expectations),
            "z": table(self.deviations),
            "p": table(self.chances),
        }

    def _frame(self, values: Table) -> pd.DataFrame:
        import pandas as pd

        index = pd.Index(list(values), name="node", tupleize_cols=False)
        return pd.DataFrame(list(values.values()), index=index, columns=list(self.columns), dtype=float)


def brokerage(
    graph: Any,
    groups: Mapping[Any, Hashable] | str,
    partial_credit: bool = False,
    permutations: int = 0,
    seed: int = 0,
) -> Brokerage:
    """Count the open two-paths a→b→c (no a→c) in which b stands between a and c, by the groups of the three.

    **Reads as**: *gatekeeper*: they decide what from outside gets into their own group; *representative*: what of their
    group gets out; *coordinator*: among their own; *itinerant*: within a group that is not theirs; *liaison*: between two
    groups, neither theirs.

    **Formula**: groups of a, b, c: coordinator AAA, itinerant ABA, representative AAB, gatekeeper ABB, liaison ABC. In a
    random network of density d, with q = d²(1 − d), N nodes and N_i in the own group, expected are: coordinator
    q(N_i − 1)(N_i − 2); representative = gatekeeper q(N − N_i)(N_i − 1); itinerant q Σ_{j≠i} N_j(N_j − 1); liaison
    q Σ_{j≠k, both ≠i} N_j N_k; total q(N − 1)(N − 2). The variance is M q(1 − q) + S d³(1 − d)³: M terms, of which S
    ordered pairs share an arrow. (In an undirected network a→b→c and c→b→a are one event, and its variance counts so;
    R's ``sna`` and UCINET take the two as independent there.)

    **Inputs**: any networkx graph; ``groups`` maps nodes to groups or names a node attribute. An undirected tie goes both
    ways, so each pair counts in both orders. ``partial_credit`` gives each of k brokers between the same a and c 1/k.
    ``permutations`` shuffles the groups among the nodes that often, from ``seed``.

    **Returns**: :class:`Brokerage`. z is undefined where the variance is 0 (no such a and c exist) and with partial credit.
    p = (1 + number of permutations with as much or more) / (1 + permutations); it asks whether the *groups* matter, given
    the ties, while z asks about both.

    **Errors**: graph-empty, groups-missing, measure-range.

    **Trap**: gatekeeper and representative swap when arrows are read the other way; the broker's group is the middle one.

    **Cost**: number of two-paths, times (1 + permutations). **Source**: Gould & Fernandez 1989, Sociological Methodology 19.

    >>> import networkx as nx
    >>> inward = nx.DiGraph([("outside", "guard"), ("guard", "inside")])
    >>> found = brokerage(inward, {"outside": "X", "guard": "Y", "inside": "Y"})
    >>> dict(zip(found.columns, found.counts["guard"]))
    {'coordinator': 0.0, 'itinerant': 0.0, 'representative': 0.0, 'gatekeeper': 1.0, 'liaison': 0.0, 'total': 1.0}
    """
    between("permutations", permutations, 0, 1_000_000)
    view = plain(graph)
    names, member = grouping(graph, view, groups)
    group = np.asarray(member)
    counts, chances = _count(view, group, len(names), partial_credit, permutations, seed)
    expectations, variance = _chance(view, np.bincount(group, minlength=len(names)))
    expected, spread = expectations[group], np.sqrt(variance)[group]
    deviations = np.full(counts.shape, UNDEFINED)
    if not partial_credit:
        np.divide(counts - expected, spread, out=deviations, where=spread > 0)
    return Brokerage(
        counts=_table(view, counts),
        expectations=_table(view, expected),
        deviations=_table(view, deviations),
        chances=_table(view, chances),
        groups={node: names[i] for node, i in zip(view.nodes, member, strict=True)},
        partial_credit=partial_credit,
        permutations=permutations,
        seed=seed,
    )


def _table(view: Plain, values: Any) -> Table:
    return {node: tuple(neat(row)) for node, row in zip(view.nodes, values, strict=True)}


def _count(view: Plain, group: Any, kinds: int, partial: bool, permutations: int, seed: int) -> tuple[Any, Any]:
    """Observed counts, and the share of permutations that reach them."""
    size = len(view)
    shuffled = _shuffles(group, permutations, seed)
    observed, reached = np.zeros((size, 6)), np.ones((size, 6))
    for block, a, b, c in _open_two_paths(view):
        credit = 1 / _brokers(view, a, c) if partial else None
        observed[block] = _by_role(group, a, b, c, size, credit)[block]
        for other in shuffled:
            reached[block] += _by_role(other, a, b, c, size, credit)[block] >= observed[block] - 1e-9
    chances = reached / (1 + permutations) if permutations else np.full((size, 6), UNDEFINED)
    return observed, chances


def _shuffles(group: Any, permutations: int, seed: int) -> list[Any]:
    rng = np.random.default_rng(seed)
    # Starting from the sizes alone, p does not depend on what the groups are called.
    sizes = np.sort(np.bincount(group))
    return [rng.permutation(np.repeat(np.arange(sizes.size), sizes)) for _ in range(permutations)]


def _by_role(group: Any, a: Any, b: Any, c: Any, size: int, credit: Any) -> Any:
    first, middle, last = group[a], group[b], group[c]
    starts, ends = first == middle, middle == last
    role = np.where(starts, np.where(ends, 0, 2), np.where(ends, 3, np.where(first == last, 1, 4)))
    counted = np.bincount(b * 5 + role, weights=credit, minlength=size * 5).reshape(size, 5)
    return np.hstack([counted, counted.sum(axis=1, keepdims=True)])


def _open_two_paths(view: Plain) -> Iterator[tuple[slice, Any, Any, Any]]:
    """Arrays a, b, c of the two-paths a→b→c without a→c, in blocks; each with the range of nodes b that it completes."""
    size, before, after = len(view), view.before(), view.after()
    closed = np.asarray([i * size + j for i, j, _ in view.arrows()], dtype=np.int64)
    waiting: list[tuple[Any, Any, Any]] = []
    start = held = 0
    for b in range(size):
        a = np.repeat(np.asarray(before[b], dtype=np.int64), len(after[b]))
        c = np.tile(np.asarray(after[b], dtype=np.int64), len(before[b]))
        waiting.append((a, np.full(a.size, b, dtype=np.int64), c))
        held += a.size
        if held > _AT_ONCE or b == size - 1:
            a, middle, c = (np.concatenate(each) for each in zip(*waiting, strict=True))
            is_open = (a != c) & ~np.isin(a * size + c, closed)
            yield slice(start, b + 1), a[is_open], middle[is_open], c[is_open]
            waiting, start, held = [], b + 1, 0


def _brokers(view: Plain, a: Any, c: Any) -> Any:
    """How many nodes stand between each a and c."""
    pattern = view.matrix()
    return np.asarray((pattern @ pattern)[a, c]) if a.size else np.ones(0)


def _chance(view: Plain, sizes: Any) -> tuple[Any, Any]:
    """Expected counts and their variance by group (rows) and role (columns), in a random network of the same density."""
    total = float(len(view))
    possible = total * (total - 1) / (1 if view.directed else 2)
    d = len(view.edges) / possible if possible else 0.0
    q = d * d * (1 - d)
    rows = []
    for i, own in enumerate(sizes.astype(float)):
        others = np.delete(sizes.astype(float), i)
        rest = total - own - others
        terms = [
            (own - 1) * (own - 2),
            (others * (others - 1)).sum(),
            (own - 1) * (total - own),
            (own - 1) * (total - own),
            (others * rest).sum(),
            (total - 1) * (total - 2),
        ]
        # Ordered pairs of terms that have a→b (the same a) or b→c (the same c) in common.
        shared = [
            2 * (own - 1) * (own - 2) * (own - 3),
            2 * (others * (others - 1) * (others - 2)).sum(),
            (own - 1) * (total - own) * (total - own - 1) + (total - own) * (own - 1) * (own - 2),
            (own - 1) * (total - own) * (total - own - 1) + (total - own) * (own - 1) * (own - 2),
            2 * (others * rest * (rest - 1)).sum(),
            2 * (total - 1) * (total - 2) * (total - 3),
        ]
        # Undirected: (a, c) and (c, a) are one event where both are terms of the same role.
        twice = np.array([1, 1, 1, 1, 1, 1] if view.directed else [2, 2, 1, 1, 2, 2])
        variance = twice * (np.array(terms) * q * (1 - q) + np.array(shared) * d**3 * (1 - d) ** 3)
        rows.append((np.array(terms) * q, variance))
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
