"""Structural holes: constraint, effective size, and bridging."""

from __future__ import annotations

from typing import Any

from trosol.measures.between import betweenness
from trosol.measures.graphs import Plain, plain
from trosol.measures.scores import UNDEFINED, Scores, scores

__all__ = ["bridging", "constraint", "effective_size"]


def _mutual(view: Plain) -> tuple[Any, Any]:
    """Ties both ways added, and the same as shares of each node's own total."""
    from scipy.sparse import diags_array

    one_way = view.matrix()
    both = one_way + one_way.T
    return both, diags_array([1 / total if total else 0.0 for total in _rows(both)]) @ both


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

    **Cost**: Σ of squared degrees. **Source**: Burt 1992, Structural Holes, pp. 54-55; as in networkx and igraph.

    >>> import networkx as nx
    >>> constraint(nx.path_graph(3)).raw
    {0: 1.0, 1: 0.5, 2: 1.0}
    >>> constraint(nx.empty_graph(1)).raw
    {0: nan}
    """
    view = plain(graph, weight)
    both, shares = _mutual(view)
    to_contacts = (shares + shares @ shares) * (both != 0)
    raw = _rows(to_contacts * to_contacts)
    alone = _rows(both)
    values = [value if ties else UNDEFINED for value, ties in zip(raw, alone, strict=True)]
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

    **Cost**: Σ of squared degrees. **Source**: Burt 1992, p. 52; Borgatti 1997, Connections 20.

    >>> import networkx as nx
    >>> effective_size(nx.star_graph(3)).raw[0], effective_size(nx.complete_graph(4)).normalised[0]
    (3.0, 0.333333333333)
    """
    from scipy.sparse import diags_array

    view = plain(graph, weight)
    both, shares = _mutual(view)
    contacts = (both != 0).astype(float)
    strongest = both.max(axis=1).toarray().tolist()
    relative = diags_array([1 / most if most else 0.0 for most in strongest]) @ both
    degrees, overlap = _rows(contacts), _rows(shares * (contacts @ relative))
    raw = [d - lost if d else UNDEFINED for d, lost in zip(degrees, overlap, strict=True)]
    return scores(
        "effective_size",
        view.nodes,
        raw,
        (value / d if d else UNDEFINED for value, d in zip(raw, degrees, strict=True)),
        "contacts that do not overlap",
        "efficiency: share of contacts that do not overlap",
        weight=weight,
    )


def bridging(graph: Any) -> Scores:
    """Find nodes with much traffic and few ties among neighbours with many: the thin places between thick parts.

    **Reads as**: they are a narrow bridge; hubs hold the banks.

    **Formula**: betweenness(v) · (1/d(v)) / Σ over neighbours i of 1/d(i), with d the degree; raw uses raw betweenness,
    normalised the normalised one.

    **Inputs**: any networkx graph; direction is ignored, as in the source.

    **Returns**: :class:`Scores`; a node without neighbours is undefined. Normalised also where betweenness is.

    **Errors**: graph-empty.

    **Trap**: it rewards having few ties; a hub that everything needs may score low. Look at :func:`cut_points` too.

    **Cost**: that of betweenness. **Source**: Hwang, Cho, Zhang & Ramanathan 2006 ("bridging centrality").

    >>> import networkx as nx
    >>> bridging(nx.path_graph(3)).raw
    {0: 0.0, 1: 0.25, 2: 0.0}
    """
    view = plain(graph).undirected()
    around = view.after()
    through = betweenness(view.graph())

    def factor(v: int) -> float:
        return 1 / len(around[v]) / sum(1 / len(around[u]) for u in around[v]) if around[v] else UNDEFINED

    factors = [factor(v) for v in range(len(view))]
    return scores(
        "bridging",
        view.nodes,
        (through.raw[v] * factors[v] for v in range(len(view))),
        (through.normalised[v] * factors[v] for v in range(len(view))),
        "betweenness times bridging coefficient",
        "normalised betweenness times bridging coefficient",
    )


def _rows(matrix: Any) -> list[float]:
    return [float(value) for value in matrix.sum(axis=1).tolist()]
