"""The map between two things: every shortest way of claims from one to the other, whichever way the claims run."""

from __future__ import annotations

import networkx as nx

from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot
from trosol.views.filters import MapFilter
from trosol.views.maps.map_view import ROLES, network_map
from trosol.views.maps.picture import Picture

__all__ = ["between_map"]


def between_map(
    snapshot: Snapshot,
    one: str,
    other: str,
    chosen: MapFilter | None = None,
    *,
    columns: str = ROLES,
    language: str = "en",
) -> Picture:
    """Draw all shortest ways between two things; an empty map where claims do not link them at all."""
    chosen = chosen or MapFilter()
    claims = list(chosen.claims(snapshot))
    graph = nx.Graph()
    graph.add_edges_from((c.subject, c.object) for c in claims if c.subject != c.object)
    a, b = (snapshot.entity(key).label(language) for key in (one, other))
    if one not in graph or other not in graph or not nx.has_path(graph, one, other):
        says = say_in(language, "No claim links {one} and {other}, not even through others.", one=a, other=b)
        return network_map(snapshot, (), says, columns=columns, language=language)
    ahead = nx.single_source_shortest_path_length(graph, one)
    behind = nx.single_source_shortest_path_length(graph, other)
    far = ahead[other]
    step = {key: ahead[key] for key in graph if key in ahead and key in behind and ahead[key] + behind[key] == far}
    drawn = [c for c in claims if c.subject in step and c.object in step and abs(step[c.subject] - step[c.object]) == 1]
    says = say_in(
        language,
        "Between {one} and {other} lie {far}; every shortest way is drawn, whichever way its claims run.",
        one=a,
        other=b,
        far=counted_in(language, far, "step"),
    )
    return network_map(snapshot, drawn, says, columns=columns, language=language)
