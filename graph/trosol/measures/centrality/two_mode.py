"""Two-mode networks (people and events, actors and projects): centrality on the scale of what can be there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import isnan
from typing import Any

from trosol.measures.centrality.betweenness import betweenness
from trosol.measures.centrality.closeness import closeness
from trosol.measures.centrality.degree import degree
from trosol.measures.graph_view import plain
from trosol.measures.groups import two_modes
from trosol.measures.scores import UNDEFINED, Scores, scores
from trosol.measures.wrong_use import one_of

__all__ = ["two_mode"]


def two_mode(graph: Any, groups: Mapping[Any, Hashable] | str, measure: str = "degree") -> Scores:
    """Score the nodes of a two-mode network, normalised by what is possible where ties only lead to the other mode.

    **Reads as**: this event was attended by so many of those who could; this person lies between so much of what can lie between.

    **Formula**: raw is the ordinary measure. Normalised, for a node of a mode with a nodes beside one with b: *degree* / b; *closeness* (b + 2(a − 1)) / Σ d, times
    the share of all others that are reached; *betweenness* / the most that a node of this mode can have,
    ½ (b²(s + 1)² + b(s + 1)(2t − s − 1) − t(2s − t + 3)) with s, t the quotient and rest of (a − 1)/b.

    **Inputs**: any networkx graph whose ties all lead from one mode to the other, direction ignored; ``groups`` maps nodes to their mode or names a node
    attribute; ``measure`` is ``degree``, ``closeness`` or ``betweenness``.

    **Returns**: :class:`Scores`; closeness is undefined for an isolate, normalised betweenness where nothing can lie between.

    **Errors**: graph-empty, groups-missing, two-modes-wrong, measure-option.

    **Trap**: the ordinary normalisation counts ties that cannot be there and puts both modes too low. Values compare within a mode; between the
    modes only when normalised.

    **Cost**: that of the measure. **Source**: Borgatti & Everett 1997, Social Networks 19; Borgatti & Halgin 2011, as in networkx.

    >>> import networkx as nx
    >>> came = nx.Graph([("Ann", "fair"), ("Ben", "fair"), ("Ann", "walk")])
    >>> two_mode(came, {"Ann": 0, "Ben": 0, "fair": 1, "walk": 1}).normalised
    {'Ann': 1.0, 'Ben': 0.5, 'fair': 1.0, 'walk': 0.5}
    """
    one_of("measure", measure, ("degree", "closeness", "betweenness"))
    view = plain(graph).undirected()
    names, member = two_modes(graph, view, groups)
    own = [member.count(mode) for mode in (0, 1)]
    sizes = [(own[mode], own[1 - mode]) for mode in member]
    found = degree(view) if measure == "degree" else closeness(view) if measure == "closeness" else betweenness(view)
    raw = list(found.raw.values())
    if measure == "degree":
        shares = [value / b for value, (_, b) in zip(raw, sizes, strict=True)]
    elif measure == "closeness":
        # Distances are whole numbers, and normalised is r²/((n − 1) Σ d) with r nodes in reach.
        total = [1 / value if isnan(value) else round(1 / value) for value in raw]
        reach = [(share * far * (len(view) - 1)) ** 0.5 for share, far in zip(found.normalised.values(), total, strict=True)]
        shares = [(b + 2 * (a - 1)) / far * r / (len(view) - 1) for (a, b), far, r in zip(sizes, total, reach, strict=True)]
    else:
        most = [_most_between(a, b) for a, b in sizes]
        shares = [value / limit if limit else UNDEFINED for value, limit in zip(raw, most, strict=True)]
    return scores(
        measure,
        view.nodes,
        raw,
        shares,
        found.raw_is,
        "share of the most possible between two modes",
        two_mode=True,
        modes=[str(name) for name in names],
    )


def _most_between(own: int, other: int) -> float:
    """The largest betweenness that a node of a mode with so many nodes can have."""
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
