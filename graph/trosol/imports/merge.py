"""Rows on their way in, held against the rows that are there: what is new, what differs, what is the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from trosol.errors import Problem, Where, shorten
from trosol.imports.item_rows import Incoming
from trosol.model.records import Dataset
from trosol.rdf.claim_pattern import record_iri
from trosol.read.columns import LIST_MARK, TABLES, Cell
from trosol.read.tables import MAX_CELL, Row, Table, bad_character

__all__ = ["Merged", "RowChange", "merge", "where_from"]

_FROM_OUTSIDE = 1_000_000_000
"""Rows that came in are numbered from here while the whole is checked, so that a problem can name their own file."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One cell that would say something else."""

    table: str
    id: str
    column: str
    before: str
    after: str


@dataclass
class Merged:
    """Both together. ``added``, ``same`` and ``removed``: ids by table."""

    tables: dict[str, Table] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    same: dict[str, int] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)
    changed: list[RowChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: list[Where | None] = field(default_factory=list)

    def touched(self, dataset: Dataset) -> frozenset[str]:
        """IRIs of the rows that are new or say something else."""
        rows = [(table, key) for table, keys in self.added.items() for key in keys]
        rows += [(change.table, change.id) for change in self.changed]
        rows += [(table, key) for table, keys in self.removed.items() for key in keys]
        return frozenset(record_iri(dataset, table, key) for table, key in rows)


def merge(
    there: Mapping[str, Table],
    coming: Mapping[str, Iterable[Incoming]],
    *,
    replace: bool,
    without: Mapping[str, Collection[str]] | None = None,
) -> Merged:
    """The tables with the incoming rows in them. A row that says something else under a known id needs ``replace``.

    ``without``: ids of rows to take out, by table.
    """
    merged = Merged()
    for name, spec in TABLES.items():
        rows = list(coming.get(name, ()))
        table = there.get(name)
        if table is None and not rows:
            continue
        out = set((without or {}).get(name, ()))
        rows = [row for row in rows if row.cells.get("id", "") not in out]
        header = list(table.header) if table else [column.name for column in spec.contract]
        header += sorted({key for row in rows for key in row.cells} - set(header))
        lists = {column.name for column in spec.columns if column.cell is Cell.REFERENCES}
        place = table.header.index("id") if table and "id" in table.header else 0
        kept = [row for row in table.rows if row.cells[place] not in out] if table else []
        known = [dict(zip(table.header, row.cells, strict=True)) for row in kept] if table else []
        numbers: list[int | None] = [row.number for row in kept]
        at = {cells.get("id", ""): place for place, cells in enumerate(known)}
        touched, new = False, set[str]()
        if table is not None and len(kept) < len(table.rows):
            merged.removed[name] = [row.cells[place] for row in table.rows if row.cells[place] in out]
            touched = True
        for row in rows:
            merged.problems += _unwritable(row)
            merged.places.append(row.where)
            number = _FROM_OUTSIDE + len(merged.places) - 1
            key = row.cells.get("id", "")
            if key not in at:
                at[key] = len(known)
                known.append({"id": key, **row.cells})
                numbers.append(number)
                merged.added.setdefault(name, []).append(key)
                new.add(key)
                touched = True
                continue
            old = known[at[key]]
            changes = _changes(name, key, old, row, lists)
            if not changes:
                merged.same[name] = merged.same.get(name, 0) + 1
            elif key in new:
                merged.problems.append(
                    Problem("id-duplicate", f"'{shorten(key)}' comes in twice and says two things.", "Keep one.", row.where)
                )
            elif not (replace or row.more):
                merged.problems.append(_differs(key, changes, row.where))
            else:
                merged.changed += changes
                known[at[key]] = {**old, **{c.column: c.after for c in changes}}
                numbers[at[key]] = number
                touched = True
        made = tuple(
            Row(tuple(cells.get(column, "") for column in header), number)
            for cells, number in _in_order(known, numbers, len(kept))
        )
        if table is not None and not touched:
            merged.tables[name] = table
        else:
            merged.tables[name] = Table(table.file if table else f"{name}.csv", tuple(header), made)
    return merged


def _changes(name: str, key: str, old: Mapping[str, str], row: Incoming, lists: Collection[str]) -> list[RowChange]:
    """Cells of a row that would say something else."""
    changes = [
        RowChange(name, key, column, old.get(column, ""), value)
        for column, value in row.cells.items()
        if _plain(old.get(column, ""), column in lists) != _plain(value, column in lists)
    ]
    if not row.more or row.columns:  # what the file leaves blank is no longer said
        gone = [column for column, value in old.items() if value and column in row.columns and not row.cells.get(column)]
        changes += [RowChange(name, key, column, old[column], "") for column in gone]
    return changes


def _differs(key: str, changes: Sequence[RowChange], where: Where | None) -> Problem:
    what = ", ".join(f"{c.column} '{shorten(c.before, 30)}' → '{shorten(c.after, 30)}'" for c in changes[:3])
    return Problem(
        "import-differs",
        f"'{shorten(key)}' is there already and says something else: {what}.",
        "Give the row another id if it is another thing; add --replace if it is to take the old one's place.",
        where,
    )


def _unwritable(row: Incoming) -> list[Problem]:
    """Cells that could be written but never read again."""
    problems = []
    for column, text in row.cells.items():
        place = Where(row.where.file, row.where.row, row.where.column or column) if row.where else None
        if bad := bad_character(text):
            said = f"The text for '{shorten(column, 40)}' holds the character {bad}, which cannot be shown or saved."
            problems.append(Problem("character", said, "Delete it.", place))
        if len(text) > MAX_CELL:
            said = f"The text for '{shorten(column, 40)}' has more than {MAX_CELL:,} characters."
            problems.append(Problem("cell-too-long", said, "Shorten it.", place))
    return problems


def _plain(text: str, is_list: bool) -> str:
    if is_list or LIST_MARK in text:
        return LIST_MARK.join(sorted(part.strip() for part in text.split(LIST_MARK) if part.strip()))
    return text.strip()


def _in_order(known: list[dict[str, str]], numbers: list[int | None], old: int) -> list[tuple[dict[str, str], int | None]]:
    """New rows stand where their id belongs if the old ones are sorted by id, else behind them: small differences in git."""
    rows = list(zip(known, numbers, strict=True))
    keys = [cells.get("id", "") for cells in known[:old]]
    return sorted(rows, key=lambda row: row[0].get("id", "")) if keys == sorted(keys) else rows


def where_from(problem: Problem, merged: Merged) -> Problem:
    """The problem with the place in the file that the row came from."""
    where = problem.where
    if where is None or where.row is None or where.row < _FROM_OUTSIDE:
        return problem
    place = merged.places[where.row - _FROM_OUTSIDE]
    if place is not None:
        place = Where(place.file, place.row, where.column if place.row is not None else place.column)
    return Problem(problem.code, problem.message, problem.remedy, place, problem.severity, problem.subject)
