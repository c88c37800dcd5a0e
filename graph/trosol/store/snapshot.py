"""An ecosystem as loaded: immutable, with a hash of its content. An edit makes a new snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from trosol.collecting import paused
from trosol.model.goals import Goal
from trosol.model.ontology import Ontology
from trosol.model.records import Claim, Entity, Evidence, Records
from trosol.model.weights import Weights
from trosol.rdf.claim_pattern import record_iri, to_lines, to_triples
from trosol.rdf.engine import Store, Triple, serialise
from trosol.read.ontology_reader import Vocabulary
from trosol.read.sources import Reading
from trosol.store.desirability import desirability, wanted
from trosol.store.goal_list import goal_list
from trosol.store.passages import claim_passages

if TYPE_CHECKING:
    import numpy as np
    import rdflib
    from numpy.typing import NDArray

    from trosol.store.encoded_claims import Coded

__all__ = ["Snapshot"]


class Snapshot:
    """Records and ontology of one ecosystem, and what is derived from them, each computed once when asked for.

    Two snapshots are equal when they say the same: same triples of data, same ontology. Row order, column order,
    quoting and file format make no difference.
    """

    def __init__(self, records: Records, vocabulary: Vocabulary) -> None:
        """Hold checked records and the vocabulary they are written in."""
        self._records, self._vocabulary = records, vocabulary

    @classmethod
    def of(cls, reading: Reading) -> Snapshot:
        """The snapshot of what was read."""
        return cls(reading.records, reading.vocabulary)

    @property
    def records(self) -> Records:
        """Entities, claims, evidence, sources, observations, by id."""
        return self._records

    @property
    def ontology(self) -> Ontology:
        """What may be said."""
        return self._vocabulary.ontology

    @property
    def vocabulary(self) -> Vocabulary:
        """The ontology with the triples that it was read from."""
        return self._vocabulary

    @property
    def name(self) -> str:
        """Short name of the ecosystem."""
        return self._records.dataset.name

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The data as triples, without the ontology's own."""
        with paused():
            return tuple(to_triples(self._records, self.ontology))

    def ntriples(self) -> bytes:
        """Ontology and data as canonical N-Triples, each line once and sorted."""
        lines = set(serialise(self._vocabulary.triples, "ntriples").splitlines())
        for subject in to_lines(self._records, self.ontology):
            lines.update(line.encode() for line in subject)
        return b"\n".join([*sorted(lines), b""])

    @cached_property
    def coded(self) -> Coded:
        """Entities and claims as columns of whole numbers."""
        from trosol.store.encoded_claims import coded

        return coded(self._records, self.ontology)

    def frame_of(self, claim: str) -> str:
        """Whether a claim speaks of the ``system`` or of the ``study``: as coded, else derived. Raises KeyError."""
        frame = self.coded.frame
        return frame.values[int(frame.codes[self._claim_number[claim]])]

    @cached_property
    def _claim_number(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self._records.claims)}

    def desirability(self, key: str) -> str:
        """``desirable``, ``undesirable`` or ``unclear``: as coded for the entity, else that of its class. Raises KeyError."""
        return desirability(self.entity(key), self.ontology)

    def wanted(self, key: str) -> int:
        """Its desirability as a sign: 1 where more of it is desirable, -1 where less is, 0 where nobody says. Raises KeyError."""
        return wanted(self.entity(key), self.ontology)

    @cached_property
    def weights(self) -> Weights:
        """How firmly claims stand by what their columns say: the ontology's weights, and those that the ecosystem changed."""
        return self.ontology.weights(self._records.dataset.weights)

    @cached_property
    def claim_weights(self) -> NDArray[np.float64]:
        """The weight of each claim, from 0 to 1, in id order."""
        import numpy as np

        return np.array([self.weights.of(claim) for claim in self._records.claims.values()], dtype=np.float64)

    @cached_property
    def passages(self) -> Mapping[str, tuple[int, ...]]:
        """Numbers of the passages that each claim rests on, by claim id; see :mod:`trosol.store.passages`."""
        return MappingProxyType(claim_passages(self._records))

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """What the ecosystem wants to reach, by id; see :mod:`trosol.store.goal_list`."""
        return goal_list(self._records, self.ontology, self.wanted)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content: canonical triples of the data and the digest of the ontology. 64 hex digits."""
        total = hashlib.sha256(self.ontology.digest.encode() + b"\n")
        for lines in to_lines(self._records, self.ontology):
            total.update(("\n".join(lines) + "\n").encode())
        return total.hexdigest()

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, Snapshot) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash of the content."""
        return hash(self.digest)

    def __repr__(self) -> str:
        """Name, size and the start of the hash."""
        r = self._records
        return f"<Snapshot {self.name}: {len(r.entities)} entities, {len(r.claims)} claims, {self.digest[:12]}>"

    def iri(self, table: str, key: str) -> str:
        """IRI of a row of a table."""
        return record_iri(self._records.dataset, table, key)

    def store(self) -> Store:
        """A fresh queryable graph of ontology and data."""
        return Store(self._vocabulary.triples, to_lines(self._records, self.ontology))

    def rdf(self, *, with_ontology: bool = True) -> rdflib.Graph:
        """A fresh rdflib graph of the data, with the ontology's triples unless told otherwise."""
        from trosol.rdf.rdflib import to_graph

        return to_graph((*self._vocabulary.triples, *self.triples) if with_ontology else self.triples)

    def entity(self, key: str) -> Entity:
        """The entity with this id. Raises KeyError."""
        return self._records.entities[key]

    def claims_of(self, key: str) -> tuple[Claim, ...]:
        """Claims that have the entity as subject or object, in id order."""
        return self._claims_by_entity.get(key, ())

    @cached_property
    def _claims_by_entity(self) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self._records.claims.values():
            for key in dict.fromkeys((claim.subject, claim.object)):
                found.setdefault(key, []).append(claim)
        return {key: tuple(claims) for key, claims in found.items()}

    def evidence_of(self, claim: Claim | Entity) -> tuple[Evidence, ...]:
        """Pieces of evidence that a claim or entity rests on."""
        return tuple(self._records.evidence[key] for key in claim.evidence)

    def role(self, key: str) -> str:
        """IRI of the role of an entity, or the IRI of its class where the ontology gives it none."""
        type_ = self.entity(key).type
        return self.ontology.role(type_) or type_
