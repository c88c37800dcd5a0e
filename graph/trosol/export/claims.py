"""Claims in the forms that other communities use for statements about statements.

*Nanopublications* (https://nanopub.net): four named graphs for each claim: what is said, where that comes from, who published it.
*RDF 1.2* reifiers: the claim ``rdf:reifies`` its triple. *OWL 2* axiom annotations: Protégé shows them at the link itself.
A claim that the source negates is never asserted: it is a negative property assertion (OWL 2), or a reifier without its triple.
"""

from __future__ import annotations

from collections.abc import Iterator

from trosol.model.records import Claim, in_language
from trosol.rdf.claim_pattern import NEGATES
from trosol.rdf.engine import Blank, Iri, Literal, Quad, Triple, serialise, serialise_quads
from trosol.rdf.iris import DCAT, DCTERMS, OWL, PREFIXES, RDF, RDFS, SKOS, TRO, XSD
from trosol.store.snapshot import Snapshot
from trosol.views.tables.statements import place_of, sentence

__all__ = ["nanopublications", "owl_axioms", "reifiers"]

_NP, _PROV = "http://www.nanopub.org/nschema#", "http://www.w3.org/ns/prov#"
_TYPE = Iri(RDF + "type")


def reifiers(snapshot: Snapshot) -> bytes:
    """RDF 1.2 Turtle: all the data, and each claim as the reifier of the triple that it states."""
    links = [
        Triple(Iri(snapshot.iri("claims", key)), Iri(RDF + "reifies"), _said(snapshot, claim))
        for key, claim in snapshot.records.claims.items()
    ]
    base = snapshot.records.dataset.iri
    prefixes = {"": base + "entity/", "claim": base + "claim/", "evidence": base + "evidence/"}
    return serialise((*snapshot.vocabulary.own, *snapshot.triples, *links), "turtle", prefixes)


def owl_axioms(snapshot: Snapshot) -> bytes:
    """Turtle for OWL tools: individuals, the links between them, and each link's claim as annotations of that very axiom."""
    found: list[Triple] = [*snapshot.vocabulary.triples]
    for key, entity in snapshot.records.entities.items():
        iri = Iri(snapshot.iri("entities", key))
        found += [Triple(iri, _TYPE, Iri(OWL + "NamedIndividual")), Triple(iri, _TYPE, Iri(entity.type))]
        found += [Triple(iri, Iri(RDFS + "label"), Literal(text, language=tag)) for tag, text in entity.labels]
        found += [Triple(iri, Iri(SKOS + "altLabel"), Literal(text, language=tag)) for tag, text in entity.alternatives]
        found += [Triple(iri, Iri(DCTERMS + "description"), Literal(text, language=tag)) for tag, text in entity.descriptions]
    for key, claim in snapshot.records.claims.items():
        said, axiom = _said(snapshot, claim), Blank("axiom" + key.encode().hex())
        if claim.stance == NEGATES:
            found += [Triple(axiom, _TYPE, Iri(OWL + "NegativePropertyAssertion"))]
            names = ("sourceIndividual", "assertionProperty", "targetIndividual")
        else:
            found += [said, Triple(axiom, _TYPE, Iri(OWL + "Axiom"))]
            names = ("annotatedSource", "annotatedProperty", "annotatedTarget")
        for name, part in zip(names, (said.subject, said.predicate, said.object), strict=True):
            found.append(Triple(axiom, Iri(OWL + name), part))
        found.append(Triple(axiom, Iri(DCTERMS + "identifier"), Literal(key)))
        found.append(Triple(axiom, Iri(RDFS + "comment"), Literal(sentence(snapshot, claim), language="en")))
        found.append(Triple(axiom, Iri(RDFS + "isDefinedBy"), Iri(snapshot.iri("claims", key))))
        for name in ("mode", "stance", "strength", "confidence"):
            found.append(Triple(axiom, Iri(TRO + "note-" + name), Literal(getattr(claim, name))))
        found.append(Triple(axiom, Iri(TRO + "note-frame"), Literal(snapshot.frame_of(key))))
        found += [Triple(axiom, Iri(DCTERMS + "source"), Literal(place_of(snapshot, piece))) for piece in claim.evidence]
    notes = [TRO + "note-" + name for name in ("mode", "stance", "strength", "confidence", "frame")]
    for name in (*notes, DCTERMS + "identifier", DCTERMS + "source", DCTERMS + "description"):
        found.append(Triple(Iri(name), _TYPE, Iri(OWL + "AnnotationProperty")))
    base = snapshot.records.dataset.iri
    header = Iri(base + "owl")
    title = in_language(snapshot.records.dataset.title) or snapshot.name
    found += [
        Triple(header, _TYPE, Iri(OWL + "Ontology")),
        Triple(header, Iri(OWL + "versionInfo"), Literal(snapshot.records.dataset.version)),
        Triple(header, Iri(RDFS + "label"), Literal(title, language="en")),
    ]
    left_out = {OWL + "imports"}  # all that would be imported is in the file
    kept = [triple for triple in found if triple.predicate.value not in left_out]
    return serialise(kept, "turtle", {"": base + "entity/"})


def nanopublications(snapshot: Snapshot) -> bytes:
    """TriG: one nanopublication for each claim; hypotheses and negations keep their stance in the assertion itself."""
    prefixes = {**PREFIXES, "np": _NP, "prov": _PROV, "": snapshot.records.dataset.iri + "entity/"}
    return serialise_quads((quad for claim in snapshot.records.claims.values() for quad in _nanopub(snapshot, claim)), prefixes)


def _nanopub(snapshot: Snapshot, claim: Claim) -> Iterator[Quad]:
    dataset = snapshot.records.dataset
    claim_iri = snapshot.iri("claims", claim.id)
    whole = Iri(f"{claim_iri}/nanopub")
    head, assertion, provenance, info = (
        Iri(f"{claim_iri}/nanopub#{part}") for part in ("head", "assertion", "provenance", "pubinfo")
    )
    yield Quad(whole, _TYPE, Iri(_NP + "Nanopublication"), head)
    for name, graph in (("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", info)):
        yield Quad(whole, Iri(_NP + name), graph, head)
    said, node = _said(snapshot, claim), Iri(claim_iri)
    if claim.stance == "reports":
        yield Quad(said.subject, said.predicate, said.object, assertion)
    else:
        # The bare triple would say too much: the claim itself is what is asserted.
        for name, part in (("claimSubject", said.subject), ("claimPredicate", said.predicate), ("claimObject", said.object)):
            yield Quad(node, Iri(TRO + name), part, assertion)
        yield Quad(node, Iri(TRO + "stance"), _value(snapshot, "stance", claim.stance), assertion)
    yield Quad(assertion, Iri(RDFS + "comment"), Literal(sentence(snapshot, claim), language="en"), provenance)
    for name in ("mode", "strength", "confidence", "stance"):
        yield Quad(assertion, Iri(TRO + name), _value(snapshot, name, getattr(claim, name)), provenance)
    for voice in claim.voices:
        yield Quad(assertion, Iri(_PROV + "wasAttributedTo"), Iri(snapshot.iri("entities", voice)), provenance)
    for piece in claim.evidence:
        evidence = Iri(snapshot.iri("evidence", piece))
        yield Quad(assertion, Iri(_PROV + "wasDerivedFrom"), evidence, provenance)
        source = snapshot.records.evidence[piece].source
        yield Quad(evidence, Iri(TRO + "inSource"), Iri(snapshot.iri("sources", source)), provenance)
        yield Quad(evidence, Iri(RDFS + "label"), Literal(place_of(snapshot, piece) or piece, language="en"), provenance)
    if claim.rationale:
        yield Quad(assertion, Iri(TRO + "rationale"), Literal(claim.rationale), provenance)
    yield Quad(whole, Iri(DCTERMS + "license"), Iri(dataset.licence), info)
    if dataset.created:
        yield Quad(whole, Iri(DCTERMS + "created"), Literal(dataset.created, datatype=Iri(XSD + "date")), info)
    yield Quad(whole, Iri(DCTERMS + "isPartOf"), Iri(dataset.iri), info)
    yield Quad(whole, Iri(DCAT + "version"), Literal(dataset.version), info)
    yield Quad(whole, Iri(DCTERMS + "creator"), Iri(dataset.iri + "coder/" + claim.coder), info)


def _value(snapshot: Snapshot, name: str, notation: str) -> Iri:
    return next(Iri(concept.iri) for concept in snapshot.ontology.values_of(TRO + name) if concept.notation == notation)


def _said(snapshot: Snapshot, claim: Claim) -> Triple:
    ends = [Iri(snapshot.iri("entities", key)) for key in (claim.subject, claim.object)]
    return Triple(ends[0], Iri(claim.predicate), ends[1])
