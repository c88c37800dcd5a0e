"""Ties between actors that no claim tells of, but that the ontology would allow one to tell of."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from trosol.findings.gatekeepers.structural_rank import ACTORS
from trosol.store.snapshot import Snapshot

__all__ = ["absent", "legal", "together"]


def legal(snapshot: Snapshot, a: str, b: str) -> bool:
    """Whether some relation that makes up the actors network could be claimed between the two, either way."""
    declared = snapshot.ontology.network(ACTORS)
    if declared is None:
        return False
    relations = sorted(frozenset[str]().union(*(snapshot.ontology.below(edge) for edge in declared.edges)))
    return any(_takes(snapshot, relation, target) for relation in relations for target in (a, b))


def _takes(snapshot: Snapshot, relation: str, target: str) -> bool:
    """Whether the relation may point at the thing: the nearest range in its line holds."""
    ontology = snapshot.ontology
    line = (ontology.properties[iri].range for iri in ontology.line(relation) if iri in ontology.properties)
    wanted = next((iri for iri in line if iri), None)
    return wanted is None or ontology.is_a(snapshot.entity(target).type, (wanted,))


def absent(snapshot: Snapshot, graph: nx.Graph, ones: Iterable[str], others: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of one and another without a tie, likeliest first: those that the source speaks of in the same place, then by id."""
    kinds: dict[tuple[str, str], bool] = {}
    found = set()
    others = sorted(set(others))
    for a in sorted(set(ones)):
        for b in others:
            if a == b or graph.has_edge(a, b):
                continue
            pair = (snapshot.entity(a).type, snapshot.entity(b).type)
            if pair not in kinds:
                kinds[pair] = legal(snapshot, a, b)
            if kinds[pair]:
                found.add((a, b) if a < b else (b, a))
    places = {key: _places(snapshot, key) for pair in found for key in pair}
    return sorted(found, key=lambda pair: (-len(places[pair[0]] & places[pair[1]]), pair))


def together(snapshot: Snapshot, a: str, b: str) -> tuple[str, ...]:
    """Pieces of evidence in which the source speaks of both, sorted."""
    return tuple(sorted(_places(snapshot, a) & _places(snapshot, b)))


def _places(snapshot: Snapshot, key: str) -> frozenset[str]:
    return frozenset(snapshot.entity(key).evidence).union(*(claim.evidence for claim in snapshot.claims_of(key)))
