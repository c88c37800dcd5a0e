"""Terms as other people's ontologies declare them, said also as Trosol asks: classes of RDF Schema, definitions by other names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from trosol.rdf.engine import Iri, Literal, Triple
from trosol.rdf.iris import DCTERMS, OWL, RDF, RDFS, SKOS, TRO, XSD

__all__ = ["completed", "equals_below"]

_TYPE, _DEFINITION = RDF + "type", SKOS + "definition"
_KINDS = {RDFS + "Class": OWL + "Class", RDF + "Property": OWL + "ObjectProperty"}
_TERMS = frozenset(OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
_SAME = {OWL + "equivalentClass": RDFS + "subClassOf", OWL + "equivalentProperty": RDFS + "subPropertyOf"}
_SCHEMAS = ("https://schema.org/", "http://schema.org/")
_TEXTS = frozenset(
    space + name
    for space in _SCHEMAS
    for name in ("Boolean", "Date", "DateTime", "Duration", "Float", "Integer", "Number", "Text", "Time", "URL")
)
_DEFINITIONS = ("http://purl.obolibrary.org/obo/IAO_0000115", RDFS + "comment", DCTERMS + "description")


def completed(triples: Iterable[Triple]) -> list[Triple]:
    """The triples, and beside them what they amount to.

    What RDF Schema calls a class or a property is one of OWL, too, where nobody says which (a property joins items, unless its range is
    a datatype). A comment, or a definition of the OBO kind, is the definition of a term that has no other.
    """
    rows = list(triples)
    turned: dict[Triple, Triple] = {}
    kinds: dict[Iri, set[str]] = {}
    ranges: dict[Iri, set[bool]] = {}
    defined: set[Iri] = set()
    texts: dict[Iri, dict[str, list[Literal]]] = {}
    for triple in rows:
        who, what, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(who, Iri):
            continue
        if what in _SAME and isinstance(value, Iri) and who.value.startswith(TRO) and not value.value.startswith(TRO):
            turned[triple] = Triple(value, triple.predicate, who)
        if what == _TYPE and isinstance(value, Iri):
            kinds.setdefault(who, set()).add(value.value)
        elif (what == RDFS + "range" or what.endswith("schema.org/rangeIncludes")) and isinstance(value, Iri):
            text = value.value.startswith((XSD, RDFS + "Literal")) or value.value in _TEXTS
            ranges.setdefault(who, set()).add(text)
        elif what == _DEFINITION:
            defined.add(who)
        elif what in _DEFINITIONS and isinstance(value, Literal):
            texts.setdefault(who, {}).setdefault(what, []).append(value)
    if turned:  # the same from the side of the term that is not ours
        rows = [turned.get(triple, triple) for triple in rows]
    for who, types in kinds.items():
        for kind, owl in _KINDS.items():
            if kind in types and not any(one.startswith(OWL) for one in types):
                term = OWL + "DatatypeProperty" if owl == OWL + "ObjectProperty" and ranges.get(who) == {True} else owl
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


def equals_below(triples: Iterable[Triple]) -> list[Triple]:
    """What is missing for equal terms to stand at the same place: a term below its equal that stands below one of Trosol's, or is one.

    Only terms that stand below none of Trosol's themselves are put there, so no term comes to stand below itself.
    """
    above: dict[str, set[str]] = {}
    equal: dict[str, set[tuple[str, str]]] = {}
    for triple in triples:
        who, what, value = triple.subject, triple.predicate.value, triple.object
        if not (isinstance(who, Iri) and isinstance(value, Iri)):
            continue
        if what in _SAME.values():
            above.setdefault(value.value, set()).add(who.value)
        elif what in _SAME:
            equal.setdefault(who.value, set()).add((_SAME[what], value.value))
            equal.setdefault(value.value, set()).add((_SAME[what], who.value))
    found: list[Triple] = []
    queue = deque(sorted(iri for iri in {*above, *equal} if iri.startswith(TRO)))
    placed = set(queue)
    while queue:
        here = queue.popleft()
        for below in sorted(above.get(here, set()) - placed):
            placed.add(below)
            queue.append(below)
        for what, other in sorted(equal.get(here, ())):
            if other not in placed:
                found.append(Triple(Iri(other), Iri(what), Iri(here)))
                placed.add(other)
                queue.append(other)
    return found
