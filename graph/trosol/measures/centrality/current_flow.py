"""Current-flow betweenness: traffic that takes all ways, not only the shortest."""

from __future__ import annotations

from typing import Any

import networkx as nx

from trosol.measures.graph_view import plain
from trosol.measures.scores import UNDEFINED, Scores, scores

__all__ = ["current_flow"]


def current_flow(graph: Any, weight: str | None = None) -> Scores:
    """Send one unit of current between every pair and add up what runs through each node.

    **Reads as**: however the current finds its way, it finds it through them.

    **Formula**: raw(v) = Σ over pairs {s, t}, s ≠ v ≠ t, of ½ Σ over ties of v of |current|; a tie conducts as well as its
    weight; pairs in different pieces carry nothing. Normalised = raw / number of pairs that do not end at v.

    **Inputs**: any networkx graph; direction is ignored (current has none); ``weight`` names the conductance.

    **Returns**: :class:`Scores`; an isolate has 0. Normalised is undefined for fewer than three nodes.

    **Errors**: graph-empty, weight-wrong.

    **Trap**: computed piece by piece: the middle of a small piece cannot reach the values of a large one.

    **Cost**: n³ + m · n · log n in each piece (numpy): 0.03 s for 400 nodes, 0.9 s for 2,000.
    **Source**: Newman 2005, Social Networks 27 (who also counts the ends of each pair); Brandes & Fleischer 2005, STACS.

    >>> import networkx as nx
    >>> current_flow(nx.path_graph(3)).normalised
    {0: 0.0, 1: 1.0, 2: 0.0}
    >>> current_flow(nx.cycle_graph(4)).raw[0]
    1.0
    """
    import numpy as np

    view = plain(graph, weight).undirected()
    whole = view.graph()
    conducts = (view.sizes / view.sizes.mean()).tolist() if len(view.sizes) else []  # a common factor changes no current
    raw = np.zeros(len(view))
    for part in nx.connected_components(whole):
        if len(part) < 3:
            continue
        members = sorted(part)
        place = {v: i for i, v in enumerate(members)}
        size = len(members)
        laplacian = np.zeros((size, size))
        ties = [(place[i], place[j], w) for (i, j), w in zip(view.edges, conducts, strict=True) if i in place]
        for i, j, w in ties:
            laplacian[i, j] = laplacian[j, i] = -w
        np.fill_diagonal(laplacian, -laplacian.sum(axis=1))
        # Grounding all nodes a little makes the matrix regular and changes no difference of potentials.
        potential = np.linalg.inv(laplacian + 1 / size)
        rank = 2 * np.arange(size) - (size - 1)
        through = np.zeros(size)
        for i, j, w in ties:
            # Σ over pairs of |difference|, from the sorted values.
            total = float(np.sort(w * (potential[i] - potential[j])) @ rank)
            through[i] += total
            through[j] += total
        raw[members] = (through - (size - 1)) / 2
    pairs = (len(view) - 1) * (len(view) - 2) / 2
    return scores(
        "current_flow",
        view.nodes,
        raw,
        (value / pairs if pairs else UNDEFINED for value in raw),
        "summed current through the node over all pairs",
        "mean current per pair that does not end at the node",
        weight=weight,
    )
