"""Ways through the claims: each step with what it rests on, and whether anyone tells the whole way.

**Reads as**: this acts on that, by these steps; here is who says so, and where.

**How**: a step is an arrow of a network, with every claim that makes it. The sign of a way is the product of the signs of
its steps, unknown if one of them is unknown. A way is told in one place if one section of one source has evidence for every
step; else it is stitched together, and its parts are named.

**Trap**: a way that is stitched together is the work of whoever joined the parts. Each step may be well said and the whole
still be nobody's opinion. A way told in one section is not yet one argument either: read the section.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import networkx as nx

from trosol.findings.result import hedges_of, voices_of
from trosol.findings.text import claim_sentence, counted, listed
from trosol.model.records import Claim
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["PathPart", "Route", "Step", "route", "step"]

Place = tuple[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Step(TableRow):
    """One arrow: ``source`` acts on ``target``.

    ``sign``: 1 raises, -1 lowers, None where the source does not say or its claims disagree. ``stated``: at least one of its
    claims is stated and not inferred by the coder. ``possibility``: all its claims are offered as a possibility only.
    ``denied``: claims that say it is not so. ``sentences``: one for each claim, stated ones first.
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


@dataclass(frozen=True, slots=True, repr=False)
class PathPart(TableRow):
    """A stretch of a way that one section has evidence for: from one entity to another, and where."""

    start: str
    end: str
    place: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Route(TableRow):
    """A way: its steps, its sign, and who tells it.

    ``single_source``: one section of one source has evidence for every step; ``parts`` is then one part. ``one_passage``:
    even one piece of evidence has. ``voices_throughout``: groups that said every step. ``inferred``: how many steps rest on
    the coder's inference alone.
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


def step(snapshot: Snapshot, graph: nx.Graph, source: str, target: str) -> Step:
    """The arrow from source to target, with all that it rests on and all that speaks against it."""
    edge = graph.edges[source, target]
    claims = [snapshot.records.claims[key] for key in edge["claims"]]
    claims.sort(key=lambda c: (c.mode != "stated", c.stance == "hypothesises", c.id))
    ids = tuple(sorted(c.id for c in claims))
    names = {snapshot.ontology.properties[c.predicate].label() for c in claims}
    return Step(
        source=source,
        target=target,
        source_label=snapshot.entity(source).label(),
        target_label=snapshot.entity(target).label(),
        relations=tuple(sorted(names)),
        sign=edge.get("sign") or None,
        stated=any(c.mode == "stated" for c in claims),
        possibility=all(c.stance == "hypothesises" for c in claims),
        claims=ids,
        denied=_denied(snapshot, claims),
        voices=voices_of(snapshot, ids),
        hedges=hedges_of(snapshot, ids),
        sentences=tuple(claim_sentence(snapshot, c) for c in claims),
    )


def route(snapshot: Snapshot, graph: nx.Graph, nodes: Sequence[str]) -> Route:
    """The way along the nodes, each tied to the next in the graph."""
    steps = tuple(step(snapshot, graph, a, b) for a, b in pairwise(nodes))
    ids = tuple(sorted({key for each in steps for key in each.claims}))
    sign = None if any(each.sign is None for each in steps) else prod(each.sign or 0 for each in steps)
    parts = _parts(snapshot, steps)
    passages = set[str].intersection(*(_evidence(snapshot, each.claims) for each in steps))
    throughout = tuple(sorted(set[str].intersection(*(set(each.voices) for each in steps))))
    inferred = sum(not each.stated for each in steps)
    labels = tuple(snapshot.entity(key).label() for key in nodes)
    return Route(
        nodes=tuple(nodes),
        labels=labels,
        steps=Rows(steps),
        sign=sign,
        single_source=len(parts) == 1,
        one_passage=bool(passages),
        parts=Rows(parts),
        voices_throughout=throughout,
        inferred=inferred,
        claims=ids,
        voices=voices_of(snapshot, ids),
        sentence=_sentence(labels, steps, sign, parts, inferred),
    )


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


def _sentence(labels: Sequence[str], steps: Sequence[Step], sign: int | None, parts: Sequence[PathPart], inferred: int) -> str:
    told = "; ".join(each.sentences[0] for each in steps)
    if sign is None:
        unknown = [f"from “{each.source_label}” to “{each.target_label}”" for each in steps if each.sign is None]
        whole = f"Which way it goes is not known: the source gives no one direction {listed(unknown)}."
    else:
        whole = f"If all of it holds, pushing “{labels[0]}” would tend to {'raise' if sign > 0 else 'lower'} “{labels[-1]}”."
    if len(steps) == 1:
        where = f"It is told in {parts[0].place}."
    elif len(parts) == 1:
        where = f"Every step is told in one section, {parts[0].place}."
    else:
        where = f"No one section tells it all: it is stitched together from {listed([part.place for part in parts])}."
    guess = (
        f" {counted(inferred, 'step').capitalize()} of {len(steps)} rest{'s' if inferred == 1 else ''} on the coder's inference alone."
        if inferred
        else ""
    )
    denied = [each for each in steps if each.denied]
    against = f" The source also denies {counted(len(denied), 'step')} of it." if denied else ""
    return f"{told[0].upper()}{told[1:]}. {whole} {where}{guess}{against}"
