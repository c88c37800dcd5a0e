"""Reading: files to records, strictly and kindly. All problems in one go, nothing half loaded."""

from trosol.read.ontology_reader import read_ontology
from trosol.read.sources import Reading, read_ecosystem

__all__ = ["Reading", "read_ecosystem", "read_ontology"]
