"""Checking: shapes, checks and anchors, to one report that says what is wrong, where, and how to mend it."""

from trosol.check.check_report import CheckReport
from trosol.check.check_run import check

__all__ = ["CheckReport", "check"]
