"""Paths through the claims: each step with what it rests on, and whether anyone records the whole path.

**Reads as**: this acts on that, by these steps; here is who says so, and where.

**How**: a step is an edge of a network, with every claim that makes it. The sign of a path is the product of the signs of its steps,
unknown if one of them is unknown; its probability the product of theirs. A path is recorded in one place if one section of one source
has evidence for every step; else it is composite, and its parts are named.

**Trap**: a composite path is the work of whoever joined the parts. Each step may be well said and the whole still be nobody's opinion.
A path recorded in one section is not yet one argument either: read the section.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import prod

import networkx as nx

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.paths.path_sentences import firmest_first, path_sentence
from trosol.findings.result import hedges_of, voices_of
from trosol.findings.text import claim_sentence
from trosol.model.records import Claim
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["PathPart", "Route", "Step", "path_along", "route", "step"]

Place = tuple[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Step(TableRow):
    """One edge: ``source`` acts on ``target``.

    ``sign``: 1 raises, -1 lowers, None where the source does not say or its claims disagree. ``stated``: at least one of its
    claims is stated and not inferred by the coder. ``possibility``: all its claims are offered as a possibility only.
    ``denied``: claims that say it is not so. ``sentences``: one for each claim, stated ones first. ``probability``: that it holds, by the
    weights of its claims; None where none was asked for.
    """

    source: str
    target: str
    source_label: str
    target_label: str
    relations: tuple[str, ...]
    sign: int | None
    stated: bool
    possibility: bool
    claims: tuple[str, ...]
    denied: tuple[str, ...]
    voices: tuple[str, ...]
    hedges: tuple[str, ...]
    sentences: tuple[str, ...]
    probability: float | None = field(default=None, metadata=as_json(digits=3))


@dataclass(frozen=True, slots=True, repr=False)
class PathPart(TableRow):
    """A stretch of a path that one section has evidence for: from one entity to another, and where."""

    start: str
    end: str
    place: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Route(TableRow):
    """A path: its steps, its sign, and who records it.

    ``single_source``: one section of one source has evidence for every step; ``parts`` is then one part. ``one_passage``:
    even one piece of evidence has. ``voices_throughout``: groups that said every step. ``inferred``: how many steps rest on
    the coder's inference alone. ``probability``: that every step holds. ``share``: of the worlds, in how many it is one of the shortest
    paths that survive, which decide. ``role``: ``shortest``, ``longer``, or ``otherwise`` for a longer path whose sign is another; empty
    where nothing was compared.
    """

    nodes: tuple[str, ...]
    labels: tuple[str, ...]
    steps: Rows[Step]
    sign: int | None
    single_source: bool
    one_passage: bool
    parts: Rows[PathPart]
    voices_throughout: tuple[str, ...]
    inferred: int
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str
    probability: float | None = field(default=None, metadata=as_json(digits=3))
    share: float | None = field(default=None, metadata=as_json(digits=3))
    role: str = ""


def step(snapshot: Snapshot, graph: nx.Graph, source: str, target: str) -> Step:
    """The edge from source to target of a network, with all that it rests on and all that speaks against it."""
    edge = graph.edges[source, target]
    return _step(snapshot, source, target, edge["claims"], edge.get("sign") or None)


def _step(
    snapshot: Snapshot, source: str, target: str, ids: Iterable[str], sign: int | None, probability: float | None = None
) -> Step:
    claims = [snapshot.records.claims[key] for key in ids]
    claims.sort(key=firmest_first)
    keys = tuple(sorted(c.id for c in claims))
    names = {snapshot.ontology.properties[c.predicate].label() for c in claims}
    return Step(
        source=source,
        target=target,
        source_label=snapshot.entity(source).label(),
        target_label=snapshot.entity(target).label(),
        relations=tuple(sorted(names)),
        sign=sign,
        stated=any(c.mode == "stated" for c in claims),
        possibility=all(c.stance == "hypothesises" for c in claims),
        claims=keys,
        denied=_denied(snapshot, claims),
        voices=voices_of(snapshot, keys),
        hedges=hedges_of(snapshot, keys),
        sentences=tuple(claim_sentence(snapshot, c) for c in claims),
        probability=probability,
    )


def route(snapshot: Snapshot, graph: nx.Graph, nodes: Sequence[str]) -> Route:
    """The path along the nodes, each tied to the next in the graph."""
    return _path(snapshot, tuple(nodes), tuple(step(snapshot, graph, a, b) for a, b in pairwise(nodes)))


def path_along(snapshot: Snapshot, net: InfluenceWorlds, edges: Sequence[int], probabilities: Sequence[float]) -> Route:
    """The path along edges of possible worlds. ``probabilities``: of all edges of the network."""
    ids, signed = snapshot.coded.claims, net.signed
    steps = []
    for edge in edges:
        a, b = net.keys[signed.source[edge]], net.keys[signed.target[edge]]
        claims = [ids[claim] for group in net.claims[edge] for claim in group]
        steps.append(_step(snapshot, a, b, claims, int(signed.sign[edge]) or None, float(probabilities[edge])))
    nodes = (steps[0].source, *(each.target for each in steps))
    return _path(snapshot, nodes, tuple(steps), prod(float(probabilities[edge]) for edge in edges))


def _path(snapshot: Snapshot, nodes: tuple[str, ...], steps: tuple[Step, ...], probability: float | None = None) -> Route:
    ids = tuple(sorted({key for each in steps for key in each.claims}))
    sign = None if any(each.sign is None for each in steps) else prod(each.sign or 0 for each in steps)
    parts = _parts(snapshot, steps)
    passages = set[str].intersection(*(_evidence(snapshot, each.claims) for each in steps))
    made = Route(
        nodes=nodes,
        labels=tuple(snapshot.entity(key).label() for key in nodes),
        steps=Rows(steps),
        sign=sign,
        single_source=len(parts) == 1,
        one_passage=bool(passages),
        parts=Rows(parts),
        voices_throughout=tuple(sorted(set[str].intersection(*(set(each.voices) for each in steps)))),
        inferred=sum(not each.stated for each in steps),
        claims=ids,
        voices=voices_of(snapshot, ids),
        sentence="",
        probability=probability,
    )
    return replace(made, sentence=path_sentence(snapshot, made))


def _denied(snapshot: Snapshot, claims: Iterable[Claim]) -> tuple[str, ...]:
    pairs = {(c.subject, c.object) for c in claims}
    relations = snapshot.ontology.analysed
    found = (
        c.id
        for c in snapshot.records.claims.values()
        if c.stance == "negates" and c.predicate in relations and (c.subject, c.object) in pairs
    )
    return tuple(sorted(found))


def _evidence(snapshot: Snapshot, claims: Iterable[str]) -> set[str]:
    return {piece for key in claims for piece in snapshot.records.claims[key].evidence}


def _place(snapshot: Snapshot, key: str) -> Place:
    """Source and section of a piece of evidence; page, or the piece itself, where the table names no section."""
    piece = snapshot.records.evidence[key]
    place = f"“{piece.section}”" if piece.section else f"page {piece.page}" if piece.page else f"evidence {key}"
    return piece.source, place


def _parts(snapshot: Snapshot, steps: Sequence[Step]) -> tuple[PathPart, ...]:
    """Fewest stretches that one section each has evidence for, each as long as it can be."""
    by_step: list[dict[Place, set[str]]] = []
    for each in steps:
        by_step.append({})
        for key in _evidence(snapshot, each.claims):
            by_step[-1].setdefault(_place(snapshot, key), set()).add(key)
    several = len(snapshot.records.sources) > 1
    parts: list[PathPart] = []
    first = 0
    while first < len(steps):
        common, last = set(by_step[first]), first
        while last + 1 < len(steps) and common & set(by_step[last + 1]):
            last += 1
            common &= set(by_step[last])
        source, place = min(common)
        pieces = sorted(set().union(*(by_step[i][source, place] for i in range(first, last + 1))))
        where = f"{snapshot.records.sources[source].title}, {place}" if several else place
        parts.append(PathPart(steps[first].source, steps[last].target, where, tuple(pieces)))
        first = last + 1
    return tuple(parts)
