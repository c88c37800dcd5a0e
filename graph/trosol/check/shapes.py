"""SHACL Core shapes, run by pySHACL, with the messages that the shapes themselves carry.

Imports are not followed, SPARQL and JavaScript constraints are refused aloud instead of being skipped in silence.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from trosol.check.apart import Row, validate_apart
from trosol.check.conformance import who_may_not_conform
from trosol.check.known_shapes import SH, KnownShapes
from trosol.check.numbered_columns import Columns
from trosol.check.places import Places
from trosol.errors import ERROR, INFO, WARNING, Problem, TrosolError, Where, shorten
from trosol.rdf.claim_pattern import to_lines
from trosol.rdf.engine import Iri, Triple, as_lines, from_lines, parse_shipped
from trosol.rdf.iris import RDF, RDFS, SKOS, local_name
from trosol.read.sources import Reading

__all__ = ["SH", "check_shapes", "data_columns", "data_lines", "read_shapes", "suspects", "triples_around", "validate"]

_BELOW = f" <{RDFS}subClassOf> "
_CLASS, _SUBJECTS, _OBJECTS = SH + "targetClass", SH + "targetSubjectsOf", SH + "targetObjectsOf"
_LONGEST = 1000
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
    return [triple for path in sorted(folder.glob("*.ttl")) for triple in parse_shipped(path.read_bytes(), where=path.name)]


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


def aimed(shapes: list[Triple], data: list[Triple], only: Collection[str]) -> list[Triple]:
    """The shapes with these nodes as their targets, as far as they were targets before.

    pySHACL has an option for this, which in version 0.40 also hides the values of nested shapes, so that ``sh:not`` turns round.
    """
    above: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    ends: dict[str, set[str]] = {}
    for triple in data:
        subject, predicate, target = triple.subject, triple.predicate.value, triple.object
        if predicate == RDFS + "subClassOf" and isinstance(subject, Iri) and isinstance(target, Iri):
            above.setdefault(subject.value, set()).add(target.value)
        for key, node in ((_SUBJECTS + predicate, subject), (_OBJECTS + predicate, target)):
            if isinstance(node, Iri) and node.value in only:
                ends.setdefault(key, set()).add(node.value)
                if key == _SUBJECTS + RDF + "type" and isinstance(target, Iri):
                    kinds.setdefault(target.value, set()).add(node.value)
    for kind in list(kinds):
        line, waiting = {kind}, [kind]
        while waiting:
            more = above.get(waiting.pop(), set()) - line
            line |= more
            waiting += more
        for each in line:
            ends.setdefault(_CLASS + each, set()).update(kinds[kind])
    found = []
    for triple in shapes:
        way = triple.predicate.value
        if way == SH + "targetNode":
            nodes = {triple.object.value} & set(only) if isinstance(triple.object, Iri) else set()
        elif way in (_CLASS, _SUBJECTS, _OBJECTS) and isinstance(triple.object, Iri):
            nodes = ends.get(way + triple.object.value, set())
        else:
            found.append(triple)
            continue
        found += [Triple(triple.subject, Iri(SH + "targetNode"), Iri(iri)) for iri in sorted(nodes)]
    return found


def validate(
    data: list[Triple], shapes: list[Triple], only: Collection[str] | None = None
) -> list[tuple[str, str | None, str, str, str]]:
    """Run shapes on data (which holds the ontology's class tree); on these nodes only, where ``only`` is given.

    Returns tuples of focus IRI, path IRI or None, message, severity IRI, offending value, sorted.
    """
    if only is not None:
        if not only:
            return []
        shapes = aimed(shapes, data, only)
    import pyshacl
    import rdflib

    from trosol.rdf.rdflib import to_graph  # rdflib is loaded where somebody does not conform, and not before

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


def suspects(
    columns: Columns, shapes: list[Triple], *, patterns: bool = True, only: Collection[str] | None = None
) -> frozenset[str] | None:
    """Nodes (of ``only``, where given) that do not conform, or may not; None where nobody can say but pySHACL.

    It says who, and :func:`validate` then says why: so the words are the same with and without it. ``patterns``: whether regular
    expressions are run, which nothing bounds.
    """
    found = who_may_not_conform(columns, KnownShapes(shapes), patterns=patterns)
    return found if found is None or only is None else found & frozenset(only)


def triples_around(columns: Columns, lines: Iterable[str], shapes: list[Triple], nodes: Collection[str]) -> list[Triple]:
    """Of some lines, with their columns, the triples that shapes look at when they look at these nodes."""
    known = KnownShapes(shapes)
    reach = known.reach()
    if reach is None:
        return from_lines("\n".join(lines).encode())
    steps, back = reach
    there = columns.places(nodes)
    for step in range(steps):
        more = columns.beside(there)
        if step < back:
            more |= columns.beside(there, known.backwards(), inverse=True)
        there |= more
    near = {columns.terms[place] for place in np.flatnonzero(there).tolist()}
    return from_lines("\n".join(line for line in lines if line.partition(" ")[0] in near or _BELOW in line).encode())


def _around(columns: Columns, changed: Collection[str]) -> frozenset[str]:
    """The nodes that changed, those that they mention, and those that mention them, directly or through one other."""
    first = columns.places(changed)
    near = first | columns.beside(first) | columns.beside(first, inverse=True)
    every = np.flatnonzero((near | columns.beside(near, inverse=True)) & columns.iris)
    return frozenset(columns.terms[place][1:-1] for place in every.tolist())


def check_shapes(
    reading: Reading, shapes_folder: Path, changed: Collection[str] | None = None, data: Columns | None = None
) -> list[Problem]:
    """Check an ecosystem against the shipped shapes and those in its own modules.

    ``data``: of :func:`data_columns`, where they are there already. ``changed``: IRIs of the rows that are not as they were when all was last checked; then only these are looked at, and what
    stands around them. Who conforms is found for all at once, and pySHACL looks at the others; where an ecosystem has terms or shapes
    of its own, in a process of its own, for nothing bounds what they may ask for.
    """
    own = list(reading.vocabulary.own)
    refuse_code(own, "modules")
    columns = Columns(dict.fromkeys(_lines(_class_tree(reading)).splitlines()), data or data_columns(reading))
    only: Collection[str] | None = None if changed is None else _around(columns, changed)
    rows = _rows(reading, columns, read_shapes(shapes_folder), only, apart=bool(own), patterns=True)
    if any(triple.predicate.value.startswith(SH) for triple in own):
        rows += _rows(reading, columns, own, only, apart=True, patterns=False)
    places = Places(reading)
    problems = []
    for focus, path, message, severity, value in sorted(rows, key=lambda row: tuple(map(str, row))):
        shown = f" Found: '{shorten(value, 60)}'." if value and not value.startswith("http") else ""
        problems.append(
            Problem(
                "shape",
                f"{places.name(focus)}: {message if len(message) < _LONGEST else shorten(message, _LONGEST)}{shown}",
                "",
                places.where(focus, path),
                _SEVERITIES.get(severity, ERROR),
                focus,
            )
        )
    return problems


def _rows(
    reading: Reading, columns: Columns, shapes: list[Triple], only: Collection[str] | None, *, apart: bool, patterns: bool
) -> list[Row]:
    """What :func:`validate` says of those who may not conform."""
    who = suspects(columns, shapes, patterns=patterns, only=only)
    if who is not None and not who:
        return []
    guilty = only if who is None else who
    lines = data_lines(reading)
    data = from_lines("\n".join(lines).encode()) if guilty is None else triples_around(columns, lines, shapes, guilty)
    return (validate_apart if apart else validate)(data, shapes, guilty)


def data_columns(reading: Reading) -> Columns:
    """The data alone, without anything of the ontology."""
    return Columns(chain.from_iterable(to_lines(reading.records, reading.ontology)))


def data_lines(reading: Reading) -> Iterator[str]:
    """Lines of what shapes look at, each once: the data, and what they need to know of the ontology."""
    yield from dict.fromkeys(_lines(_class_tree(reading)).splitlines())
    for lines in to_lines(reading.records, reading.ontology):
        yield from lines


def _lines(triples: Iterable[Triple]) -> str:
    out = io.BytesIO()
    as_lines(triples, out)
    return out.getvalue().decode()


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
