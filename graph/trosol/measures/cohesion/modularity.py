"""Modularity of groups that are given."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import networkx as nx

from trosol.measures.graph_view import plain
from trosol.measures.groups import grouping
from trosol.measures.ranks import neat
from trosol.measures.scores import UNDEFINED, Index
from trosol.measures.wrong_use import between

__all__ = ["modularity"]


def modularity(graph: Any, groups: Mapping[Any, Hashable] | str, resolution: float = 1.0, weight: str | None = None) -> Index:
    """Say how far ties keep within groups that are given, beyond what chance would do.

    **Reads as**: these groups are (or are not) what the ties follow.

    **Formula**: Q = Σ over groups of (L/m − r · D_out · D_in / m²) for arrows, with L ties inside, D summed degrees, r the resolution; undirected:
    Σ (L/m − r (D/2m)²).

    **Inputs**: any networkx graph; ``groups`` maps nodes to groups or names a node attribute; ``weight`` names an edge attribute.

    **Returns**: :class:`Index`, −1 to 1: 0 as by chance; undefined without ties.

    **Errors**: graph-empty, groups-missing, weight-wrong, weight-range, measure-range.

    **Trap**: its largest possible value depends on the groups' sizes; :func:`mixing` gives assortativity, which is scaled to 1. For groups that the
    ties themselves suggest, see :func:`communities`.

    **Cost**: n + m. **Source**: Newman & Girvan 2004, Phys. Rev. E 69; Leicht & Newman 2008, Phys. Rev. Lett. 100, for arrows.

    >>> import networkx as nx
    >>> two = nx.barbell_graph(3, 0)
    >>> modularity(two, {node: node < 3 for node in two}).value, modularity(two, dict.fromkeys(two, "all")).value
    (0.357142857143, 0.0)
    """
    between("resolution", resolution, 0.0, 1000.0)
    view = plain(graph, weight)
    names, member = grouping(graph, view, groups)
    parts: list[set[int]] = [set() for _ in names]
    for node, group in enumerate(member):
        parts[group].add(node)
    # Differences of shares of 1: what is left of equal ones after rounding is no modularity.
    value = round(nx.community.modularity(view.graph(), parts, resolution=resolution), 12) if view.edges else UNDEFINED
    about = "ties within the groups beyond chance"
    return Index("modularity", neat([value])[0], about, {"resolution": resolution, "weight": weight})
