"""Solutions of patterns as columns of whole numbers, and how two of them are joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.check.query_patterns import NotRead

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Truth = NDArray[np.bool_]

__all__ = ["MOST_ROWS", "NOTHING", "ONE", "Table", "is_in", "joined", "left_joined", "one_below_the_other"]

MOST_ROWS = 20_000_000
"""Solutions that one table may have before it is left to another engine."""

NOTHING = -1
"""The number of what is not bound."""


class Table(NamedTuple):
    """Solutions. ``columns``: the number of a term, by variable; ``loose``: variables that may be unbound, ``made``: those that are worked out."""

    columns: Mapping[str, Numbers]
    size: int
    loose: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()

    def at(self, rows: Numbers | Truth) -> Table:
        """Some of the rows."""
        size = int(np.count_nonzero(rows)) if rows.dtype == bool else len(rows)
        return Table({name: column[rows] for name, column in self.columns.items()}, size, self.loose, self.made)

    def of(self, names: Sequence[str]) -> Table:
        """Some of the columns."""
        kept = {name: self.columns[name] for name in names if name in self.columns}
        return Table(kept, self.size, self.loose & kept.keys(), self.made & kept.keys())


ONE = Table({}, 1)
"""The one solution of no pattern at all."""


def joined(one: Table, other: Table) -> Table:
    """All pairs of rows that agree in what both have."""
    return _merged(one, other, *_pairs(one, other))


def left_joined(one: Table, other: Table) -> Table:
    """The same, and the rows of the first that agree with none."""
    left, right = _pairs(one, other)
    alone = np.ones(one.size, dtype=bool)
    alone[left] = False
    matched = _merged(one, other, left, right)
    rest = one.at(np.flatnonzero(alone))
    new = matched.columns.keys() - one.columns.keys()
    columns = {
        name: np.concatenate([column, np.full(rest.size, NOTHING) if name in new else rest.columns[name]])
        for name, column in matched.columns.items()
    }
    return Table(columns, matched.size + rest.size, matched.loose | (new if rest.size else set()), matched.made)


def is_in(one: Table, other: Table) -> Truth:
    """Of each row of the first whether some row of the second agrees with it; where they have nothing in common, whether there is any."""
    shared = _shared(one, other)
    if not shared:
        return np.full(one.size, other.size > 0)
    return np.isin(*_keys(one, other, shared))


def one_below_the_other(tables: Sequence[Table]) -> Table:
    """The rows of several tables."""
    names = list(dict.fromkeys(name for table in tables for name in table.columns))
    loose = {name for name in names for table in tables if name not in table.columns or name in table.loose}
    columns = {
        name: np.concatenate([table.columns.get(name, np.full(table.size, NOTHING, dtype=np.int64)) for table in tables])
        for name in names
    }
    made = frozenset[str]().union(*(table.made for table in tables))
    return Table(columns, sum(table.size for table in tables), frozenset(loose), made)


def _merged(one: Table, other: Table, left: Numbers, right: Numbers) -> Table:
    columns = {name: column[left] for name, column in one.columns.items()}
    columns.update({name: column[right] for name, column in other.columns.items() if name not in columns})
    return Table(columns, len(left), one.loose | other.loose, one.made | other.made)


def _shared(one: Table, other: Table) -> list[str]:
    shared = [name for name in one.columns if name in other.columns]
    if any(name in one.loose or name in other.loose or (name in one.made) != (name in other.made) for name in shared):
        raise NotRead("a join on what may be unbound, or is worked out")
    return shared


def _pairs(one: Table, other: Table) -> tuple[Numbers, Numbers]:
    """Rows that agree: places in the first, in order, and in the second."""
    shared = _shared(one, other)
    if not shared:
        _bounded(one.size * other.size)
        return np.repeat(np.arange(one.size), other.size), np.tile(np.arange(other.size), one.size)
    mine, theirs = _keys(one, other, shared)
    order = np.argsort(theirs, kind="stable")
    ordered = theirs[order]
    begin, end = np.searchsorted(ordered, mine, "left"), np.searchsorted(ordered, mine, "right")
    many = end - begin
    _bounded(int(many.sum()))
    left = np.repeat(np.arange(one.size), many)
    return left, order[np.arange(len(left)) + np.repeat(begin - (np.cumsum(many) - many), many)]


def _bounded(rows: int) -> None:
    if rows > MOST_ROWS:
        raise NotRead("too many solutions")


def _keys(one: Table, other: Table, shared: Sequence[str]) -> tuple[Numbers, Numbers]:
    """One number for what a row has in these columns."""
    found = np.concatenate([one.columns[shared[0]], other.columns[shared[0]]])
    for name in shared[1:]:
        column = np.concatenate([one.columns[name], other.columns[name]])
        wide = int(column.max(initial=0)) + 1
        if int(found.max(initial=0)) >= 2**62 // wide:
            found = np.unique(found, return_inverse=True)[1].astype(np.int64)
        found = found * wide + column
    return found[: one.size], found[one.size :]
