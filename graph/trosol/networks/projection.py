"""Claims to networkx graphs, by the projections that the ontology declares.

Analysis never runs on raw triples, where the structure of the document would win. A projection says which classes and
relations take part; containment, provenance, hypothetical bodies and placeholders stay out unless asked for. Parallel
claims become one edge that keeps its list of claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from trosol.errors import Problem, WrongUse, shorten
from trosol.model.ontology import Network
from trosol.model.records import Claim, Entity, in_language
from trosol.networks.lens import Lens
from trosol.networks.parts import part_of
from trosol.rdf.names import local_name
from trosol.store.snapshot import Snapshot

__all__ = ["claim_sign", "network", "network_names"]

_SIGNS = {"positive": 1, "negative": -1}
_STRENGTHS = {"weak": 0.5, "strong": 1.0}


def network_names(snapshot: Snapshot) -> tuple[str, ...]:
    """Short names of the declared networks, sorted."""
    return tuple(sorted(n.name for n in snapshot.ontology.networks.values()))


def claim_sign(snapshot: Snapshot, claim: Claim) -> int | None:
    """Causal sign of a claim: 1, -1, or None where it is unknown. Unknown is never taken for positive."""
    sign = snapshot.ontology.sign(claim.predicate)
    if sign == "towardsDesirable":
        wanted = snapshot.ontology.desirability(snapshot.entity(claim.object).type)
        return {"desirable": 1, "undesirable": -1}.get(wanted)
    return _SIGNS.get(sign or "")


def network(
    snapshot: Snapshot,
    name: str,
    lens: Lens | None = None,
    *,
    starts: Iterable[str] = (),
    goals: Iterable[str] = (),
) -> nx.DiGraph:
    """Build a declared network as a directed graph (an edge A→B: A acts on B, or A is tied to B).

    Nodes are entity ids with ``label``, ``type``, ``role``, ``status`` and ``desirability``; every entity of the declared
    classes is there, tied or not. Edges have ``claims`` (ids, sorted), ``predicates``, ``weight`` (how many claims) and
    ``sign`` (1, -1, or 0 where it is unknown or the claims disagree, with ``signs`` listing what they say), and ``strength``
    (½ or 1) only where the source states one.

    ``starts`` and ``goals`` are needed by a path network: it keeps what lies on some way from a start to a goal.
    Raises :class:`WrongUse` for an unknown network, lens or entity.
    """
    declared = snapshot.ontology.network(name)
    if declared is None:
        raise WrongUse(
            Problem(
                "network-unknown",
                f"The ontology declares no network '{shorten(name)}'.",
                f"Use one of: {', '.join(network_names(snapshot))}.",
            )
        )
    lens = lens or Lens()
    lens.check(snapshot)
    kind = local_name(declared.kind)
    if kind == "PathNetwork":
        graph = _paths(snapshot, declared, lens, tuple(starts), tuple(goals))
    elif kind == "VoiceNetwork":
        graph = _voices(snapshot, lens)
    else:
        graph = _claims(snapshot, declared, lens)
    graph.graph.update(
        name=name,
        reads=in_language(declared.reads) or "",
        snapshot=snapshot.digest,
        lens=lens.to_json(),
        ranked=declared.ranked,
        directed=declared.directed,
    )
    return graph


def _node(snapshot: Snapshot, entity: Entity) -> dict[str, str]:
    return {
        "label": entity.label(),
        "type": local_name(entity.type),
        "role": local_name(snapshot.role(entity.id)),
        "status": entity.status,
        "desirability": snapshot.ontology.desirability(entity.type),
    }


def _claims(snapshot: Snapshot, declared: Network, lens: Lens) -> nx.DiGraph:
    ontology = snapshot.ontology
    left, right = declared.left or declared.nodes, declared.right or declared.nodes
    allowed = {
        entity.id
        for entity in snapshot.records.entities.values()
        if lens.keeps_entity(entity)
        and ontology.is_a(entity.type, (*left, *right))
        and not ontology.is_a(entity.type, declared.excludes)
    }
    relations = set().union(*(ontology.below(edge) for edge in declared.edges)) if declared.edges else set()
    graph = nx.DiGraph()
    graph.add_nodes_from((key, _node(snapshot, snapshot.entity(key))) for key in sorted(allowed))
    for claim in lens.claims(snapshot):
        if claim.predicate in relations and claim.subject in allowed and claim.object in allowed:
            if declared.left and not _crosses(snapshot, claim, left, right):
                continue
            for source, target in _directions(snapshot, claim):
                _tie(graph, source, target, claim, claim_sign(snapshot, claim))
    return graph


def _crosses(snapshot: Snapshot, claim: Claim, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    subject, target = (snapshot.entity(key).type for key in (claim.subject, claim.object))
    is_a = snapshot.ontology.is_a
    return (is_a(subject, left) and is_a(target, right)) or (is_a(subject, right) and is_a(target, left))


def _directions(snapshot: Snapshot, claim: Claim) -> Iterator[tuple[str, str]]:
    term = snapshot.ontology.properties[claim.predicate]
    if snapshot.ontology.acts_from_object(claim.predicate):
        yield claim.object, claim.subject
    else:
        yield claim.subject, claim.object
    if term.symmetric:
        yield claim.object, claim.subject


def _tie(graph: nx.DiGraph, source: str, target: str, claim: Claim, sign: int | None) -> None:
    if source == target:
        return
    old = graph.get_edge_data(source, target, {"claims": (), "predicates": (), "signs": ()})
    claims = tuple(sorted({*old["claims"], claim.id}))
    signs = tuple(sorted({*old["signs"], sign or 0}))
    graph.add_edge(
        source,
        target,
        claims=claims,
        predicates=tuple(sorted({*old["predicates"], local_name(claim.predicate)})),
        weight=len(claims),
        signs=signs,
        sign=signs[0] if len(signs) == 1 else 0,
        **_strength(old, claim),
    )


def _strength(old: Mapping[str, Any], claim: Claim) -> dict[str, float]:
    """Strength that the source itself states, the greatest where claims differ; nothing where it states none."""
    stated = [value for value in (old.get("strength"), _STRENGTHS.get(claim.strength)) if value]
    return {"strength": max(stated)} if stated else {}


def _voices(snapshot: Snapshot, lens: Lens) -> nx.DiGraph:
    graph = nx.DiGraph()
    for claim in lens.claims(snapshot):
        for voice in claim.voices:
            for key in (claim.subject, claim.object):
                for node in (voice, key):
                    if node not in graph:
                        graph.add_node(node, **_node(snapshot, snapshot.entity(node)))
                _tie(graph, voice, key, claim, None)
    return graph


def _paths(snapshot: Snapshot, declared: Network, lens: Lens, starts: tuple[str, ...], goals: tuple[str, ...]) -> nx.DiGraph:
    whole = _whole(snapshot, declared, lens)
    for what, keys in (("start", starts), ("goal", goals)):
        if not keys:
            raise WrongUse(
                Problem(
                    f"{what}-missing",
                    f"The network '{declared.name}' needs at least one {what}.",
                    f"Name the id of an entity to {'begin at' if what == 'start' else 'arrive at'}.",
                )
            )
        for key in keys:
            if key not in whole:
                raise WrongUse(
                    Problem(
                        "entity-unknown",
                        f"'{shorten(key)}' is not in the network.",
                        "Take an id from `trosol networks`, or one that has influence claims.",
                    )
                )
    ahead = set(starts).union(*(nx.descendants(whole, key) for key in starts))
    behind = set(goals).union(*(nx.ancestors(whole, key) for key in goals))
    return part_of(whole, ahead & behind)


def _whole(snapshot: Snapshot, declared: Network, lens: Lens) -> nx.DiGraph:
    """The network that paths are looked for in: the one declared as its base, less what the path network excludes."""
    based = snapshot.ontology.networks.get(declared.based_on or "", declared)
    return _claims(snapshot, replace(based, excludes=(*based.excludes, *declared.excludes)), lens)
