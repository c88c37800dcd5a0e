"""Influence and dependence: what drives the rest, and what is driven by it.

**Reads as**: drives much and is driven by little: a lever nobody else holds. Drives and is driven: whatever is done there
comes back.

**How**: :func:`trosol.measures.micmac` on the influence network, things without any arrow left out. Quadrants are drawn at
the means.

**Trap**: it counts arrows, and those that the source tells of at length have more. What acts on the ecosystem from outside
has no dependence in it. The arrows' signs are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from trosol.measures import micmac
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["FEWEST_ARROWS", "Position", "positions"]

FEWEST_ARROWS = 5
"""A network of influence with fewer arrows is too thin to rank anything in."""


@dataclass(frozen=True, slots=True, repr=False)
class Position(TableRow):
    """How much one thing drives and is driven: arrows from and to it, and the quadrant that puts it in.

    The indirect numbers count ways of several arrows, again and again round each loop: read their order, not their size.
    """

    id: str
    label: str
    influence: int
    dependence: int
    indirect_influence: float
    indirect_dependence: float
    quadrant: str
    indirect_quadrant: str
    claims: tuple[str, ...]


def positions(snapshot: Snapshot, graph: nx.DiGraph) -> tuple[Position, ...]:
    """Influence and dependence of all that has an arrow, those with most arrows from them first; none if there are too few arrows."""
    tied = graph.edge_subgraph(graph.edges).copy()
    if tied.number_of_edges() < FEWEST_ARROWS:
        return ()
    found = micmac(tied)
    rows = []
    for key in sorted(tied):
        direct, dependence, further, driven = found.values[key]
        claims = {c for _, _, ids in (*tied.in_edges(key, data="claims"), *tied.out_edges(key, data="claims")) for c in ids}
        rows.append(
            Position(
                id=key,
                label=snapshot.entity(key).label(),
                influence=int(direct),
                dependence=int(dependence),
                indirect_influence=further,
                indirect_dependence=driven,
                quadrant=found.direct_quadrants[key],
                indirect_quadrant=found.quadrants[key],
                claims=tuple(sorted(claims)),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.influence, row.dependence, row.label, row.id)))
