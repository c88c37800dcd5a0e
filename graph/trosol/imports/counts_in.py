"""What a term counts in: the networks whose items or edges it makes, and the findings that read these networks."""

from __future__ import annotations

from trosol.model.ontology import CLASS, Ontology, Term

__all__ = ["counts_in"]

FINDINGS = {
    "actors": ("gatekeepers",),
    "influence": ("leverage", "scenario", "horizons"),
    "path-to-goal": ("pathways",),
    "challenge-action": ("portfolio", "matrix"),
}
"""Findings by the name of the network that they read; every network has its centralities."""

PURPOSES = {"horizon": "horizons, by lane", "gatekeeping": "gatekeepers, by name", "control": "gatekeepers, by rule"}
"""Findings by the purpose of the relations that they read beside a network."""


def counts_in(term: Term, ontology: Ontology) -> str:
    """The networks and findings, as words; what counts nowhere says so.

    Networks of voices take in every claim and are not named.
    """
    found = []
    for network in ontology.networks.values():
        if not network.ranked:
            continue
        classes = (*network.nodes, *network.left, *network.right, *network.starts, *network.goals)
        wanted = classes if term.kind == CLASS else network.edges
        if wanted and ontology.is_a(term.iri, wanted):
            more = ", ".join(FINDINGS.get(network.name, ("centrality",)))
            found.append(f"{network.name} ({more})")
    found += sorted({finding for purpose, finding in PURPOSES.items() if term.iri in ontology.for_purpose(purpose)})
    return ", ".join(sorted(found)) or "no ranking; shown on maps and in answers"
