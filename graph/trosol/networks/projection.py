"""Claims to networkx graphs, by the projections that the ontology declares.

Analysis never runs on raw triples, where the structure of the document would win. A projection says which classes and
relations take part; containment, provenance, hypothetical bodies and placeholders stay out unless asked for. Parallel
claims become one edge that keeps its list of claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from trosol.errors import Problem, WrongUse, shorten
from trosol.model.ontology import Network, Ontology
from trosol.model.records import Claim, in_language
from trosol.networks.encoded_network import NO_STRENGTH, EncodedNetwork, gather
from trosol.networks.lens import Lens
from trosol.networks.subnetwork import part_of
from trosol.networks.walks import back, onward
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.store.study_boundary import FRAMES, STUDY, SYSTEM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trosol.store.encoded_claims import Coded

__all__ = ["claim_sign", "encoded_network", "network", "network_names"]

_SIGNS = {"positive": 1, "negative": -1}
_TOWARDS = "towardsDesirable"
_STRENGTHS = {"weak": 0.5, "strong": 1.0}


def network_names(snapshot: Snapshot) -> tuple[str, ...]:
    """Short names of the declared networks, sorted."""
    return tuple(sorted(n.name for n in snapshot.ontology.networks.values()))


def claim_sign(snapshot: Snapshot, claim: Claim) -> int | None:
    """Causal sign of a claim: 1, -1, or None where it is unknown. Unknown is never taken for positive."""
    sign = snapshot.ontology.sign(claim.predicate)
    if sign == _TOWARDS:
        return snapshot.wanted(claim.object) or None
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
    if local_name(declared.kind) == "PathNetwork":
        graph = _paths(snapshot, declared, lens, tuple(starts), tuple(goals))
    else:
        graph = _graph(snapshot, encoded_network(snapshot, declared, lens))
    graph.graph.update(
        name=name,
        reads=in_language(declared.reads) or "",
        snapshot=snapshot.digest,
        lens=lens.to_json(),
        ranked=declared.ranked,
        directed=declared.directed,
    )
    return graph


def encoded_network(snapshot: Snapshot, declared: Network, lens: Lens) -> EncodedNetwork:
    """A declared network as whole numbers; of a path network, the whole that its paths are looked for in."""
    kind = local_name(declared.kind)
    if kind == "PathNetwork":
        return _claims(snapshot, _based(snapshot, declared), lens)
    return _voices(snapshot, lens) if kind == "VoiceNetwork" else _claims(snapshot, declared, lens)


def _graph(snapshot: Snapshot, found: EncodedNetwork) -> nx.DiGraph:
    kinds = {type_: _kind(snapshot.ontology, type_) for type_ in snapshot.coded.type.values}

    def node(key: str) -> dict[str, str]:
        entity = snapshot.entity(key)
        kind, role = kinds[entity.type]
        wanted = snapshot.desirability(key)
        return {"label": entity.label(), "type": kind, "role": role, "status": entity.status, "desirability": wanted}

    return found.to_networkx(node)


def _kind(ontology: Ontology, type_: str) -> tuple[str, str]:
    return local_name(type_), local_name(ontology.role(type_) or type_)


def _claims(snapshot: Snapshot, declared: Network, lens: Lens) -> EncodedNetwork:
    """The ties that claims make between entities of the declared classes, by the declared relations."""
    ontology, coded = snapshot.ontology, snapshot.coded
    left, right = declared.left or declared.nodes, declared.right or declared.nodes
    types = coded.type.values

    def of(ancestors: tuple[str, ...]) -> NDArray[np.bool_]:
        return np.array([ontology.is_a(type_, ancestors) for type_ in types], dtype=bool)[coded.type.codes]

    inside = of((*left, *right)) & ~of(declared.excludes)
    allowed = inside & lens.entities(snapshot)
    relations = frozenset[str]().union(*(ontology.below(edge) for edge in declared.edges))
    predicate = coded.column("predicate")
    if not lens.with_study:
        allowed &= ~_outside(coded, predicate.where(relations), inside)
    counts = lens.counts(snapshot) & predicate.where(relations) & allowed[coded.subject] & allowed[coded.object]
    if declared.left:
        one, other = of(left), of(right)
        crosses = (one[coded.subject] & other[coded.object]) | (other[coded.subject] & one[coded.object])
        counts &= crosses
    kept = np.flatnonzero(counts).astype(np.int32)
    nodes = np.flatnonzero(allowed)
    place = np.cumsum(allowed, dtype=np.int32) - 1
    said = predicate.codes[kept]
    backwards = np.array([ontology.acts_from_object(iri) for iri in predicate.values], dtype=bool)[said]
    both = np.array([ontology.properties[iri].symmetric for iri in predicate.values], dtype=bool)[said]
    subject, target = place[coded.subject[kept]], place[coded.object[kept]]
    source, goal = np.where(backwards, target, subject), np.where(backwards, subject, target)
    # A symmetric relation ties both ways: its second tie, the other way, follows the first.
    ties = np.repeat(np.arange(len(kept)), 1 + both)
    second = np.zeros(len(ties), dtype=bool)
    second[1:] = ties[1:] == ties[:-1]
    return gather(
        tuple(coded.entities[number] for number in nodes.tolist()),
        np.where(second, goal[ties], source[ties]),
        np.where(second, source[ties], goal[ties]),
        kept[ties],
        _tie_signs(snapshot, said, coded.object[kept])[ties],
        _strengths(coded, kept)[ties],
        coded,
    )


def _outside(coded: Coded, taking_part: NDArray[np.bool_], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each entity, whether it lies outside the system: all its claims in a network are of the study, or it has none and is of the study.

    ``taking_part``: the claims whose relation the network is made of. ``inside``: the entities of its classes. Whatever the lens is,
    the same entities are outside.
    """
    there = taking_part & (coded.subject >= 0) & (coded.object >= 0)
    there &= inside[coded.subject] & inside[coded.object]
    touched = {frame: np.zeros(len(coded.entities), dtype=bool) for frame in FRAMES}
    for frame, mark in touched.items():
        said = there & coded.frame.where((frame,))
        mark[coded.subject[said]] = mark[coded.object[said]] = True
    outside: NDArray[np.bool_] = ~touched[SYSTEM] & (touched[STUDY] | coded.study_side)
    return outside


def _tie_signs(snapshot: Snapshot, said: NDArray[np.int32], objects: NDArray[np.int32]) -> NDArray[np.int8]:
    """Signs by relation and, where it goes towards what is wanted, by object: 1, -1, or 0 where it is unknown."""
    signs = [snapshot.ontology.sign(predicate) or "" for predicate in snapshot.coded.column("predicate").values]
    own = np.array([_SIGNS.get(sign, 0) for sign in signs], dtype=np.int8)[said]
    towards = np.array([sign == _TOWARDS for sign in signs], dtype=bool)[said]
    return np.where(towards, snapshot.coded.wanted[objects], own)


def _strengths(coded: Coded, kept: NDArray[np.int32]) -> NDArray[np.float64]:
    strength = coded.column("strength")
    return np.array([_STRENGTHS.get(value, NO_STRENGTH) for value in strength.values])[strength.codes[kept]]


def _voices(snapshot: Snapshot, lens: Lens) -> EncodedNetwork:
    """Who speaks of what: a tie from each voice to both ends of each of its claims."""
    coded = snapshot.coded
    nodes: dict[str, int] = {}
    rows = [
        (nodes.setdefault(voice, len(nodes)), nodes.setdefault(key, len(nodes)), number)
        for number in np.flatnonzero(lens.counts(snapshot)).tolist()
        for claim in (snapshot.records.claims[coded.claims[number]],)
        for voice in claim.voices
        for key in dict.fromkeys((claim.subject, claim.object))
    ]
    source, target, claim_number = np.array(rows, dtype=np.int32).reshape(len(rows), 3).T
    return gather(
        tuple(nodes),
        source,
        target,
        claim_number,
        np.zeros(len(rows), dtype=np.int8),
        _strengths(coded, claim_number),
        coded,
    )


def _paths(snapshot: Snapshot, declared: Network, lens: Lens, starts: tuple[str, ...], goals: tuple[str, ...]) -> nx.DiGraph:
    whole = _graph(snapshot, encoded_network(snapshot, declared, lens))
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
    return part_of(whole, onward(whole, starts) & back(whole, goals))


def _based(snapshot: Snapshot, declared: Network) -> Network:
    """The network that paths are looked for in: the one declared as its base, less what the path network excludes."""
    based = snapshot.ontology.networks.get(declared.based_on or "", declared)
    return replace(based, excludes=(*based.excludes, *declared.excludes))
