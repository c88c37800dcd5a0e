"""One plain reading of any networkx graph, shared by all measures.

Nodes are put in a fixed order, parallel edges collapse into one (weights summed where they are asked for) and self-loops
are left out, because acting on oneself says nothing about one's position. What a measure gives therefore does not depend
on the order in which a graph was built, nor on the hash seed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from trosol.errors import shorten
from trosol.measures.wrong_use import nearest, wrong

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Node", "Plain", "name_of", "ordered", "plain"]

Node = Hashable

MAX_RATIO = 1_000_000_000_000
"""How many times the smallest weight the largest may be: results have twelve significant digits."""

GREATEST = 1e100
"""No weight is beyond this or its inverse, so that no power or product of a few runs over."""


def _key(node: Node) -> tuple[str, Any]:
    kind = type(node).__name__
    return (kind, node if isinstance(node, str | int | float) else repr(node))


def ordered(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Sort nodes by type and value, so that mixed ids have one order too.

    >>> ordered(["b", 2, "a", 10])
    (2, 10, 'a', 'b')
    """
    given = tuple(nodes)
    alike = len(set(map(type, given))) == 1 and isinstance(given[0], str | int | float)
    return tuple(sorted(given) if alike else sorted(given, key=_key))  # type: ignore[type-var]


def name_of(node: Node) -> str:
    """A node's name as it stands in JSON and in messages.

    >>> name_of(3), name_of(("a", 1))
    ('3', "('a', 1)")
    """
    return str(node)


@dataclass(frozen=True, eq=False)
class Plain:
    """A simple graph on the numbers 0 to n-1: rows of ``ends`` sorted, each once (i < j where undirected), ``sizes`` beside them.

    Any measure takes one in place of a networkx graph, and then nothing is read anew: for very large networks.
    """

    nodes: tuple[Node, ...]
    ends: NDArray[np.int64]
    sizes: NDArray[np.float64]
    directed: bool
    weighted: bool

    @classmethod
    def of(
        cls, nodes: Sequence[Node], source: Any, target: Any, weights: Any = None, *, directed: bool = True, already: bool = False
    ) -> Plain:
        """From arrays: tie *i* goes from node number ``source[i]`` to node number ``target[i]``.

        Parallel ties become one, ties of a node to itself are left out. ``already``: nodes are in the order of :func:`ordered`;
        otherwise they are put into it.

        >>> Plain.of(["b", "a"], [0, 1, 0], [1, 0, 1]).edges
        ((0, 1), (1, 0))
        """
        source, target = (np.asarray(each, dtype=np.int64) for each in (source, target))
        if not already:
            names = ordered(nodes)
            place = {node: number for number, node in enumerate(names)}
            moved = np.array([place[node] for node in nodes], dtype=np.int64)
            nodes, source, target = names, moved[source], moved[target]
        return _collapse(tuple(nodes), source, target, weights, directed)

    def __len__(self) -> int:
        """How many nodes."""
        return len(self.nodes)

    @cached_property
    def index(self) -> dict[Node, int]:
        """Number of each node."""
        return {node: number for number, node in enumerate(self.nodes)}

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """The pairs, sorted."""
        return tuple(zip(*self.ends.T.tolist(), strict=True))

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The weight of each edge; 1 where none are asked for."""
        return tuple(self.sizes.tolist())

    @cached_property
    def every_arrow(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Ends and weights of every arrow, sorted; an undirected edge is two."""
        if self.directed:
            return self.ends, self.sizes
        ends = np.concatenate((self.ends, self.ends[:, ::-1]))
        order = np.lexsort((ends[:, 1], ends[:, 0]))
        return ends[order], np.concatenate((self.sizes, self.sizes))[order]

    def arrows(self) -> list[tuple[int, int, float]]:
        """Every edge with its weight; an undirected one in both directions."""
        ends, sizes = self.every_arrow
        return list(zip(*ends.T.tolist(), sizes.tolist(), strict=True))

    def after(self) -> list[list[int]]:
        """For each node, those it acts on, in order."""
        ends, _ = self.every_arrow
        return _lists(len(self), ends[:, 0], ends[:, 1])

    def before(self) -> list[list[int]]:
        """For each node, those that act on it, in order."""
        ends, _ = self.every_arrow
        order = np.lexsort((ends[:, 0], ends[:, 1]))
        return _lists(len(self), ends[order, 1], ends[order, 0])

    def plus(self, ties: Iterable[tuple[Node, Node]]) -> Plain:
        """The same with more ties, each of weight 1; ends that were not there are added.

        >>> Plain.of(["a", "b"], [0], [1]).plus([("b", "c")]).edges
        ((0, 1), (1, 2))
        """
        more = tuple(ties)
        new = [node for node in dict.fromkeys(node for tie in more for node in tie) if node not in self.index]
        nodes = (*self.nodes, *new)
        place = {**self.index, **{node: number for number, node in enumerate(new, len(self.nodes))}} if new else self.index
        ends = np.concatenate((self.ends, np.array([(place[a], place[b]) for a, b in more], dtype=np.int64).reshape(-1, 2)))
        weights = np.concatenate((self.sizes, np.ones(len(more)))) if self.weighted else None
        return Plain.of(nodes, ends[:, 0], ends[:, 1], weights, directed=self.directed, already=not new)

    def less(self, ties: Iterable[tuple[Node, Node]]) -> Plain:
        """The same without some ties; every node stays.

        >>> Plain.of(["a", "b"], [0, 1], [1, 0]).less([("b", "a")]).edges
        ((0, 1),)
        """
        pairs = [(self.index[a], self.index[b]) for a, b in ties]
        gone = {a * len(self) + b for a, b in (pairs if self.directed else map(sorted, pairs))}
        kept = ~np.isin(self.ends[:, 0] * len(self) + self.ends[:, 1], list(gone))
        return replace(self, ends=self.ends[kept], sizes=self.sizes[kept])

    def undirected(self) -> Plain:
        """The same ties without their direction; two opposite arrows are one tie, their weights added if there are any."""
        return self._undirected if self.directed else self

    @cached_property
    def _undirected(self) -> Plain:
        weights = self.sizes if self.weighted else None
        return _collapse(self.nodes, self.ends[:, 0], self.ends[:, 1], weights, False)

    def graph(self) -> Any:
        """A networkx graph on the numbers, with ``weight`` on its edges."""
        made = nx.DiGraph() if self.directed else nx.Graph()
        made.add_nodes_from(range(len(self)))
        made.add_weighted_edges_from((i, j, w) for (i, j), w in zip(self.edges, self.weights, strict=True))
        return made

    def engine(self) -> Any:
        """A rustworkx graph on the numbers: the compiled engine for what is too slow in Python."""
        import rustworkx as rx

        made = rx.PyDiGraph() if self.directed else rx.PyGraph()
        made.add_nodes_from(range(len(self)))
        made.add_edges_from_no_data(list(self.edges))
        return made

    def matrix(self) -> Any:
        """A scipy CSR array: row acts on column."""
        from scipy.sparse import csr_array

        ends, sizes = self.every_arrow
        begins = np.searchsorted(ends[:, 0], np.arange(len(self) + 1))
        return csr_array((sizes.copy(), ends[:, 1].copy(), begins), shape=(len(self), len(self)))

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

    Raises :class:`WrongUse` for what is no networkx graph, one without nodes, a weight that is not a positive number, or weights
    too far apart to be added.
    """
    if isinstance(graph, Plain):
        return (
            graph if graph.weighted == (weight is not None) else replace(graph, sizes=np.ones(len(graph.sizes)), weighted=False)
        )
    if not hasattr(graph, "is_directed") or not hasattr(graph, "edges"):
        raise wrong(
            "graph-wrong", f"A {type(graph).__name__} is no networkx graph.", "Build a networkx Graph or DiGraph from it."
        )
    nodes = ordered(graph.nodes)
    if not nodes:
        raise wrong(
            "graph-empty",
            "The graph has no nodes.",
            "Give it at least one; of an ecosystem, choose a network or filters that keep some.",
        )
    index = {node: number for number, node in enumerate(nodes)}
    if weight is None:
        # Neighbour by neighbour: each once, however many edges lead there; an undirected edge comes once from either end.
        rows = [(index[node], around) for node, around in graph.adjacency()]
        source = np.repeat([number for number, _ in rows], [len(around) for _, around in rows]).astype(np.int64)
        target = np.fromiter(map(index.__getitem__, chain.from_iterable(around for _, around in rows)), np.int64, len(source))
        once = source != target if graph.is_directed() else source < target
        key = np.sort(source[once] * len(nodes) + target[once])
        return Plain(nodes, np.stack(np.divmod(key, len(nodes)), axis=1), np.ones(len(key)), graph.is_directed(), False)
    ties = [(index[a], index[b], _weight(a, b, given, weight)) for a, b, given in graph.edges(data=weight, default=1)]
    source, target, sizes = np.array(ties, dtype=float).reshape(len(ties), 3).T
    return _collapse(nodes, source.astype(np.int64), target.astype(np.int64), sizes, graph.is_directed())


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
    nodes: tuple[Node, ...], source: NDArray[np.int64], target: NDArray[np.int64], weights: Any, directed: bool
) -> Plain:
    if not directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    key = source * len(nodes) + target
    real = source != target
    if weights is None:
        found = np.sort(key[real])  # np.unique hashes first, which takes several times as long
        found = found[np.concatenate(([True], found[1:] != found[:-1]))] if len(found) else found
        sizes = np.ones(len(found))
    else:
        key, weight = key[real], np.asarray(weights, dtype=float)[real]
        # Sorted before adding: the sum must not depend on the order in which parallel edges were put in.
        order = np.lexsort((weight, key))
        found, begins = np.unique(key[order], return_index=True)
        sizes = np.add.reduceat(weight[order], begins) if len(begins) else weight
        _refuse_range(sizes)
    return Plain(nodes, np.stack(np.divmod(found, len(nodes)), axis=1), sizes, directed, weights is not None)


def _refuse_range(sizes: NDArray[np.float64]) -> None:
    """Refuse weights so far apart, or so extreme, that sums and paths of them would lose the small ones without saying so."""
    if not len(sizes):
        return
    least, most = float(sizes.min()), float(sizes.max())
    if most / least > MAX_RATIO or least < 1 / GREATEST or most > GREATEST:
        raise wrong(
            "weight-range",
            f"The weights reach from {least:g} to {most:g}.",
            f"The largest may be {MAX_RATIO:,} times the smallest, and none beyond {1 / GREATEST:g} or {GREATEST:g}: "
            "use another unit, or take logarithms.",
        )


def _lists(size: int, owners: NDArray[np.int64], others: NDArray[np.int64]) -> list[list[int]]:
    """For each number below ``size``, the others beside it; owners are sorted."""
    begins = np.searchsorted(owners, np.arange(size + 1)).tolist()
    flat = others.tolist()
    return [flat[begin:end] for begin, end in pairwise(begins)]
