"""Records to canonical lines of N-Triples, and to triples: the claim pattern of the ontology.

Each claim is a node of its own, ``claimSubject``, ``claimPredicate`` and ``claimObject`` among its properties, and
the plain triple stands beside it unless the claim negates it. Every thing has an IRI; there are no blank nodes, so
sorted N-Triples are a canonical form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any
from urllib.parse import quote

from trosol.model.ontology import DATA, NOTE, Ontology
from trosol.model.records import Claim, Dataset, Entity, Evidence, Observation, Properties, Records, Source
from trosol.rdf.engine import Triple, from_lines
from trosol.rdf.iris import DCAT, DCTERMS, RDF, RDFS, SKOS, TRO, XSD

__all__ = [
    "NEGATES",
    "WEIGHTING",
    "dataset_iri",
    "decimal_text",
    "literal",
    "record_iri",
    "tagged",
    "to_lines",
    "to_triples",
    "value_type",
]

NEGATES = "negates"
"""The stance that asserts no plain triple."""

_TYPE = f" <{RDF}type> "
_IDENTIFIER = f" <{DCTERMS}identifier> "
_EVIDENCE = f" <{TRO}hasEvidence> "
_STRING = XSD + "string"
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    **{ord(char): "\\" + short for char, short in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)},
}
_PLAIN = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch
WEIGHTING = "weighting"
"""Part of the IRIs of weights that are other than the ontology's."""

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
    """Makes the lines of one ecosystem, subject by subject; what stands on many lines is written once."""

    def __init__(self, records: Records, ontology: Ontology) -> None:
        self.records, self.ontology = records, ontology
        base = records.dataset.iri
        self.starts = {table: f"<{base}{path}/" for table, path in _PATHS.items()}
        self.names: dict[str, dict[str, str]] = {table: {} for table in _PATHS}
        self.values: dict[str, dict[str, str]] = {}
        self.goals = dict(records.dataset.goals)
        self.families = {key: name for name, members in records.dataset.families for key in members}

    def named(self, table: str, key: str) -> str:
        known = self.names[table]
        found = known.get(key)
        if found is None:
            found = known[key] = f"{self.starts[table]}{key if _PLAIN(key) else quote(key, safe='')}>"
        return found

    def start(self, name: str, key: str, type_: str) -> list[str]:
        return [f"{name}{_TYPE}<{type_}> .", f"{name}{_IDENTIFIER}{literal(key)} ."]

    def value(self, name: str, notation: str) -> str:
        known = self.values.get(name)
        if known is None:
            prop = TRO + name
            known = self.values[name] = {c.notation: f" <{prop}> <{c.iri}> ." for c in self.ontology.values_of(prop)}
        return known[notation]

    def further(self, name: str, properties: Properties) -> Iterator[str]:
        for prop, values in properties:
            term = self.ontology.properties[prop]
            for value in values:
                if term.kind in (DATA, NOTE):
                    typed = term.range if term.range and term.range.startswith(XSD) else ""
                    yield f"{name} <{prop}> {literal(value, typed)} ."
                elif value in self.ontology.concepts:
                    yield f"{name} <{prop}> <{value}> ."
                else:
                    yield f"{name} <{prop}> {self.named('entities', value)} ."

    def entity(self, name: str, row: Entity) -> list[str]:
        lines = self.start(name, row.id, row.type)
        lines += [f"{name} <{RDFS}label> {tagged(text, language)} ." for language, text in row.labels]
        lines += [f"{name} <{DCTERMS}description> {tagged(text, language)} ." for language, text in row.descriptions]
        lines += [f"{name} <{SKOS}altLabel> {tagged(text, language)} ." for language, text in row.alternatives]
        lines.append(name + self.value("transcriptionStatus", row.status))
        if row.desirability:
            lines.append(name + self.value("desirability", row.desirability))
        if row.id in self.goals:
            lines.append(f"{name} <{TRO}goalWeight> {literal(decimal_text(self.goals[row.id]), XSD + 'decimal')} .")
        if row.id in self.families:
            lines.append(f"{name} <{TRO}goalFamily> {literal(self.families[row.id])} .")
        lines += [f"{name}{_EVIDENCE}{self.named('evidence', key)} ." for key in row.evidence]
        lines += self.further(name, row.properties)
        return lines

    def claim(self, name: str, row: Claim) -> list[str]:
        lines = self.start(name, row.id, TRO + "Claim")
        lines.append(f"{name} <{TRO}claimSubject> {self.named('entities', row.subject)} .")
        lines.append(f"{name} <{TRO}claimPredicate> <{row.predicate}> .")
        lines.append(f"{name} <{TRO}claimObject> {self.named('entities', row.object)} .")
        lines.append(name + self.value("strength", row.strength))
        lines.append(name + self.value("stance", row.stance))
        lines.append(name + self.value("mode", row.mode))
        lines.append(name + self.value("confidence", row.confidence))
        lines += [f"{name} <{TRO}voice> {self.named('entities', key)} ." for key in row.voices]
        lines += [name + self.value("frame", row.frame)] if row.frame else []
        lines += _said(name, TRO + "coder", row.coder)
        lines += _said(name, TRO + "rationale", row.rationale)
        lines += [f"{name}{_EVIDENCE}{self.named('evidence', key)} ." for key in row.evidence]
        lines += self.further(name, row.properties)
        return lines

    def piece_of_evidence(self, name: str, row: Evidence) -> list[str]:
        lines = self.start(name, row.id, TRO + "Evidence")
        lines.append(f"{name} <{TRO}inSource> {self.named('sources', row.source)} .")
        for what in ("section", "page", "anchor", "paraphrase"):
            lines += _said(name, TRO + what, getattr(row, what))
        if found := row.line_range():
            lines.append(f"{name} <{TRO}lineStart> {literal(str(found[0]), XSD + 'integer')} .")
            lines.append(f"{name} <{TRO}lineEnd> {literal(str(found[1]), XSD + 'integer')} .")
        lines.append(name + self.value("speaker", row.speaker))
        lines += self.further(name, row.properties)
        return lines

    def source(self, name: str, row: Source) -> list[str]:
        lines = [*self.start(name, row.id, TRO + "Source"), *_said(name, DCTERMS + "title", row.title)]
        lines += self.further(name, row.properties)
        return lines

    def observation(self, name: str, row: Observation) -> list[str]:
        lines = self.start(name, row.id, TRO + "Observation")
        for what, key in (("about", row.about), ("ofMethod", row.method), ("ofGroup", row.group), ("inRegion", row.region)):
            if key:
                lines.append(f"{name} <{TRO}{what}> {self.named('entities', key)} .")
        for what in ("measure", "unit", "note"):
            lines += _said(name, TRO + what, getattr(row, what))
        for what in ("value", "threshold"):
            lines += _said(name, TRO + what, getattr(row, what), value_type(getattr(row, what)))
        lines += [f"{name}{_EVIDENCE}{self.named('evidence', key)} ." for key in row.evidence]
        lines += self.further(name, row.properties)
        return lines

    def dataset(self) -> list[str]:
        row = self.records.dataset
        name = f"<{row.iri}>"
        return [
            f"{name}{_TYPE}<{DCAT}Dataset> .",
            *_said(name, DCTERMS + "identifier", row.name),
            *(f"{name} <{DCTERMS}title> {tagged(text, language)} ." for language, text in row.title),
            *(f"{name} <{DCTERMS}description> {tagged(text, language)} ." for language, text in row.description),
            *_said(name, DCAT + "version", row.version),
            f"{name} <{DCTERMS}license> <{row.licence}> .",
            *_said(name, DCTERMS + "language", row.language),
            *_said(name, DCTERMS + "created", row.created, XSD + "date"),
            *_said(name, DCTERMS + "publisher", row.publisher),
            *_said(name, DCTERMS + "bibliographicCitation", row.credit),
            *_said(name, TRO + "invented", str(row.invented).lower(), XSD + "boolean"),
        ]

    def weightings(self) -> Iterator[list[str]]:
        """Weights that are other than the ontology's."""
        for notation, weight in self.records.dataset.weights:
            name = f"<{self.records.dataset.iri}{WEIGHTING}/{quote(notation, safe='')}>"
            lines = self.start(name, notation, TRO + "Weighting")
            yield [*lines, f"{name} <{TRO}weight> {literal(decimal_text(weight), XSD + 'decimal')} ."]

    def asserted(self) -> dict[str, list[str]]:
        """The plain links that claims assert, by the entity that they start from."""
        found: dict[str, list[str]] = {}
        for claim in self.records.claims.values():
            if claim.stance != NEGATES:
                found.setdefault(claim.subject, []).append(f" <{claim.predicate}> {self.named('entities', claim.object)} .")
        return found


def decimal_text(number: float) -> str:
    """A number as digits, without an exponent.

    >>> decimal_text(1.0), decimal_text(0.85), decimal_text(1e-7)
    ('1', '0.85', '0.0000001')
    """
    text = f"{Decimal(repr(float(number))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _said(name: str, predicate: str, text: str, datatype: str = "") -> tuple[str, ...]:
    return (f"{name} <{predicate}> {literal(text, datatype)} .",) if text else ()


def _escaped(text: str) -> str:
    return text if text.isprintable() and '"' not in text and "\\" not in text else text.translate(_ESCAPES)


def literal(text: str, datatype: str = "") -> str:
    """Text as N-Triples write it, with its datatype unless that is plain text.

    >>> print(literal('say "no"'))
    "say \\"no\\""
    """
    typed = f"^^<{datatype}>" if datatype and datatype != _STRING else ""
    return f'"{_escaped(text)}"{typed}'


def tagged(text: str, language: str) -> str:
    """Text in a language as N-Triples write it; tags are the same in small letters and large."""
    return f'"{_escaped(text)}"@{language.lower()}'


def to_lines(records: Records, ontology: Ontology) -> Iterator[list[str]]:
    """All that an ecosystem says as canonical N-Triples lines without their line ends, sorted, each once, subject by subject.

    So no more than one subject's lines are held at a time: what stands in angle brackets sorts alike alone and before a line.
    """
    writer = _Writer(records, ontology)
    asserted = writer.asserted()
    yield sorted(set(writer.dataset()))
    rows: tuple[tuple[str, Mapping[str, Any], Callable[[str, Any], list[str]]], ...] = (
        ("claims", records.claims, writer.claim),
        ("entities", records.entities, writer.entity),
        ("evidence", records.evidence, writer.piece_of_evidence),
        ("observations", records.observations, writer.observation),
        ("sources", records.sources, writer.source),
    )
    for table, found, lines_of in rows:
        for name, key in sorted((writer.named(table, key), key) for key in found):
            lines = lines_of(name, found[key])
            if table == "entities":
                lines += [name + rest for rest in asserted.get(key, ())]
            yield sorted(set(lines))
    for lines in sorted(writer.weightings()):
        yield sorted(lines)


def to_triples(records: Records, ontology: Ontology) -> list[Triple]:
    """The same as triples of the engine."""
    content = "\n".join(chain.from_iterable(to_lines(records, ontology)))
    return from_lines(content.encode())
