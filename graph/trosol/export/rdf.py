"""The snapshot as RDF."""

from __future__ import annotations

from trosol.rdf.engine import serialise
from trosol.store.snapshot import Snapshot

__all__ = ["write"]


def write(snapshot: Snapshot, format_name: str, with_ontology: bool = False) -> bytes:
    """Sorted triples in an RDF format; TriG puts them in a graph named after the ecosystem.

    Terms of the ecosystem's own modules go along, so that the file can be read back by itself.
    """
    triples = (*(snapshot.vocabulary.triples if with_ontology else snapshot.vocabulary.own), *snapshot.triples)
    base = snapshot.records.dataset.iri
    prefixes = {"": base + "entity/", "claim": base + "claim/", "evidence": base + "evidence/"}
    return serialise(triples, format_name, prefixes, graph=base if format_name == "trig" else None)
