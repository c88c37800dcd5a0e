"""Items and ties of any RDF file: individuals with a type, and the properties between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from urllib.parse import unquote

from trosol.errors import Where
from trosol.imports.drawn_map import Drawing, Thing, Tie, counted
from trosol.rdf.engine import Iri, Literal, Node, Triple, parts
from trosol.rdf.iris import DCTERMS, OWL, RDF, RDFS, SKOS, TRO, local_name

__all__ = ["connected", "from_triples"]

_FOAF, _SCHEMA, _SCHEMAS = "http://xmlns.com/foaf/0.1/", "https://schema.org/", "http://schema.org/"
_LABELS = (
    *(SKOS + "prefLabel", RDFS + "label", DCTERMS + "title"),
    *(_FOAF + "name", _SCHEMA + "name", _SCHEMAS + "name"),
)
_TELLING = (DCTERMS + "description", SKOS + "definition", RDFS + "comment", _SCHEMA + "description", _SCHEMAS + "description")
_TYPE, _INDIVIDUAL = RDF + "type", OWL + "NamedIndividual"
_PAGES = {
    RDFS + "seeAlso",
    RDFS + "isDefinedBy",
    OWL + "sameAs",
    _FOAF + "page",
    _FOAF + "homepage",
    _FOAF + "depiction",
    OWL + "imports",
}
"""Properties that lead to pages and other data, not to items of a map."""
_OF_ITEMS = frozenset([RDFS + "label", RDFS + "comment", RDFS + "seeAlso", RDFS + "isDefinedBy", OWL + "sameAs"])
_SAID_OF_TIES = frozenset([RDF + "Statement", OWL + "Axiom", OWL + "NegativePropertyAssertion", OWL + "Annotation"])
_LONGEST_LIST = 1000


def connected(own: Sequence[Triple]) -> tuple[list[Triple], list[str]]:
    """Of terms that came with individuals, those that stand below one of Trosol's (with what belongs to them), and the names of the rest."""
    above = defaultdict(set)
    kinds: dict[str, bool] = {}
    for subject, predicate, value in map(parts, own):
        who = str(subject)
        if predicate.value in (RDFS + "subClassOf", RDFS + "subPropertyOf") and isinstance(value, Iri):
            above[who].add(value.value)
        if predicate.value == _TYPE and isinstance(value, Iri) and isinstance(subject, Iri):
            term = value.value in (OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty")
            kinds[subject.value] = kinds.get(subject.value, False) or term
    below: set[str] = set()
    more = {who for who, parents in above.items() if any(parent.startswith(TRO) for parent in parents)}
    while more - below:
        below |= more
        more = {who for who, parents in above.items() if any(f"<{parent}>" in below for parent in parents)}
    if not below:
        return [], sorted(local_name(iri) for iri, term in kinds.items() if term)
    loose = {f"<{iri}>" for iri, term in kinds.items() if term} - below
    values = {str(v) for s, p, v in map(parts, own) if str(s) in loose and str(v).startswith("_:")}
    kept = [t for t in own if str(t.subject) not in loose and str(t.subject) not in values]
    return kept, sorted(local_name(iri.strip("<>")) for iri in loose)


def from_triples(triples: Iterable[Triple], name: str) -> Drawing:
    """The individuals of the file as items, object properties between them as ties; kinds keep their full IRIs.

    What the file points at and does not describe becomes an item that says so (``guessed``).
    """
    facts: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    terms: set[str] = set()
    for who, predicate, what in map(parts, triples):
        key = who.value if isinstance(who, Iri) else str(who)
        facts[key][predicate.value].append(what)
        if (
            predicate.value == _TYPE
            and isinstance(what, Iri)
            and what.value.startswith((OWL, RDFS, RDF))
            and what.value != _INDIVIDUAL
        ):
            terms.add(key)
    things: dict[str, Thing] = {}
    ties = []
    notes: Counter[str] = Counter()
    lists = _lists(facts)
    for iri in sorted(facts):
        types = [node.value for node in facts[iri].get(_TYPE, ()) if isinstance(node, Iri)]
        kinds = sorted({kind for kind in types if kind != _INDIVIDUAL and not kind.startswith((OWL, RDFS, RDF))})
        if kinds or _INDIVIDUAL in types:
            things[iri] = _thing(iri, facts[iri], kinds, Where(name))
        elif not types and not iri.startswith("_:") and _names_itself(facts[iri]):  # described, but nobody says what it is
            things[iri] = replace(_thing(iri, facts[iri], [_kind_of(iri)], Where(name)), guessed=True)
        elif any(kind in _SAID_OF_TIES for kind in types):
            notes["statement about a tie (rdf:Statement, owl:Axiom): what it says of the tie"] += 1
    for iri in list(things):
        for relation, nodes in sorted(facts[iri].items()):
            said = {node.value if isinstance(node, Iri) else str(node) for node in nodes if not isinstance(node, Literal)}
            ends = sorted({member for end in said for member in lists.get(end, (end,))})
            if relation == _TYPE:
                continue
            for other in ends:
                if aside := _aside(relation, other, things, terms):
                    notes[f"{local_name(relation)}, which leads to {aside}"] += 1
                    continue
                if other not in things:
                    things[other] = Thing(other, _name_of(other), _kind_of(other), where=Where(name), lasting=True, guessed=True)
                ties.append(Tie(iri, other, relation, "", where=Where(name)))
    return Drawing("", "an RDF file", tuple(things.values()), tuple(ties), counted(notes))


def _aside(relation: str, other: str, things: Collection[str], terms: Collection[str]) -> str:
    """What a property leads to that is no item of the map; blank where it is one."""
    if relation in _PAGES:
        return "a page or to other data"
    if other in terms and other not in things:
        return "a class or relation"
    return "something without a name and a type" if other not in things and other.startswith("_:") else ""


def _names_itself(facts: dict[str, list[Node]]) -> bool:
    """Whether something without a type has a name, and no property that only terms and ontologies have."""
    named = any(isinstance(node, Literal) for predicate in _LABELS for node in facts.get(predicate, ()))
    return named and not any(predicate.startswith((OWL, RDFS)) and predicate not in _OF_ITEMS for predicate in facts)


def _lists(facts: dict[str, dict[str, list[Node]]]) -> dict[str, tuple[str, ...]]:
    """The members of each RDF list, by the node that it begins with; texts are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for start in [key for key, said in facts.items() if RDF + "first" in said]:
        members, here, seen = [], start, set[str]()
        while here in facts and here not in seen and len(seen) < _LONGEST_LIST:
            seen.add(here)
            for node in facts[here].get(RDF + "first", ()):
                if not isinstance(node, Literal):
                    members.append(node.value if isinstance(node, Iri) else str(node))
            after = [node for node in facts[here].get(RDF + "rest", ()) if not isinstance(node, Literal)]
            here = "" if not after else after[0].value if isinstance(after[0], Iri) else str(after[0])
        found[start] = tuple(members)
    return found


def _thing(iri: str, facts: dict[str, list[Node]], kinds: list[str], where: Where) -> Thing:
    label, others = _labels(facts)
    also = {
        local_name(predicate): "; ".join(sorted(n.value for n in nodes))
        for predicate, nodes in facts.items()
        if predicate not in (*_LABELS, *_TELLING, _TYPE) and all(isinstance(n, Literal) for n in nodes)
    }
    if others:
        also["altLabel"] = "; ".join(filter(None, (*others, also.get("altLabel", ""))))
    if kinds[1:]:
        also["further types"] = "; ".join(map(local_name, kinds[1:]))
    lasting = not iri.startswith("_:")
    text = _text(facts, _TELLING)
    return Thing(iri, label or _name_of(iri), kinds[0] if kinds else "", text, also, where, lasting)


def _labels(facts: dict[str, list[Node]]) -> tuple[str, list[str]]:
    """The name of a thing (in English where there is one), and its other names."""
    found = [node for predicate in _LABELS for node in sorted(facts.get(predicate, ()), key=str) if isinstance(node, Literal)]
    first = _text(facts, _LABELS)
    return first, sorted({node.value.strip() for node in found} - {first, ""})


def _text(said: dict[str, list[Node]], predicates: tuple[str, ...]) -> str:
    for predicate in predicates:
        literals = [node for node in said.get(predicate, ()) if isinstance(node, Literal)]
        if literals:
            english = [node for node in literals if (node.language or "").startswith("en")]
            return sorted(node.value for node in (english or literals))[0]
    return ""


def _name_of(iri: str) -> str:
    """A name to read, made of the last part of an IRI.

    >>> _name_of("http://example.org/topic/online+advertising")
    'online advertising'
    """
    return " ".join(re.split(r"[+_\s]+", unquote(local_name(iri)))).strip() or iri


def _kind_of(iri: str) -> str:
    """What a thing that nobody describes may be: the part of its IRI above its name, if that is a word.

    >>> _kind_of("http://example.org/innov/organisation/ncsc"), _kind_of("http://example.org/x#funder")
    ('organisation', '')
    """
    path = iri.split("://", 1)[-1].split("#", maxsplit=1)[0].split("/")
    above = path[-2] if len(path) > 2 and "#" not in iri else ""
    return above if re.fullmatch(r"[A-Za-z][A-Za-z-]{2,30}", above) else ""
