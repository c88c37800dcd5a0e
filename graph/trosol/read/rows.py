"""Tables to records: every row is checked, every problem is named with its file, row and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeVar

from trosol.errors import ERROR, Problem, Where, shorten
from trosol.model.ontology import DATA, NOTE, OBJECT, Ontology, Term
from trosol.model.records import Claim, Dataset, Entity, Evidence, Observation, Properties, Records, Source, Texts
from trosol.rdf.iris import ROOT_RELATION, TRO
from trosol.read.cells import ID_PATTERN, CellReader
from trosol.read.columns import NEWER, TABLES, Cell, Column, TableSpec
from trosol.read.tables import Table

__all__ = ["further_column", "read_rows"]

T = TypeVar("T")

_SPOKEN = (Cell.LANGUAGE, Cell.LANGUAGES)
"""Cells that hold text in some language."""


@dataclass(frozen=True)
class _Values:
    """A column: its cells, and what each text in it means (itself, where there is no list of meanings)."""

    cells: Sequence[str]
    meanings: Mapping[str, tuple[str, ...]] | None

    def one(self) -> Sequence[str]:
        """The single value of each row, empty where the cell is blank."""
        if self.meanings is None:
            return self.cells
        single = {text: value[0] if value else "" for text, value in self.meanings.items()}
        return list(map(single.__getitem__, self.cells))

    def all(self) -> list[tuple[str, ...]]:
        """All values of each row."""
        if self.meanings is None:
            return [(text,) if text else () for text in self.cells]
        return list(map(self.meanings.__getitem__, self.cells))


@dataclass(frozen=True)
class _Read:
    """The values of a table, column by column."""

    keys: Sequence[str]
    values: Mapping[str, _Values]
    texts: Mapping[str, list[Texts]]
    properties: list[Properties]

    def all(self, name: str) -> list[tuple[str, ...]]:
        """All values of each row in a column; none where the table has no such column."""
        return self.values[name].all() if name in self.values else [()] * len(self.keys)

    def one(self, name: str) -> Sequence[str]:
        """The single value of each row in a column; blank where the table has no such column."""
        return self.values[name].one() if name in self.values else [""] * len(self.keys)

    def said(self, name: str) -> list[Texts]:
        """Text by language of each row."""
        return self.texts.get(name) or [()] * len(self.keys)


class _Places(Mapping[tuple[str, str], Where]):
    """Where each row was read, made when somebody asks."""

    def __init__(self, tables: Mapping[str, Table], numbers: Mapping[str, Mapping[str, int | None]]) -> None:
        self._tables, self._numbers = tables, numbers

    def __getitem__(self, at: tuple[str, str]) -> Where:
        table, key = at
        return self._tables[table].where(self._numbers[table][key], "id")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((table, key) for table, numbers in self._numbers.items() for key in numbers)

    def __len__(self) -> int:
        return sum(map(len, self._numbers.values()))


def read_rows(tables: Mapping[str, Table], ontology: Ontology, dataset: Dataset) -> tuple[Records | None, list[Problem]]:
    """Turn the tables of an ecosystem into records; no records where any row has an error. Remarks do not stand in the way."""
    problems: list[Problem] = []
    columns = {}
    for name, table in tables.items():
        columns[name], found = _columns(TABLES[name], table, ontology, dataset.language)
        problems.extend(found)
    numbers = {name: _ids(tables[name], problems) for name in TABLES if name in tables}
    reader = CellReader(ontology, {**{name: {} for name in TABLES}, **numbers}, problems)
    read = {name: _table(reader, table, columns[name]) for name, table in tables.items()}
    if any(problem.severity == ERROR for problem in problems):
        return None, problems
    return _records(dataset, read, _Places(tables, numbers), ontology), problems


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
        return replace(column, language=language) if column.cell in _SPOKEN else column
    base, _, tag = name.rpartition("_")
    column = known.get(base) or Column("", Cell.TEXT)
    if column.cell in _SPOKEN and 2 <= len(tag) <= 8 and tag.isascii() and tag.isalpha() and tag.islower():
        return replace(column, language=tag, required=False)
    return None


def further_column(name: str, ontology: Ontology) -> Column | None:
    """The column that a property of the ontology makes; None where no property, or more than one, has that name."""
    found = [term for term in ontology.named(name, (DATA, OBJECT, NOTE)) if _may_be_column(term)]
    return Column(name, Cell.PROPERTY, found[0].iri) if len(found) == 1 else None


def _may_be_column(term: Term) -> bool:
    """Trosol's own annotations speak of the ontology, not of data."""
    return term.kind != NOTE or not term.iri.startswith(TRO)


def _ids(table: Table, problems: list[Problem]) -> dict[str, int | None]:
    """Ids of a table and the number of each one's row; ids that stand twice, or differ only in case, are problems."""
    at = _id_column(table)
    found = {row.cells[at]: row.number for row in table.rows}
    plain = len(set(map(str.casefold, found))) == len(table.rows)
    if not plain:
        _repeated(table, at, problems)
    return {key: number for key, number in found.items() if ID_PATTERN.fullmatch(key)}


def _repeated(table: Table, at: int, problems: list[Problem]) -> None:
    found: dict[str, Where] = {}
    folded: dict[str, str] = {}
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


def _table(reader: CellReader, table: Table, columns: list[Column | None]) -> _Read:
    """Read column by column: what stands in many cells is read once, and what is wrong is read again where it stands."""
    values: dict[str, _Values] = {}
    spoken: dict[str, list[list[Texts]]] = {}
    further: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    cells = list(zip(*(row.cells for row in table.rows), strict=True)) or [()] * max(1, len(table.header))
    for number, (name, column) in enumerate(zip(table.header, columns, strict=True)):
        if column is None:
            continue
        found = _column(reader, table, cells[number], name, column)
        if column.cell in _SPOKEN:
            language = column.language
            spoken.setdefault(column.name, []).append([tuple((language, text) for text in each) for each in found.all()])
        elif column.cell is Cell.PROPERTY:
            for row, value in enumerate(found.all()):
                if value:
                    further.setdefault(row, []).append((column.iri, value))
        else:
            values[column.name] = found
    texts = {
        name: lists[0] if len(lists) == 1 else [tuple(sorted(sum(each, ()))) for each in zip(*lists, strict=True)]
        for name, lists in spoken.items()
    }
    properties = [tuple(sorted(further[row])) if row in further else () for row in range(len(table.rows))]
    return _Read(cells[_id_column(table)], values, texts, properties)


def _column(reader: CellReader, table: Table, cells: Sequence[str], name: str, column: Column) -> _Values:
    different = dict.fromkeys(cells)
    if column.cell in (Cell.TEXT, Cell.LANGUAGE) and all(map(str.strip, different.keys() - ({""} - {column.required and ""}))):
        return _Values(cells, None)  # text is kept as it is
    trial, anywhere = CellReader(reader.ontology, reader.ids), table.where()
    known: dict[str, tuple[str, ...]] = {}
    doubtful = set()
    for text in different:
        known[text] = (trial.read(column, text, anywhere) if text or column.required else ()) or ()
        if trial.problems:
            doubtful.add(text)
            trial.problems.clear()
    if doubtful:
        for row, text in zip(table.rows, cells, strict=True):
            if text in doubtful:
                reader.read(column, text, table.where(row.number, name))
    return _Values(cells, known)


def _turned(claims: dict[str, Claim], ontology: Ontology) -> dict[str, Claim]:
    """The claims, those in a relation that says from the other end what one of Trosol's says read as that one."""
    used = {claim.predicate for claim in claims.values()}
    read_as = {iri: found for iri in used if (found := ontology.by_inverse(iri, ROOT_RELATION))}

    def turned(claim: Claim) -> Claim:
        term, over = read_as[claim.predicate]
        ends = (claim.object, claim.subject) if over else (claim.subject, claim.object)
        return replace(claim, subject=ends[0], predicate=term.iri, object=ends[1])

    return {key: turned(claim) if claim.predicate in read_as else claim for key, claim in claims.items()} if read_as else claims


def _records(dataset: Dataset, read: Mapping[str, _Read], places: Mapping[tuple[str, str], Where], ontology: Ontology) -> Records:
    nothing = _Read((), defaultdict(lambda: _Values((), None)), {}, [])

    def rows(table: str, record: Callable[..., T], several: tuple[str, ...] = ()) -> dict[str, T]:
        """Records of a table whose fields are its contract columns, in order, its further properties, and the columns after them."""
        found = read.get(table, nothing)
        columns = [(c.name in several, found.values[c.name]) for c in TABLES[table].contract[1:]]
        fields = [values.all() if many else values.one() for many, values in columns]
        after = [found.one(column.name) for column in TABLES[table].further]
        return dict(zip(found.keys, map(record, found.keys, *fields, found.properties, *after), strict=True))

    things = read.get("entities", nothing)
    entities = map(
        Entity,
        things.keys,
        things.values["type"].one(),
        things.said("label"),
        things.said("description"),
        things.values["status"].one(),
        things.all("evidence"),
        things.properties,
        things.said("altLabel"),
        things.one("desirability"),
    )
    return Records(
        dataset=dataset,
        entities=dict(zip(things.keys, entities, strict=True)),
        claims=_turned(rows("claims", Claim, ("voices", "evidence")), ontology),
        evidence=rows("evidence", Evidence),
        sources=rows("sources", Source),
        observations=rows("observations", Observation, ("evidence",)),
        places=places,
    )
