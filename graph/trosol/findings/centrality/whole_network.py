"""A network as a whole: size, density, distances, centralisation, censuses, and how far its kinds keep to themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np

from trosol import measures
from trosol.measures import Plain
from trosol.measures.graph_view import plain
from trosol.plain import ToJson
from trosol.table import TableRow

__all__ = ["TECHNICAL", "Indices", "KindSummary", "by_kind", "indices"]

TECHNICAL = (
    "reciprocity",
    "transitivity",
    "connected",
    "centralisation",
    "assortativity",
    "modularity",
    "dyad_census",
    "triad_census",
)
"""Indices that only analysts of networks read: they stand after what everybody reads."""


@dataclass(frozen=True, slots=True)
class Indices(ToJson):
    """Numbers of a whole network; None where they are undefined.

    ``tied``: nodes with a link. ``components``, ``largest``: pieces, whatever the direction, and nodes in the largest. ``connected``: share of
    ordered pairs that have a path; ``diameter`` and ``mean_distance`` are of these. ``assortativity`` and ``modularity``: by kind.
    """

    nodes: int
    tied: int
    edges: int
    density: float | None
    reciprocity: float | None
    transitivity: float | None
    components: int
    largest: int
    diameter: float | None
    mean_distance: float | None
    connected: float | None
    centralisation: Mapping[str, float | None]
    assortativity: float | None
    modularity: float | None
    dyad_census: Mapping[str, int]
    triad_census: Mapping[str, int]


def indices(view: Plain, kinds: Mapping[str, str]) -> Indices:
    """The indices of a network, its links counted without weights. ``kinds``: the kind of each node."""
    from scipy.sparse.csgraph import connected_components

    bare = plain(view)
    ends = bare.ends
    degrees = np.bincount(ends.ravel(), minlength=len(bare))
    components, member = connected_components(bare.matrix(), directed=False)
    far = measures.diameter(bare)
    return Indices(
        nodes=len(bare),
        tied=int((degrees > 0).sum()),
        edges=len(ends),
        density=_known(measures.density(bare).value),
        reciprocity=_known(measures.reciprocity(bare).value),
        transitivity=_known(measures.transitivity(bare).value),
        components=int(components),
        largest=int(np.bincount(member).max()),
        diameter=_known(far.value),
        mean_distance=_known(measures.mean_distance(bare).value),
        connected=_known(far.parameters["connected"]),
        centralisation={of: _known(measures.centralisation(bare, of).value) for of in ("degree", "betweenness")},
        assortativity=_known(measures.mixing(bare, kinds).assortativity),
        modularity=_known(measures.modularity(bare, kinds).value),
        dyad_census=measures.dyad_census(bare).counts,
        triad_census=measures.triad_census(bare).counts,
    )


def _known(value: float) -> float | None:
    return None if isnan(value) else value


@dataclass(frozen=True, slots=True, repr=False)
class KindSummary(TableRow):
    """A kind of node: how many there are, how many of them have links, how many links stay within the kind or lead out of or into it.

    ``means``: the mean of each measure over those of whom it is defined.
    """

    kind: str
    label: str
    nodes: int
    tied: int
    within: int
    outward: int
    inward: int
    means: Mapping[str, float | None]


def by_kind(
    view: Plain, kinds: Mapping[str, str], labels: Mapping[str, str], scores: Mapping[str, Mapping[str, float | None]]
) -> tuple[KindSummary, ...]:
    """A summary of each kind, largest first. ``scores``: of each node that is shown, by measure."""
    names = sorted(set(kinds.values()))
    place = {name: number for number, name in enumerate(names)}
    member = np.array([place[kinds[str(node)]] for node in view.nodes])
    degrees = np.bincount(view.ends.ravel(), minlength=len(view))
    source, target = member[view.ends].T
    rows = []
    for name, number in place.items():
        own = member == number
        shown = [scores[str(node)] for node, here in zip(view.nodes, own.tolist(), strict=True) if here and str(node) in scores]
        if not shown:
            continue
        known = {measure: [row[measure] for row in shown if row[measure] is not None] for measure in shown[0]}
        rows.append(
            KindSummary(
                kind=name,
                label=labels[name],
                nodes=int(own.sum()),
                tied=int((degrees[own] > 0).sum()),
                within=int(((source == number) & (target == number)).sum()),
                outward=int(((source == number) & (target != number)).sum()),
                inward=int(((source != number) & (target == number)).sum()),
                means={measure: _mean(values) for measure, values in known.items()},
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.nodes, row.label, row.kind)))


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(f"{sum(known) / len(known):.12g}") if known else None
