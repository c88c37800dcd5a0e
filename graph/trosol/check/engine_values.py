"""What the engine makes of the rows of a table. Values of rows that come again, as those of the shipped ontology do at each check, are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from trosol.check.query_terms import TermNumbers, term_of
from trosol.check.solution_tables import NOTHING, Table
from trosol.rdf.engine import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["by_group", "by_row"]

_Row = tuple[str | None, ...]
_KEPT_ROWS, _KEPT_TEXTS = 2_000, 100
"""How many rows of one expression are kept, and of how many expressions: those that were asked for last."""

_LOCK = Lock()
_ROWS: dict[str, dict[_Row, str | None]] = {}
_GROUPS: dict[tuple[str, tuple[_Row, ...]], list[_Row]] = {}
_UNKNOWN = "unknown"  # no term is written so
_EACH_TIME = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b", re.IGNORECASE).search
"""What is another value each time."""


def by_row(terms: TermNumbers, table: Table, text: str, shown: str, more: str) -> list[str | None]:
    """Of each row the last that the engine shows of it; None where it shows none. ``text``: the expression in ``more``."""
    if table.size > _KEPT_ROWS or _EACH_TIME(text):
        return _last(terms, table, text, shown, more)
    known = _kept(f"{shown} {more}")
    rows = _texts(terms, table, text)
    found = [known.get(row, _UNKNOWN) for row in rows]
    if new := [at for at, value in enumerate(found) if value == _UNKNOWN]:
        for at, value in zip(new, _last(terms, table.at(np.array(new)), text, shown, more), strict=True):
            found[at] = value
        if len(known) + len(new) > _KEPT_ROWS:
            known.clear()
        known.update((rows[at], found[at]) for at in new)
    return found


def by_group(terms: TermNumbers, table: Table, shown: str, tail: str) -> list[_Row]:
    """What the engine shows of all rows together."""
    text = f"{shown} {tail}"
    if table.size > _KEPT_ROWS or _EACH_TIME(text):
        return _by_engine(terms, table, text, shown, tail)
    key = (text, tuple(sorted(_texts(terms, table, text), key=str)))
    if key not in _GROUPS:
        if len(_GROUPS) >= _KEPT_TEXTS:
            _GROUPS.clear()
        _GROUPS[key] = _by_engine(terms, table, text, shown, tail)
    return _GROUPS[key]


def _kept(text: str) -> dict[_Row, str | None]:
    """The rows that are known of an expression; the expression that was not asked for longest is let go."""
    with _LOCK:
        known = _ROWS[text] = _ROWS.pop(text, {})
        while len(_ROWS) > _KEPT_TEXTS:
            del _ROWS[next(iter(_ROWS))]
    return known


def _named(table: Table, text: str) -> list[str]:
    return [name for name in table.columns if re.search(rf"\{name}\b", text)]


def _texts(terms: TermNumbers, table: Table, text: str) -> list[_Row]:
    """The terms of each row that the text speaks of."""
    columns: list[Sequence[str | None]] = []
    for name in sorted(_named(table, text)):
        numbers: NDArray[np.int64] = table.columns[name]
        columns.append([None if number == NOTHING else terms.text(number) for number in numbers.tolist()])
    return list(zip(*columns, strict=True)) if columns else [()] * table.size


def _last(terms: TermNumbers, table: Table, text: str, shown: str, more: str) -> list[str | None]:
    found: list[str | None] = [None] * table.size
    for row in _by_engine(terms, table, text, shown, "", more):
        found[int(str(row[0])[3:-1])] = row[-1]
    return found


def _by_engine(terms: TermNumbers, table: Table, text: str, shown: str, tail: str, more: str = "") -> list[_Row]:
    """What the engine makes of the rows of a table: ``?row`` is ``<r:…>`` with the number of a row."""
    names = _named(table, text)
    lines, patterns = list[str](), list[str]()
    if not any(name not in table.loose for name in names):
        lines += [f"<r:{row}> <v:row> <r:row> ." for row in range(table.size)]
        patterns.append("?row <v:row> <r:row> .")
    for name in sorted(names, key=lambda name: name in table.loose):
        known: dict[int, str] = {}
        for row, number in enumerate(table.columns[name].tolist()):
            if number != NOTHING:
                if number not in known:
                    known[number] = terms.text(number)
                lines.append(f"<r:{row}> <v:{name[1:]}> {known[number]} .")
        pattern = f"?row <v:{name[1:]}> {name} ."
        patterns.append(f"OPTIONAL {{ {pattern} }}" if name in table.loose else pattern)
    answer = Store.of_lines("\n".join(lines).encode()).ask(f"SELECT {shown} WHERE {{ {' '.join(patterns)} {more} }} {tail}")
    return [tuple(map(term_of, row)) for row in answer.rows]
