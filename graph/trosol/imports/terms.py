"""Classes, relations and properties told in a table, written as a module: a spreadsheet is enough to extend the ontology."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.imports.sheets import Sheet
from trosol.model.ontology import CLASS, OBJECT, Ontology
from trosol.model.records import Dataset
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION
from trosol.rdf.relation_sentence import ENDS
from trosol.templates import TemplateError, template

__all__ = ["COLUMNS", "is_terms", "to_module"]

COLUMNS = (
    "name",
    "kind",
    "below",
    "label",
    "definition",
    "label_cy",
    "example",
    "source",
    "reads",
    "reads_cy",
    "first",
    "second",
)
"""Columns of the table; the first five are needed."""

_NEEDED = COLUMNS[:5]
_KINDS = ("class", "relation", "property", "value")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{0,60}")
_HEAD = """\
# Made from the table {file}; `trosol import` makes it anew.

@prefix own:     <{base}ontology/> .
@prefix tro:     <{meta}> .
@prefix owl:     <http://www.w3.org/2002/07/owl#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vann:    <http://purl.org/vocab/vann/> .
@prefix mod:     <https://w3id.org/mod#> .
@prefix obo:     <http://purl.obolibrary.org/obo/> .

<{module}> a owl:Ontology ;
    owl:versionIRI <{module}/{version}> ;
    owl:versionInfo "{version}" ;
    dcterms:title {title}@en ;
    dcterms:description {about}@en ;
{created}    dcterms:creator <{base}> ;
    dcterms:license <{licence}> ;
    dcterms:bibliographicCitation {cite}@en ;
    vann:preferredNamespacePrefix "own" ;
    vann:preferredNamespaceUri "{base}ontology/" ;
    mod:status "draft" .
"""


def is_terms(sheet: Sheet) -> bool:
    """Whether a table tells terms."""
    return sheet.has(*_NEEDED)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, str]
    where: Where

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


def to_module(sheet: Sheet, name: str, dataset: Dataset, ontology: Ontology) -> bytes:
    """The module in Turtle. Raises :class:`TrosolError` with every cell that cannot be.

    ``below``: for a class or relation, the term that it stands below (shipped, or of the table); for a value, the property whose value it
    is; for a property it stays blank. ``first`` and ``second``: the classes between which a relation may hold; for a property, the class
    that has it.
    """
    rows = [_Row({column.casefold(): text for column, text in cells.items()}, where) for where, cells in sheet.rows]
    named = {row["name"]: row for row in rows if row["kind"].casefold() != "value"}
    problems = [problem for row in rows for problem in _wrong(row, rows, named, ontology)]
    unknown = [column for column in sheet.columns if column.casefold() not in COLUMNS]
    if unknown and rows:
        where = Where(rows[0].where.file, 1, unknown[0])
        problems.append(
            Problem("header-unknown", f"'{shorten(unknown[0])}' is no column of terms.", f"Use: {', '.join(COLUMNS)}.", where)
        )
    if problems:
        raise TrosolError(problems)
    base, module = dataset.iri, f"{dataset.iri}ontology/module/{name}"
    created = f'    dcterms:created "{dataset.created}"^^xsd:date ;\n' if dataset.created else ""
    title = f"Terms of {dataset.name}: {name}"
    parts = [
        _HEAD.format(
            file=name,
            base=base,
            meta=ontology.meta,
            module=module,
            version=dataset.version,
            title=_text(title),
            about=_text(f"Classes, relations and properties that {dataset.name} needs beyond those of Trosol."),
            created=created,
            licence=dataset.licence,
            cite=_text(f"{title}, version {dataset.version}."),
        )
    ]
    valued = {row["below"] for row in rows if row["kind"].casefold() == "value"}
    for row in rows:
        parts.append(_term(row, named, valued, module, base, ontology))
    for prop in sorted(valued):
        label = _texts("skos:prefLabel", named[prop]["label"], named[prop]["label_cy"])
        parts.append(_joined(f"<{base}schemes/{prop}>", ["a skos:ConceptScheme", *label, f"rdfs:isDefinedBy <{module}>"]))
    return "\n".join(parts).encode()


def _wrong(row: _Row, rows: list[_Row], named: Mapping[str, _Row], ontology: Ontology) -> list[Problem]:
    problems = []

    def wrong(column: str, message: str, remedy: str) -> None:
        problems.append(Problem("term-bad", message, remedy, Where(row.where.file, row.where.row, column)))

    kind = row["kind"].casefold()
    if kind not in _KINDS:
        wrong("kind", f"'{shorten(row['kind'])}' is no kind of term.", f"Write {', '.join(_KINDS)}.")
        return problems
    if not _NAME.fullmatch(row["name"]):
        wrong(
            "name", f"'{shorten(row['name'])}' cannot be the name of a term.", "Use letters and digits, beginning with a letter."
        )
    for column in ("label", "definition"):
        if not row[column]:
            wrong(column, f"'{column}' is blank.", "Say it in English.")
    same = [
        other
        for other in rows
        if other["name"] == row["name"] and other["kind"] == row["kind"] and other["below"] == row["below"]
    ]
    if len(same) > 1 and same[0] is not row:
        wrong("name", f"'{shorten(row['name'])}' stands twice.", "Keep one of the two.")
    if kind in ("class", "relation"):
        root = ROOT_CLASS if kind == "class" else ROOT_RELATION
        if row["below"] not in named and not _iri(row["below"], kind, ontology):
            near = ", ".join(ontology.like(row["below"], root))
            hint = f"Did you mean {near}?" if near else "The guide sheet of `trosol template` lists them."
            wrong("below", f"There is no {kind} '{shorten(row['below'])}' to stand below.", hint)
    if kind == "value" and (row["below"] not in named or named[row["below"]]["kind"].casefold() != "property"):
        wrong("below", f"'{shorten(row['below'])}' is no property of this table.", "Name the property whose value it is.")
    for column in ("first", "second"):
        if row[column] and row[column] not in named and not _iri(row[column], "class", ontology):
            wrong(column, f"There is no class '{shorten(row[column])}'.", "Name a class, or leave it blank.")
    if kind == "relation" and not all(map(_has_both_ends, (row["reads"], row["reads_cy"] or row["reads"]))):
        wrong(
            "reads",
            "The sentence does not name both ends.",
            "Write it with {subject} and {object} once each and no other brace, e.g. {subject} funds {object}.",
        )
    return problems


def _has_both_ends(text: str) -> bool:
    try:
        template(text, ENDS)
    except TemplateError:
        return False
    return True


def _iri(name: str, kind: str, ontology: Ontology) -> str:
    found = ontology.named(name, (CLASS if kind == "class" else OBJECT,))
    return found[0].iri if len(found) == 1 else ""


def _term(row: _Row, named: Mapping[str, _Row], valued: set[str], module: str, base: str, ontology: Ontology) -> str:
    kind, name = row["kind"].casefold(), row["name"]

    def ref(text: str, what: str) -> str:
        return f"own:{text}" if text in named else f"<{_iri(text, what, ontology)}>"

    if kind == "value":
        scheme = f"<{base}schemes/{row['below']}>"
        said = ["a skos:Concept", f"skos:inScheme {scheme}", f"skos:topConceptOf {scheme}", f"skos:notation {_text(name)}"]
        said += _texts("skos:prefLabel", row["label"], row["label_cy"]) + _texts("skos:definition", row["definition"], "")
        return _joined(f"<{base}schemes/{row['below']}/{name}>", [*said, *_texts("skos:example", row["example"], "")])
    if kind == "class":
        said = ["a owl:Class", f"rdfs:subClassOf {ref(row['below'], 'class')}"]
    elif kind == "relation":
        said = ["a owl:ObjectProperty", f"rdfs:subPropertyOf {ref(row['below'], 'relation')}"]
        said += [f"rdfs:domain {ref(row['first'], 'class')}"] if row["first"] else []
        said += [f"rdfs:range {ref(row['second'], 'class')}"] if row["second"] else []
    else:
        # A property with a list takes its values from there and nowhere else; any other holds text.
        listed = ["a owl:ObjectProperty", "rdfs:range skos:Concept", f"tro:valuesFrom <{base}schemes/{name}>"]
        said = listed if name in valued else ["a owl:DatatypeProperty", "rdfs:range xsd:string"]
        said += [f"rdfs:domain {ref(row['first'], 'class')}"] if row["first"] else []
    said += _texts("rdfs:label", row["label"], row["label_cy"])
    said += _texts("skos:definition", row["definition"], "") + _texts("obo:IAO_0000115", row["definition"], "")
    said += _texts("skos:example", row["example"], "") + _texts("dcterms:source", row["source"], "")
    said += [*_texts("tro:reads", row["reads"], row["reads_cy"]), f"rdfs:isDefinedBy <{module}>"]
    return _joined(f"own:{name}", said)


def _joined(subject: str, said: list[str]) -> str:
    return f"\n{subject} " + " ;\n    ".join(said) + " .\n"


def _texts(predicate: str, english: str, welsh: str) -> list[str]:
    found = [f"{_text(text)}@{tag}" for text, tag in ((english, "en"), (welsh, "cy")) if text]
    return [f"{predicate} {' , '.join(found)}"] if found else []


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
