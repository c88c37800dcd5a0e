"""Triangles: every three nodes that are all tied to one another, once each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

__all__ = ["triangles"]

_AT_ONCE = 2_000_000
"""So many pairs of ties are looked at in one go, which bounds the memory."""


def triangles(both: Any) -> Iterator[tuple[Any, ...]]:
    """Every three nodes tied to one another, as places of their ties in the matrix: from a to b, b to a, a to c, c to a, b to c, c to b.

    Each triangle comes once, found from its node with fewest ties, so that a hub costs no more than others; many at a time.

    >>> import networkx as nx
    >>> from trosol.measures.graph_view import plain
    >>> sum(len(each[0]) for each in triangles(plain(nx.complete_graph(5)).matrix()))
    10
    """
    size, begins, columns = both.shape[0], both.indptr.astype(np.int64), both.indices.astype(np.int64)
    degrees = np.diff(begins)
    rows = np.repeat(np.arange(size, dtype=np.int64), degrees)
    keys = rows * size + columns
    rank = np.empty(size, dtype=np.int64)
    rank[np.lexsort((np.arange(size), degrees))] = np.arange(size)
    up = np.flatnonzero(rank[rows] < rank[columns])
    ends = np.cumsum(np.bincount(rows[up], minlength=size))[rows[up]]  # where the list of the same node ends
    partners = ends - np.arange(len(up)) - 1
    total = np.cumsum(partners)
    cuts = np.searchsorted(total, np.arange(_AT_ONCE, (total[-1] if len(total) else 0) + _AT_ONCE, _AT_ONCE))
    for begin, end in pairwise([0, *sorted({int(cut) + 1 for cut in cuts})]):
        number = partners[begin:end]
        one = np.repeat(np.arange(begin, begin + len(number)), number)
        two = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(number) - number, number)
        a, b, c = rows[up[one]], columns[up[one]], columns[up[two]]
        third = np.minimum(np.searchsorted(keys, b * size + c), len(keys) - 1)
        closed = keys[third] == b * size + c
        a, b, c, one, two = (each[closed] for each in (a, b, c, one, two))
        ways = (b * size + a, c * size + a, c * size + b)
        back = [np.searchsorted(keys, way) for way in ways]
        yield up[one], back[0], up[two], back[1], third[closed], back[2]
