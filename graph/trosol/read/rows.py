"""Tables to records: every row is checked, every problem is named with its file, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from trosol.errors import ERROR, Problem, Where, shorten
from trosol.model.ontology import DATA, NOTE, OBJECT, Ontology, Term
from trosol.model.records import Claim, Dataset, Entity, Evidence, Observation, Records, Source
from trosol.rdf.names import TRO
from trosol.read.cells import ID_PATTERN, CellReader
from trosol.read.columns import NEWER, TABLES, Cell, Column, TableSpec
from trosol.read.tables import Row, Table

__all__ = ["further_column", "read_rows"]


@dataclass(frozen=True)
class _Parsed:
    """Values of one row by column name, and its further properties."""

    values: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, tuple[tuple[str, str], ...]]
    properties: tuple[tuple[str, tuple[str, ...]], ...]

    def one(self, name: str) -> str:
        found = self.values.get(name, ())
        return found[0] if found else ""

    def all(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())


def read_rows(tables: Mapping[str, Table], ontology: Ontology, dataset: Dataset) -> tuple[Records | None, list[Problem]]:
    """Turn the tables of an ecosystem into records; no records where any row has an error. Remarks do not stand in the way."""
    problems: list[Problem] = []
    columns = {}
    for name, table in tables.items():
        columns[name], found = _columns(TABLES[name], table, ontology, dataset.language)
        problems.extend(found)
    ids = {name: _ids(tables[name], problems) for name in TABLES if name in tables}
    reader = CellReader(ontology, {**{name: {} for name in TABLES}, **ids}, problems)
    parsed = {
        name: {row.cells[_id_column(table)]: _row(reader, table, columns[name], row) for row in table.rows}
        for name, table in tables.items()
    }
    if any(problem.severity == ERROR for problem in problems):
        return None, problems
    places = {(name, key): where for name, found_ids in ids.items() for key, where in found_ids.items()}
    return _records(dataset, parsed, places), problems


def _id_column(table: Table) -> int:
    return table.header.index("id") if "id" in table.header else 0


def _columns(spec: TableSpec, table: Table, ontology: Ontology, language: str) -> tuple[list[Column | None], list[Problem]]:
    """What each column of the header stands for (None: not understood) and the problems of the header."""
    problems = []
    known = {column.name: column for column in spec.columns}
    for column in spec.contract:
        if column.name not in table.header:
            problems.append(
                Problem(
                    "header-missing",
                    f"The column '{column.name}' is missing.",
                    f"Add it; the columns must be: {', '.join(c.name for c in spec.contract)}.",
                    table.where(1),
                )
            )
    found: list[Column | None] = []
    for name in table.header:
        column_or_none = _known(known, name, language) or further_column(name, ontology)
        if column_or_none is None and name:
            near = get_close_matches(name[:100], [p.name for p in ontology.properties.values() if _may_be_column(p)], n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            problems.append(
                Problem(
                    "header-unknown",
                    f"'{shorten(name)}' is no column of {spec.name} and no property of the ontology.",
                    f"Rename it, delete it, or add a property of that name in the modules folder.{hint} {NEWER}",
                    table.where(1, shorten(name)),
                )
            )
        found.append(column_or_none)
    return found, problems


def _known(known: Mapping[str, Column], name: str, language: str) -> Column | None:
    if name in known:
        column = known[name]
        return replace(column, language=language) if column.cell is Cell.LANGUAGE else column
    base, _, tag = name.rpartition("_")
    column = known.get(base) or Column("", Cell.TEXT)
    if column.cell is Cell.LANGUAGE and 2 <= len(tag) <= 8 and tag.isascii() and tag.isalpha() and tag.islower():
        return replace(column, language=tag, required=False)
    return None


def further_column(name: str, ontology: Ontology) -> Column | None:
    """The column that a property of the ontology makes; None where no property, or more than one, has that name."""
    found = [term for term in ontology.named(name, (DATA, OBJECT, NOTE)) if _may_be_column(term)]
    return Column(name, Cell.PROPERTY, found[0].iri) if len(found) == 1 else None


def _may_be_column(term: Term) -> bool:
    """Trosol's own annotations speak of the ontology, not of data."""
    return term.kind != NOTE or not term.iri.startswith(TRO)


def _ids(table: Table, problems: list[Problem]) -> dict[str, Where]:
    """Ids of a table and where each stands; ids that stand twice, or differ only in case, are problems."""
    found: dict[str, Where] = {}
    folded: dict[str, str] = {}
    at = _id_column(table)
    for row in table.rows:
        key, where = row.cells[at], table.where(row.number, "id")
        if key in found:
            problems.append(
                Problem(
                    "id-duplicate",
                    f"The id '{shorten(key)}' stands twice; first at {found[key]}.",
                    "Give one of the rows another id, or delete it if it says the same.",
                    where,
                )
            )
        elif key.casefold() in folded:
            problems.append(
                Problem(
                    "id-duplicate",
                    f"The id '{shorten(key)}' differs from '{shorten(folded[key.casefold()])}' only in capitals.",
                    "Make the two ids plainly different.",
                    where,
                )
            )
        elif ID_PATTERN.fullmatch(key):
            found[key] = where
            folded[key.casefold()] = key
    return found


def _row(reader: CellReader, table: Table, columns: list[Column | None], row: Row) -> _Parsed:
    values: dict[str, tuple[str, ...]] = {}
    texts: dict[str, list[tuple[str, str]]] = {}
    properties: list[tuple[str, tuple[str, ...]]] = []
    for name, column, text in zip(table.header, columns, row.cells, strict=True):
        if column is None or not (text or column.required):
            continue
        read = reader.read(column, text, table.where(row.number, name))
        if not read:
            continue
        if column.cell is Cell.LANGUAGE:
            texts.setdefault(column.name, []).append((column.language, read[0]))
        elif column.cell is Cell.PROPERTY:
            properties.append((column.iri, read))
        else:
            values[column.name] = read
    return _Parsed(values, {k: tuple(sorted(v)) for k, v in texts.items()}, tuple(sorted(properties)))


def _records(dataset: Dataset, parsed: Mapping[str, Mapping[str, _Parsed]], places: Mapping[tuple[str, str], Where]) -> Records:
    def rows(name: str) -> Mapping[str, _Parsed]:
        return parsed.get(name, {})

    return Records(
        dataset=dataset,
        entities={
            key: Entity(
                key,
                p.one("type"),
                p.texts["label"],
                p.texts.get("description", ()),
                p.one("status"),
                p.all("evidence"),
                p.properties,
            )
            for key, p in rows("entities").items()
        },
        claims={
            key: Claim(
                id=key,
                **{
                    name: p.one(name)
                    for name in (
                        "subject",
                        "predicate",
                        "object",
                        "strength",
                        "stance",
                        "mode",
                        "confidence",
                        "coder",
                        "rationale",
                    )
                },
                voices=p.all("voices"),
                evidence=p.all("evidence"),
                properties=p.properties,
            )
            for key, p in rows("claims").items()
        },
        evidence={
            key: Evidence(id=key, properties=p.properties, **{c.name: p.one(c.name) for c in TABLES["evidence"].contract[1:]})
            for key, p in rows("evidence").items()
        },
        sources={key: Source(key, p.one("title"), p.properties) for key, p in rows("sources").items()},
        observations={
            key: Observation(
                id=key,
                evidence=p.all("evidence"),
                properties=p.properties,
                **{c.name: p.one(c.name) for c in TABLES["observations"].contract[1:-1]},
            )
            for key, p in rows("observations").items()
        },
        places=places,
    )
