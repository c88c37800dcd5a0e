"""Small maps beside findings: the neighbours of one item, and a set of claims in lanes.

They never try to show everything: they keep what has most claims, say how many they show of how many, and have the same rows as a table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.networks.projection import claim_sign
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot
from trosol.views.filters import MapFilter
from trosol.views.maps.layout import free_layout, lane_layout, wrapped
from trosol.views.maps.picture import Edge, Lane, LegendEntry, Node, Picture

__all__ = ["COLUMNS", "MOST_BOXES", "focus_map", "network_map"]

MOST_BOXES = 54
"""Most boxes that can be read at once."""

ROLES, HORIZONS, FREE = "role", "horizon", "free"
COLUMNS = (ROLES, HORIZONS, FREE)
"""What stands in a column of a map: things of one role, things of one horizon; or no columns, what is linked stands close."""


def focus_map(
    snapshot: Snapshot,
    centre: str,
    steps: int = 1,
    chosen: MapFilter | None = None,
    *,
    most: int = 40,
    columns: str = ROLES,
    language: str = "en",
) -> Picture:
    """What stands around one thing, up to ``steps`` claims away; nearest and best connected first."""
    chosen = (chosen or MapFilter()).about(snapshot, [centre])
    claims = list(chosen.claims(snapshot))
    around: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        around[claim.subject].add(claim.object)
        around[claim.object].add(claim.subject)
    distance = {centre: 0}
    frontier = [centre]
    for step in range(1, steps + 1):
        frontier = sorted({n for key in frontier for n in around[key]} - set(distance))
        distance.update(dict.fromkeys(frontier, step))
    ranked = sorted(distance, key=lambda key: (distance[key], -len(around[key]), key))
    kept = set(ranked[:most])
    label = snapshot.entity(centre).label(language)
    far = counted_in(language, steps, "step")
    says = say_in(language, "What is said to link to {name}, up to {far} away.", name=label, far=far)
    return _entity_picture(snapshot, kept, claims, says, len(distance), centre, columns, language)


def network_map(
    snapshot: Snapshot,
    claims: Iterable[Claim],
    says: str,
    *,
    most: int = MOST_BOXES,
    columns: str = ROLES,
    language: str = "en",
) -> Picture:
    """A set of claims in lanes: the items with most claims, up to ``most`` of them."""
    listed = list(claims)
    degree = Counter(key for claim in listed for key in (claim.subject, claim.object))
    kept = set(sorted(degree, key=lambda key: (-degree[key], key))[:most])
    return _entity_picture(snapshot, kept, listed, says, len(degree), None, columns, language)


def _entity_picture(
    snapshot: Snapshot,
    kept: set[str],
    claims: Sequence[Claim],
    says: str,
    total: int,
    centre: str | None,
    columns: str,
    language: str,
) -> Picture:
    drawn = [c for c in claims if c.subject in kept and c.object in kept and c.subject != c.object]
    degree = Counter(key for claim in drawn for key in (claim.subject, claim.object))
    lane_of, titles = _lanes(snapshot, kept, columns, language)
    if centre and columns == ROLES:
        lane_of, titles = _own_lane(centre, lane_of, titles)
    nodes = [_entity_node(snapshot, key, lane_of[key], degree[key], language) for key in sorted(kept)]
    merged: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in drawn:
        back = snapshot.ontology.acts_from_object(claim.predicate)
        merged[(claim.object, claim.subject) if back else (claim.subject, claim.object)].append(claim)
    edges = [_edge(snapshot, a, b, found, language) for (a, b), found in sorted(merged.items())]
    lanes = [[key for key in sorted(kept, key=lambda k: (-degree[k], k)) if lane_of[key] == lane] for lane in titles]
    return _picture(snapshot, nodes, edges, lanes, list(titles.values()), says, len(kept), total, centre, language)


def _lanes(snapshot: Snapshot, kept: set[str], columns: str, language: str) -> tuple[dict[str, str], dict[str, str]]:
    if columns == FREE:
        return dict.fromkeys(kept, FREE), {FREE: ""}
    return _horizon_lanes(snapshot, kept, language) if columns == HORIZONS else _role_lanes(snapshot, kept, language)


def _role_lanes(snapshot: Snapshot, kept: set[str], language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Lane of each entity by the ontology's lane numbers (a subclass may have its own), and lane titles in order."""
    ontology = snapshot.ontology
    number = {key: ontology.lane(snapshot.entity(key).type) for key in kept}
    names: dict[int, Counter[str]] = defaultdict(Counter)
    for key in kept:
        owner = _owner(snapshot, snapshot.entity(key).type, "lane")
        names[number[key]][ontology.classes[owner].label(language)] += 1
    titles = {
        str(n): " · ".join(name for name, _ in sorted(found.items(), key=lambda i: (-i[1], i[0])))
        for n, found in sorted(names.items())
    }
    return {key: str(number[key]) for key in kept}, titles


def _own_lane(centre: str, lane_of: dict[str, str], titles: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Give the thing in the middle a lane of its own beside its kind, so that lines to its like do not run behind boxes."""
    if sum(lane == lane_of[centre] for lane in lane_of.values()) == 1:
        return lane_of, titles
    shown: dict[str, str] = {}
    for lane, title in titles.items():
        if lane == lane_of[centre]:
            shown["centre"] = ""
        shown[lane] = title
    return {**lane_of, centre: "centre"}, shown


def _owner(snapshot: Snapshot, class_iri: str, note: str) -> str:
    """The class that something inherited comes from: the nearest one on the line that says it itself."""
    for iri in snapshot.ontology.line(class_iri):
        if TRO + note in snapshot.ontology.classes[iri].notes:
            return iri
    return class_iri


def _horizon_lanes(snapshot: Snapshot, kept: set[str], language: str) -> tuple[dict[str, str], dict[str, str]]:
    from trosol.networks.lens import horizon_members

    members = horizon_members(snapshot)
    titles = {horizon: snapshot.entity(horizon).label(language) for horizon in members}
    lane_of = {}
    for key in kept:
        at = [horizon for horizon, inside in members.items() if key in inside or key == horizon]
        lane_of[key] = at[0] if len(at) == 1 else "several" if at else "none"
    extra = {"several": say_in(language, "More than one horizon"), "none": say_in(language, "No horizon stated")}
    titles |= {lane: title for lane, title in extra.items() if lane in lane_of.values()}
    return lane_of, titles


def _node(
    key: str, label: str, title: str, lane: str, snapshot: Snapshot, class_iri: str, weight: int, dashed: bool = False
) -> Node:
    inherited = snapshot.ontology.inherited
    return Node(
        id=key,
        label="\n".join(wrapped(label)),
        title=title,
        lane=lane,
        colour=snapshot.ontology.colour(class_iri),
        shape=inherited(class_iri, TRO + "shape") or "dot",
        dashed=dashed,
        rows=len(wrapped(label)),
        weight=weight,
    )


def _entity_node(snapshot: Snapshot, key: str, lane: str, degree: int, language: str) -> Node:
    entity = snapshot.entity(key)
    kind = snapshot.ontology.classes[entity.type].label(language)
    note = {
        "notTranscribed": say_in(language, "wording not in the source"),
        "hypothetical": say_in(language, "does not exist yet"),
    }.get(entity.status)
    label = entity.label(language)
    dashed = entity.status != "transcribed"
    return _node(key, label, f"{label}\n{kind}{f' ({note})' if note else ''}", lane, snapshot, entity.type, degree, dashed)


def _edge(snapshot: Snapshot, source: str, target: str, claims: list[Claim], language: str) -> Edge:
    ontology = snapshot.ontology
    names = list(dict.fromkeys(ontology.properties[c.predicate].label(language) for c in claims))
    signs = {claim_sign(snapshot, c) or 0 for c in claims}
    return Edge(
        source=source,
        target=target,
        label=", ".join(names),
        title=f"{', '.join(names)} · {counted_in(language, len(claims), 'claim')}",
        sign=signs.pop() if len(signs) == 1 else 0,
        inferred=all(c.mode == "inferred" for c in claims),
        directed=not all(ontology.properties[c.predicate].symmetric for c in claims),
        claims=tuple(c.id for c in claims),
        weight=len(claims),
        gate=any(c.predicate in ontology.for_purpose("gatekeeping") for c in claims),
    )


def _picture(
    snapshot: Snapshot,
    nodes: list[Node],
    edges: list[Edge],
    lanes: list[list[str]],
    titles: list[str],
    says: str,
    shown: int,
    total: int,
    centre: str | None,
    language: str,
) -> Picture:
    by_id = {node.id: node for node in nodes}
    rows, pairs = {node.id: node.rows for node in nodes}, [(e.source, e.target) for e in edges]
    places, heads, width, height = lane_layout(lanes, rows, pairs) if any(titles) else free_layout(rows, pairs, centre)
    placed = tuple(_at(by_id[key], *places[key]) for lane in lanes for key in lane)
    return Picture(
        nodes=placed,
        edges=tuple(edges),
        lanes=tuple(Lane(str(i), title, x) for i, (title, x) in enumerate(zip(titles, heads, strict=False)) if title),
        legend=_legend(snapshot, by_id, language),
        width=width,
        height=height,
        shown=shown,
        total=total,
        says=says,
        centre=centre,
    )


def _at(node: Node, x: float, y: float) -> Node:
    return replace(node, x=x, y=y)


def _legend(snapshot: Snapshot, nodes: Mapping[str, Node], language: str) -> tuple[LegendEntry, ...]:
    """One entry per colour on the map, named after the class that sets the colour."""
    ontology = snapshot.ontology
    counts = Counter(node.colour for node in nodes.values())
    entries = []
    for term in sorted(ontology.classes.values(), key=lambda t: (snapshot.ontology.lane(t.iri), t.iri)):
        own = ontology.colour(term.iri) if TRO + "colour" in term.notes else ""
        if own and counts.get(own):
            shape = ontology.inherited(term.iri, TRO + "shape") or "dot"
            entries.append(LegendEntry(term.label(language), own, shape, counts.pop(own), term.definition))
    return tuple(entries)
