"""One plain reading of any networkx graph, shared by all measures.

Nodes are put in a fixed order, parallel edges collapse into one (weights summed where they are asked for) and self-loops
are left out, because acting on oneself says nothing about one's position. What a measure gives therefore does not depend
on the order in which a graph was built, nor on the hash seed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any

import networkx as nx

from trosol.errors import shorten
from trosol.measures.refuse import nearest, wrong

__all__ = ["Node", "Plain", "name_of", "ordered", "plain"]

Node = Hashable


def _key(node: Node) -> tuple[str, Any]:
    kind = type(node).__name__
    return (kind, node if isinstance(node, str | int | float) else repr(node))


def ordered(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Sort nodes by type and value, so that mixed ids have one order too.

    >>> ordered(["b", 2, "a", 10])
    (2, 10, 'a', 'b')
    """
    return tuple(sorted(nodes, key=_key))


def name_of(node: Node) -> str:
    """A node's name as it stands in JSON and in messages.

    >>> name_of(3), name_of(("a", 1))
    ('3', "('a', 1)")
    """
    return str(node)


@dataclass(frozen=True)
class Plain:
    """A simple graph on the numbers 0 to n-1: ``edges`` sorted, each once (i < j where undirected), ``weights`` beside them."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]
    weights: tuple[float, ...]
    directed: bool
    index: dict[Node, int]
    weighted: bool

    def __len__(self) -> int:
        """How many nodes."""
        return len(self.nodes)

    def arrows(self) -> list[tuple[int, int, float]]:
        """Every edge with its weight; an undirected one in both directions."""
        there = [(i, j, w) for (i, j), w in zip(self.edges, self.weights, strict=True)]
        return there if self.directed else sorted(there + [(j, i, w) for i, j, w in there])

    def after(self) -> list[list[int]]:
        """For each node, those it acts on, in order."""
        lists: list[list[int]] = [[] for _ in self.nodes]
        for i, j, _ in self.arrows():
            lists[i].append(j)
        return lists

    def before(self) -> list[list[int]]:
        """For each node, those that act on it, in order."""
        lists: list[list[int]] = [[] for _ in self.nodes]
        for i, j, _ in self.arrows():
            lists[j].append(i)
        return lists

    def undirected(self) -> Plain:
        """The same ties without their direction; two opposite arrows are one tie, their weights added if there are any."""
        if not self.directed:
            return self
        pairs = ((i, j, w) for (i, j), w in zip(self.edges, self.weights, strict=True))
        return _collapse(self.nodes, self.index, pairs, False, self.weighted)

    def graph(self) -> Any:
        """A networkx graph on the numbers, with ``weight`` on its edges."""
        made = nx.DiGraph() if self.directed else nx.Graph()
        made.add_nodes_from(range(len(self)))
        made.add_weighted_edges_from((i, j, w) for (i, j), w in zip(self.edges, self.weights, strict=True))
        return made

    def engine(self) -> Any:
        """A rustworkx graph on the numbers: the compiled engine for what is too slow in Python."""
        import rustworkx as rx

        made = rx.PyDiGraph(multigraph=False) if self.directed else rx.PyGraph(multigraph=False)
        made.add_nodes_from(range(len(self)))
        made.add_edges_from_no_data(list(self.edges))
        return made

    def matrix(self) -> Any:
        """A scipy CSR array: row acts on column."""
        from scipy.sparse import csr_array

        arrows = self.arrows()
        rows, columns = [i for i, _, _ in arrows], [j for _, j, _ in arrows]
        return csr_array(([w for _, _, w in arrows], (rows, columns)), shape=(len(self), len(self)), dtype=float)

    def place(self, node: Node, what: str = "node") -> int:
        """The number of a node; an unknown one is refused with the names nearest to it."""
        if node not in self.index:
            raise wrong("node-unknown", f"The {what} '{shorten(name_of(node))}' is not in the graph.", nearest(node, self.nodes))
        return self.index[node]

    def places(self, given: Node | Iterable[Node], what: str = "node") -> list[int]:
        """The numbers of one node or of several, sorted; none at all is refused."""
        if isinstance(given, Hashable) and given in self.index:
            return [self.index[given]]
        if isinstance(given, str | int | float) or not isinstance(given, Iterable):
            return [self.place(given, what)]
        found = sorted({self.place(node, what) for node in given})
        if not found:
            raise wrong("nodes-missing", f"No {what} is given.", f"Name at least one {what}.")
        return found


def plain(graph: Any, weight: str | None = None) -> Plain:
    """Read a networkx graph: fixed order, one edge per pair, no self-loops.

    With ``weight`` (the name of an edge attribute) the weights of parallel edges are added; an edge without one counts 1.

    >>> import networkx as nx
    >>> several = nx.MultiDiGraph([("b", "a"), ("a", "b"), ("a", "b"), ("a", "a")])
    >>> plain(several, weight="weight").edges, plain(several, weight="weight").weights
    (((0, 1), (1, 0)), (2.0, 1.0))
    >>> plain(several).weights
    (1.0, 1.0)

    Raises :class:`WrongUse` for what is no networkx graph, one without nodes, or a weight that is not a positive number.
    """
    if not hasattr(graph, "is_directed") or not hasattr(graph, "edges"):
        raise wrong(
            "graph-wrong", f"A {type(graph).__name__} is no networkx graph.", "Build a networkx Graph or DiGraph from it."
        )
    nodes = ordered(graph.nodes)
    if not nodes:
        raise wrong("graph-empty", "The graph has no nodes.", "Choose a wider lens, or a network that has entities in it.")
    index = {node: number for number, node in enumerate(nodes)}
    if weight is None:
        pairs = ((index[a], index[b], 1.0) for a, b in graph.edges())
        return _collapse(nodes, index, pairs, graph.is_directed(), weighted=False)
    pairs = ((index[a], index[b], _weight(a, b, given, weight)) for a, b, given in graph.edges(data=weight, default=1))
    return _collapse(nodes, index, pairs, graph.is_directed(), weighted=True)


def _weight(source: Node, target: Node, given: Any, weight: str) -> float:
    try:
        number = float(given)
    except (TypeError, ValueError):
        number = float("nan")
    if not isfinite(number) or number <= 0:
        raise wrong(
            "weight-wrong",
            f"The {weight} of {shorten(name_of(source))} → {shorten(name_of(target))} is {given!r}.",
            "A weight is a number above 0; leave a tie of weight 0 out, and put its direction of effect in 'sign'.",
        )
    return number


def _collapse(
    nodes: tuple[Node, ...], index: dict[Node, int], pairs: Iterable[tuple[int, int, float]], directed: bool, weighted: bool
) -> Plain:
    gathered: dict[tuple[int, int], list[float]] = {}
    for i, j, w in pairs:
        if i != j:
            gathered.setdefault((i, j) if directed or i < j else (j, i), []).append(w)
    edges = tuple(sorted(gathered))
    # Sorted before adding: the sum must not depend on the order in which parallel edges were put in.
    weights = tuple(sum(sorted(gathered[edge])) if weighted else 1.0 for edge in edges)
    return Plain(nodes, edges, weights, directed, index, weighted)
