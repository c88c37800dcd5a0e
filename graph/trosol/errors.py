"""What is wrong, where, and how to mend it.

Every refusal in Trosol is a :class:`Problem`. Problems are gathered, not thrown one at a time, so that
a researcher sees all of them in one go; :class:`TrosolError` carries them when work cannot go on.
Each ``code`` is a heading in ``docs/errors.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["ERROR", "INFO", "WARNING", "Problem", "TrosolError", "Where", "WrongUse", "shorten"]

ERROR, WARNING, INFO = "error", "warning", "info"
_ORDER = {ERROR: 0, WARNING: 1, INFO: 2}


def shorten(text: str, limit: int = 80) -> str:
    """Show hostile or long text safely on one line.

    >>> shorten("a\\nb" + "c" * 100, 10)
    'a bcccccc…'
    """
    flat = "".join(c if c.isprintable() else " " for c in text)
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place a person can go to: a file, and where known its row (1 = header) and column name."""

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """``file:row:column``, leaving out what is not known."""
        return ":".join(str(part) for part in (self.file, self.row, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: ``code`` (a heading in docs/errors.md), ``message``, ``remedy``, ``where``."""

    code: str
    message: str
    remedy: str = ""
    where: Where | None = None
    severity: str = ERROR
    subject: str | None = None

    def __str__(self) -> str:
        """One readable line: place, severity, message, remedy."""
        place = f"{self.where}: " if self.where else ""
        mend = f" {self.remedy}" if self.remedy else ""
        text = f"{place}{self.severity}: {self.message}{mend} [{self.code}]"
        # A name with a line end in it must not look like a problem of its own.
        return text.replace("\r", "\\r").replace("\n", "\\n")

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        where = self.where
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "remedy": self.remedy,
            "file": where.file if where else None,
            "row": where.row if where else None,
            "column": where.column if where else None,
            "subject": self.subject,
        }

    def sort_key(self) -> tuple[Any, ...]:
        """Errors first, then by place, then by text: the same order on every run."""
        where = self.where or Where("")
        return (_ORDER[self.severity], where.file, where.row or 0, where.column or "", self.code, self.message)


class TrosolError(Exception):
    """Something cannot be done; ``problems`` says what, where and how to mend it."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Take one problem or many."""
        self.problems: Sequence[Problem] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class WrongUse(TrosolError):
    """The call itself is wrong (an unknown name, a missing file): exit code 2 on the command line."""

    exit_code = 2
