"""What the endpoint and the data are, for machines: SPARQL 1.1 Service Description, VoID and DCAT."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from trosol.ecosystem import Ecosystem
from trosol.rdf.engine import Iri, Literal, Node, Triple, parts
from trosol.rdf.iris import DCAT, DCTERMS, OWL, RDF, XSD
from trosol.store.snapshot import Snapshot

__all__ = ["dataset_description", "ontology_iri", "service_description"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def ontology_iri(ecosystem: Ecosystem) -> str:
    """IRI of the ontology that the ecosystem is written in: the one that imports the others."""
    kinds, imported = [], set()
    for triple in ecosystem.snapshot.vocabulary.triples:
        subject, predicate, value = parts(triple)
        if predicate.value == RDF + "type" and value == Iri(OWL + "Ontology"):
            kinds.append(subject.value)
        elif predicate.value == OWL + "imports" and isinstance(value, Iri):
            imported.add(value.value)
    return min(kinds, key=lambda iri: (iri in imported, len(iri), iri))


def service_description(ecosystem: Ecosystem, address: str) -> list[Triple]:
    """What can be asked here, in which forms, of which graph."""
    service, data = Iri(address.partition("?")[0]), Iri(ecosystem.dataset.iri)
    found = [
        _says(service, RDF + "type", Iri(_SD + "Service")),
        _says(service, _SD + "endpoint", service),
        _says(service, _SD + "supportedLanguage", Iri(_SD + "SPARQL11Query")),
        _says(service, _SD + "defaultDataset", data),
        _says(data, RDF + "type", Iri(_SD + "Dataset")),
        _says(data, _SD + "defaultGraph", data),
        _says(data, RDF + "type", Iri(_SD + "Graph")),
    ]
    found += [_says(service, _SD + "resultFormat", Iri(_FORMATS + name)) for name in _RESULTS]
    return found + dataset_description(ecosystem, address.partition("?")[0].removesuffix("/sparql"))


def dataset_description(ecosystem: Ecosystem, base: str) -> list[Triple]:
    """Title, licence, size, classes and relations used, where to query and to fetch."""
    dataset, snapshot = ecosystem.dataset, ecosystem.snapshot
    data = Iri(dataset.iri)
    kinds, used = _counted(snapshot)
    found = [
        _says(data, RDF + "type", Iri(_VOID + "Dataset")),
        _says(data, RDF + "type", Iri(DCAT + "Dataset")),
        *(_says(data, DCTERMS + "title", Literal(text, language=language)) for language, text in dataset.title),
        _says(data, DCTERMS + "identifier", Literal(ecosystem.digest)),
        _says(data, _VOID + "triples", _number(len(snapshot.triples))),
        _says(data, _VOID + "entities", _number(len(snapshot.records.entities))),
        _says(data, _VOID + "uriSpace", Literal(dataset.iri)),
        _says(data, _VOID + "vocabulary", Iri(ontology_iri(ecosystem))),
        _says(data, _VOID + "sparqlEndpoint", Iri(base + "/sparql")),
        _says(data, _VOID + "dataDump", Iri(base + "/data?format=ntriples")),
    ]
    if dataset.licence.startswith("http"):
        found.append(_says(data, DCTERMS + "license", Iri(dataset.licence)))
    for relation, iris, name in ((_VOID + "classPartition", kinds, "class"), (_VOID + "propertyPartition", used, "property")):
        for number, (iri, count) in enumerate(sorted(iris.items()), 1):
            part = Iri(f"{base}/void#{name}-{number}")
            found += [
                _says(data, relation, part),
                _says(part, _VOID + name, Iri(iri)),
                _says(part, _VOID + ("entities" if name == "class" else "triples"), _number(count)),
            ]
    return found


@lru_cache(maxsize=2)
def _counted(snapshot: Snapshot) -> tuple[Counter[str], Counter[str]]:
    """How often each class, and each relation, is used."""
    kinds: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for triple in snapshot.triples:
        _, predicate, value = parts(triple)
        used[predicate.value] += 1
        if predicate.value == RDF + "type":
            kinds[value.value] += 1
    return kinds, used


def _says(subject: Iri, predicate: str, value: Node) -> Triple:
    return Triple(subject, Iri(predicate), value)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=Iri(XSD + "integer"))
