"""Checking: shapes, checks and anchors, to one report that says what is wrong, where, and how to mend it."""

from trosol.check.report import Report
from trosol.check.run import check

__all__ = ["Report", "check"]
