"""IRIs that the code has to know: the claim pattern and the annotations that give terms their meaning.

These are the grammar of Trosol, not its vocabulary: no class or relation that an ecosystem uses stands here.
"""

from __future__ import annotations

__all__ = [
    "BASE",
    "DCAT",
    "DCTERMS",
    "OWL",
    "PREFIXES",
    "RDF",
    "RDFS",
    "ROOT_CLASS",
    "ROOT_RELATION",
    "SHACL",
    "SKOS",
    "TRO",
    "XSD",
    "local_name",
]

BASE = "https://w3id.org/trosol/"
TRO = BASE + "ontology/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SHACL = "http://www.w3.org/ns/shacl#"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"

ROOT_CLASS = TRO + "Entity"
"""Every class that an entity may have stands below this one."""

ROOT_RELATION = TRO + "relatesTo"
"""Every relation that a claim may use stands below this one."""

PREFIXES = {
    "tro": TRO,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "dcat": DCAT,
}


def local_name(iri: str) -> str:
    """Part of an IRI after its last ``#`` or ``/``.

    >>> local_name("https://w3id.org/trosol/ontology/Claim")
    'Claim'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
