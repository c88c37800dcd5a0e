"""The one report of a check: problems in a stable order, and counts of what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from trosol.errors import ERROR, INFO, WARNING, Problem
from trosol.plain import as_json
from trosol.table import Result, Rows

__all__ = ["CheckReport"]

_GROWTH = frozenset({"expected-more"})
"""Warnings that data give as they grow: a true claim adds answers to questions, and that is no fault."""


@dataclass(frozen=True, repr=False)
class CheckReport(Result):
    """What a check found. ``counts`` says how much was looked at, ``ran`` which checks ran and which did not."""

    _table = "problems"

    name: str = field(metadata=as_json("ecosystem"))
    problems: Rows[Problem] = field(metadata=as_json(before=("clean",)))
    counts: Mapping[str, int] = field(default_factory=dict, metadata=as_json(before=("severities",)))
    ran: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    snapshot: str = ""

    @property
    def clean(self) -> bool:
        """No errors and no warnings; remarks (info) do not count, nor do answers that are yet to be looked at."""
        return not any(
            problem.severity == ERROR or (problem.severity == WARNING and problem.code not in _GROWTH)
            for problem in self.problems
        )

    @property
    def severities(self) -> dict[str, int]:
        """Number of problems of each severity."""
        found = Counter(problem.severity for problem in self.problems)
        return {severity: found.get(severity, 0) for severity in (ERROR, WARNING, INFO)}
