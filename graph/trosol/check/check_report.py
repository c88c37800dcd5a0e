"""The one report of a check: problems in a stable order, and counts of what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trosol.errors import ERROR, INFO, WARNING, Problem

__all__ = ["Report"]


@dataclass(frozen=True)
class Report:
    """What a check found. ``counts`` says how much was looked at, ``ran`` which checks ran and which did not."""

    name: str
    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    ran: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    snapshot: str = ""

    @property
    def clean(self) -> bool:
        """No errors and no warnings; remarks (info) do not count."""
        return not any(problem.severity in (ERROR, WARNING) for problem in self.problems)

    def by_severity(self) -> dict[str, int]:
        """Number of problems of each severity."""
        found = Counter(problem.severity for problem in self.problems)
        return {severity: found.get(severity, 0) for severity in (ERROR, WARNING, INFO)}

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return {
            "ecosystem": self.name,
            "clean": self.clean,
            "problems": [problem.to_json() for problem in self.problems],
            "severities": self.by_severity(),
            "counts": dict(self.counts),
            "ran": list(self.ran),
            "skipped": list(self.skipped),
            "snapshot": self.snapshot,
        }
