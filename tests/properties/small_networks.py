"""Hypothesis strategies: networks small enough to try everything on, with and without groups."""

from __future__ import annotations

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st

Grouped = tuple[nx.Graph, dict[int, str]]


def examples(most: int) -> settings:
    """So many are made up in continuous integration (``--hypothesis-profile many``) and in a search; in the usual run a third."""
    return settings(max_examples=most // 3 if settings.get_current_profile_name() == "same" else most, deadline=None)


@st.composite
def networks(draw: st.DrawFn, directed: bool | None = None, least: int = 2, most: int = 9) -> nx.Graph:
    size = draw(st.integers(least, most))
    pairs = [(a, b) for a in range(size) for b in range(size) if a != b]
    edges = draw(st.lists(st.sampled_from(pairs), max_size=2 * size, unique=True)) if pairs else []
    directed = draw(st.booleans()) if directed is None else directed
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(edges)
    return graph


@st.composite
def grouped(draw: st.DrawFn, directed: bool | None = None) -> Grouped:
    graph = draw(networks(directed=directed, least=3))
    return graph, {node: draw(st.sampled_from("ABC")) for node in graph}
