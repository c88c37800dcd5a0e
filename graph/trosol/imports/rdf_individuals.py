"""Things and ties of any RDF file: individuals with a type, and the properties between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from trosol.errors import Where
from trosol.imports.drawn_map import Drawing, Thing, Tie
from trosol.rdf.engine import Iri, Literal, Node, Triple, parts
from trosol.rdf.iris import DCTERMS, OWL, RDF, RDFS, SKOS, local_name

__all__ = ["from_triples"]

_FOAF, _SCHEMA, _SCHEMAS = "http://xmlns.com/foaf/0.1/", "https://schema.org/", "http://schema.org/"
_LABELS = (
    *(SKOS + "prefLabel", RDFS + "label", DCTERMS + "title"),
    *(_FOAF + "name", _SCHEMA + "name", _SCHEMAS + "name"),
)
_TELLING = (DCTERMS + "description", SKOS + "definition", RDFS + "comment", _SCHEMA + "description", _SCHEMAS + "description")
_TYPE, _INDIVIDUAL = RDF + "type", OWL + "NamedIndividual"


def from_triples(triples: Iterable[Triple], name: str) -> Drawing:
    """The individuals of the file as things, object properties between them as ties; kinds keep their full IRIs."""
    facts: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for who, predicate, what in map(parts, triples):
        facts[who.value if isinstance(who, Iri) else str(who)][predicate.value].append(what)
    titles = {iri: _text(said, _LABELS) for iri, said in facts.items()}
    things, ties = {}, []
    for iri in sorted(facts):
        kinds = sorted(node.value for node in facts[iri].get(_TYPE, ()) if isinstance(node, Iri) and node.value != _INDIVIDUAL)
        if (kinds and not all(kind.startswith((OWL, RDFS, RDF)) for kind in kinds)) or any(
            isinstance(node, Iri) and node.value == _INDIVIDUAL for node in facts[iri].get(_TYPE, ())
        ):
            label = titles[iri] or local_name(iri)
            also = {
                local_name(predicate): "; ".join(sorted(n.value for n in nodes))
                for predicate, nodes in facts[iri].items()
                if predicate not in (*_LABELS, *_TELLING, _TYPE) and all(isinstance(n, Literal) for n in nodes)
            }
            things[iri] = Thing(iri, label, kinds[0] if kinds else "", _text(facts[iri], _TELLING), also, Where(name))
    for iri in things:
        for relation, nodes in sorted(facts[iri].items()):
            if relation != _TYPE:
                found = sorted({node.value if isinstance(node, Iri) else str(node) for node in nodes} & things.keys())
                ties += [Tie(iri, other, relation, "", where=Where(name)) for other in found]
    return Drawing("", "an RDF file", tuple(things.values()), tuple(ties))


def _text(said: dict[str, list[Node]], predicates: tuple[str, ...]) -> str:
    for predicate in predicates:
        literals = [node for node in said.get(predicate, ()) if isinstance(node, Literal)]
        if literals:
            english = [node for node in literals if (node.language or "").startswith("en")]
            return sorted(node.value for node in (english or literals))[0]
    return ""
