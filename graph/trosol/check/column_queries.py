"""SELECT queries answered on triples as columns: no store is loaded, and many patterns cost what a few do.

**How**: each pattern is evaluated by itself, for all its solutions at once, from the inside outwards, as SPARQL defines it; what is outside only narrows
it down. Expressions are left to the engine, once for each different row of what stands in them, so that text means the same.
Whatever is not certain to mean the same is not answered here: :class:`trosol.check.query_patterns.NotRead`. The oracle is the engine, in
``tests/check/test_column_queries.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from trosol.check.engine_values import by_group, by_row
from trosol.check.numbered_columns import Columns
from trosol.check.query_patterns import (
    Basic,
    Bind,
    Exists,
    Expression,
    Filter,
    Group,
    Minus,
    Node,
    NotRead,
    Optional,
    Select,
    Step,
    Union,
    Values,
    read_select,
)
from trosol.check.query_terms import TermNumbers
from trosol.check.solution_tables import MOST_ROWS, NOTHING, ONE, Table, is_in, joined, left_joined, one_below_the_other
from trosol.rdf.iris import XSD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Truth = NDArray[np.bool_]
    Hints = Mapping[str, Truth]

__all__ = ["ColumnQueries"]

_TRUE, _ALSO_TRUE = f'"true"^^<{XSD}boolean>', f'"1"^^<{XSD}boolean>'
_TURNED = re.compile(r"\((! )?(\?exists_\d+)\)").fullmatch
_IN_ORDER = re.compile(r"\(STR\((\?\w+)\) ([<>]) STR\((\?\w+)\)\)").fullmatch
_SAME = re.compile(r"\((\?\w+) (!?=) (\?\w+|<[^>]*>)\)").fullmatch
_UNBOUND = 1 << 40
_read = lru_cache(maxsize=200)(read_select)


class ColumnQueries:
    """Answers queries over some columns."""

    def __init__(self, columns: Columns) -> None:
        """Look at columns; terms of queries get numbers behind those of the columns."""
        self.columns = columns
        self.terms = TermNumbers(columns)
        self._nearby: dict[tuple[tuple[Node, ...], bool], dict[int, list[int]]] = {}

    def select(self, text: str) -> tuple[tuple[str, ...], list[tuple[str | None, ...]]]:
        """Columns and rows of a query; values as the engine gives them. Raises :class:`NotRead`."""
        query = _read(text)
        table = self._select(query, {})
        shown = [table.columns.get(name, np.full(table.size, NOTHING)).tolist() for name in query.shown]
        known = self.terms.values({number for column in shown for number in column})
        rows = [tuple(known[number] for number in row) for row in zip(*shown, strict=True)]
        return tuple(name[1:] for name in query.shown), rows

    def answer(self, text: str) -> tuple[tuple[str, ...], list[tuple[str | None, ...]]] | None:
        """The same; None where the query is not answered here."""
        try:
            return self.select(text)
        except NotRead:
            return None

    def _select(self, query: Select, hints: Hints) -> Table:
        kept = query.grouped if query.tail else query.shown
        table = self._group(query.where, {name: mask for name, mask in hints.items() if name in kept})
        if query.plain:
            found = table.of(query.shown)
            return found.at(_first_of_each(found)) if query.distinct else found
        answer = by_group(self.terms, table, query.head, query.tail)
        return self._made(query.shown, answer, len(answer))

    def _made(self, names: Sequence[str], rows: Sequence[Sequence[str | None]], size: int) -> Table:
        """A table of terms that the engine worked out."""
        columns = {
            name: np.array([NOTHING if row[at] is None else self.terms.number(row[at] or "") for row in rows], dtype=np.int64)
            for at, name in enumerate(names)
        }
        loose = frozenset(name for name, column in columns.items() if (column == NOTHING).any())
        literal = (name for at, name in enumerate(names) if any((row[at] or "")[:1] == '"' for row in rows))
        return Table(columns, size, loose, frozenset(literal))  # an IRI is written in one way only

    def _group(self, group: Group, hints: Hints) -> Table:
        table, conditions = ONE, list[Expression]()
        for part in group.parts:
            match part:
                case Basic(steps):
                    table = self._basic(steps, table, hints)
                case Filter(condition):
                    conditions.append(condition)
                case Minus(inner):
                    without = self._group(inner, self._masks(table))
                    if not table.columns.keys().isdisjoint(without.columns):
                        table = table.at(~self._is_in(table, without))
                case Optional(inner):
                    table = self._left_joined(table, self._group(inner, self._masks(table)))
                case Union(groups):
                    near = {**hints, **self._masks(table)}
                    table = self._joined(table, one_below_the_other([self._group(each, near) for each in groups]))
                case Values(names, rows):
                    given = [np.array([self.terms.number(row[at]) for row in rows], dtype=np.int64) for at in range(len(names))]
                    table = self._joined(table, Table(dict(zip(names, given, strict=True)), len(rows)))
                case Bind(value, name):
                    table = self._bound(table, value, name)
                case Select():
                    table = self._joined(table, self._select(part, {**hints, **self._masks(table)}))
        for condition in conditions:
            table = table.at(self._holds(table, condition))
        return table

    def _joined(self, one: Table, other: Table) -> Table:
        return joined(*self._comparable(one, other))

    def _left_joined(self, one: Table, other: Table) -> Table:
        return left_joined(*self._comparable(one, other))

    def _is_in(self, one: Table, other: Table) -> Truth:
        return is_in(*self._comparable(one, other))

    def _comparable(self, one: Table, other: Table) -> tuple[Table, Table]:
        """These two; what they have in common is written in one way only, as numbers and dates are not."""
        for name in one.columns.keys() & other.columns.keys():
            column = min(one.columns[name], other.columns[name], key=len)
            if self.terms.typed[column[(column >= 0) & (column < len(self.terms.typed))]].any():
                raise NotRead("a join on what may be written in several ways")
        return one, other

    def _masks(self, table: Table) -> dict[str, Truth]:
        """For each variable, which terms it has."""
        found = {}
        for name, column in table.columns.items():
            if name not in table.loose | table.made:
                mask = found[name] = np.zeros(len(self.columns.terms), dtype=bool)
                mask[column[column < len(mask)]] = True
        return found

    def _basic(self, steps: Sequence[Step], table: Table, hints: Hints) -> Table:
        """Join triple patterns: those of one subject first, the smallest first, and what they have to do with each other as soon as it shows."""
        stars: dict[Node, list[Step]] = {}
        alone = list[list[Step]]()
        for step in steps:
            if step.closure or step.ways[0][0] == "?":
                alone.append([step])
            else:
                stars.setdefault(step.subject, []).append(step)
        waiting = [*stars.values(), *alone]
        parts = [table]
        while waiting:
            unit = min(waiting, key=lambda unit: self._cost(unit, parts))
            waiting.remove(unit)
            ends = {end for step in unit for end in (step.subject, *step.ways, step.object)}
            touched = [part for part in parts if not ends.isdisjoint(part.columns)]
            near = {**hints, **{name: mask for part in parts for name, mask in self._masks(part).items()}}
            if unit[0].closure:
                found = [self._walked(unit[0], min(touched, key=lambda part: part.size, default=ONE))]
            else:
                found = [self._one(step, near) for step in unit]
            star, *more = sorted(found, key=lambda each: each.size)
            for each in (*more, *sorted(touched, key=lambda part: part.size)):
                star = self._joined(star, each)
            parts = [*(part for part in parts if not any(part is each for each in touched)), star]
        for part in parts[1:]:
            parts[0] = self._joined(parts[0], part)
        return parts[0]

    def _cost(self, unit: Sequence[Step], parts: Sequence[Table]) -> float:
        if unit[0].closure:
            ends = (unit[0].subject, unit[0].object)
            known = [part.size for part in parts for end in ends if end in part.columns]
            return 10.0 if any(end[0] != "?" for end in ends) else min(known, default=10**12)
        if unit[0].ways[0][0] == "?":
            return 1e11
        return min(self._size(step) for step in unit)

    def _size(self, step: Step) -> float:
        many = sum(len(self.columns.pairs(way)[0]) for way in step.ways)
        return many / 50 if step.object[0] != "?" or step.subject[0] != "?" else many

    def _one(self, step: Step, hints: Hints) -> Table:
        """The solutions of one triple pattern."""
        (way,) = step.ways if len(step.ways) == 1 else ("",)
        if not way or way[0] != "?":
            pairs = [self._ends(step, key, hints) for key in step.ways]
            subjects, objects = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
            return _unless_twice([(step.subject, subjects), (step.object, objects)])
        wanted = hints.get(way)
        number = self.columns.number
        keys = [key for key in self.columns.predicates if wanted is None or key not in number or wanted[number[key]]]
        found = [(self.terms.number(key), *self._ends(step, key, hints)) for key in keys]
        subjects, objects, ways = (
            np.concatenate([np.zeros(0, dtype=np.int64), *some])
            for some in (
                [each[1] for each in found],
                [each[2] for each in found],
                [np.full(len(each[1]), each[0]) for each in found],
            )
        )
        return _unless_twice([(step.subject, subjects), (way, ways), (step.object, objects)])

    def _ends(self, step: Step, key: str, hints: Hints) -> tuple[Numbers, Numbers]:
        ends = self.columns.pairs(key)
        for at, node in enumerate((step.subject, step.object)):
            if node[0] != "?":
                wanted = [self.terms.number(text) for text in ((_TRUE, _ALSO_TRUE) if node == _TRUE else (node,))]
                kept = np.isin(ends[at], wanted) if len(wanted) > 1 else ends[at] == wanted[0]
            elif node in hints:
                kept = hints[node][ends[at]]
            else:
                continue
            ends = ends[0][kept], ends[1][kept]
        return ends

    def _walked(self, step: Step, table: Table) -> Table:
        """Pairs of nodes that lead from one to the other by any number of steps."""
        known = table.columns
        ends = (step.subject, step.object)
        forwards = ends[0][0] != "?" or (ends[0] in known and ends[1][0] == "?")
        begin = ends[not forwards]
        if begin[0] != "?":
            starts = np.array([self.terms.number(begin)], dtype=np.int64)
        elif begin in known:
            if begin in table.loose | table.made:
                raise NotRead("a path from what may be unbound")
            starts = np.unique(known[begin])
        elif step.closure == "+":
            starts = np.unique(np.concatenate([self._pairs(way)[0 if forwards else 1] for way in step.ways]))
        else:
            raise NotRead("a path from anywhere")
        one, other = self._reached(step.ways, starts, forwards=forwards, itself=step.closure == "*")
        pairs = (one, other) if forwards else (other, one)
        for at, node in enumerate(ends):
            if node[0] != "?":
                kept = pairs[at] == self.terms.number(node)
                pairs = pairs[0][kept], pairs[1][kept]
        return _unless_twice(list(zip(ends, pairs, strict=True)))

    def _pairs(self, way: Node) -> tuple[Numbers, Numbers]:
        """From where to where a step of a path leads."""
        subjects, objects = self.columns.pairs(way.removeprefix("^"))
        return (objects, subjects) if way[0] == "^" else (subjects, objects)

    def _reached(self, ways: tuple[Node, ...], starts: Numbers, *, forwards: bool, itself: bool) -> tuple[Numbers, Numbers]:
        key = (ways, forwards)
        if key not in self._nearby:
            near: dict[int, list[int]] = {}
            for way in ways:
                one_end, other_end = (ends.tolist() for ends in self._pairs(way))
                for a, b in zip(one_end, other_end, strict=True) if forwards else zip(other_end, one_end, strict=True):
                    near.setdefault(a, []).append(b)
            self._nearby[key] = near
        near = self._nearby[key]
        leads = np.isin(starts, np.array(list(near), dtype=np.int64))
        one, other = ([starts[~leads]] if itself else [] for _ in range(2))
        rows = len(starts)
        for start in starts[leads].tolist():
            seen = dict.fromkeys([start] if itself else near[start])
            waiting = list(seen)
            while waiting:
                for each in near.get(waiting.pop(), ()):
                    if each not in seen:
                        seen[each] = None
                        waiting.append(each)
            rows += len(seen)
            if rows > MOST_ROWS // 10:
                raise NotRead("too many paths")
            one.append(np.full(len(seen), start, dtype=np.int64))
            other.append(np.array(list(seen), dtype=np.int64))
        return np.concatenate([starts[:0], *one]), np.concatenate([starts[:0], *other])

    def _exist(self, table: Table, wanted: Exists) -> Truth:
        if any(isinstance(part, Minus | Optional | Select) for part in wanted.group.parts):
            raise NotRead("more than patterns within EXISTS")
        return self._is_in(table, self._group(wanted.group, self._masks(table)))

    def _holds(self, table: Table, condition: Expression) -> Truth:
        if not set(condition.variables) <= table.columns.keys():
            raise NotRead("a condition on what is not in its group")
        if turned := _TURNED(condition.text):
            found = self._exist(table, condition.patterns[0])
            return ~found if turned[1] else found
        if (asked := _IN_ORDER(condition.text)) and self._all(table, self.columns.iris, (asked[1], asked[3])):
            one, other = self._ranks(table, asked[1], asked[3])
            return one < other if asked[2] == "<" else one > other
        if (asked := _SAME(condition.text)) and self._all(
            table, ~self.columns.literals, [end for end in (asked[1], asked[3]) if end[0] == "?"]
        ):
            same: Truth = table.columns[asked[1]] == (
                table.columns[asked[3]] if asked[3][0] == "?" else self.terms.number(asked[3])
            )
            return same if asked[2] == "=" else ~same
        whole = self._with_truths(table, condition)
        different, place = _different(whole.of([*condition.variables, *(each.name for each in condition.patterns)]))
        met = by_row(self.terms, different, condition.text, "?row", f"FILTER {condition.text}")
        return np.array([each is not None for each in met], dtype=bool)[place]

    def _with_truths(self, table: Table, expression: Expression) -> Table:
        columns = dict(table.columns)
        for each in expression.patterns:
            codes = np.array([self.terms.number(_TRUE.replace("true", "false")), self.terms.number(_TRUE)])
            columns[each.name] = codes[self._exist(table, each).astype(np.int64)]
        return Table(columns, table.size, table.loose, table.made)

    def _bound(self, table: Table, value: Expression, name: str) -> Table:
        if not set(value.variables) <= table.columns.keys() or name in table.columns:
            raise NotRead("a value of what is not in its group")
        different, place = _different(self._with_truths(table, value).of([*value.variables, *(e.name for e in value.patterns)]))
        rows = by_row(self.terms, different, value.text, "?row ?made", f"BIND {value.text[:-1]} AS ?made )")
        made = self._made([name], [(row,) for row in rows], len(rows))
        column = made.columns[name]
        loose = table.loose | ({name} if (column == NOTHING).any() else set())
        return Table({**table.columns, name: column[place]}, table.size, loose, table.made | made.made)

    def _all(self, table: Table, which: Truth, names: Sequence[str]) -> bool:
        return all(
            name not in table.loose | table.made
            and int(table.columns[name].max(initial=0)) < len(which)
            and bool(which[table.columns[name]].all())
            for name in names
        )

    def _ranks(self, table: Table, *names: str) -> list[Numbers]:
        different = np.unique(np.concatenate([table.columns[name] for name in names]))
        texts = [self.terms.text(number)[1:-1] for number in different.tolist()]
        ranks = np.empty(len(texts), dtype=np.int64)
        ranks[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
        return [ranks[np.searchsorted(different, table.columns[name])] for name in names]


def _unless_twice(ends: Sequence[tuple[Node, Numbers]]) -> Table:
    """A table of the ends that are variables; where one stands twice, of the rows in which both are the same."""
    columns: dict[str, Numbers] = {}
    kept: Truth | None = None
    for node, column in ends:
        if node[0] == "?":
            if node in columns:
                same = columns[node] == column
                kept = same if kept is None else kept & same
            else:
                columns[node] = column
    table = Table(columns, len(ends[0][1]))
    return table if kept is None else table.at(kept)


def _first_of_each(table: Table) -> Numbers:
    return np.unique(_row_keys(table), return_index=True)[1]


def _different(table: Table) -> tuple[Table, Numbers]:
    """The different rows, and for each row which of them it is."""
    _, first, place = np.unique(_row_keys(table), return_index=True, return_inverse=True)
    return table.at(first), place


def _row_keys(table: Table) -> Numbers:
    found = np.zeros(table.size, dtype=np.int64)
    for column in table.columns.values():
        _, found = np.unique(found * _UNBOUND + column + 1, return_inverse=True)
        found = found.astype(np.int64)
    return found
