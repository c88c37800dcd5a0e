"""Degree and core: how many ties, and how well tied those ties are."""

from __future__ import annotations

from typing import Any

import numpy as np

from trosol.measures.graph_view import plain
from trosol.measures.scores import UNDEFINED, Scores, scores
from trosol.measures.wrong_use import one_of

__all__ = ["core", "degree"]


def degree(graph: Any, direction: str = "all", weight: str | None = None) -> Scores:
    """Count the ties of each node.

    **Reads as**: this many others act on them or are acted on by them.

    **Formula**: raw = number of ties, or their summed ``weight``; normalised = raw / largest possible number of ties:
    n − 1, or 2(n − 1) where both directions of a directed graph count.

    **Inputs**: any networkx graph; ``direction`` is ``all``, ``in`` (what acts on the node) or ``out`` (what it acts on),
    and changes nothing in an undirected graph.

    **Returns**: :class:`Scores`; an isolate has 0. Normalised is undefined for a single node, and with weights it is the
    mean weight per possible tie, which may exceed 1.

    **Errors**: graph-empty, weight-wrong, measure-option.

    **Trap**: many ties are not much influence; see that another measure may have another winner.

    **Cost**: n + m. **Source**: Freeman 1979, Social Networks 1.

    >>> import networkx as nx
    >>> chain = nx.DiGraph([("a", "b"), ("b", "c")])
    >>> degree(chain).raw
    {'a': 1.0, 'b': 2.0, 'c': 1.0}
    >>> degree(chain, direction="in").normalised
    {'a': 0.0, 'b': 0.5, 'c': 0.5}
    >>> degree(nx.empty_graph(1)).normalised
    {0: nan}
    """
    one_of("direction", direction, ("all", "in", "out"))
    view = plain(graph, weight)
    ends = view.ends if direction == "all" or not view.directed else view.ends[:, [int(direction == "in")]]
    counts = np.bincount(ends.T.ravel(), weights=np.tile(view.sizes, ends.shape[1]), minlength=len(view)).tolist()
    most = (len(view) - 1) * (2 if view.directed and direction == "all" else 1)
    return scores(
        "degree",
        view.nodes,
        counts,
        (count / most if most else UNDEFINED for count in counts),
        "number of ties" if weight is None else f"summed {weight} of ties",
        "share of the ties it could have" if weight is None else f"mean {weight} per tie it could have",
        direction=direction,
        weight=weight,
    )


def core(graph: Any) -> Scores:
    """Give the largest k for which the node is in a part where everyone has k ties within the part.

    **Reads as**: how deep in the thick of it they are.

    **Formula**: raw = core number: the k of the last k-core a node survives in when nodes with fewer than k ties are
    peeled off again and again; normalised = raw / (n − 1).

    **Inputs**: any networkx graph; direction is ignored.

    **Returns**: :class:`Scores`; an isolate has 0. Normalised is undefined for a single node.

    **Errors**: graph-empty.

    **Trap**: a gatekeeper between two thick parts may have a low core.

    **Cost**: n + m. **Source**: Seidman 1983, Social Networks 5.

    >>> import networkx as nx
    >>> core(nx.lollipop_graph(3, 1)).raw
    {0: 2.0, 1: 2.0, 2: 2.0, 3: 1.0}
    """
    view = plain(graph).undirected()
    import rustworkx as rx

    found: Any = rx.core_number(view.engine())
    numbers = [found[i] for i in range(len(view))]
    most = len(view) - 1
    return scores(
        "core",
        view.nodes,
        numbers,
        (number / most if most else UNDEFINED for number in numbers),
        "core number",
        "core number as a share of the largest possible",
    )
