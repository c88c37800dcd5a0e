"""Records as tables of text cells, as they stand in CSV and workbooks, in a stable order of rows and columns."""

from __future__ import annotations

from typing import Any

from trosol.model.ontology import CLASS, DATA, NOTE, OBJECT
from trosol.rdf.claim_pattern import decimal_text
from trosol.read.columns import LIST_MARK, TABLES, Cell, Column
from trosol.read.goals_and_weights import FAMILIES
from trosol.store.snapshot import Snapshot

__all__ = ["dataset_cells", "table_cells", "table_values"]


def table_cells(snapshot: Snapshot, table: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Header and rows of a table: contract columns first, then further ones by name; rows by id."""
    header, rows = _table(snapshot, table)
    return header, [tuple(LIST_MARK.join(row.get(name, ())) for name in header) for row in rows]


def table_values(snapshot: Snapshot, table: str) -> dict[str, list[str] | list[list[str]]]:
    """The same by column: lists in columns of ids, and where any row has several values; else text."""
    header, rows = _table(snapshot, table)
    several = {column.name for column in TABLES[table].columns if column.cell in (Cell.REFERENCES, Cell.LANGUAGES)}
    several |= {name for row in rows for name, values in row.items() if len(values) > 1}
    return {
        name: [list(row.get(name, ())) for row in rows] if name in several else ["".join(row.get(name, ())) for row in rows]
        for name in header
    }


def _table(snapshot: Snapshot, table: str) -> tuple[tuple[str, ...], list[dict[str, tuple[str, ...]]]]:
    spec = TABLES[table]
    rows = [_cells(snapshot, spec.columns, row) for row in getattr(snapshot.records, table).values()]
    leading = [c.name for c in spec.columns if c in spec.contract or any(c.name in row for row in rows)]
    further = sorted({name for row in rows for name in row} - set(leading))
    return (*leading, *further), rows


def _cells(snapshot: Snapshot, columns: tuple[Column, ...], row: Any) -> dict[str, tuple[str, ...]]:
    language = snapshot.records.dataset.language
    cells: dict[str, tuple[str, ...]] = {}
    for column in columns:
        value = getattr(row, column.attribute)
        if column.cell in (Cell.LANGUAGE, Cell.LANGUAGES):
            for tag, text in value:
                name = column.name if tag == language else f"{column.name}_{tag}"
                cells[name] = (*cells.get(name, ()), text)
            continue
        if column.cell in (Cell.CLASS, Cell.RELATION):
            cells[column.name] = (_short(snapshot, value),)
        elif value:
            cells[column.name] = value if isinstance(value, tuple) else (value,)
    for prop, values in row.properties:
        listed = {c.iri: c.notation for c in snapshot.ontology.values_of(prop)}
        cells[_short(snapshot, prop)] = tuple(sorted(listed.get(value, value) for value in values))
    return cells


def _short(snapshot: Snapshot, iri: str) -> str:
    """Local name of a term where it is clear, else its IRI."""
    term = snapshot.ontology.term(iri)
    if term is None:
        return iri
    kinds = (CLASS,) if term.kind == CLASS else (DATA, NOTE, OBJECT)
    return term.name if len(snapshot.ontology.named(term.name, kinds)) == 1 else iri


def dataset_cells(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Key and value of what ``dataset.toml`` says, languages as ``title_cy``."""
    dataset = snapshot.records.dataset
    rows: list[tuple[str, str]] = []
    texts = {"title": dataset.title, "description": dataset.description}
    for key in ("name", "iri", "title", "description", "version", "licence", "language", "created", "publisher", "credit"):
        if key in texts:
            rows.extend((key if tag == dataset.language else f"{key}_{tag}", text) for tag, text in texts[key])
        elif value := getattr(dataset, key):
            rows.append((key, value))
    rows.append(("invented", str(dataset.invented).lower()))
    rows.extend((f"weights.{name}", decimal_text(weight)) for name, weight in dataset.weights)
    rows.extend((f"goals.{key}", decimal_text(weight)) for key, weight in dataset.goals)
    rows.extend((f"goals.{FAMILIES}.{name}", LIST_MARK.join(members)) for name, members in dataset.families)
    return rows
