"""Findings: answers for people, each with rank, band, claims, voices and a sentence, or a reason why there is none."""

from trosol.findings.brokers import Brokers, brokers
from trosol.findings.compare import Comparison, compare
from trosol.findings.gatekeepers import Gatekeepers, gatekeepers
from trosol.findings.gateways import GatesBetween, gates_between
from trosol.findings.horizons import Horizons, horizons
from trosol.findings.leverage import Leverage, leverage
from trosol.findings.next_evidence import NextEvidence, next_evidence
from trosol.findings.pathways import Pathways, pathways
from trosol.findings.portfolio import Portfolio, portfolio
from trosol.findings.ranking import Ranked, Ranking
from trosol.findings.report import Firmest, Report, firmest, report
from trosol.findings.scenario import Scenario, scenario
from trosol.findings.together import KeySets, key_sets
from trosol.findings.versus import ScenarioComparison, compare_scenarios
from trosol.findings.voices import Voices, voices_compared

THROUGH = frozenset({"firmest", "report"})
"""Findings made of others, which take a way to get these (``through``)."""

__all__ = [
    "THROUGH",
    "Brokers",
    "Comparison",
    "Firmest",
    "Gatekeepers",
    "GatesBetween",
    "Horizons",
    "KeySets",
    "Leverage",
    "NextEvidence",
    "Pathways",
    "Portfolio",
    "Ranked",
    "Ranking",
    "Report",
    "Scenario",
    "ScenarioComparison",
    "Voices",
    "brokers",
    "compare",
    "compare_scenarios",
    "firmest",
    "gatekeepers",
    "gates_between",
    "horizons",
    "key_sets",
    "leverage",
    "next_evidence",
    "pathways",
    "portfolio",
    "report",
    "scenario",
    "voices_compared",
]
