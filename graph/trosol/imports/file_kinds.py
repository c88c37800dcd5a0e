"""What lies in a file on its way in: tables in Trosol's own form, terms of an ontology, or a map drawn in another tool."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import Folder, open_folder
from trosol.files.content import content_of
from trosol.files.ecosystem_files import belongs
from trosol.imports.drawn_map import Drawing, unreadable
from trosol.imports.graph_formats import from_network
from trosol.imports.kumu import from_kumu_json, from_sheets, is_kumu
from trosol.imports.proposed_rows import Incoming
from trosol.imports.rdf_individuals import from_triples
from trosol.imports.sheets import Sheet, sheet_of, workbook_sheets
from trosol.imports.terms import is_terms, to_module
from trosol.model.ontology import Ontology
from trosol.model.records import Dataset
from trosol.rdf.engine import Triple, parse
from trosol.rdf.iris import DCAT, RDF
from trosol.read.columns import TABLES
from trosol.read.ontology_reader import MAX_MODULE, split_terms, with_own_terms
from trosol.read.sources import read_tables
from trosol.read.tables import Table, parse_csv
from trosol.read.turtle import to_tables
from trosol.read.workbook import read_workbook

__all__ = ["ENDINGS", "FileContent", "look_into"]

ENDINGS = (".xlsx", ".csv", ".json", ".jsonld", ".graphml", ".gexf", ".ttl", ".nt", ".rdf", ".owl", ".trig", ".nq")
"""Endings of the files that are read, beside folders of tables."""

_RDF = (".ttl", ".nt", ".jsonld", ".rdf", ".owl", ".trig", ".nq")
_TERMS = "terms"
_THINGS, _TIES = ("elements", "nodes", "things"), ("connections", "edges", "links", "ties")


@dataclass
class FileContent:
    """What was found: rows of our own tables, or a drawing; and terms for the ``modules`` folder. ``form`` says it in words.

    ``files``: whole files that come along as they are, by name (modules, questions); ``notes``: what does not come along.
    """

    form: str
    rows: dict[str, list[Incoming]] = field(default_factory=dict)
    drawing: Drawing | None = None
    terms: tuple[Triple, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def look_into(paths: Sequence[Path], ontology: Ontology, dataset: Dataset) -> FileContent:
    """Read a file, a folder of tables, or a pair of CSV files. Raises :class:`TrosolError`, :class:`WrongUse`."""
    contents = {path: content_of(path) for path in paths if not path.is_dir()}
    first = paths[0]
    if len(paths) == 1 and first.is_dir():
        folder = open_folder(first)
        tables, problems = read_tables(folder)
        if problems or not tables:
            raise TrosolError(problems or unreadable(first.name, "an ecosystem's folder", "it holds no tables").problems)
        return _with_files(folder, _own_rows(tables))
    if all(path.suffix.lower() == ".csv" for path in paths):
        return _csv_files(contents, ontology, dataset)
    if len(paths) > 1:
        raise WrongUse(
            Problem("format-unknown", "Only CSV files come in together.", "Give one file at a time.", Where(paths[1].name))
        )
    ending = first.suffix.lower()
    if ending == ".xlsx":
        return _workbook(first, contents[first], ontology, dataset)
    if ending == ".json":
        return _json(first, contents[first])
    if ending in (".graphml", ".gexf"):
        drawing = from_network(first)
        return FileContent(drawing.form, drawing=drawing)
    if ending in _RDF:
        return _rdf(first, contents[first], ending)
    raise WrongUse(
        Problem(
            "format-unknown",
            f"'{shorten(first.name)}' is no file that can be imported.",
            f"Give a folder, or a file that ends in {', '.join(ENDINGS)}.",
            Where(first.name),
        )
    )


def _with_files(folder: Folder, rows: dict[str, list[Incoming]]) -> FileContent:
    """The rows of a folder with its modules and questions. Raises :class:`TrosolError` where one of these cannot be read."""
    files: dict[str, bytes] = {}
    notes: list[str] = []
    for name in (*folder.names("modules", ".ttl"), *folder.names("questions")):
        if not belongs(name):
            notes.append(f"{shorten(name)}: no module and no question has such a name")
            continue
        content = folder.content(name, MAX_MODULE)
        if content is not None:
            files[name] = content
    return FileContent("a folder of tables", rows, files=files, notes=tuple(notes))


def _own_rows(tables: Mapping[str, Table]) -> dict[str, list[Incoming]]:
    found = {}
    for name, table in tables.items():
        columns = frozenset(table.header)
        found[name] = [
            Incoming(
                {column: cell for column, cell in zip(table.header, row.cells, strict=True) if cell},
                table.where(row.number),
                columns=columns,
            )
            for row in table.rows
        ]
    return found


def _csv_files(contents: Mapping[Path, bytes], ontology: Ontology, dataset: Dataset) -> FileContent:
    own: dict[str, Table] = {}
    others: list[tuple[Path, Sheet]] = []
    problems: list[Problem] = []
    for path, content in contents.items():
        table, found = parse_csv(content, path.name)
        problems += found
        if table is None or found:
            continue
        name = next((n for n, spec in TABLES.items() if {c.name for c in spec.contract} <= set(table.header)), None)
        if name is not None and name not in own:
            own[name] = table
        else:
            others.append((path, sheet_of(table)))
    if problems:
        raise TrosolError(problems)
    if own and not others:
        return FileContent("tables", _own_rows(own))
    if len(others) == 1 and not own and is_terms(others[0][1]):
        return _terms(others[0][1], others[0][0].stem, ontology, dataset)
    ties = [sheet for _, sheet in others if sheet.has("from", "to") or sheet.has("source", "target")]
    things = [sheet for _, sheet in others if sheet not in ties]
    if own or len(ties) != 1 or len(things) > 1:
        raise unreadable(
            others[0][0].name,
            "CSV",
            "a file of ties has the columns from and to (or source and target), one of things the column label",
        )
    names = " and ".join(path.name for path, _ in others)
    return FileContent("a CSV pair", drawing=from_sheets(things[0] if things else None, ties[0], names, "a CSV pair"))


def _terms(sheet: Sheet, stem: str, ontology: Ontology, dataset: Dataset) -> FileContent:
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in stem.casefold()).strip("-") or "terms"
    return FileContent("a table of terms", files={f"modules/{name}.ttl": to_module(sheet, name, dataset, ontology)})


def _workbook(path: Path, content: bytes, ontology: Ontology, dataset: Dataset) -> FileContent:
    sheets = workbook_sheets(content, path.name, (*_THINGS, *_TIES, _TERMS))
    if _TERMS in sheets and is_terms(sheets[_TERMS]):
        return _terms(sheets[_TERMS], path.stem, ontology, dataset)
    ties = next((sheets[name] for name in _TIES if name in sheets), None)
    things = next((sheets[name] for name in _THINGS if name in sheets), None)
    if ties is not None:
        return FileContent("a workbook of a map", drawing=from_sheets(things, ties, path.name, "a workbook of a map"))
    _, tables, carried, problems = read_workbook(path)
    problems = [problem for problem in problems if problem.code != "file-missing"]  # it may hold some tables only
    if problems or not tables:
        raise TrosolError(problems or unreadable(path.name, "a workbook", "it has no sheet of tables, and none of ties").problems)
    terms = [triple for name, text in carried.items() for triple in parse(text, where=name)]
    return FileContent("a workbook of tables", _own_rows(tables), terms=tuple(terms))


def _json(path: Path, content: bytes) -> FileContent:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise unreadable(path.name, "JSON", str(error) or type(error).__name__) from None
    if is_kumu(found):
        drawing = from_kumu_json(found, path.name)
        return FileContent(drawing.form, drawing=drawing)
    if isinstance(found, Mapping | list) and ("@context" in found or "@graph" in found or isinstance(found, list)):
        return _rdf(path, content, ".jsonld")
    raise unreadable(path.name, "Kumu JSON or JSON-LD", "it has neither 'elements' nor '@context'")


def _rdf(path: Path, content: bytes, ending: str) -> FileContent:
    if content.lstrip()[:9] == b"<Ontology" or (b"<Ontology" in content[:2000] and b"rdf:RDF" not in content[:2000]):
        raise unreadable(path.name, "RDF", "it is OWL/XML; in Protégé, save it as Turtle or RDF/XML")
    if ending in (".owl", ".rdf") and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        ending = ".ttl"  # Protégé names Turtle files .owl, too
    triples = parse(content, where=path.name, ending=ending, brought=True)
    own, data = split_terms(triples)
    if any(t.predicate.value == RDF + "type" and str(t.object) == f"<{DCAT}Dataset>" for t in data):
        vocabulary = with_own_terms(own, path.name)
        _, tables, problems = to_tables(data, vocabulary.ontology, path.name)
        if problems:
            raise TrosolError(problems)
        return FileContent("an ecosystem in RDF", _own_rows(_not_empty(tables)), terms=tuple(own))
    drawing = from_triples(triples, path.name)
    if ending == ".ttl" and own and not data:  # a module: with its order and its comments
        return FileContent("a module", files={f"modules/{path.stem}.ttl": content})
    if not drawing.things and not own:
        raise unreadable(path.name, "RDF", "it holds neither things with a type nor terms")
    return FileContent("an RDF file", drawing=drawing if drawing.things else None, terms=() if drawing.things else tuple(own))


def _not_empty(tables: Mapping[str, Table]) -> dict[str, Table]:
    return {name: table for name, table in tables.items() if table.rows}
