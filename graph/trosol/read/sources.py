"""An ecosystem from wherever it lies (a folder of CSV tables, a workbook, a Turtle file) to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trosol.collecting import paused
from trosol.errors import ERROR, WARNING, Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import Folder, open_folder, state, undisturbed
from trosol.files.content import content_of
from trosol.model.ontology import Ontology
from trosol.model.records import Dataset, Records
from trosol.rdf.engine import Iri, Triple, parse
from trosol.rdf.iris import RDF, local_name
from trosol.read.columns import NEWER, TABLES
from trosol.read.dataset import make_dataset, read_dataset
from trosol.read.goals_and_weights import settings_problems
from trosol.read.module_forms import MODULE_ENDINGS, is_module
from trosol.read.ontology_reader import Vocabulary, read_ontology, split_terms, with_own_terms
from trosol.read.own_questions import split_questions
from trosol.read.rows import read_rows
from trosol.read.tables import Table, read_csv
from trosol.read.turtle import to_tables
from trosol.read.workbook import read_workbook
from trosol.resources import ecosystem_path, in_store

__all__ = ["MAX_RDF", "Reading", "only_ecosystem", "read_ecosystem", "read_tables"]

_TRIES = 3
"""So often reading begins again when somebody wrote meanwhile."""

_ONTOLOGIES = (".owl", ".rdf", ".jsonld", ".nt", ".xml", ".ofn", ".omn", ".owx", ".obo", ".n3", ".trig", ".nq", ".ttl", ".json")
MAX_RDF = 512 * 1024 * 1024


@dataclass(frozen=True)
class Reading:
    """What was read: the records, the vocabulary they are written in, where they came from, and remarks made while reading.

    ``path`` is None for a store. ``questions``: texts of questions that came along with the data, by name.
    """

    records: Records
    vocabulary: Vocabulary
    path: Path | None
    remarks: tuple[Problem, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()

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
        before = state(path)
        try:
            reading = _read(path)
        except TrosolError:
            if state(path) == before:
                raise
            continue  # it was torn, not wrong
        if state(path) == before:
            return reading
    with undisturbed(path):  # others write all the time: let them wait
        return _read(path)


def _read(path: Path) -> Reading:
    with paused():
        return _reading(path)


@dataclass(frozen=True)
class _Found:
    """What lies somewhere, before it is known to be sound."""

    vocabulary: Vocabulary
    dataset: Dataset | None
    tables: Mapping[str, Table]
    problems: list[Problem]
    place: str
    questions: tuple[tuple[str, str], ...] = ()


def _reading(path: Path) -> Reading:
    if path.is_dir():
        folder = open_folder(path)
        vocabulary = read_ontology(folder)
        dataset, problems = read_dataset(folder)
        tables, wrong = read_tables(folder)
        found = _Found(vocabulary, dataset, tables, [*problems, *wrong], "dataset.toml")
        remarks = [*folder.remarks, *_other_tables(folder), *_other_modules(folder), *_individuals(vocabulary)]
    else:
        found, remarks = _file(path), []
    found.problems.extend(_missing_tables(path, found.tables, found.problems))
    return _sound(found, path, remarks)


def _stored(wanted: str, store: str | None) -> Reading:
    """What a store holds, as if it had come in a file."""
    from trosol.triplestore import Wire, fetch, find, named_store, parse_address
    from trosol.triplestore.named_graphs import pattern

    wire = Wire(parse_address(store) if store else named_store())
    there = find(wire, wanted)
    with paused():
        return _sound(_triples(fetch(wire, pattern(there.graph)), there.place, there.name), None)


def only_ecosystem(store: str) -> str:
    """The graph or IRI of the one ecosystem in a store. Raises :class:`WrongUse` where there is none, or more than one."""
    from trosol.triplestore import Wire, parse_address
    from trosol.triplestore.named_graphs import only

    there = only(Wire(parse_address(store)))
    return there.graph or there.iri


def _sound(found: _Found, path: Path | None, remarks: Iterable[Problem] = ()) -> Reading:
    """The records, or every problem."""
    problems = found.problems
    if found.dataset is None:
        raise TrosolError(sorted(problems, key=Problem.sort_key))
    records, wrong = read_rows(found.tables, found.vocabulary.ontology, found.dataset)
    problems.extend(problem for problem in wrong if problem.severity == ERROR)
    if records is not None:
        problems.extend(settings_problems(found.dataset, found.vocabulary.ontology, records.entities, Where(found.place)))
    if records is None or problems:
        raise TrosolError(sorted(problems, key=Problem.sort_key))
    return Reading(records, found.vocabulary, path, tuple(sorted((*wrong, *remarks), key=Problem.sort_key)), found.questions)


def read_tables(folder: Folder) -> tuple[dict[str, Table], list[Problem]]:
    """The tables of a folder as text cells, and the problems of those that cannot be read."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for name in TABLES:
        table, found = read_csv(folder, f"{name}.csv")
        problems.extend(found)
        if table:
            tables[name] = table
    return tables, problems


def _other_tables(folder: Folder) -> list[Problem]:
    """Tables that nobody reads: a misspelt name, or one that a newer version knows, would be lost without a word."""
    return [
        Problem(
            "table-unknown",
            f"'{shorten(file)}' is no table of an ecosystem, and was not read.",
            f"Call it one of {', '.join(TABLES)}, or put it into a folder below. {NEWER}",
            Where(shorten(file)),
            WARNING,
        )
        for file in folder.names()
        if file.lower().endswith(".csv") and file not in {f"{name}.csv" for name in TABLES}
    ]


def _other_modules(folder: Folder) -> list[Problem]:
    """Ontologies in a form that is not read there would be passed over without a word."""
    return [
        Problem(
            "module-unread",
            f"'{shorten(file)}' was not read: a module ends in {', '.join(MODULE_ENDINGS)}, in small letters.",
            "Rename it if it is Turtle, RDF/XML or JSON-LD; else open it in Protégé and choose File, Save as, Turtle.",
            Where(shorten(file)),
            WARNING,
        )
        for file in folder.names("modules")
        if file.lower().endswith(_ONTOLOGIES) and not is_module(file)
    ]


def _individuals(vocabulary: Vocabulary) -> list[Problem]:
    """Items that a module describes beside its terms: the tables hold what is there, so nothing shows them."""
    _, data = split_terms(vocabulary.own)
    named = (str(t.subject) for t in data if t.predicate.value == RDF + "type" and isinstance(t.subject, Iri))
    found = sorted({iri.strip("<>") for iri in named})
    if not found:
        return []
    shown = ", ".join(shorten(local_name(iri), 40) for iri in found[:3]) + (", …" if len(found) > 3 else "")
    return [
        Problem(
            "module-individuals",
            f"The modules describe {len(found)} item{'s' if len(found) > 1 else ''} beside their terms ({shown}), which are not shown.",
            "Bring the file in with `trosol import FILE --into FOLDER`: it makes entities of them, and leaves the terms in the module.",
            Where("modules"),
            WARNING,
        )
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
        if name not in tables and name != "observations" and name not in reported and path.suffix.lower() not in (".ttl", ".nt")
    ]


def _file(path: Path) -> _Found:
    ending = path.suffix.lower()
    if ending == ".xlsx":
        values, tables, terms, problems = read_workbook(path)
        return _described(read_ontology(None, terms), values, tables, problems, path.name, path.stem)
    if ending in (".ttl", ".nt"):
        return _triples(parse(content_of(path, MAX_RDF), where=path.name, ending=ending), path.name, path.stem)
    raise WrongUse(
        Problem(
            "format-unknown",
            f"'{shorten(path.name)}' is not a file that Trosol reads.",
            "Give a folder with a dataset.toml, or a .xlsx, .ttl or .nt file.",
            Where(path.name),
        )
    )


def _triples(triples: Iterable[Triple], place: str, name: str) -> _Found:
    questions, rest = split_questions(triples)
    own, data = split_terms(rest)
    vocabulary = with_own_terms(own, place)
    found = _described(vocabulary, *to_tables(data, vocabulary.ontology, place), place, name)
    return replace(found, questions=tuple(sorted(questions.items())))


def _described(
    vocabulary: Vocabulary, values: Mapping[str, Any], tables: Mapping[str, Table], problems: list[Problem], place: str, name: str
) -> _Found:
    dataset, wrong = make_dataset(values, Where(place), name) if values else (None, [])
    return _Found(vocabulary, dataset, tables, [*problems, *wrong], place)
