"""Metadata that make data findable and reusable: a self-check of what can be told offline.

The items are those of FOOPS! (Garijo, Corcho, Poveda-Villalón 2021) that need no web: title, description, licence, version, namespace,
citation, publisher, status, a persistent address, a label and a definition for every term. Whether the address resolves, and in which
registries it is listed, nobody can say offline.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from trosol.errors import INFO, Problem, Where
from trosol.rdf.engine import Iri, Node, parts
from trosol.rdf.iris import DCTERMS, OWL, RDF, RDFS, SKOS
from trosol.read.sources import Reading

__all__ = ["Item", "check_metadata", "self_check"]

_VANN, _MOD = "http://purl.org/vocab/vann/", "https://w3id.org/mod#"
_PERSISTENT = re.compile(r"https?://(w3id\.org|purl\.(org|obolibrary\.org)|(dx\.)?doi\.org|hdl\.handle\.net|data\.[a-z.]+)/")
_HEADER = (
    ("a title", (DCTERMS + "title",)),
    ("a description", (DCTERMS + "description", RDFS + "comment")),
    ("a licence", (DCTERMS + "license", DCTERMS + "rights")),
    ("who made it", (DCTERMS + "creator", DCTERMS + "publisher", DCTERMS + "contributor")),
    ("when it was made", (DCTERMS + "created", DCTERMS + "issued")),
    ("a version", (OWL + "versionInfo", OWL + "versionIRI")),
    ("an address for this version", (OWL + "versionIRI",)),
    ("how to cite it", (DCTERMS + "bibliographicCitation",)),
    ("a prefix", (_VANN + "preferredNamespacePrefix",)),
    ("a namespace", (_VANN + "preferredNamespaceUri",)),
    ("its status", (_MOD + "status", "http://purl.org/ontology/bibo/status")),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the self-check: of what (a file of terms, or the data set), what it asks for, and whether it is there."""

    of: str
    asks: str
    there: bool
    where: Where
    mend: str


def self_check(reading: Reading) -> tuple[Item, ...]:
    """Every item for the data set and for each module of its own, in a stable order."""
    return (*_dataset(reading), *_modules(reading))


def check_metadata(reading: Reading) -> list[Problem]:
    """A remark for each item that is missing."""
    return [
        Problem("metadata", f"Not said of {item.of}: {item.asks}.", item.mend, item.where, INFO)
        for item in self_check(reading)
        if not item.there
    ]


def _dataset(reading: Reading) -> list[Item]:
    dataset = reading.records.dataset
    said = {
        ("a title", "title"): bool(dataset.title),
        ("a description", "description"): bool(dataset.description),
        ("a licence", "licence"): bool(dataset.licence),
        ("a version", "version"): bool(dataset.version),
        ("when it was made", "created"): bool(dataset.created),
        ("who makes it public", "publisher"): bool(dataset.publisher),
        ("whose work it rests on", "credit"): bool(dataset.credit),
        ("a persistent address", "iri"): bool(_PERSISTENT.match(dataset.iri)),
    }
    file = "dataset.toml" if reading.path is None or reading.path.is_dir() else reading.path.name
    return [
        Item("the data set", asks, there, Where(file, None, key), f"Write it into {key}.") for (asks, key), there in said.items()
    ]


def _modules(reading: Reading) -> list[Item]:
    facts: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for who, predicate, what in map(parts, reading.vocabulary.own):
        if isinstance(who, Iri):
            facts[who.value][predicate.value].append(what)
    headers = [iri for iri, said in facts.items() if OWL + "Ontology" in {node.value for node in said.get(RDF + "type", ())}]
    items: list[Item] = []
    place = Where("modules" if reading.path is None or reading.path.is_dir() else reading.path.name)
    if facts and not headers:
        items.append(Item("the module", "what it is (a owl:Ontology)", False, place, "Begin it as `trosol new module` does."))
    for iri in sorted(headers):
        name = f"<{iri}>"
        items += [
            Item(name, asks, any(facts[iri].get(p) for p in predicates), place, f"Give the module {_short(predicates[0])}.")
            for asks, predicates in _HEADER
        ]
        items.append(
            Item(
                name,
                "itself under a persistent address",
                bool(_PERSISTENT.match(iri)),
                place,
                "Take an address at w3id.org or the like.",
            )
        )
    return items


def _short(iri: str) -> str:
    for prefix, base in (("dcterms", DCTERMS), ("owl", OWL), ("rdfs", RDFS), ("skos", SKOS), ("vann", _VANN), ("mod", _MOD)):
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return f"<{iri}>"
