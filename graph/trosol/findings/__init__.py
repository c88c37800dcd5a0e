"""Findings: answers for people, each with rank, band, claims, voices and a sentence, or a reason why there is none."""

from typing import TYPE_CHECKING

from trosol.lazily import lazily

if TYPE_CHECKING:
    from trosol.findings.centrality.centrality import Centrality, centrality
    from trosol.findings.centrality.lens_contrast import CentralityContrast, compare_centrality
    from trosol.findings.comparison.comparison import Comparison, compare
    from trosol.findings.gatekeepers.brokerage import Brokers, brokers
    from trosol.findings.gatekeepers.cutsets import GatesBetween, gates_between
    from trosol.findings.gatekeepers.gate_cards import Gatekeepers
    from trosol.findings.gatekeepers.gatekeepers import gatekeepers
    from trosol.findings.gatekeepers.key_players import KeySets, key_sets
    from trosol.findings.horizons.horizons import Horizons, horizons
    from trosol.findings.leverage.leverage import leverage
    from trosol.findings.leverage.leverage_result import Leverage
    from trosol.findings.paths.pathways import Pathways, pathways
    from trosol.findings.portfolio.matrix import Matrix, matrix
    from trosol.findings.portfolio.portfolio import Portfolio, portfolio
    from trosol.findings.report.report import Firmest, Report, firmest, report
    from trosol.findings.result import Ranked, Ranking
    from trosol.findings.scenario.contrast import ScenarioComparison, compare_scenarios
    from trosol.findings.scenario.scenario import Scenario, scenario
    from trosol.findings.scenario.side_by_side import Plan, ScenariosBeside, scenarios_beside
    from trosol.findings.sensitivity.next_evidence import NextEvidence, next_evidence
    from trosol.findings.voices.voices import Voices, voices_compared

THROUGH = frozenset({"firmest", "report"})
"""Findings made of others, which take a way to get these (``through``)."""

__all__ = [
    "THROUGH",
    "Brokers",
    "Centrality",
    "CentralityContrast",
    "Comparison",
    "Firmest",
    "Gatekeepers",
    "GatesBetween",
    "Horizons",
    "KeySets",
    "Leverage",
    "Matrix",
    "NextEvidence",
    "Pathways",
    "Plan",
    "Portfolio",
    "Ranked",
    "Ranking",
    "Report",
    "Scenario",
    "ScenarioComparison",
    "ScenariosBeside",
    "Voices",
    "brokers",
    "centrality",
    "compare",
    "compare_centrality",
    "compare_scenarios",
    "firmest",
    "gatekeepers",
    "gates_between",
    "horizons",
    "key_sets",
    "leverage",
    "matrix",
    "next_evidence",
    "pathways",
    "portfolio",
    "report",
    "scenario",
    "scenarios_beside",
    "voices_compared",
]

_FROM = {
    "centrality.centrality": ("Centrality", "centrality"),
    "centrality.lens_contrast": ("CentralityContrast", "compare_centrality"),
    "comparison.comparison": ("Comparison", "compare"),
    "gatekeepers.brokerage": ("Brokers", "brokers"),
    "gatekeepers.cutsets": ("GatesBetween", "gates_between"),
    "gatekeepers.gate_cards": ("Gatekeepers",),
    "gatekeepers.gatekeepers": ("gatekeepers",),
    "gatekeepers.key_players": ("KeySets", "key_sets"),
    "horizons.horizons": ("Horizons", "horizons"),
    "leverage.leverage": ("leverage",),
    "leverage.leverage_result": ("Leverage",),
    "paths.pathways": ("Pathways", "pathways"),
    "portfolio.matrix": ("Matrix", "matrix"),
    "portfolio.portfolio": ("Portfolio", "portfolio"),
    "report.report": ("Firmest", "Report", "firmest", "report"),
    "result": ("Ranked", "Ranking"),
    "scenario.contrast": ("ScenarioComparison", "compare_scenarios"),
    "scenario.scenario": ("Scenario", "scenario"),
    "scenario.side_by_side": ("Plan", "ScenariosBeside", "scenarios_beside"),
    "sensitivity.next_evidence": ("NextEvidence", "next_evidence"),
    "voices.voices": ("Voices", "voices_compared"),
}
lazily(__name__, _FROM)
