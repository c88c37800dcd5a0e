"""What all sessions share: ecosystems, networks and findings, each got once for everybody and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trosol.findings.processes.shared_findings import Shared
from trosol.store.single_flight import Once

if TYPE_CHECKING:
    from trosol.ecosystem import Ecosystem

__all__ = ["ECOSYSTEMS", "FINDINGS", "VIEWS"]

ECOSYSTEMS: Once[Ecosystem] = Once(12)
"""By path and state of its files, or by path and revision."""

FINDINGS = Shared()
"""Findings, by content and question: in worker processes where the server was started with some."""

VIEWS: Once[Any] = Once(256)
"""What screens show of a snapshot, by its digest and what was asked: frozen networks, pictures, tables."""
