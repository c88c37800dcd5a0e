"""What the map that people explore is made of: every item and link under the filters, so that the page itself can draw any view of them.

The page filters, expands, finds paths and places items without asking the server (docs/decisions/0024).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trosol.findings.inventory import items_by_kind, kind_label, kind_of
from trosol.model.records import Claim, in_language
from trosol.networks.lens import horizon_members
from trosol.networks.projection import claim_sign
from trosol.plain import ToJson
from trosol.rdf.iris import TRO, local_name
from trosol.store.snapshot import Snapshot
from trosol.views.filters import MapFilter

__all__ = ["MOST_ITEMS", "ExplorerData", "Group", "Item", "Link", "explorer_data"]

MOST_ITEMS = 10_000
"""Most items that go to the page: those with most claims. So many dots can still be moved without a graphics card."""


@dataclass(frozen=True, slots=True)
class Group(ToJson):
    """A kind, a horizon or a network that items or links belong to.

    Of a kind: its ``colour``; whether it is ``ranked``, that is, stands in a ranked network; and how many items of it are ``recorded``, also such
    as the map leaves out because no claim about them counts.
    """

    key: str
    label: str
    colour: str = ""
    lane: int = 0
    says: str = ""
    ranked: bool = True
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class Item(ToJson):
    """An item of the map.

    ``kind``: place in the list of kinds. ``horizons``: places in the list of horizons. ``status``: as coded. ``claims``: how many about it are
    drawn; ``recorded``: how many there are, also those that do not count here.
    """

    id: str
    label: str
    type: str
    kind: int
    lane: int
    horizons: tuple[int, ...]
    status: str
    claims: int
    recorded: int


@dataclass(frozen=True, slots=True)
class Link(ToJson):
    """All claims that lead from one item to another, in the direction of their effect.

    ``source`` and ``target``: places in the list of items. ``relations``: places in the list of relations. ``sign``: 1, -1, or 0 where the
    effect is not stated or claims differ. ``gate``: one of the claims says who keeps a gate. ``networks``: places in the list of networks.
    """

    source: int
    target: int
    relations: tuple[int, ...]
    sign: int
    inferred: bool
    directed: bool
    gate: bool
    networks: tuple[int, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplorerData(ToJson):
    """Items and links of an ecosystem under the filters. ``total``: items there are, of which ``items`` are those with most claims."""

    title: str
    version: str
    credit: str
    items: tuple[Item, ...]
    links: tuple[Link, ...]
    kinds: tuple[Group, ...]
    lanes: tuple[Group, ...]
    horizons: tuple[Group, ...]
    networks: tuple[Group, ...]
    relations: tuple[Group, ...]
    total: int


def explorer_data(
    snapshot: Snapshot,
    chosen: MapFilter | None = None,
    members: Mapping[str, Iterable[str]] | None = None,
    *,
    most: int = MOST_ITEMS,
    language: str = "en",
) -> ExplorerData:
    """Everything that may be drawn. ``members``: names of declared networks and the claims in each, to show one of them alone."""
    chosen = chosen or MapFilter()
    claims = [claim for claim in chosen.claims(snapshot) if claim.subject != claim.object]
    counted = Counter(end for claim in claims for end in (claim.subject, claim.object))
    kept = sorted(counted, key=lambda key: (-counted[key], key))[:most]
    at = {key: number for number, key in enumerate(kept)}
    kinds, kind_of = _kinds(snapshot, kept, language)
    lanes, lane_of = _lanes(snapshot, kept, language)
    horizons = {key: number for number, key in enumerate(horizon_members(snapshot))}
    inside: dict[str, list[int]] = defaultdict(list)
    for key, found in horizon_members(snapshot).items():
        for each in {*found, key}:
            inside[each].append(horizons[key])
    relations = {
        iri: number for number, iri in enumerate(sorted({claim.predicate for claim in claims}, key=lambda i: _word(snapshot, i)))
    }
    classes = snapshot.ontology.classes
    return ExplorerData(
        title=in_language(snapshot.records.dataset.title, language) or snapshot.name,
        version=snapshot.records.dataset.version,
        credit=snapshot.records.dataset.credit,
        items=tuple(
            Item(
                id=key,
                label=snapshot.entity(key).label(language),
                type=classes[snapshot.entity(key).type].label(language),
                kind=kind_of[key],
                lane=lane_of[key],
                horizons=tuple(sorted(inside.get(key, ()))),
                status=snapshot.entity(key).status,
                claims=counted[key],
                recorded=len(snapshot.claims_of(key)),
            )
            for key in kept
        ),
        links=_links(snapshot, claims, at, relations, members or {}),
        kinds=kinds,
        lanes=lanes,
        horizons=tuple(Group(key, snapshot.entity(key).label(language)) for key in horizons),
        networks=tuple(
            Group(n, in_language(net.labels, language) or n, says=in_language(net.reads, language) or "")
            for n in members or {}
            for net in (next(each for each in snapshot.ontology.networks.values() if each.name == n),)
        ),
        relations=tuple(Group(local_name(iri), snapshot.ontology.properties[iri].label(language)) for iri in relations),
        total=len(counted),
    )


def _word(snapshot: Snapshot, iri: str) -> tuple[str, str]:
    return snapshot.ontology.properties[iri].label("en").casefold(), iri


def _owner(snapshot: Snapshot, class_iri: str, note: str) -> str:
    """The class that something inherited comes from: the nearest one on the line that says it itself."""
    for iri in snapshot.ontology.line(class_iri):
        if TRO + note in snapshot.ontology.classes[iri].notes:
            return iri
    return class_iri


def _kinds(snapshot: Snapshot, keys: Iterable[str], language: str) -> tuple[tuple[Group, ...], dict[str, int]]:
    """Kinds are the classes that have a colour of their own, in the order of their lanes."""
    ontology = snapshot.ontology
    owner = {key: kind_of(snapshot, snapshot.entity(key).type) for key in keys}
    recorded = items_by_kind(snapshot)
    order = sorted(set(owner.values()), key=lambda iri: (ontology.lane(iri), iri))
    place = {iri: number for number, iri in enumerate(order)}
    ranked = [c for n in ontology.networks.values() if n.ranked for c in (*n.nodes, *n.left, *n.right)]
    groups = tuple(
        Group(
            ontology.classes[iri].name,
            kind_label(snapshot, iri, language),
            ontology.colour(iri),
            ontology.lane(iri),
            ontology.classes[iri].definition,
            ontology.is_a(iri, ranked),
            recorded[iri],
        )
        for iri in order
    )
    return groups, {key: place[iri] for key, iri in owner.items()}


def _lanes(snapshot: Snapshot, keys: Iterable[str], language: str) -> tuple[tuple[Group, ...], dict[str, int]]:
    """Columns of the map by the lane numbers of the ontology, headed by the kinds that stand in them."""
    ontology = snapshot.ontology
    number = {key: ontology.lane(snapshot.entity(key).type) for key in keys}
    names: dict[int, Counter[str]] = defaultdict(Counter)
    for key, lane in number.items():
        names[lane][ontology.classes[_owner(snapshot, snapshot.entity(key).type, "lane")].label(language)] += 1
    order = {lane: place for place, lane in enumerate(sorted(names))}
    groups = tuple(
        Group(str(lane), " · ".join(name for name, _ in sorted(names[lane].items(), key=lambda i: (-i[1], i[0]))), lane=lane)
        for lane in order
    )
    return groups, {key: order[lane] for key, lane in number.items()}


def _links(
    snapshot: Snapshot,
    claims: Iterable[Claim],
    at: Mapping[str, int],
    relations: Mapping[str, int],
    members: Mapping[str, Iterable[str]],
) -> tuple[Link, ...]:
    ontology = snapshot.ontology
    gates = ontology.for_purpose("gatekeeping")
    within = [frozenset(found) for found in members.values()]
    merged: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject in at and claim.object in at:
            a, b = at[claim.subject], at[claim.object]
            merged[(b, a) if ontology.acts_from_object(claim.predicate) else (a, b)].append(claim)
    links = []
    for (source, target), found in sorted(merged.items()):
        signs = {claim_sign(snapshot, claim) or 0 for claim in found}
        links.append(
            Link(
                source=source,
                target=target,
                relations=tuple(dict.fromkeys(relations[claim.predicate] for claim in found)),
                sign=signs.pop() if len(signs) == 1 else 0,
                inferred=all(claim.mode == "inferred" for claim in found),
                directed=not all(ontology.properties[claim.predicate].symmetric for claim in found),
                gate=any(claim.predicate in gates for claim in found),
                networks=tuple(n for n, ids in enumerate(within) if any(claim.id in ids for claim in found)),
                claims=tuple(claim.id for claim in found),
            )
        )
    return tuple(links)
