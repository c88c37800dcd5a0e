"""Betweenness from samples, with a stated error: for networks where counting every shortest way would take hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trosol.extras import needs_extra
from trosol.measures.graph_view import Plain, plain
from trosol.measures.scores import UNDEFINED, Scores, scores
from trosol.measures.wrong_use import between, wrong

__all__ = ["can_sample", "sampled_betweenness"]

_DOUBT = 0.1

_FIRST = 10_000
"""NetworKit first draws a share of the most it may need, one in so many, and adds these draws to what it has found but not to
how many it has drawn. With its own setting, one in a hundred, every value comes out one to two hundredths too high."""


def sampled_betweenness(graph: Any, error: float = 0.01, seed: int = 0) -> Scores:
    """Estimate betweenness from shortest ways drawn at random, until no node is likely to be further off than ``error``.

    **Reads as**: traffic runs through them, give or take the error; nodes nearer to one another than that are not told apart.

    **Formula**: the share of drawn pairs whose drawn shortest way runs through the node; drawing stops as soon as, with
    probability 0.9, every node's normalised betweenness lies within ± ``error``. Raw = normalised · number of pairs of others.

    **Inputs**: any networkx graph or :class:`Plain`, undirected; ``error`` from 0.0005 to 0.2; ``seed``.

    **Returns**: :class:`Scores`, whose parameters name the error, its probability and the engine; a rank is one more than the
    number of those that are further above than twice the error. The same seed gives the same numbers. Normalised is undefined
    where there are no pairs of others.

    **Errors**: graph-empty, measure-range, graph-wrong (the engine draws in undirected graphs only), extra-missing.

    **Trap**: the error is absolute, on a scale from 0 to 1: it ranks the clear gatekeepers, not the long tail. Where
    :func:`betweenness` ends in time, take that.

    **Cost**: 200,000 nodes and a million ties with error 0.01: 15 s on one core. **Source**: Borassi & Natale 2016 (KADABRA),
    ESA 2016, as in NetworKit.

    >>> import networkx as nx
    >>> found = sampled_betweenness(nx.star_graph(50), error=0.05)
    >>> found.top(1), found.parameters["probability"]
    ((0,), 0.9)
    """
    view = plain(graph)
    between("error", error, 0.0005, 0.2)
    if view.directed:
        raise wrong(
            "graph-wrong",
            "Betweenness is estimated in undirected networks only.",
            "Pass graph.to_undirected(), or count exactly with betweenness.",
        )
    size = len(view)
    pairs = (size - 1) * (size - 2) / 2
    shares = _drawn(view, error, seed) if pairs and len(view.ends) else [0.0 if pairs else UNDEFINED] * size
    found = scores(
        "betweenness",
        view.nodes,
        [share * pairs if pairs else 0.0 for share in shares],
        shares,
        "pairs whose shortest ways run through the node, estimated",
        "share of the pairs that do not end at the node, estimated",
        error=error,
        probability=1 - _DOUBT,
        seed=seed,
        engine=_engine(),
    )
    return replace(found, apart=2 * error * pairs)


def _engine() -> str:
    from importlib.metadata import version

    return f"NetworKit {version('networkit')} (KADABRA)"


def can_sample() -> bool:
    """Whether the engine that draws is installed."""
    try:
        import networkit  # noqa: F401
    except ImportError:
        return False
    return True


def _drawn(view: Plain, error: float, seed: int) -> list[float]:
    with needs_extra("scale"):
        import networkit

    scale = len(view) / (len(view) - 2)
    threads = networkit.getMaxNumberOfThreads()
    try:
        networkit.setNumberOfThreads(1)  # several would draw in an order of their own
        networkit.setSeed(seed, False)
        made = networkit.GraphFromCoo((view.ends[:, 0].astype("uint64"), view.ends[:, 1].astype("uint64")), n=len(view))
        found = networkit.centrality.KadabraBetweenness(made, error / scale, _DOUBT, startFactor=_FIRST).run().scores()
    finally:
        networkit.setNumberOfThreads(threads)
    # NetworKit counts a pair in both directions, and among all pairs, also those that end at the node.
    return [share / 2 * scale for share in found]
