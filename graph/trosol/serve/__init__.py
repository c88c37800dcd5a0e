"""An ecosystem for programs: SPARQL, linked data and JSON over HTTP, read-only, on this machine unless a proxy stands in front."""

from trosol.serve.application import Access, application
from trosol.serve.findings import Findings

__all__ = ["Access", "Findings", "application"]
