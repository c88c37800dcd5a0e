"""Findings: answers for people, each with rank, band, claims, voices and a sentence, or a reason why there is none."""

from trosol.findings.gatekeepers import Gatekeepers, gatekeepers
from trosol.findings.ranking import Ranked, Ranking

__all__ = ["Gatekeepers", "Ranked", "Ranking", "gatekeepers"]
