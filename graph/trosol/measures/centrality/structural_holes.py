"""Structural holes: constraint, effective size, and bridging."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from trosol.measures.centrality.betweenness import betweenness
from trosol.measures.centrality.sampled import can_sample, sampled_betweenness
from trosol.measures.graph_view import Plain, plain
from trosol.measures.scores import UNDEFINED, Scores, scores
from trosol.measures.triangles import triangles

__all__ = ["bridging", "constraint", "effective_size"]

_MUCH = 500_000_000
"""Nodes times ties up to which all shortest paths are counted unless an error is allowed: about a quarter of a minute."""

_ERROR = 0.01
"""The error of what is estimated because counting would take long."""


def _mutual(view: Plain) -> tuple[Any, Any]:
    """Ties both ways added, and the same as shares of each node's own total."""
    one_way = view.matrix()
    both = (one_way + one_way.T).tocsr()
    both.sort_indices()
    shares = both.copy()
    shares.data /= np.repeat(both.sum(axis=1), np.diff(both.indptr))
    return both, shares


def _over_triangles(both: Any, first: Any, second: Any, third: Any) -> Any:
    """For each tie from i to j: Σ over those q tied to both of ``first``(i, q) · ``second``(q, j), written into ``third``."""
    for ab, ba, ac, ca, bc, cb in triangles(both):
        for ij, iq, qj in ((ab, ac, cb), (ba, bc, ca), (ac, ab, bc), (ca, cb, ba), (bc, ba, ac), (cb, ca, ab)):
            third += np.bincount(ij, weights=first[iq] * second[qj], minlength=len(third))
    return third


def constraint(graph: Any, weight: str | None = None) -> Scores:
    """Say how far a node's time and contacts lead back to the same few others.

    **Reads as**: low: their contacts do not know each other, and they can stand between them; high: they are hemmed in.

    **Formula**: Σ over contacts j of (p_ij + Σ_q p_iq p_qj)², where p_ij is the share of i's ties (both directions added)
    that goes to j.

    **Inputs**: any networkx graph; ``weight`` names the edge attribute that measures a tie's strength.

    **Returns**: :class:`Scores`; a node without contacts is undefined, not 0. Normalised is the same number: it is made of
    shares already. A node with one contact that has no other has 1; two contacts who know each other give up to 1.125.

    **Errors**: graph-empty, weight-wrong.

    **Trap**: low is the strong position; ranks from the highest down list the weakest first.

    **Cost**: m · √m at most, however large the hubs are. **Source**: Burt 1992, Structural Holes, pp. 54-55; as in networkx and igraph.

    >>> import networkx as nx
    >>> constraint(nx.path_graph(3)).raw
    {0: 1.0, 1: 0.5, 2: 1.0}
    >>> constraint(nx.empty_graph(1)).raw
    {0: nan}
    """
    view = plain(graph, weight)
    both, shares = _mutual(view)
    to_contacts = _over_triangles(both, shares.data, shares.data, shares.data.copy())
    values = np.where(np.diff(both.indptr) > 0, _by_row(both, to_contacts**2), UNDEFINED)
    return scores(
        "constraint", view.nodes, values, values, "Burt's constraint", "the same: made of shares already", weight=weight
    )


def effective_size(graph: Any, weight: str | None = None) -> Scores:
    """Count a node's contacts, less those who lead to where the others lead anyway.

    **Reads as**: this many different doors their contacts open.

    **Formula**: raw = Σ over contacts j of (1 − Σ_{q≠i,j} p_iq m_jq), p_iq the share of i's ties that goes to q and m_jq
    the tie of j and q relative to j's strongest; without weights: contacts less the mean number of ties among them.
    Normalised (Burt's efficiency) = raw / number of contacts.

    **Inputs**: as for :func:`constraint`.

    **Returns**: :class:`Scores`; a node without contacts is undefined, not 0.

    **Errors**: graph-empty, weight-wrong.

    **Trap**: it grows with the number of contacts: compare the normalised one across nodes of different degree. With
    weights or arrows, networkx 3.6's value for all nodes at once divides by the wrong node's strongest tie; its value for
    named nodes, and this one, follow Burt.

    **Cost**: as for :func:`constraint`. **Source**: Burt 1992, p. 52; Borgatti 1997, Connections 20.

    >>> import networkx as nx
    >>> effective_size(nx.star_graph(3)).raw[0], effective_size(nx.complete_graph(4)).normalised[0]
    (3.0, 0.333333333333)
    """
    view = plain(graph, weight)
    both, shares = _mutual(view)
    degrees = np.diff(both.indptr)
    strongest = both.max(axis=1).toarray()
    relative = both.data / np.repeat(strongest, degrees)
    # Over those j tied to both i and q: how strong j's tie to q is among j's own.
    led = _over_triangles(both, np.ones(len(both.data)), relative, np.zeros(len(both.data)))
    raw = np.where(degrees > 0, degrees - _by_row(both, shares.data * led), UNDEFINED)
    return scores(
        "effective_size",
        view.nodes,
        raw,
        np.divide(raw, degrees, out=np.full(len(raw), UNDEFINED), where=degrees > 0),
        "contacts that do not overlap",
        "efficiency: share of contacts that do not overlap",
        weight=weight,
    )


def bridging(graph: Any, error: float | None = None, seed: int = 0) -> Scores:
    """Find nodes with much traffic and few ties among neighbours with many: the thin places between thick parts.

    **Reads as**: they are a narrow bridge; hubs hold the banks.

    **Formula**: betweenness(v) · (1/d(v)) / Σ over neighbours i of 1/d(i), with d the degree; raw uses raw betweenness,
    normalised the normalised one.

    **Inputs**: any networkx graph; direction is ignored, as in the source. With ``error`` betweenness is estimated to within it, from
    ``seed``, as by :func:`sampled_betweenness`; 0 counts it, however long that takes. Without, it is counted where nodes times ties are
    at most 5 · 10⁸, and beyond that estimated to within 0.01 if the engine that draws is installed.

    **Returns**: :class:`Scores`; a node without neighbours is undefined. Normalised also where betweenness is. Estimated ones say so,
    and name error, probability and engine.

    **Errors**: graph-empty; with ``error`` measure-range, extra-missing.

    **Trap**: it rewards having few ties; a hub that everything needs may score low. Look at :func:`cut_points` too.

    **Cost**: 40,000 nodes and 200,000 ties take 6 s of the processor estimated, and minutes counted. **Source**: Hwang, Cho, Zhang &
    Ramanathan 2006 ("bridging centrality").

    >>> import networkx as nx
    >>> bridging(nx.path_graph(3)).raw
    {0: 0.0, 1: 0.25, 2: 0.0}
    """
    view = plain(graph).undirected()
    if error is None and len(view) * len(view.ends) > _MUCH and can_sample():
        error = _ERROR
    through = sampled_betweenness(view, error, seed) if error else betweenness(view)
    ties = view.matrix()
    with np.errstate(divide="ignore", invalid="ignore"):
        few = 1 / np.diff(ties.indptr)
        factors = np.where(np.isfinite(few), few / _by_row(ties, few[ties.indices]), UNDEFINED)
    estimated = through.parameters if error else {}
    how = ", estimated" if error else ""
    found = scores(
        "bridging",
        view.nodes,
        np.array(list(through.raw.values())) * factors,
        np.array(list(through.normalised.values())) * factors,
        f"betweenness times bridging coefficient{how}",
        f"normalised betweenness times bridging coefficient{how}",
        **estimated,
    )
    return replace(found, apart=through.apart * float(np.nanmax(factors, initial=0.0)))


def _by_row(matrix: Any, values: Any) -> Any:
    """The sum of the values of each row; 0 for an empty one."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.bincount(rows, weights=values, minlength=matrix.shape[0])
