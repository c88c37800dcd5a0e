"""Frozen dataclasses shared by every layer: what an ecosystem holds, and what the ontology says."""

from trosol.model.ontology import Concept, Network, Ontology, Term
from trosol.model.records import Claim, Dataset, Entity, Evidence, Observation, Records, Source

__all__ = [
    "Claim",
    "Concept",
    "Dataset",
    "Entity",
    "Evidence",
    "Network",
    "Observation",
    "Ontology",
    "Records",
    "Source",
    "Term",
]
