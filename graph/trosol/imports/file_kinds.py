"""What lies in a file on its way in: tables in Trosol's own form, terms of an ontology, or a map drawn in another tool."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import Folder, open_folder
from trosol.files.content import content_of
from trosol.files.ecosystem_files import belongs
from trosol.imports.canvas import from_canvas, is_canvas
from trosol.imports.cx import from_cx, is_cx
from trosol.imports.drawio import from_drawio
from trosol.imports.drawn_map import Drawing, fold, unreadable
from trosol.imports.gexf import from_gexf
from trosol.imports.graphml import from_graphml
from trosol.imports.item_rows import Incoming
from trosol.imports.json_maps import from_json_map
from trosol.imports.kumu import from_kumu_json, from_sheets, is_kumu
from trosol.imports.loopy import from_loopy, is_loopy
from trosol.imports.map_attributes import said_of
from trosol.imports.neo4j import json_lines, nodes_and_links, plain_sheets, records
from trosol.imports.prsm import unpacked_prsm
from trosol.imports.rdf_individuals import connected, from_triples
from trosol.imports.sheets import Sheet, csv_sheet, listed_sheet, workbook_sheets
from trosol.imports.terms import is_terms, to_module
from trosol.imports.text_maps import from_dl, from_gml, from_matrix, from_pajek
from trosol.imports.vensim import from_vensim
from trosol.imports.xml_tree import tree
from trosol.model.ontology import Ontology
from trosol.model.records import Dataset
from trosol.rdf.engine import Triple, parse
from trosol.rdf.iris import DCAT, RDF, ROOT_RELATION, SHACL, SKOS, TRO
from trosol.read.columns import GUIDE, OWN_TERMS, TABLES
from trosol.read.foreign_terms import completed
from trosol.read.module_forms import form_of, is_module, other_syntax, unread_syntax
from trosol.read.ontology_reader import MAX_MODULE, split_terms, with_own_terms
from trosol.read.sources import read_tables
from trosol.read.tables import Table
from trosol.read.turtle import to_tables
from trosol.read.workbook import opened_workbook, read_workbook

__all__ = ["ENDINGS", "LOOSE", "FileContent", "look_into"]

_READERS = {
    ".graphml": from_graphml,
    ".gexf": from_gexf,
    ".gml": from_gml,
    ".net": from_pajek,
    ".paj": from_pajek,
    ".dl": from_dl,
    ".drawio": from_drawio,
    ".mdl": from_vensim,
}
_XML = {"graphml": from_graphml, "gexf": from_gexf, "mxfile": from_drawio, "mxGraphModel": from_drawio}
_TABLES = (".csv", ".tsv", ".tab")
_RDF = (".ttl", ".nt", ".jsonld", ".rdf", ".owl", ".trig", ".nq")
_JSON = (".json", ".prsm", ".cyjs", ".cx", ".cx2", ".canvas", ".loopy")
ENDINGS = (".xlsx", *_TABLES, *_JSON, *_READERS, ".xml", *_RDF)
"""Endings of the files that are read, beside folders of tables."""

_SURPRISES = (TypeError, KeyError, IndexError, ValueError, AttributeError, ArithmeticError, RecursionError)
_TERMS = "terms"
LOOSE = "class or relation below none of Trosol's"
"""What is said of terms that nobody hung below ours."""


@dataclass
class FileContent:
    """What was found: rows of our own tables, or a drawing; and terms for the ``modules`` folder. ``form`` says it in words.

    ``files``: whole files that come along as they are, by name (modules, questions); ``notes``: what does not come along;
    ``all_terms``: those too that stand below none of ours; ``remarks``: how it was read; ``whole``: tables that are meant to be all there is, so that rows it has not got are gone.
    """

    form: str
    rows: dict[str, list[Incoming]] = field(default_factory=dict)
    drawing: Drawing | None = None
    terms: tuple[Triple, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    all_terms: tuple[Triple, ...] = ()


def look_into(paths: Sequence[Path], ontology: Ontology, dataset: Dataset) -> FileContent:
    """Read a file, a folder of tables, or a pair of CSV files. Raises :class:`TrosolError`, :class:`WrongUse`."""
    try:
        return _read(paths, ontology, dataset)
    except _SURPRISES as error:  # a form that no reader thought of is told as any file that cannot be read
        form = paths[0].suffix.lower().removeprefix(".") or "a folder"
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else "something in it is not of the form expected"
        raise unreadable(paths[0].name, form, reason) from error


def _read(paths: Sequence[Path], ontology: Ontology, dataset: Dataset) -> FileContent:
    contents = {path: content_of(path) for path in paths if not path.is_dir()}
    first = paths[0]
    if len(paths) == 1 and first.is_dir():
        folder = open_folder(first)
        tables, problems = read_tables(folder)
        if problems or not tables:
            raise TrosolError(problems or unreadable(first.name, "an ecosystem's folder", "it holds no tables").problems)
        return _with_files(folder, _own_rows(tables))
    if all(path.suffix.lower() in _TABLES for path in paths):
        return _csv_files(contents, ontology, dataset)
    if len(paths) > 1:
        raise WrongUse(
            Problem("format-unknown", "Only CSV files come in together.", "Give one file at a time.", Where(paths[1].name))
        )
    ending = first.suffix.lower()
    if ending == ".xlsx":
        return _workbook(first, contents[first], ontology, dataset)
    if ending in _JSON:
        return _json(first, contents[first], ontology)
    if ending in _READERS:
        drawing = _READERS[ending](contents[first], first.name)
        return FileContent(drawing.form, drawing=drawing)
    if ending in _RDF:
        return _rdf(first, contents[first], ending)
    if ending == ".xml":
        return _xml(first, contents[first])
    if reason := other_syntax(contents[first]):
        raise unreadable(first.name, "RDF", reason)
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
    for name in (*filter(is_module, folder.names("modules")), *folder.names("questions")):
        if not belongs(name):
            notes.append(f"{shorten(name)}: no module and no question has such a name")
            continue
        content = folder.content(name, MAX_MODULE)
        if content is not None:
            files[name] = content
    return FileContent("a folder of tables", rows, files=files, notes=tuple(notes), whole=frozenset(rows))


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
    notes: list[str] = []
    for path, content in contents.items():
        try:
            sheet = csv_sheet(content, path.name)
        except TrosolError as error:
            problems += error.problems
            continue
        notes += [f"{path.name}: {note}" for note in sheet.notes]
        name = next((n for n, spec in TABLES.items() if {c.name for c in spec.contract} <= set(sheet.columns)), None)
        if name is not None and name not in own and sheet.table is not None:
            own[name] = sheet.table
        else:
            others.append((path, sheet))
    if problems:
        raise TrosolError(problems)
    if own and not others:
        return FileContent("tables", _own_rows(own), remarks=tuple(notes), whole=frozenset(own))
    if len(others) == 1 and not own and is_terms(others[0][1]):
        return _terms(others[0][1], others[0][0].stem, ontology, dataset)
    if own:
        raise unreadable(others[0][0].name, "a table of an ecosystem", f"it is none, and {', '.join(own)} came with it")
    names = " and ".join(path.name for path, _ in others)
    found = _map_of_sheets({path.name: sheet for path, sheet in others}, names, "CSV", ontology)
    return replace(found, remarks=tuple(notes))


_FROM_TO = (("from", "to"), ("source", "target"), ("from label", "to label"), ("cause", "effect"))


def _has(sheet: Sheet, *names: str) -> bool:
    known = {fold(column.replace("_", " ")) for column in sheet.columns}
    return known.issuperset(names)


def _map_of_sheets(sheets: Mapping[str, Sheet], names: str, form: str, ontology: Ontology) -> FileContent:
    """A map from sheets: those that have two ends are ties, those that have names are items, a square one is a matrix."""
    sheets = {name: one for title, sheet in sheets.items() for name, one in plain_sheets(title, sheet).items()}
    ties = [sheet for sheet in sheets.values() if any(_has(sheet, *ends) for ends in _FROM_TO)]
    things = [s for s in sheets.values() if s not in ties and any(_has(s, name) for name in ("label", "name", "title", "factor"))]
    rest = {title: sheet for title, sheet in sheets.items() if sheet not in ties and sheet not in things}
    if not ties and not things:
        for title, sheet in rest.items():
            if (drawing := from_matrix(sheet, title)) is not None:
                return FileContent(drawing.form, drawing=drawing)
        title, sheet = next(iter(sheets.items()))
        found = ", ".join(shorten(column, 30) for column in sheet.columns[:12])
        raise unreadable(
            names,
            form,
            f"found the columns {found}; a table of items has the column label (or name), one of ties has from and to (or source and "
            "target), a matrix names the same items in its first row and first column",
        )
    passed = tuple(f"the sheet '{shorten(title, 40)}': it has neither names nor two ends" for title in rest)
    what = "a links table of Causal Map" if any(_has(s, "from label", "quote") for s in ties) else f"a map in {form}"
    what = "a CSV pair" if what == "a map in CSV" and ties and things else what
    title = next((sheet.title for sheet in (*ties, *things) if sheet.title), "")
    return FileContent(what, drawing=from_sheets(things, ties, names, what, passed, title, _attributes(ontology)))


def _attributes(ontology: Ontology) -> frozenset[str]:
    """Names of what an item may have that is no relation, as columns are compared."""
    return frozenset(fold(term.name) for term in ontology.properties.values() if not ontology.is_a(term.iri, (ROOT_RELATION,)))


def _terms(sheet: Sheet, stem: str, ontology: Ontology, dataset: Dataset) -> FileContent:
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in stem.casefold()).strip("-") or "terms"
    return FileContent("a table of terms", files={f"modules/{name}.ttl": to_module(sheet, name, dataset, ontology)})


def _workbook(path: Path, content: bytes, ontology: Ontology, dataset: Dataset) -> FileContent:
    sheets, notes = workbook_sheets(content, path.name, (*TABLES, GUIDE, OWN_TERMS, "dataset"))
    terms = next((sheet for title, sheet in sheets.items() if title.casefold() == _TERMS), None)
    if terms is not None and is_terms(terms):
        return _terms(terms, path.stem, ontology, dataset)
    if any(_is_map(sheet) for sheet in sheets.values()) or (sheets and not _has_own_sheets(content, path.name)):
        found = _map_of_sheets(sheets, path.name, "a workbook", ontology)
        said = [f"{title}: {note}" for title, sheet in sheets.items() for note in sheet.notes]
        return replace(found, remarks=tuple(said), notes=tuple(notes))
    if not sheets and not _has_own_sheets(content, path.name):
        raise unreadable(path.name, "a workbook", "no sheet that is shown has anything in it")
    _, tables, carried, problems = read_workbook(path)
    problems = [problem for problem in problems if problem.code != "file-missing"]  # it may hold some tables only
    if problems or not tables:
        raise TrosolError(problems or unreadable(path.name, "a workbook", "it has no sheet of tables, items or ties").problems)
    own = [triple for name, text in carried.items() for triple in parse(text, where=name)]
    return FileContent("a workbook of tables", _own_rows(tables), terms=tuple(own), whole=frozenset(tables))


def _is_map(sheet: Sheet) -> bool:
    return any(_has(sheet, *ends) for ends in _FROM_TO)


def _has_own_sheets(content: bytes, name: str) -> bool:
    with opened_workbook(content, name) as book:
        return any(part.title in TABLES and part.visible for part in book.sheets)


def _xml(path: Path, content: bytes) -> FileContent:
    """A file of XML whose name does not say of which program it is."""
    root = tree(content, path.name, "XML").name
    if root in _XML:
        drawing = _XML[root](content, path.name)
        return FileContent(drawing.form, drawing=drawing)
    if root == "RDF":
        return _rdf(path, content, ".rdf")
    raise unreadable(path.name, "XML", f"it begins with {shorten(root, 40)}; read are GraphML, GEXF, draw.io and RDF/XML")


def _json(path: Path, content: bytes, ontology: Ontology) -> FileContent:
    if path.suffix.lower() == ".prsm":
        content = unpacked_prsm(content, path.name)
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        found = json_lines(content)
        if found is None:
            raise unreadable(path.name, "JSON", str(error) or type(error).__name__) from None
    if isinstance(found, list) and found and (listed := nodes_and_links(found) or records(found)) is not None:
        found = listed
    for known, reader in ((is_canvas, from_canvas), (is_cx, from_cx), (is_loopy, from_loopy)):
        if known(found):
            drawing = reader(found, path.name)
            return FileContent(drawing.form, drawing=drawing)
    if is_kumu(found):
        drawing = from_kumu_json(found, path.name)
        return FileContent(drawing.form, drawing=drawing)
    if (other := from_json_map(found, path.name)) is not None:
        return FileContent(other.form, drawing=other)
    if isinstance(found, Mapping | list) and ("@context" in found or "@graph" in found or "@id" in str(found)[:5000]):
        return _rdf(path, content, ".jsonld")
    if (sheet := _json_rows(found, path.name)) is not None:
        return _map_of_sheets({path.name: sheet}, path.name, "JSON", ontology)
    keys = ", ".join(shorten(str(key), 30) for key in list(found)[:8]) if isinstance(found, Mapping) else type(found).__name__
    raise unreadable(
        path.name,
        "JSON",
        f"found {keys or 'nothing'}; read are Kumu (elements, connections), Cytoscape.js (elements with data), nodes with links or edges "
        "(NetworkX, D3, vis.js, PRSM), and JSON-LD (@context)",
    )


def _json_rows(found: object, name: str) -> Sheet | None:
    """A list of flat objects, as programs of statistics write tables."""
    if not isinstance(found, list) or not found or not all(isinstance(one, Mapping) for one in found):
        return None
    return listed_sheet([said_of(one) for one in found], name)


def _rdf(path: Path, content: bytes, ending: str) -> FileContent:
    if reason := unread_syntax(content, ending):
        raise unreadable(path.name, "RDF", reason)
    triples = completed(parse(content, where=path.name, ending=form_of(content, ending), brought=True))
    own, data = split_terms(triples)
    if any(t.predicate.value == RDF + "type" and str(t.object) == f"<{DCAT}Dataset>" for t in data):
        vocabulary = with_own_terms(own, path.name)
        _, tables, problems = to_tables(data, vocabulary.ontology, path.name)
        if problems:
            raise TrosolError(problems)
        rows = _own_rows(_not_empty(tables))
        return FileContent("an ecosystem in RDF", rows, terms=tuple(own), whole=frozenset(rows))
    drawing = from_triples(triples, path.name)
    if form_of(content, ending) == ".ttl" and ending == ".ttl" and own and not data:  # a module: with its order and its comments
        both = [
            shorten(t.label, 40)
            for t in drawing.things
            if not t.guessed and not t.kind.startswith((SKOS, SHACL, TRO + "Network"))
        ]
        said = f"{len(both)} × item that is a class, relation or concept as well, and comes as that alone: {', '.join(both[:6])}"
        return FileContent(
            "a module", files={f"modules/{path.stem}.ttl": content}, all_terms=tuple(own), notes=(said,) if both else ()
        )
    if not drawing.things and not own:
        raise unreadable(path.name, "RDF", "it holds neither things with a type nor terms")
    if not drawing.things:
        return FileContent("an RDF file", terms=tuple(own), all_terms=tuple(own))
    ours, loose = connected(own)
    notes = []
    if loose:
        said = ", ".join(shorten(one, 40) for one in loose[:6])
        notes.append(f"{len(loose)} × {LOOSE} ({said}{', …' if len(loose) > 6 else ''})")
    return FileContent("an RDF file", drawing=drawing, terms=tuple(ours), notes=tuple(notes), all_terms=tuple(own))


def _not_empty(tables: Mapping[str, Table]) -> dict[str, Table]:
    return {name: table for name, table in tables.items() if table.rows}
