"""Terms as other people's ontologies declare them, said also as Trosol asks: classes of RDF Schema, definitions by other names."""

from __future__ import annotations

from collections.abc import Iterable

from trosol.rdf.engine import Iri, Literal, Triple
from trosol.rdf.iris import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

__all__ = ["completed"]

_TYPE, _DEFINITION = RDF + "type", SKOS + "definition"
_KINDS = {RDFS + "Class": OWL + "Class", RDF + "Property": OWL + "ObjectProperty"}
_TERMS = frozenset(OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
_DEFINITIONS = ("http://purl.obolibrary.org/obo/IAO_0000115", RDFS + "comment", DCTERMS + "description")


def completed(triples: Iterable[Triple]) -> list[Triple]:
    """The triples, and beside them what they amount to.

    What RDF Schema calls a class or a property is one of OWL, too, where nobody says which (a property joins items, unless its range is
    a datatype). A comment, or a definition of the OBO kind, is the definition of a term that has no other.
    """
    rows = list(triples)
    kinds: dict[Iri, set[str]] = {}
    valued: set[Iri] = set()
    defined: set[Iri] = set()
    texts: dict[Iri, dict[str, list[Literal]]] = {}
    for triple in rows:
        who, what, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(who, Iri):
            continue
        if what == _TYPE and isinstance(value, Iri):
            kinds.setdefault(who, set()).add(value.value)
        elif what == RDFS + "range" and isinstance(value, Iri) and value.value.startswith((XSD, RDFS + "Literal")):
            valued.add(who)
        elif what == _DEFINITION:
            defined.add(who)
        elif what in _DEFINITIONS and isinstance(value, Literal):
            texts.setdefault(who, {}).setdefault(what, []).append(value)
    for who, types in kinds.items():
        for kind, owl in _KINDS.items():
            if kind in types and not any(one.startswith(OWL) for one in types):
                term = OWL + "DatatypeProperty" if owl == OWL + "ObjectProperty" and who in valued else owl
                rows.append(Triple(who, Iri(_TYPE), Iri(term)))
                types.add(term)
        if types & _TERMS and who not in defined and who in texts:
            said = next(texts[who][name] for name in _DEFINITIONS if name in texts[who])
            # One a language, as a definition is; one that names no language is taken to be in English.
            by_language = {text.language or "en": text for text in sorted(said, key=str, reverse=True)}
            rows += [
                Triple(who, Iri(_DEFINITION), Literal(text.value, language=tag)) for tag, text in sorted(by_language.items())
            ]
    return rows
