"""Names of terms that are no longer used, in the tables of a folder, written anew as the terms that took their place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trosol.errors import TrosolError
from trosol.files import open_folder, settle, write_together
from trosol.imports.merge import RowChange
from trosol.model.ontology import CLASS, OBJECT, Ontology
from trosol.read.columns import TABLES, Cell
from trosol.read.sources import read_ecosystem, read_tables
from trosol.read.tables import Row, Table, to_csv

__all__ = ["Mending", "mend"]


@dataclass(frozen=True)
class Mending:
    """What was, or would be, written anew, and the files that this concerns."""

    changed: tuple[RowChange, ...]
    files: tuple[str, ...]


def mend(folder: Path, *, preview: bool = False) -> Mending:
    """Write the new names into the tables; nothing else is touched. Raises :class:`TrosolError` where the folder cannot be read."""
    inside = open_folder(folder)
    seen = {name: inside.digest(name) for name in (f"{name}.csv" for name in TABLES)}
    ontology = read_ecosystem(folder).ontology
    tables, problems = read_tables(inside)
    if problems:
        raise TrosolError(problems)
    changed: list[RowChange] = []
    files: dict[str, bytes | None] = {}
    for name, table in tables.items():
        new = _with_new_names(name, table, ontology)
        if new:
            changed += [change for _, _, change in new]
            rows = list(table.rows)
            for number, column, change in new:
                cells = list(rows[number].cells)
                cells[column] = change.after
                rows[number] = Row(tuple(cells), rows[number].number)
            files[f"{name}.csv"] = to_csv(table.header, (row.cells for row in rows))
    if not preview:
        _ = write_together(folder, "mend", files, seen=seen) if files else settle(folder)
    return Mending(tuple(changed), tuple(sorted(files)))


def _with_new_names(name: str, table: Table, ontology: Ontology) -> list[tuple[int, int, RowChange]]:
    kinds = {
        c.name: CLASS if c.cell is Cell.CLASS else OBJECT for c in TABLES[name].columns if c.cell in (Cell.CLASS, Cell.RELATION)
    }
    found = []
    for number, row in enumerate(table.rows):
        for place, column in enumerate(table.header):
            terms = ontology.named(row.cells[place].strip(), (kinds[column],)) if column in kinds else ()
            if len(terms) == 1 and (now := ontology.in_force(terms[0])) is not terms[0]:
                clear = len(ontology.named(now.name, (now.kind,))) == 1
                key = row.cells[table.header.index("id")]
                found.append((number, place, RowChange(name, key, column, row.cells[place], now.name if clear else now.iri)))
    return found
