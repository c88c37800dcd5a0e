"""An ecosystem from wherever it lies (a folder of CSV tables, a workbook, a Turtle file) to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trosol.collecting import paused
from trosol.errors import ERROR, Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import held, settle, state
from trosol.model.ontology import Ontology
from trosol.model.records import Dataset, Records
from trosol.rdf.engine import Triple, parse
from trosol.read.columns import TABLES
from trosol.read.dataset import make_dataset, read_dataset
from trosol.read.ontology import Vocabulary, read_ontology, split_terms, with_own_terms
from trosol.read.rows import read_rows
from trosol.read.tables import Table, read_csv
from trosol.read.turtle import to_tables
from trosol.read.workbook import read_workbook
from trosol.resources import ecosystem_path, in_store

__all__ = ["Reading", "read_ecosystem", "read_tables"]

_TRIES = 3
"""So often reading begins again when somebody wrote meanwhile."""

_MAX_FILE = 512 * 1024 * 1024


@dataclass(frozen=True)
class Reading:
    """What was read: the records, the vocabulary they are written in, where they came from (None: a store), and remarks made while reading."""

    records: Records
    vocabulary: Vocabulary
    path: Path | None
    remarks: tuple[Problem, ...] = ()

    @property
    def ontology(self) -> Ontology:
        """The ontology the records are written in."""
        return self.vocabulary.ontology


def read_ecosystem(name_or_path: str | Path, store: str | None = None) -> Reading:
    """Read a shipped ecosystem by name, or any folder, ``.xlsx``, ``.ttl`` or ``.nt`` by path.

    ``store``: the SPARQL store (``sparql:http://…``) that it is in, by name or IRI. Where this is None, the store that the environment
    names, if any, holds what is written as a plain name or an IRI; with an empty text, no store is asked.

    Raises :class:`WrongUse` when there is no such thing, :class:`TrosolError` with every problem found when
    it cannot be loaded. Nothing is half loaded.
    """
    if store or (store is None and in_store(name_or_path)):
        return _stored(str(name_or_path), store)
    path = ecosystem_path(name_or_path, here=store is not None)
    for _ in range(_TRIES):
        settle(path)
        before = state(path)
        try:
            reading = _read(path)
        except TrosolError:
            if state(path) == before:
                raise
            continue  # it was torn, not wrong
        if state(path) == before:
            return reading
    with held(path):  # others write all the time: let them wait
        return _read(path)


def _read(path: Path) -> Reading:
    with paused():
        return _reading(path)


def _reading(path: Path) -> Reading:
    if path.is_dir():
        vocabulary = read_ontology(path / "modules")
        dataset, problems = read_dataset(path / "dataset.toml")
        tables, found = read_tables(path)
        problems += found
    else:
        vocabulary, dataset, tables, problems = _file(path)
    problems.extend(_missing_tables(path, tables, problems))
    return _records(vocabulary, dataset, tables, problems, path)


def _stored(wanted: str, store: str | None) -> Reading:
    """What a store holds, as if it had come in a file."""
    from trosol.triplestore import Wire, chosen_store, fetch, find, parse_address
    from trosol.triplestore.graphs import pattern

    address = parse_address(store) if store else chosen_store()
    assert address is not None
    wire = Wire(address)
    found = find(wire, wanted)
    with paused():
        vocabulary, values, tables, problems = _triples(fetch(wire, pattern(found.graph)), found.place)
        dataset, wrong = make_dataset(values, Where(found.place), found.name) if values else (None, [])
        return _records(vocabulary, dataset, tables, [*problems, *wrong], None)


def _records(
    vocabulary: Vocabulary, dataset: Dataset | None, tables: Mapping[str, Table], problems: list[Problem], path: Path | None
) -> Reading:
    if dataset is None:
        raise TrosolError(sorted(problems, key=Problem.sort_key))
    records, wrong = read_rows(tables, vocabulary.ontology, dataset)
    problems.extend(problem for problem in wrong if problem.severity == ERROR)
    if records is None or problems:
        raise TrosolError(sorted(problems, key=Problem.sort_key))
    return Reading(records, vocabulary, path, tuple(sorted(wrong, key=Problem.sort_key)))


def read_tables(path: Path) -> tuple[dict[str, Table], list[Problem]]:
    """The tables of a folder as text cells, and the problems of those that cannot be read."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for name in TABLES:
        file = f"{name}.csv"
        if (path / file).is_file():
            table, found = read_csv(path / file, file)
            problems.extend(found)
            if table:
                tables[name] = table
    return tables, problems


def _missing_tables(path: Path, tables: Mapping[str, Table], problems: list[Problem]) -> list[Problem]:
    reported = {p.where.file.rpartition("!")[2].removesuffix(".csv") for p in problems if p.where}
    return [
        Problem(
            "file-missing",
            f"The table '{name}' is missing.",
            f"Add it with the columns: {', '.join(c.name for c in TABLES[name].contract)}.",
            Where(f"{name}.csv" if path.is_dir() else f"{path.name}!{name}"),
        )
        for name in TABLES
        if name not in tables and name != "observations" and name not in reported and path.suffix.lower() != ".ttl"
    ]


def _file(path: Path) -> tuple[Vocabulary, Dataset | None, dict[str, Table], list[Problem]]:
    if path.stat().st_size > _MAX_FILE:
        raise TrosolError(Problem("file-too-large", "The file is larger than 512 MiB.", "Split it.", Where(path.name)))
    ending = path.suffix.lower()
    if ending == ".xlsx":
        values, tables, terms, problems = read_workbook(path)
        vocabulary = read_ontology(None, terms)
    elif ending in (".ttl", ".nt"):
        vocabulary, values, tables, problems = _triples(parse(path.read_bytes(), where=path.name, ending=ending), path.name)
    else:
        raise WrongUse(
            Problem(
                "format-unknown",
                f"'{shorten(path.name)}' is not a file that Trosol reads.",
                "Give a folder with a dataset.toml, or a .xlsx, .ttl or .nt file.",
                Where(path.name),
            )
        )
    dataset, found = make_dataset(values, Where(path.name), path.stem) if values else (None, [])
    return vocabulary, dataset, dict(tables), [*problems, *found]


def _triples(found: Iterable[Triple], place: str) -> tuple[Vocabulary, dict[str, Any], Mapping[str, Table], list[Problem]]:
    own, triples = split_terms(found)
    vocabulary = with_own_terms(own, place)
    return vocabulary, *to_tables(triples, vocabulary.ontology, place)
