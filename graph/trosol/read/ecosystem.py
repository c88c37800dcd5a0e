"""An ecosystem from wherever it lies (a folder of CSV tables, a workbook, a Turtle file) to records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trosol.collecting import paused
from trosol.errors import ERROR, WARNING, Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import held, settle, state
from trosol.model.ontology import Ontology
from trosol.model.records import Dataset, Records
from trosol.rdf.engine import parse
from trosol.read.columns import NEWER, TABLES
from trosol.read.dataset import make_dataset, read_dataset
from trosol.read.ontology import Vocabulary, read_ontology, split_terms, with_own_terms
from trosol.read.rows import read_rows
from trosol.read.tables import Table, read_csv
from trosol.read.turtle import to_tables
from trosol.read.workbook import read_workbook
from trosol.resources import ecosystem_path

__all__ = ["Reading", "read_ecosystem", "read_tables"]

_TRIES = 3
"""So often reading begins again when somebody wrote meanwhile."""

_MAX_FILE = 512 * 1024 * 1024


@dataclass(frozen=True)
class Reading:
    """What was read: the records, the vocabulary they are written in, where they came from, and remarks made while reading."""

    records: Records
    vocabulary: Vocabulary
    path: Path
    remarks: tuple[Problem, ...] = ()

    @property
    def ontology(self) -> Ontology:
        """The ontology the records are written in."""
        return self.vocabulary.ontology


def read_ecosystem(name_or_path: str | Path) -> Reading:
    """Read a shipped ecosystem by name, or any folder, ``.xlsx``, ``.ttl`` or ``.nt`` by path.

    Raises :class:`WrongUse` when there is no such thing, :class:`TrosolError` with every problem found when
    it cannot be loaded. Nothing is half loaded.
    """
    path = ecosystem_path(name_or_path)
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
        remarks = _other_tables(path)
    else:
        remarks = []
        vocabulary, dataset, tables, problems = _file(path)
    problems.extend(_missing_tables(path, tables, problems))
    if dataset is None:
        raise TrosolError(sorted(problems, key=Problem.sort_key))
    records, wrong = read_rows(tables, vocabulary.ontology, dataset)
    problems.extend(problem for problem in wrong if problem.severity == ERROR)
    if records is None or problems:
        raise TrosolError(sorted(problems, key=Problem.sort_key))
    return Reading(records, vocabulary, path, tuple(sorted((*wrong, *remarks), key=Problem.sort_key)))


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


def _other_tables(path: Path) -> list[Problem]:
    """Tables that nobody reads: a misspelt name, or one that a newer version knows, would be lost without a word."""
    return [
        Problem(
            "table-unknown",
            f"'{shorten(file.name)}' is no table of an ecosystem, and was not read.",
            f"Call it one of {', '.join(TABLES)}, or put it into a folder below. {NEWER}",
            Where(shorten(file.name)),
            WARNING,
        )
        for file in sorted(path.glob("*.csv"))
        if file.stem not in TABLES
    ]


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
        own, triples = split_terms(parse(path.read_bytes(), where=path.name, ending=ending))
        vocabulary = with_own_terms(own, path.name)
        values, tables, problems = to_tables(triples, vocabulary.ontology, path.name)
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
