"""Records to triples: the claim pattern of the ontology.

Each claim is a node of its own, ``claimSubject``, ``claimPredicate`` and ``claimObject`` among its properties, and
the plain triple stands beside it unless the claim negates it. Every thing has an IRI; there are no blank nodes, so
sorted N-Triples are a canonical form.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from trosol.model.ontology import DATA, NOTE, Ontology
from trosol.model.records import Claim, Dataset, Entity, Evidence, Observation, Properties, Records, Source, Texts
from trosol.rdf.engine import Iri, Literal, Triple
from trosol.rdf.names import DCAT, DCTERMS, RDF, RDFS, TRO, XSD

__all__ = ["NEGATES", "dataset_iri", "record_iri", "to_triples"]

NEGATES = "negates"
"""The stance that asserts no plain triple."""

_TYPE = Iri(RDF + "type")
_IDENTIFIER = Iri(DCTERMS + "identifier")
_PATHS = {"entities": "entity", "claims": "claim", "evidence": "evidence", "sources": "source", "observations": "observation"}


def record_iri(dataset: Dataset | str, table: str, key: str) -> str:
    """IRI of a row: stable, minted from its id.

    >>> record_iri("https://w3id.org/trosol/x/", "claims", "c1")
    'https://w3id.org/trosol/x/claim/c1'
    """
    base = dataset if isinstance(dataset, str) else dataset.iri
    return f"{base}{_PATHS[table]}/{quote(key, safe='')}"


def dataset_iri(dataset: Dataset) -> str:
    """IRI of the ecosystem as a whole."""
    return dataset.iri


def value_type(text: str) -> str:
    """Datatype of an observed value: a date, a month, or a decimal number.

    >>> value_type("2022-02").rpartition("#")[2]
    'gYearMonth'
    """
    if text[4:5] == "-":
        return XSD + ("date" if len(text) == 10 else "gYearMonth")
    return XSD + "decimal"


class _Writer:
    """Makes the triples of one ecosystem."""

    def __init__(self, records: Records, ontology: Ontology) -> None:
        self.records, self.ontology = records, ontology
        self.iris: dict[tuple[str, str], Iri] = {}
        self.values = {
            (prop, concept.notation): Iri(concept.iri) for prop in ontology.properties for concept in ontology.values_of(prop)
        }

    def iri(self, table: str, key: str) -> Iri:
        found = self.iris.get((table, key))
        if found is None:
            found = self.iris[table, key] = Iri(record_iri(self.records.dataset, table, key))
        return found

    def value(self, name: str, notation: str) -> Iri:
        return self.values[TRO + name, notation]

    def texts(self, subject: Iri, predicate: str, texts: Texts) -> Iterator[Triple]:
        for language, text in texts:
            yield Triple(subject, Iri(predicate), Literal(text, language=language))

    def literal(self, subject: Iri, predicate: str, text: str, datatype: str = XSD + "string") -> Iterator[Triple]:
        if text:
            yield Triple(subject, Iri(predicate), Literal(text, datatype=Iri(datatype)))

    def links(self, subject: Iri, predicate: str, table: str, keys: tuple[str, ...]) -> Iterator[Triple]:
        for key in keys:
            yield Triple(subject, Iri(predicate), self.iri(table, key))

    def further(self, subject: Iri, properties: Properties) -> Iterator[Triple]:
        for prop, values in properties:
            term = self.ontology.properties[prop]
            for value in values:
                if term.kind in (DATA, NOTE):
                    typed = term.range if term.range and term.range.startswith(XSD) else XSD + "string"
                    yield from self.literal(subject, prop, value, typed)
                elif value in self.ontology.concepts:
                    yield Triple(subject, Iri(prop), Iri(value))
                else:
                    yield Triple(subject, Iri(prop), self.iri("entities", value))

    def entity(self, row: Entity) -> Iterator[Triple]:
        iri = self.iri("entities", row.id)
        yield Triple(iri, _TYPE, Iri(row.type))
        yield Triple(iri, _IDENTIFIER, Literal(row.id))
        yield from self.texts(iri, RDFS + "label", row.labels)
        yield from self.texts(iri, DCTERMS + "description", row.descriptions)
        yield Triple(iri, Iri(TRO + "transcriptionStatus"), self.value("transcriptionStatus", row.status))
        yield from self.links(iri, TRO + "hasEvidence", "evidence", row.evidence)
        yield from self.further(iri, row.properties)

    def claim(self, row: Claim) -> Iterator[Triple]:
        iri = self.iri("claims", row.id)
        subject, target = self.iri("entities", row.subject), self.iri("entities", row.object)
        yield Triple(iri, _TYPE, Iri(TRO + "Claim"))
        yield Triple(iri, _IDENTIFIER, Literal(row.id))
        yield Triple(iri, Iri(TRO + "claimSubject"), subject)
        yield Triple(iri, Iri(TRO + "claimPredicate"), Iri(row.predicate))
        yield Triple(iri, Iri(TRO + "claimObject"), target)
        for name in ("strength", "stance", "mode", "confidence"):
            yield Triple(iri, Iri(TRO + name), self.value(name, getattr(row, name)))
        yield from self.links(iri, TRO + "voice", "entities", row.voices)
        yield from self.literal(iri, TRO + "coder", row.coder)
        yield from self.literal(iri, TRO + "rationale", row.rationale)
        yield from self.links(iri, TRO + "hasEvidence", "evidence", row.evidence)
        yield from self.further(iri, row.properties)
        if row.stance != NEGATES:
            yield Triple(subject, Iri(row.predicate), target)

    def piece_of_evidence(self, row: Evidence) -> Iterator[Triple]:
        iri = self.iri("evidence", row.id)
        yield Triple(iri, _TYPE, Iri(TRO + "Evidence"))
        yield Triple(iri, _IDENTIFIER, Literal(row.id))
        yield from self.links(iri, TRO + "inSource", "sources", (row.source,))
        for name in ("section", "page", "anchor", "paraphrase"):
            yield from self.literal(iri, TRO + name, getattr(row, name))
        if lines := row.line_range():
            yield from self.literal(iri, TRO + "lineStart", str(lines[0]), XSD + "integer")
            yield from self.literal(iri, TRO + "lineEnd", str(lines[1]), XSD + "integer")
        yield Triple(iri, Iri(TRO + "speaker"), self.value("speaker", row.speaker))
        yield from self.further(iri, row.properties)

    def source(self, row: Source) -> Iterator[Triple]:
        iri = self.iri("sources", row.id)
        yield Triple(iri, _TYPE, Iri(TRO + "Source"))
        yield Triple(iri, _IDENTIFIER, Literal(row.id))
        yield from self.literal(iri, DCTERMS + "title", row.title)
        yield from self.further(iri, row.properties)

    def observation(self, row: Observation) -> Iterator[Triple]:
        iri = self.iri("observations", row.id)
        yield Triple(iri, _TYPE, Iri(TRO + "Observation"))
        yield Triple(iri, _IDENTIFIER, Literal(row.id))
        for name, key in (("about", row.about), ("ofMethod", row.method), ("ofGroup", row.group), ("inRegion", row.region)):
            yield from self.links(iri, TRO + name, "entities", (key,) if key else ())
        for name in ("measure", "unit", "note"):
            yield from self.literal(iri, TRO + name, getattr(row, name))
        for name in ("value", "threshold"):
            yield from self.literal(iri, TRO + name, getattr(row, name), value_type(getattr(row, name)))
        yield from self.links(iri, TRO + "hasEvidence", "evidence", row.evidence)
        yield from self.further(iri, row.properties)

    def dataset(self) -> Iterator[Triple]:
        row = self.records.dataset
        iri = Iri(row.iri)
        yield Triple(iri, _TYPE, Iri(DCAT + "Dataset"))
        yield from self.literal(iri, DCTERMS + "identifier", row.name)
        yield from self.texts(iri, DCTERMS + "title", row.title)
        yield from self.texts(iri, DCTERMS + "description", row.description)
        yield from self.literal(iri, DCAT + "version", row.version)
        yield Triple(iri, Iri(DCTERMS + "license"), Iri(row.licence))
        yield from self.literal(iri, DCTERMS + "language", row.language)
        yield from self.literal(iri, DCTERMS + "created", row.created, XSD + "date")
        yield from self.literal(iri, DCTERMS + "publisher", row.publisher)
        yield from self.literal(iri, DCTERMS + "bibliographicCitation", row.credit)
        yield from self.literal(iri, TRO + "invented", str(row.invented).lower(), XSD + "boolean")


def to_triples(records: Records, ontology: Ontology) -> list[Triple]:
    """All triples of an ecosystem, without those of the ontology; each once, in no order that matters."""
    writer = _Writer(records, ontology)
    found = list(writer.dataset())
    for source in records.sources.values():
        found.extend(writer.source(source))
    for piece in records.evidence.values():
        found.extend(writer.piece_of_evidence(piece))
    for entity in records.entities.values():
        found.extend(writer.entity(entity))
    for claim in records.claims.values():
        found.extend(writer.claim(claim))
    for observation in records.observations.values():
        found.extend(writer.observation(observation))
    return found
