"""Katz centrality: all paths that arrive, long ones for less."""

from __future__ import annotations

from typing import Any

import numpy as np

from trosol.measures.centrality.eigenvector import spectral_radius
from trosol.measures.graph_view import plain
from trosol.measures.ranks import TOLERANCE
from trosol.measures.scores import Scores, scores
from trosol.measures.wrong_use import one_of, wrong

__all__ = ["katz"]

_SHARE = 0.5


def katz(graph: Any, attenuation: float | None = None, direction: str = "in", weight: str | None = None) -> Scores:
    """Count all walks that arrive at a node, each step of a walk dividing its worth by the same factor.

    **Reads as**: much arrives here, directly and by way of others.

    **Formula**: x = 1 + α Wᵀ x, so x = Σ over lengths l of αˡ · (number of walks of length l that end here), weights multiplied; raw = x, at
    least 1; normalised has largest x = 1.

    **Inputs**: any networkx graph; ``attenuation`` α from above 0 to below 1/λ, λ the largest eigenvalue; half of 1/λ if left out (½ where no
    walk comes back, λ = 0). ``direction`` ``in`` counts walks that arrive, ``out`` those that leave; ``weight`` names an edge attribute.

    **Returns**: :class:`Scores`, whose parameters name the α that was taken; never undefined.

    **Errors**: graph-empty, weight-wrong, weight-range, measure-option, attenuation-wrong.

    **Trap**: near 1/λ it is eigenvector centrality, near 0 degree: say which α. Values of networks with different α do not compare.

    **Cost**: λ and one sparse system: 0.05 s for 400 nodes and 2,000 ties. **Source**: Katz 1953, Psychometrika 18.

    >>> import networkx as nx
    >>> katz(nx.DiGraph([("a", "b"), ("b", "c")]), attenuation=0.5).raw
    {'a': 1.0, 'b': 1.5, 'c': 1.75}
    """
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import spsolve

    one_of("direction", direction, ("in", "out"))
    view = plain(graph, weight)
    largest = spectral_radius(view)
    alpha = attenuation if attenuation is not None else (_SHARE / largest if largest else _SHARE)
    if not alpha > 0 or (largest and alpha * largest >= 1 - TOLERANCE):
        limit = f"below {1 / largest:g}, where the sum still ends" if largest else "any number"
        raise wrong("attenuation-wrong", f"The attenuation is {alpha!r}.", f"Give a number above 0 and {limit}.")
    flow = view.matrix().T if direction == "in" else view.matrix()
    arrived = spsolve((eye_array(len(view)) - alpha * flow).tocsc(), np.ones(len(view)))
    return scores(
        "katz",
        view.nodes,
        arrived,
        arrived / arrived.max(),
        "1 + walks that arrive, each step times the attenuation",
        "largest is 1",
        attenuation=alpha,
        direction=direction,
        weight=weight,
    )
