"""Maps for reading: how the kinds of thing connect, what stands around one thing, and a whole network in lanes.

A map of boxes never tries to show everything. It keeps what has most claims, says how many it shows of how many, and has the
same rows as a table. A whole network can also be seen as dots.
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
from trosol.views.maps.layout import dot_layout, free_layout, lane_layout, ring_layout, wrapped
from trosol.views.maps.picture import Edge, Lane, LegendEntry, Node, Picture

__all__ = ["COLUMNS", "MOST_BOXES", "MOST_DOTS", "focus_map", "kind_map", "network_map", "role_map"]

MOST_BOXES = 54
"""Most boxes that can be read at once."""
MOST_DOTS = 10_000
"""Most dots that a browser without a graphics card draws and answers for in two seconds (docs/how-far.md)."""

ROLES, HORIZONS, FREE = "role", "horizon", "free"
COLUMNS = (ROLES, HORIZONS, FREE)
"""What stands in a column of a map: things of one role, things of one horizon; or no columns, what is linked stands close."""


def role_map(snapshot: Snapshot, chosen: MapFilter | None = None, language: str = "en") -> Picture:
    """How the kinds of thing connect: a box per kind, a line with the number of claims between two kinds.

    Kinds are the classes that the display module gives a colour. Kinds that take part in no ranked network (the study itself,
    places, categories) are left out unless the filter asks for kinds.
    """
    chosen = chosen or MapFilter()
    ontology = snapshot.ontology
    kind_of = {key: _owner(snapshot, entity.type, "colour") for key, entity in snapshot.records.entities.items()}
    analysed = [c for n in ontology.networks.values() if n.ranked for c in (*n.nodes, *n.left, *n.right)]
    pairs: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in chosen.claims(snapshot):
        a, b = sorted((kind_of[claim.subject], kind_of[claim.object]))
        if chosen.kinds or (ontology.is_a(a, analysed) and ontology.is_a(b, analysed)):
            pairs[a, b].append(claim)
    sizes = Counter(kind_of.values())
    kinds = sorted({kind for pair in pairs for kind in pair}, key=lambda iri: (snapshot.ontology.lane(iri), iri))
    places, width, height = ring_layout([f"kind:{ontology.classes[iri].name}" for iri in kinds])
    nodes = []
    for iri in kinds:
        term = ontology.classes[iri]
        node = _node(
            f"kind:{term.name}", f"{term.label(language)} ({sizes[iri]})", term.definition, "", snapshot, iri, sizes[iri]
        )
        nodes.append(_at(node, *places[node.id]))
    edges = [
        Edge(
            source=f"kind:{ontology.classes[a].name}",
            target=f"kind:{ontology.classes[b].name}",
            label=str(len(claims)),
            title=f"{counted_in(language, len(claims), 'claim')}: {_common(snapshot, claims, language)}",
            sign=0,
            inferred=False,
            directed=False,
            claims=tuple(c.id for c in claims),
            weight=len(claims),
        )
        for (a, b), claims in sorted(pairs.items())
        if a != b
    ]
    says = say_in(
        language,
        "Each box is a kind of thing; the number on a line says how many claims link two kinds. Choose a box to see inside it.",
    )
    by_id = {node.id: node for node in nodes}
    legend = _legend(snapshot, by_id, language)
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(edges),
        lanes=(),
        legend=legend,
        width=width,
        height=height,
        shown=len(nodes),
        total=len(nodes),
        says=says,
    )


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


def kind_map(
    snapshot: Snapshot,
    kind: str,
    chosen: MapFilter | None = None,
    *,
    most: int = 48,
    columns: str = ROLES,
    language: str = "en",
) -> Picture:
    """Inside one kind of thing: its members with most claims, and what they are linked to. ``kind`` is a class name."""
    chosen = chosen or MapFilter()
    ontology = snapshot.ontology
    wanted = frozenset[str]().union(*(ontology.below(c.iri) for c in ontology.classes.values() if c.name == kind))
    of_kind = {key for key, entity in snapshot.records.entities.items() if entity.type in wanted}
    chosen = chosen.about(snapshot, of_kind)
    claims = [c for c in chosen.claims(snapshot) if c.subject in of_kind or c.object in of_kind]
    degree = Counter(key for c in claims for key in (c.subject, c.object))
    members = sorted(of_kind & set(degree), key=lambda key: (-degree[key], key))[: most // 2]
    links = Counter(
        key for c in claims for key in (c.subject, c.object) if {c.subject, c.object} & set(members) and key not in of_kind
    )
    others = sorted(links, key=lambda key: (-links[key], key))[: most - len(members)]
    label = next((c.label(language) for c in ontology.classes.values() if c.name == kind), kind)
    says = say_in(language, "Inside “{kind}”: those with most claims, and what they are linked to most.", kind=label)
    return _entity_picture(snapshot, {*members, *others}, claims, says, len(degree), None, columns, language)


def network_map(
    snapshot: Snapshot,
    claims: Iterable[Claim],
    says: str,
    *,
    most: int | None = None,
    columns: str = ROLES,
    language: str = "en",
    dots: bool = False,
) -> Picture:
    """A set of claims in lanes: the things with most claims, up to ``most`` of them.

    ``dots``: a dot for each instead of a box, so that the shape of a whole network can be seen; most claims stand at the top.
    """
    most = most or (MOST_DOTS if dots else MOST_BOXES)
    listed = list(claims)
    degree = Counter(key for claim in listed for key in (claim.subject, claim.object))
    kept = set(sorted(degree, key=lambda key: (-degree[key], key))[:most])
    return _entity_picture(snapshot, kept, listed, says, len(degree), None, columns, language, dots)


def _entity_picture(
    snapshot: Snapshot,
    kept: set[str],
    claims: Sequence[Claim],
    says: str,
    total: int,
    centre: str | None,
    columns: str,
    language: str,
    dots: bool = False,
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
    return _picture(snapshot, nodes, edges, lanes, list(titles.values()), says, len(kept), total, centre, language, dots)


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
    )


def _common(snapshot: Snapshot, claims: Iterable[Claim], language: str) -> str:
    counted = Counter(snapshot.ontology.properties[c.predicate].label(language) for c in claims)
    return ", ".join(f"{name} {n}" for name, n in sorted(counted.items(), key=lambda i: (-i[1], i[0]))[:4])


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
    dots: bool = False,
) -> Picture:
    by_id = {node.id: node for node in nodes}
    rows, pairs = {node.id: node.rows for node in nodes}, [(e.source, e.target) for e in edges]
    if dots:
        places, heads, width, height = dot_layout(lanes)
    else:
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
        dots=dots,
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
