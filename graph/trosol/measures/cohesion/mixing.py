"""Group mixing: who talks to whom, against what chance would give."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trosol.measures.graph_view import name_of, plain
from trosol.measures.groups import grouping
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, jsonable

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Mixing", "mixing"]

Square = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Mixing:
    """Ties from each group (row) to each group (column): ``counts``, ``expectations`` and their ``ratios``.

    The same as DataFrames: ``to_frame()``, ``expected``, ``ratio``. ``assortativity``: 1 if all ties stay within groups, 0 if
    as by chance, below 0 if they seek the others; NaN where it cannot be told.
    """

    groups: tuple[Hashable, ...]
    sizes: tuple[int, ...]
    counts: Square
    expectations: Square
    ratios: Square
    assortativity: float
    weight: str | None

    def to_frame(self) -> pd.DataFrame:
        """Observed ties, or their summed weight."""
        return self._frame(self.counts)

    @property
    def expected(self) -> pd.DataFrame:
        """What chance would give, each group keeping the ties it sends and receives."""
        return self._frame(self.expectations)

    @property
    def ratio(self) -> pd.DataFrame:
        """Observed / expected; NaN where nothing is expected."""
        return self._frame(self.ratios)

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``scores`` (observed), ``expected`` and ``ratio``, each by group and group."""

        def table(square: Square) -> dict[str, dict[str, float | None]]:
            names = [name_of(group) for group in self.groups]
            rows = zip(names, square, strict=True)
            return {name: {other: jsonable(x) for other, x in zip(names, row, strict=True)} for name, row in rows}

        return {
            "measure": "mixing",
            "parameters": {"weight": self.weight},
            "sizes": {name_of(group): size for group, size in zip(self.groups, self.sizes, strict=True)},
            "scores": table(self.counts),
            "expected": table(self.expectations),
            "ratio": table(self.ratios),
            "assortativity": jsonable(self.assortativity),
        }

    def _frame(self, square: Square) -> pd.DataFrame:
        import pandas as pd

        index = pd.Index(list(self.groups), name="from", tupleize_cols=False)
        return pd.DataFrame(list(square), index=index, columns=pd.Index(list(self.groups), name="to", tupleize_cols=False))


def mixing(graph: Any, groups: Mapping[Any, Hashable] | str, weight: str | None = None) -> Mixing:
    """Count the ties from group to group, and compare with what chance would give.

    **Reads as**: who talks to whom, and who less than one would think.

    **Formula**: expected(g→h) = (ties sent by g) · (ties received by h) / all ties. Assortativity = (Σ e_gg − Σ a_g b_g) /
    (1 − Σ a_g b_g), with e the shares of ties and a, b their row and column sums.

    **Inputs**: any networkx graph; an undirected tie counts in both directions, so once each way between groups and twice
    within one. ``groups`` maps nodes to groups or names a node attribute; ``weight`` adds weights (number of claims).

    **Returns**: :class:`Mixing`.

    **Errors**: graph-empty, groups-missing, weight-wrong.

    **Trap**: expected allows ties to oneself, so in very small groups the diagonal is expected a little too high.

    **Cost**: n + m. **Source**: Newman 2003, Phys. Rev. E 67, 026126.

    >>> import networkx as nx
    >>> found = mixing(nx.DiGraph([("a", "b"), ("a", "c")]), {"a": "N", "b": "N", "c": "S"})
    >>> found.groups, found.counts, found.expectations
    (('N', 'S'), ((1.0, 1.0), (0.0, 0.0)), ((1.0, 1.0), (0.0, 0.0)))
    >>> found.ratios
    ((1.0, 1.0), (nan, nan))
    """
    view = plain(graph, weight)
    names, member = grouping(graph, view, groups)
    kinds = range(len(names))
    counts = [[0.0] * len(names) for _ in kinds]
    for i, j, w in view.arrows():
        counts[member[i]][member[j]] += w
    sent = [sum(row) for row in counts]
    received = [sum(row[h] for row in counts) for h in kinds]
    total = sum(sent)
    expected = [[sent[g] * received[h] / total if total else 0.0 for h in kinds] for g in kinds]
    ratios = [[counts[g][h] / expected[g][h] if expected[g][h] else UNDEFINED for h in kinds] for g in kinds]
    chance = sum(expected[g][g] for g in kinds) / total if total else 1.0
    within = sum(counts[g][g] for g in kinds) / total if total else UNDEFINED
    return Mixing(
        names,
        tuple(member.count(g) for g in kinds),
        _square(counts),
        _square(expected),
        _square(ratios),
        neat([(within - chance) / (1 - chance) if chance < 1 else UNDEFINED])[0],
        weight,
    )


def _square(rows: list[list[float]]) -> Square:
    return tuple(tuple(neat(row)) for row in rows)
