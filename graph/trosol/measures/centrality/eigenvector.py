"""Eigenvector centrality and PageRank: standing that comes from the standing of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from trosol.measures.graph_view import Plain, name_of, plain
from trosol.measures.ranks import TOLERANCE, neat
from trosol.measures.scores import UNDEFINED, Scores, scores
from trosol.measures.wrong_use import between, nearest, wrong

__all__ = ["eigenvector", "pagerank", "spectral_radius"]

_DENSE = 200


def eigenvector(graph: Any, weight: str | None = None) -> Scores:
    """Score a node by the scores of those that act on it, all the way back.

    **Reads as**: those who are well placed act on them, or are tied to them.

    **Formula**: λ x = Wᵀ x for the largest λ; raw has Σ x² = 1, normalised has largest x = 1.

    **Inputs**: any networkx graph; in a directed one standing flows along the arrows; ``weight`` names an edge attribute.

    **Returns**: :class:`Scores`. Outside the part with the largest λ, and what it acts on, a node has 0. Without any circle
    of arrows there is no such x, and where two parts have the same λ there are many: then every node is undefined.

    **Errors**: graph-empty, weight-wrong.

    **Trap**: in a network of several pieces it shows the thickest one only; PageRank is then the better question.

    **Cost**: a few times m per step. **Source**: Bonacich 1972, J. Math. Sociology 2.

    >>> import networkx as nx
    >>> eigenvector(nx.star_graph(4)).normalised
    {0: 1.0, 1: 0.5, 2: 0.5, 3: 0.5, 4: 0.5}
    >>> eigenvector(nx.DiGraph([("a", "b")])).raw
    {'a': nan, 'b': nan}
    """
    view = plain(graph, weight)
    vector = _principal(view)
    if vector is None:
        raw = shares = [UNDEFINED] * len(view)
    else:
        length, largest = sum(x * x for x in vector) ** 0.5, max(vector)
        raw, shares = [x / length for x in vector], [x / largest for x in vector]
    return scores("eigenvector", view.nodes, raw, shares, "sum of squares is 1", "largest is 1", weight=weight)


def spectral_radius(view: Plain) -> float:
    """The largest eigenvalue of the matrix of ties; 0 where no walk comes back to where it began.

    >>> spectral_radius(plain(nx.complete_graph(4))), spectral_radius(plain(nx.path_graph(3, nx.DiGraph)))
    (3.0, 0.0)
    """
    found = _circles(view)
    return neat([found[0][0]])[0] if found else 0.0


def _circles(view: Plain) -> list[tuple[float, list[int]]]:
    """The parts in which walks come back, with the largest eigenvalue of each, largest first."""
    flow, graph = view.matrix().T.tocsr(), view.graph()
    parts = nx.strongly_connected_components(graph) if view.directed else nx.connected_components(graph)
    return sorted(((_largest(flow, sorted(part))[0], sorted(part)) for part in parts if len(part) > 1), reverse=True)


def _principal(view: Plain) -> list[float] | None:
    """The one non-negative eigenvector of the largest λ, or None where there is none or more than one."""
    flow, graph, found = view.matrix().T.tocsr(), view.graph(), _circles(view)
    if not found or (len(found) > 1 and found[0][0] - found[1][0] <= TOLERANCE * found[0][0]):
        return None
    heart = found[0][1]
    fed = sorted({*heart, *nx.descendants(graph, heart[0])}) if view.directed else heart
    vector = [0.0] * len(view)
    for i, value in zip(fed, _largest(flow, fed)[1], strict=True):
        vector[i] = abs(float(value))
    return vector


def _largest(flow: Any, part: list[int]) -> tuple[float, Any]:
    import numpy as np
    from scipy.sparse.linalg import eigs

    inside = flow[part][:, part]
    if len(part) <= _DENSE:
        values, vectors = np.linalg.eig(inside.toarray())
    else:
        values, vectors = eigs(inside, k=1, which="LR", v0=np.ones(len(part)), maxiter=len(part) * 1000)
    best = int(np.argmax(values.real))
    return float(values[best].real), vectors[:, best].real


def pagerank(graph: Any, damping: float = 0.85, start: Mapping[Any, float] | None = None, weight: str | None = None) -> Scores:
    """Share out standing along the arrows, with a chance of starting anew elsewhere.

    **Reads as**: a walker who follows the arrows and now and then jumps is found here this often.

    **Formula**: x_j = (1 − a) s_j + a · (Σ_i x_i W_ij / Σ_k W_ik + s_j · Σ of x without arrows out), with damping a and
    start shares s (1/n each, where none are given). Raw adds up to 1; normalised = n · raw: 1 is the average node.

    **Inputs**: any networkx graph; ``start`` gives the weight of nodes to (re)start from, the others have 0.

    **Returns**: :class:`Scores`, never undefined.

    **Errors**: graph-empty, weight-wrong, measure-range (damping), node-unknown, start-wrong.

    **Trap**: it ranks those who are acted on; for those who act, reverse the graph. Networks of different size compare only
    when normalised.

    **Cost**: some hundred times m. **Source**: Brin & Page 1998, Computer Networks 30.

    >>> import networkx as nx
    >>> pagerank(nx.cycle_graph(4)).raw
    {0: 0.25, 1: 0.25, 2: 0.25, 3: 0.25}
    >>> pagerank(nx.DiGraph([("a", "b")]), damping=0).normalised
    {'a': 1.0, 'b': 1.0}
    """
    import numpy as np

    view = plain(graph, weight)
    between("damping", damping, 0, 0.99)
    size = len(view)
    begin = np.full(size, 1 / size) if start is None else _start(view, start)
    flow = view.matrix()
    out = flow.sum(axis=1)
    share = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    back, now = flow.T.tocsr(), begin
    for _ in range(10_000):
        before = now
        now = (1 - damping) * begin + damping * (back @ (before * share) + begin * before[out == 0].sum())
        if np.abs(now - before).sum() < 1e-14:
            break
    now = now / now.sum()
    given = None if start is None else {name_of(node): value for node, value in start.items()}
    return scores(
        "pagerank",
        view.nodes,
        now,
        now * size,
        "share of the walk spent here",
        "times the average node",
        damping=damping,
        start=given,
        weight=weight,
    )


def _start(view: Plain, start: Mapping[Any, float]) -> Any:
    import numpy as np

    begin = np.zeros(len(view))
    for node, value in start.items():
        if node not in view.index:
            raise wrong("node-unknown", f"The start '{name_of(node)}' is not in the graph.", nearest(node, view.nodes))
        begin[view.index[node]] = value
    if not begin.sum() > 0 or begin.min() < 0:
        raise wrong("start-wrong", "The start weights do not add up to more than 0.", "Give numbers of 0 or more, one above 0.")
    return begin / begin.sum()
