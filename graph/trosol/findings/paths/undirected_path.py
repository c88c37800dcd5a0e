"""The nearest there is to a path where there is none: how two entities are linked at all, whichever way the claims run.

**Reads as**: no path leads from here to there, but this is how the two are linked.

**How**: a shortest chain in the influence network without regard to direction; where there is none, a shortest chain of
claims of any relation, containment and membership among them.

**Trap**: a chain is no path. Nothing travels along it, and a chain of any relation often runs through something large of
which both are a part, which says little.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from trosol.findings.paths.path import Step, step
from trosol.findings.result import voices_of
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["UndirectedPath", "nearest_link"]

_ANY = "claims of any relation"


@dataclass(frozen=True, slots=True, repr=False)
class UndirectedPath(TableRow):
    """A chain from one entity to another whose steps may run either way; each step keeps its own direction."""

    network: str
    nodes: tuple[str, ...]
    labels: tuple[str, ...]
    steps: Rows[Step]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


def nearest_link(snapshot: Snapshot, graph: nx.DiGraph, lens: Lens, start: str, goal: str) -> UndirectedPath | None:
    """A shortest chain in the network, else one of any claims that count; None if nothing links the two."""
    for name, arrows in ((str(graph.graph["name"]), graph), (_ANY, None)):
        over = _all(snapshot, lens) if arrows is None else arrows
        ties = nx.Graph()
        ties.add_edges_from(sorted(over.edges))
        if start in ties and goal in ties and nx.has_path(ties, start, goal):
            return _link(snapshot, over, name, min(nx.all_shortest_paths(ties, start, goal)))
    return None


def _link(snapshot: Snapshot, graph: nx.DiGraph, name: str, nodes: list[str]) -> UndirectedPath:
    steps = tuple(step(snapshot, graph, *((a, b) if graph.has_edge(a, b) else (b, a))) for a, b in pairwise(nodes))
    labels = tuple(snapshot.entity(key).label() for key in nodes)
    ids = tuple(sorted({key for each in steps for key in each.claims}))
    told = "; ".join(each.sentences[0] for each in steps)
    by = f"by {name}" if name == _ANY else f"in the {name} network, whichever way the links run"
    sentence = f"“{labels[0]}” and “{labels[-1]}” are linked {by}: {told}. That is a link, not a path from the one to the other."
    return UndirectedPath(name, tuple(nodes), labels, Rows(steps), ids, voices_of(snapshot, ids), sentence)


def _all(snapshot: Snapshot, lens: Lens) -> nx.DiGraph:
    """Every claim that counts, from its subject to its object, whatever its relation."""
    graph = nx.DiGraph()
    for claim in lens.claims(snapshot):
        if claim.subject != claim.object and all(lens.keeps_entity(snapshot.entity(k)) for k in (claim.subject, claim.object)):
            before = graph.get_edge_data(claim.subject, claim.object, {"claims": ()})["claims"]
            graph.add_edge(claim.subject, claim.object, claims=(*before, claim.id))
    return graph
