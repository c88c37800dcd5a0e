"""Paths from one entity to another along edges of possible worlds, shortest first, each with its sign and how often it decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from math import prod
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.paths.simple_paths import NUMBER, ways
from trosol.measures.influence.possible_worlds import WorldBits

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SignedPaths", "deciding_shares", "path_graph", "roles", "signed_paths"]


@dataclass(frozen=True, slots=True)
class SignedPaths:
    """Edges of each path, shortest first and then in node order, and why there are not more (as in :mod:`.simple_paths`)."""

    paths: tuple[tuple[int, ...], ...]
    ended: str


def path_graph(net: InfluenceWorlds, start: int) -> nx.DiGraph:
    """What a path from the start may take: all edges of the start, and elsewhere those that continue a path. Nodes are ids.

    Edges have the numbers of the ``edges`` that they stand for, in order of number.
    """
    graph = nx.DiGraph()
    graph.add_nodes_from(net.keys)
    signed = net.signed
    for edge in np.flatnonzero(~signed.inert & (signed.source != signed.target)).tolist():
        a, b = int(signed.source[edge]), int(signed.target[edge])
        if a == start or not signed.only_first[edge]:
            before = graph.get_edge_data(net.keys[a], net.keys[b], {"edges": ()})["edges"]
            graph.add_edge(net.keys[a], net.keys[b], edges=(*before, edge))
    return graph


def signed_paths(graph: nx.DiGraph, start: str, goal: str, most: int, longest: int) -> SignedPaths:
    """Simple paths in a :func:`path_graph`; where claims on a step disagree, one path for each sign."""
    found = ways(graph, start, goal, most, longest)
    every = list(islice(_expanded(graph, found.found), most + 1))
    return SignedPaths(tuple(every[:most]), NUMBER if len(every) > most else found.ended)


def _expanded(graph: nx.DiGraph, paths: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, ...]]:
    for nodes in paths:
        yield from product(*(graph.edges[a, b]["edges"] for a, b in pairwise(nodes)))


def deciding_shares(paths: Sequence[Sequence[int]], worlds: WorldBits) -> list[float]:
    """For each path, shortest first, the share of worlds in which it survives and no shorter one does."""
    found = []
    shorter = np.zeros(worlds.bits.shape[1], dtype=np.uint64)
    same, length = shorter.copy(), 0
    for edges in paths:
        if len(edges) > length:
            shorter, length = shorter | same, len(edges)
        survives = np.bitwise_and.reduce(worlds.bits[list(edges)], axis=0)
        same |= survives
        found.append(_share(survives & ~shorter, worlds))
    return found


def _share(bits: NDArray[np.uint64], worlds: WorldBits) -> float:
    return float(worlds.count(bits).sum()) / (worlds.worlds * worlds.blocks)


def roles(paths: Sequence[Sequence[int]], net: InfluenceWorlds) -> list[str]:
    """``shortest``, ``longer``, or ``otherwise``: longer and of another sign than every one of the shortest."""
    signs = [prod(int(net.signed.sign[edge]) for edge in edges) for edges in paths]
    least = min(map(len, paths), default=0)
    first = {sign for edges, sign in zip(paths, signs, strict=True) if len(edges) == least}
    return [
        "shortest" if len(edges) == least else "longer" if sign in first or sign == 0 or first == {0} else "otherwise"
        for edges, sign in zip(paths, signs, strict=True)
    ]
