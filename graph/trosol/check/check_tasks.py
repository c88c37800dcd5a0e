"""What a worker does with shapes and checks over terms that came with an ecosystem: it runs them, and tells what they find."""

from __future__ import annotations

import json
from typing import Any

from trosol.rdf.engine import Store, Triple, from_lines
from trosol.workers.tasks import Work

__all__ = ["prepare"]

_SAMPLE = b"""
<x:a> <http://www.w3.org/2000/01/rdf-schema#label> "a"@en .
<x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:A> .
<x:a> <x:n> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""
_SHAPES = """
<x:S> <{rdf}type> <{sh}NodeShape> . <x:S> <{sh}targetSubjectsOf> <{rdfs}label> . <x:S> <{sh}property> _:p . <x:S> <{sh}not> _:q .
_:p <{sh}path> <{rdfs}label> . _:p <{sh}maxLength> "0"^^<{xsd}integer> . _:p <{sh}pattern> "b" . _:p <{sh}datatype> <{xsd}date> .
_:p <{sh}languageIn> _:l . _:l <{rdf}first> "cy" . _:l <{rdf}rest> <{rdf}nil> . _:p <{sh}uniqueLang> "true"^^<{xsd}boolean> .
_:q <{sh}nodeKind> <{sh}Literal> . _:q <{sh}class> <x:B> . _:q <{sh}closed> "true"^^<{xsd}boolean> .
"""
_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def prepare(_values: dict[str, Any], _content: bytes) -> Work:
    """Load the engines, with what they load late."""
    shapes = _SHAPES.format(**_NAMES).replace(" . ", " .\n").encode()
    _shapes({"sizes": [len(_SAMPLE), len(shapes)], "only": None}, _SAMPLE + shapes)
    _queries({"queries": ["SELECT * { ?s <x:p>* ?o FILTER(REGEX(STR(?s), 'x')) }"]}, _SAMPLE)
    return lambda values, content: (_shapes if values["do"] == "shapes" else _queries)(values, content)


def _shapes(values: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    from trosol.check.shapes import validate

    data, shapes = _parts(values["sizes"], content)
    try:
        rows = validate(data, shapes, values["only"])
    except MemoryError:
        raise
    except Exception as error:  # pySHACL raises errors of its own, of rdflib and of Python
        return {"wrong": str(error).partition("\n")[0] or type(error).__name__}, b""
    return {}, json.dumps(rows).encode()


def _queries(values: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    store = Store.of_lines(content)
    answers = [store.select(text) for text in values["queries"]]
    return {}, json.dumps([[answer.columns, answer.rows] for answer in answers]).encode()


def _parts(sizes: list[int], content: bytes) -> list[list[Triple]]:
    found, at = [], 0
    for size in sizes:
        found.append(from_lines(content[at : at + size]))
        at += size
    return found
