"""Two coders of the same source: how far they agree, where they differ, and the third coding that comes of talking it over."""

from trosol.coders.adjudicate import Adjudicated, adjudicate, read_decisions
from trosol.coders.agreement import Agreement, compare_codings, to_sheet

__all__ = ["Adjudicated", "Agreement", "adjudicate", "compare_codings", "read_decisions", "to_sheet"]
