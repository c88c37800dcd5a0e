"""SHACL Core shapes, run by pySHACL, with the messages that the shapes themselves carry.

Imports are not followed, SPARQL and JavaScript constraints are refused aloud instead of being skipped in silence.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from trosol.check.apart import validate_apart
from trosol.check.places import Places
from trosol.errors import ERROR, INFO, WARNING, Problem, TrosolError, Where, shorten
from trosol.rdf.engine import Iri, Triple, parse
from trosol.rdf.mapping import to_triples
from trosol.rdf.names import RDF, RDFS, SKOS, local_name
from trosol.rdf.rdflib import to_graph
from trosol.read.ecosystem import Reading

__all__ = ["check_shapes", "read_shapes", "validate"]

SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {SH + "Violation": ERROR, SH + "Warning": WARNING, SH + "Info": INFO}
_REFUSED = tuple(
    SH + name
    for name in (
        *("sparql", "js", "rule", "target", "select", "ask", "construct", "update"),
        *("jsFunctionName", "jsLibrary", "expression", "values", "entailment"),
    )
)


def read_shapes(folder: Path) -> list[Triple]:
    """Triples of every Turtle file in a folder of shapes."""
    return [triple for path in sorted(folder.glob("*.ttl")) for triple in parse(path.read_bytes(), where=path.name)]


def refuse_code(shapes: list[Triple], file: str) -> None:
    """Raise :class:`TrosolError` for shapes that carry code: they would be skipped or could run for ever."""
    found = sorted({t.predicate.value for t in shapes} & set(_REFUSED))
    if found:
        raise TrosolError(
            Problem(
                "shape-refused",
                f"The shapes use {', '.join('sh:' + local_name(iri) for iri in found)}, which Trosol does not run.",
                "Say it in SHACL Core, or as a .rq file in a checks folder.",
                Where(file),
            )
        )


def validate(data: list[Triple], shapes: list[Triple]) -> list[tuple[str, str | None, str, str, str]]:
    """Run shapes on data (which holds the ontology's class tree).

    Returns tuples of focus IRI, path IRI or None, message, severity IRI, offending value, sorted.
    """
    import pyshacl
    import rdflib

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, results, _ = pyshacl.validate(
            to_graph(data),
            shacl_graph=to_graph(shapes),
            ont_graph=None,
            inference="none",
            advanced=False,
            js=False,
            do_owl_imports=False,
            meta_shacl=False,
        )
    sh = rdflib.Namespace(SH)
    found = []
    for result in results.objects(None, sh.result):  # those that only explain another one are no results
        messages = sorted(results.objects(result, sh.resultMessage), key=lambda m: (getattr(m, "language", None) != "en", str(m)))
        path = results.value(result, sh.resultPath)
        found.append(
            (
                str(results.value(result, sh.focusNode)),
                str(path) if isinstance(path, rdflib.URIRef) else None,
                str(messages[0]) if messages else "A shape is not met.",
                str(results.value(result, sh.resultSeverity)),
                str(results.value(result, sh.value) or ""),
            )
        )
    return sorted(found, key=lambda row: tuple(str(part) for part in row))


def check_shapes(reading: Reading, shapes_folder: Path) -> list[Problem]:
    """Check an ecosystem against the shipped shapes and those in its own modules."""
    own = list(reading.vocabulary.own)
    refuse_code(own, "modules")
    shapes = read_shapes(shapes_folder)
    data = [*to_triples(reading.records, reading.ontology), *_class_tree(reading)]
    places = Places(reading)
    problems = []
    found = validate(data, shapes)
    if any(t.predicate.value.startswith(SH) for t in own):
        found += validate_apart(data, own)
    for focus, path, message, severity, value in found:
        shown = f" Found: '{shorten(value, 60)}'." if value and not value.startswith("http") else ""
        problems.append(
            Problem(
                "shape",
                f"{places.name(focus)}: {message}{shown}",
                "",
                places.where(focus, path),
                _SEVERITIES.get(severity, ERROR),
                focus,
            )
        )
    return problems


def _class_tree(reading: Reading) -> list[Triple]:
    """What shapes need to know of the ontology: the class tree, and the types and schemes of concepts."""
    wanted = {RDF + "type", RDFS + "subClassOf", SKOS + "inScheme", SKOS + "notation"}
    concepts = set(reading.ontology.concepts)
    return [
        t
        for t in reading.vocabulary.triples
        if isinstance(t.subject, Iri)
        and t.predicate.value in wanted
        and (t.subject.value in concepts or t.predicate.value.endswith("subClassOf"))
    ]
