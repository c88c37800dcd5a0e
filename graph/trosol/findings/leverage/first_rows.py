"""The first rows of each table of leverage, and nothing more: for whoever asks only what comes first, under many lenses."""

from __future__ import annotations

from typing import NamedTuple

from trosol.findings.base_worlds import base_count, base_worlds, drawn_worlds, fitting_worlds
from trosol.findings.leverage.expected_goals import effect_shares, expected_goals, reaches_any
from trosol.findings.leverage.ranked_network import own_streams, ranked_network
from trosol.findings.leverage.removals import folded, removals
from trosol.findings.tiers import tiers_of
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["FirstRows", "first_rows"]


class FirstRows(NamedTuple):
    """Of one table: ids of the rows that are beaten by nobody and help something, and how many help something."""

    kind: str
    label: str
    first: tuple[str, ...]
    helping: int


def first_rows(snapshot: Snapshot, lens: Lens, *, draws: int, worlds: int, seed: int) -> tuple[tuple[FirstRows, ...], str]:
    """The tables in which something helps a goal, as :func:`trosol.findings.leverage.leverage.leverage` would say; and why there are none, else empty."""
    _, net, tables, rows, not_enough = ranked_network(snapshot, lens, (draws, worlds, seed))
    if not_enough:
        return (), not_enough
    starts = [row.starts for row in rows]
    blocks, size = fitting_worlds(net, draws, worlds)
    base = base_worlds(snapshot, net, base_count(net), seed)
    (worlds_of,) = drawn_worlds(snapshot, net, blocks, size, seed)
    reaches = reaches_any(net, starts)
    scores = effect_shares(net, base, starts)[0] @ net.goal_weights
    joint = expected_goals(net, worlds_of, starts)
    removed = removals(net, rows, snapshot.claim_weights, own_streams(seed)[1], only_nodes=True)
    found, begin = [], 0
    for kind in snapshot.ontology.kinds:
        places = range(begin, begin + len(tables[kind.name]))
        begin = places.stop
        onward = [place for place in places if reaches[place]]
        under = folded(net, rows, removed, onward)
        apart = [place for place in onward if place not in under]
        helping = [place for place in apart if scores[place] > 0]
        if helping:
            letters = dict(zip(apart, tiers_of(joint[:, apart]).letters, strict=True))
            order = sorted(helping, key=lambda at: (-round(float(scores[at]), 9), rows[at].label, rows[at].id))
            first = tuple(rows[place].id for place in order if letters[place] in (None, "A"))
            found.append(FirstRows(kind.name, kind.label(), first, len(helping)))
    return tuple(found), ""
