"""Reading: files to records, strictly and kindly. All problems in one go, nothing half loaded."""

from trosol.read.ecosystem import Reading, read_ecosystem
from trosol.read.ontology import read_ontology

__all__ = ["Reading", "read_ecosystem", "read_ontology"]
