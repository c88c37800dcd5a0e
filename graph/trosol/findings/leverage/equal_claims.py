"""The score at equal claims: how much a row would help if no more were told of it than of the others.

**Reads as**: its long list of claims gives it 13 goals; three of them at a time give it 3, as many as the others.

**Formula**: the mean, over random subsets of three of the claims that leave a row or one of its parts, of the expected goals helped when
these alone leave it. Fewer than three claims: the score itself, and flagged. Claims within a whole, from part to part, stay.

**How**: the members of each row get a second node, which only the row begins at, with their outgoing edges once more; a subset is a block
of worlds in which the edges of the other claims do not hold. So the subsets of all rows share their worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.findings.base_worlds import DIGITS, fitting_worlds
from trosol.findings.influence_worlds import InfluenceWorlds, edges_at
from trosol.findings.leverage.expected_goals import expected_goals
from trosol.findings.pushables import Pushable
from trosol.measures.influence.possible_worlds import Start, draw_worlds

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CLAIMS", "SUBSETS", "EqualClaims", "equal_claims"]

CLAIMS, SUBSETS = 3, 50
_WORLDS = 512


class EqualClaims(NamedTuple):
    """For each row: its score at equal claims (nan where it has fewer), and how many claims leave it."""

    scores: NDArray[np.float64]
    leaving: tuple[int, ...]


def equal_claims(
    net: InfluenceWorlds,
    rows: Sequence[Pushable],
    of_claims: NDArray[np.float64],
    rng: np.random.Generator,
    worlds: int = _WORLDS,
) -> EqualClaims:
    """The score of each row at three claims. ``of_claims``: the probability of each claim, in id order."""
    leaving = [_leaving(net, row) for row in rows]
    long = [place for place, claims in enumerate(leaving) if len(claims) > CLAIMS]
    scores = np.full(len(rows), np.nan)
    if long:
        wider, starts, kept = _with_second_nodes(net, [rows[place] for place in long], [leaving[place] for place in long], rng)
        table = np.tile(wider.probabilities(of_claims[None]), (SUBSETS, 1))
        for edge, chosen, claims in kept:
            table[:, edge] = _left(of_claims, wider.claims[edge], chosen, claims)
        (drawn,) = draw_worlds([table], fitting_worlds(wider, SUBSETS, worlds)[1], rng, coupled=True, digits=DIGITS)
        scores[long] = expected_goals(wider, drawn, starts).mean(axis=0)
    return EqualClaims(scores, tuple(map(len, leaving)))


def _leaving(net: InfluenceWorlds, row: Pushable) -> list[int]:
    """Numbers of the claims that leave the row or its parts for something else, sorted."""
    signed, inside = net.signed, [start.node for start in row.starts]
    leaves = np.isin(signed.source, inside) & ~np.isin(signed.target, inside) & ~signed.inert
    return sorted({claim for edge in np.flatnonzero(leaves).tolist() for group in net.claims[edge] for claim in group})


def _with_second_nodes(
    net: InfluenceWorlds, rows: Sequence[Pushable], leaving: Sequence[list[int]], rng: np.random.Generator
) -> tuple[InfluenceWorlds, list[list[Start]], list[tuple[int, NDArray[np.bool_], list[int]]]]:
    """The network with a second node for each member of each row, what the rows begin at, and the edges that leave rows.

    For each of these: which of its row's claims (subsets × claims) are in each subset, and those claims.
    """
    signed, nodes = net.signed, net.signed.nodes
    edges: list[int] = []
    source, target, first, starts, kept = [], [], [], [], []
    for row, claims in zip(rows, leaving, strict=True):
        second = {start.node: nodes + place for place, start in enumerate(row.starts)}
        nodes += len(second)
        order = rng.random((SUBSETS, len(claims))).argsort(axis=1).argsort(axis=1)
        for edge in np.flatnonzero(np.isin(signed.source, list(second)) & ~signed.inert).tolist():
            end = int(signed.target[edge])
            if end not in second:
                kept.append((len(net.claims) + len(edges), order < CLAIMS, claims))
            edges.append(edge)
            source.append(second[int(signed.source[edge])])
            target.append(second.get(end, end))
            first.append(bool(signed.only_first[edge]))
        starts.append([Start(second[start.node], start.pushed) for start in row.starts])
    every = np.concatenate((np.arange(len(net.claims)), np.array(edges, dtype=np.int64)))
    made = edges_at(signed, every, nodes)
    begin = len(net.claims)
    made.source[begin:], made.target[begin:], made.only_first[begin:] = source, target, first
    return replace(net, signed=made, claims=tuple(net.claims[edge] for edge in every)), starts, kept


def _left(
    of_claims: NDArray[np.float64], groups: Sequence[Sequence[int]], chosen: NDArray[np.bool_], claims: Sequence[int]
) -> NDArray[np.float64]:
    """The probability of an edge in each subset."""
    place = {claim: at for at, claim in enumerate(claims)}
    gone = np.ones(len(chosen))
    for group in groups:
        held = np.stack([of_claims[claim] * chosen[:, place[claim]] for claim in group])
        gone *= 1 - held.max(axis=0)
    return 1 - gone
