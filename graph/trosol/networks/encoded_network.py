"""A network as arrays of whole numbers, and the networkx graph that is made of them when somebody wants one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from trosol.collecting import paused
from trosol.rdf.iris import local_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trosol.store.encoded_claims import Coded

__all__ = ["NO_STRENGTH", "EncodedNetwork", "gather"]

NO_STRENGTH = 0.0
"""The strength of a tie of which the source states none."""

_SIGN_BITS = {-1: 1, 0: 2, 1: 4}
_SIGNS = tuple(tuple(sign for sign, bit in _SIGN_BITS.items() if mask & bit) for mask in range(8))


@dataclass(frozen=True, eq=False)
class EncodedNetwork:
    """Edges between numbered nodes. Edge *i* rests on the claims ``claims[first[i]:first[i + 1]]``, which are numbers too.

    ``signs`` has a bit for each sign that its claims have: 1 for minus, 2 for unknown, 4 for plus. Edges stand in the order
    in which the claims, by id, make them; ``strength`` is the greatest that the source states, else :data:`NO_STRENGTH`.
    """

    nodes: tuple[str, ...]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    first: NDArray[np.int64]
    claims: NDArray[np.int32]
    signs: NDArray[np.uint8]
    strength: NDArray[np.float64]
    coded: Coded

    @property
    def weight(self) -> NDArray[np.int64]:
        """How many claims each edge rests on."""
        return np.diff(self.first)

    def to_networkx(self, node: Callable[[str], Mapping[str, str]]) -> nx.DiGraph:
        """The graph, with ``node`` telling the attributes of each node."""
        graph = nx.DiGraph()
        with paused():
            graph.add_nodes_from((key, node(key)) for key in self.nodes)
            graph.add_edges_from(self._edges())
        return graph

    def _edges(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        nodes, ids, places, first = self.nodes, self.coded.claims, self.claims.tolist(), self.first.tolist()
        predicate = self.coded.column("predicate")
        names = [local_name(iri) for iri in predicate.values]
        alone = [(name,) for name in names]
        said = predicate.codes[self.claims].tolist()
        for source, target, begin, end, mask, strength in zip(
            self.source.tolist(),
            self.target.tolist(),
            first,
            first[1:],
            self.signs.tolist(),
            self.strength.tolist(),
            strict=False,
        ):
            signs = _SIGNS[mask]
            about: dict[str, Any] = {
                "claims": (ids[places[begin]],) if end - begin == 1 else tuple(ids[place] for place in places[begin:end]),
                "predicates": alone[said[begin]]
                if end - begin == 1
                else tuple(sorted({names[code] for code in said[begin:end]})),
                "weight": end - begin,
                "signs": signs,
                "sign": signs[0] if len(signs) == 1 else 0,
            }
            if strength != NO_STRENGTH:
                about["strength"] = strength
            yield nodes[source], nodes[target], about


def gather(
    nodes: tuple[str, ...],
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    claim: NDArray[np.int32],
    sign: NDArray[np.int8],
    strength: NDArray[np.float64],
    coded: Coded,
) -> EncodedNetwork:
    """The network of single ties, in order: parallel ties become one edge; a tie of a thing to itself is none."""
    real = source != target
    source, target, claim, sign, strength = (each[real] for each in (source, target, claim, sign, strength))
    _, begins, edge, count = np.unique(
        source.astype(np.int64) * len(nodes) + target, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(begins, kind="stable")  # edges as they first appear, not as their numbers sort
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    ties = np.argsort(rank[edge], kind="stable")
    first = np.concatenate(([0], np.cumsum(count[order])))
    begins = begins[order]
    bits = np.array([_SIGN_BITS[0], _SIGN_BITS[1], _SIGN_BITS[-1]], dtype=np.uint8)[sign[ties]]  # -1 counts from the end
    starts = first[:-1]
    return EncodedNetwork(
        nodes=nodes,
        source=source[begins],
        target=target[begins],
        first=first,
        claims=claim[ties],
        signs=np.bitwise_or.reduceat(bits, starts) if len(starts) else bits,
        strength=np.maximum.reduceat(strength[ties], starts) if len(starts) else strength,
        coded=coded,
    )
