"""Two entities that are one: all claims, voices, counts and evidence of the one go over to the other, which keeps both names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import open_folder, settle, write_together
from trosol.imports.merge import RowChange
from trosol.model.ontology import OBJECT
from trosol.plain import ToJson, as_json
from trosol.read.columns import LIST_MARK, TABLES, Cell
from trosol.read.rows import further_column, read_rows
from trosol.read.sources import Reading, read_ecosystem, read_tables
from trosol.read.tables import Row, Table, to_csv

__all__ = ["Joining", "join_entities"]

_SAYING = ("subject", "predicate", "object", "stance", "mode", "strength", "frame")
"""What two claims have to have in common to be one."""


@dataclass(frozen=True)
class Joining(ToJson):
    """What becomes, or would become, of two entities: cells that say something else, and rows that are gone because another says the same."""

    kept: str
    gone: str
    changed: tuple[RowChange, ...]
    removed: Mapping[str, tuple[str, ...]]
    files: tuple[str, ...] = field(metadata=as_json("written"))


def join_entities(folder: Path, kept: str, gone: str, *, preview: bool = False) -> Joining:
    """Make ``gone`` one with ``kept``; written whole, and taken back by ``undo``.

    Raises :class:`WrongUse` for ids that are none, :class:`TrosolError` where a claim joins the two or the result would not be sound.
    """
    inside = open_folder(folder)
    names = [*(f"{name}.csv" for name in TABLES), "dataset.toml"]
    seen = {name: inside.digest(name) for name in names}
    reading = read_ecosystem(folder)
    tables, problems = read_tables(inside)
    if problems:
        raise TrosolError(problems)
    _check(reading, kept, gone)
    changed: list[RowChange] = []
    new = {name: _pointed(table, kept, gone, reading, changed) for name, table in tables.items()}
    new["entities"] = _one_row(new["entities"], kept, gone, changed)
    new["claims"], twice = _without_twins(new["claims"], {change.id for change in changed if change.table == "claims"}, changed)
    records, wrong = read_rows(new, reading.ontology, reading.records.dataset)
    if records is None:
        raise TrosolError([problem for problem in wrong if problem.severity == "error"])
    files = {
        f"{name}.csv": to_csv(table.header, (row.cells for row in table.rows))
        for name, table in new.items()
        if table is not tables[name]
    }
    if not preview:
        _ = write_together(folder, f"merge {gone} into {kept}", files, seen=seen) if files else settle(folder)
    removed = {"entities": (gone,), **({"claims": tuple(twice)} if twice else {})}
    return Joining(kept, gone, tuple(changed), removed, tuple(sorted(files)))


def _check(reading: Reading, kept: str, gone: str) -> None:
    for key in (kept, gone):
        if key not in reading.records.entities:
            text = f"There is no entity '{shorten(key)}'."
            raise WrongUse(Problem("entity-unknown", text, "Give two ids of entities.csv.", Where("entities.csv")))
    if kept == gone:
        raise WrongUse(Problem("entity-unknown", "Both are the same entity.", "Give two different ids.", Where("entities.csv")))
    between = [c.id for c in reading.records.claims.values() if {c.subject, c.object} == {kept, gone}]
    if between:
        text = f"A claim joins the two ({', '.join(map(shorten, between[:5]))}), so somebody took them for different."
        raise TrosolError(Problem("merge-claims-between", text, "Delete or change these claims first.", Where("claims.csv")))
    dataset = reading.records.dataset
    if any(key == gone for key, _ in dataset.goals) or any(gone in keys for _, keys in dataset.families):
        text = f"dataset.toml names '{shorten(gone)}' as a goal."
        raise TrosolError(
            Problem("merge-goal", text, f"Write '{shorten(kept)}' there instead, then merge.", Where("dataset.toml"))
        )


def _pointed(table: Table, kept: str, gone: str, reading: Reading, changed: list[RowChange]) -> Table:
    """The table with the id of the one wherever it named the other."""
    name = table.file.removesuffix(".csv")
    known = {column.name: column for column in TABLES[name].columns}
    places = []
    for at, title in enumerate(table.header):
        column = known.get(title) or further_column(title, reading.ontology)
        if column is None:
            continue
        term = reading.ontology.term(column.iri) if column.cell is Cell.PROPERTY else None
        if (column.cell in (Cell.REFERENCE, Cell.REFERENCES) and column.table == "entities") or (term and term.kind == OBJECT):
            places.append(at)
    key = table.header.index("id")
    rows, touched = [], False
    for row in table.rows:
        cells = list(row.cells)
        for at in places:
            parts = [part.strip() for part in cells[at].split(LIST_MARK)]
            if gone in parts:
                cells[at] = LIST_MARK.join(dict.fromkeys(kept if part == gone else part for part in parts))
                changed.append(RowChange(name, cells[key], table.header[at], row.cells[at], cells[at]))
                touched = True
        rows.append(Row(tuple(cells), row.number))
    return Table(table.file, table.header, tuple(rows)) if touched else table


def _one_row(table: Table, kept: str, gone: str, changed: list[RowChange]) -> Table:
    """One row of the two: lists together, the other's name as another name, blanks filled."""
    key = table.header.index("id")
    rows = {
        row.cells[key]: dict(zip(table.header, row.cells, strict=True)) for row in table.rows if row.cells[key] in (kept, gone)
    }
    one, other = rows[kept], rows[gone]
    header = list(table.header)
    if "altLabel" not in header:
        header.append("altLabel")
    merged = dict.fromkeys(header, "") | one
    for column in header:
        if column == "evidence":
            merged[column] = _together(one.get(column, ""), other.get(column, ""))
        elif column == "altLabel":
            said = other["label"] if other["label"].strip().casefold() != one["label"].strip().casefold() else ""
            merged[column] = _together(one.get(column, ""), said, other.get(column, ""))
        elif not one.get(column, "").strip():
            merged[column] = other.get(column, "")
        if merged[column] != one.get(column, ""):
            changed.append(RowChange("entities", kept, column, one.get(column, ""), merged[column]))
    made = []
    for row in table.rows:
        cells = dict.fromkeys(header, "") | dict(zip(table.header, row.cells, strict=True))
        if row.cells[key] != gone:
            made.append(Row(tuple((merged if row.cells[key] == kept else cells)[column] for column in header), row.number))
    return Table(table.file, tuple(header), tuple(made))


def _together(*texts: str) -> str:
    parts = [part.strip() for text in texts for part in text.split(LIST_MARK)]
    return LIST_MARK.join(dict.fromkeys(part for part in parts if part))


def _without_twins(table: Table, touched: set[str], changed: list[RowChange]) -> tuple[Table, list[str]]:
    """Claims that now say the same become one, with the voices and the evidence of both."""
    at = {column: place for place, column in enumerate(table.header)}
    said: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows:
        said.setdefault(tuple(row.cells[at[c]].strip() for c in _SAYING if c in at), []).append(row)
    new: dict[str, Row] = {}
    gone = []
    for rows in said.values():
        if len(rows) < 2 or not any(row.cells[at["id"]] in touched for row in rows):
            continue
        first, *others = rows
        cells = list(first.cells)
        for column in ("voices", "evidence"):
            cells[at[column]] = _together(*(row.cells[at[column]] for row in rows))
            if cells[at[column]] != first.cells[at[column]]:
                changed.append(RowChange("claims", cells[at["id"]], column, first.cells[at[column]], cells[at[column]]))
        new[cells[at["id"]]] = Row(tuple(cells), first.number)
        gone += [row.cells[at["id"]] for row in others]
    if not new:
        return table, []
    kept = tuple(new.get(row.cells[at["id"]], row) for row in table.rows if row.cells[at["id"]] not in set(gone))
    return Table(table.file, table.header, kept), gone
