"""What a term counts in: the networks whose items or edges it makes, and the findings that read these networks."""

from __future__ import annotations

from collections.abc import Sequence

from trosol.model.ontology import CLASS, Network, Ontology, Term

__all__ = ["acts", "counts_in"]

FINDINGS = {
    "actors": ("gatekeepers",),
    "influence": ("leverage", "scenario", "horizons"),
    "path-to-goal": ("pathways",),
    "challenge-action": ("portfolio", "matrix"),
}
"""Findings by the name of the network that they read; every network has its centralities."""

PURPOSES = {"horizon": "horizons, by lane", "gatekeeping": "gatekeepers, by name", "control": "gatekeepers, by rule"}
"""Findings by the purpose of the relations that they read beside a network."""

_OF_ACTORS = ("gatekeeping", "control")
"""Purposes whose relations count for an actor as their subject alone."""

_NOWHERE = "no ranking; shown on maps and in answers"


def counts_in(term: Term, ontology: Ontology, ends: Sequence[str] = ()) -> str:
    """The networks and findings, as words; what counts nowhere says so.

    ``ends``: the classes of subject and object, where it is known what a relation joins; without them, what it may count in.
    Networks of voices take in every claim and are not named.
    """
    found = []
    for network in ontology.networks.values():
        if not network.ranked:
            continue
        classes = (*network.nodes, *network.left, *network.right, *network.starts, *network.goals)
        wanted = classes if term.kind == CLASS else network.edges
        if wanted and ontology.is_a(term.iri, wanted) and (not ends or _joins(network, ends, ontology)):
            more = ", ".join(FINDINGS.get(network.name, ("centrality",)))
            found.append(f"{network.name} ({more})")
    found += sorted(
        {
            finding
            for purpose, finding in PURPOSES.items()
            if term.iri in ontology.for_purpose(purpose) and (not ends or purpose not in _OF_ACTORS or acts(ends[0], ontology))
        }
    )
    return ", ".join(sorted(found)) or _NOWHERE


def _joins(network: Network, ends: Sequence[str], ontology: Ontology) -> bool:
    """Whether a tie between items of these classes is one of the network."""
    if any(ontology.is_a(end, network.excludes) for end in ends):
        return False
    if network.nodes:
        return all(ontology.is_a(end, network.nodes) for end in ends)
    sides = (network.left, network.right)
    return any(
        all(not side or ontology.is_a(end, side) for end, side in zip(pair, sides, strict=True)) for pair in (ends, ends[::-1])
    )


def acts(iri: str, ontology: Ontology) -> bool:
    """Whether the members of a class are actors."""
    kind = ontology.kind(iri)
    return kind is not None and kind.group == "actor"
