"""What a push does to one thing: in words first, with how far anyone can rely on it, and the ways and claims behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from trosol.findings.paths.path import Route, route
from trosol.findings.result import voices_of
from trosol.findings.text import basis, counted, listed
from trosol.measures import Effect, signed_reach
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["EITHER", "FALLS", "NONE", "RISES", "UNKNOWN", "Outcome", "outcome"]

RISES, FALLS, EITHER, UNKNOWN, NONE = "rises", "falls", "either way", "direction not told", "not reached"
"""Which way a thing goes: up, down, could be either, told of without a direction, or no way leads there."""

_FIRM, _LEANS = 0.9, 0.6
_WANTED = {"desirable": 1, "undesirable": -1}


@dataclass(frozen=True, slots=True, repr=False)
class Outcome(TableRow):
    """What happens to one thing.

    ``direction`` and ``words`` say it. ``agree``: share of runs, over all strengths that the source leaves open, that have
    this sign. ``band``: central 90 % of the end states, -1 to 1, which are on no scale that exists outside this model.
    ``kept``: share of resamples of the claims in which the effect is still there and goes the same way. ``wanted``: whether
    that is what people want (its direction times the desirability of its class), None where either is not known.
    ``helped_by`` and ``hurt_by``: what raises and lowers it from one step away; ``conflict``: there are both, or some ways
    raise and others lower it. ``routes``: the shortest way of each direction from each push (of unknown sign if there is no
    other); ``unknown_ways``: there are ways of unknown sign, which the direction does not take in.
    """

    id: str
    label: str
    type: str
    desirability: str
    goal: bool
    direction: str
    words: str
    agree: float | None = field(metadata=as_json(digits=3))
    band: tuple[float, float] = field(metadata=as_json(digits=3))
    kept: float | None = field(metadata=as_json(digits=3))
    wanted: bool | None
    conflict: bool
    helped_by: tuple[str, ...]
    hurt_by: tuple[str, ...]
    unknown_ways: bool
    steps: int | None
    routes: Rows[Route]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


def outcome(
    snapshot: Snapshot,
    graph: nx.DiGraph,
    pushes: Mapping[str, float],
    key: str,
    effect: Effect | None,
    kept: float | None,
    *,
    goal: bool,
) -> Outcome:
    """Put what the runs say of one thing into words, with the shortest ways that lead to it from each push."""
    entity = snapshot.entity(key)
    desirability = snapshot.desirability(entity.id)
    signed, unsigned = _routes(snapshot, graph, pushes, key)
    direction, words = _direction(effect, bool(unsigned))
    wanted = _wanted(direction, desirability)
    routes = tuple(sorted(signed or unsigned, key=lambda way: (len(way.steps), way.nodes)))
    ids = tuple(sorted({claim for way in routes for claim in way.claims}))
    both = len({(way.sign or 0) * pushes[way.nodes[0]] > 0 for way in signed}) == 2
    conflict = both or bool(effect and effect.conflict)
    helped, hurt = ((), ()) if effect is None else (_ids(effect.helped_by), _ids(effect.hurt_by))
    return Outcome(
        id=key,
        label=entity.label(),
        type=snapshot.ontology.classes[entity.type].name,
        desirability=desirability,
        goal=goal,
        direction=direction,
        words=words,
        agree=effect.agree if effect and direction not in (UNKNOWN, NONE) else None,
        band=(effect.low, effect.high) if effect else (0.0, 0.0),
        kept=kept if direction in (RISES, FALLS) else None,
        wanted=wanted,
        conflict=conflict,
        helped_by=helped,
        hurt_by=hurt,
        unknown_ways=bool(unsigned),
        steps=min((len(way.steps) for way in routes), default=None),
        routes=Rows(routes),
        claims=ids,
        voices=voices_of(snapshot, ids),
        sentence=_sentence(
            snapshot,
            f"“{entity.label()}” {words}",
            (direction, wanted),
            effect,
            kept,
            routes,
            conflict,
            bool(signed and unsigned),
        ),
    )


def _routes(snapshot: Snapshot, graph: nx.DiGraph, pushes: Mapping[str, float], key: str) -> tuple[list[Route], list[Route]]:
    """The shortest ways of known sign from each push, and those of unknown sign."""
    signed, unsigned = [], []
    for start in sorted(pushes):
        if start != key and pushes[start] and nx.has_path(graph, start, key):
            reach = signed_reach(graph, start, key)[key]
            signed += [route(snapshot, graph, _ids(w)) for w in (reach.shortest_positive, reach.shortest_negative) if w]
            unsigned += [route(snapshot, graph, _ids(reach.shortest_unknown))] if reach.shortest_unknown else []
    return signed, unsigned


def _ids(nodes: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(node) for node in nodes)


def _direction(effect: Effect | None, told: bool) -> tuple[str, str]:
    if effect is None or effect.agree is None:
        return (UNKNOWN, "is acted on, but the source does not say which way") if told else (NONE, "is not reached")
    if effect.sign is None or effect.agree < _LEANS or effect.sign == 0:
        return EITHER, "could go either way"
    up = effect.sign > 0
    if effect.agree < _FIRM:
        return (RISES if up else FALLS), f"{'rises' if up else 'falls'} more often than not, but could go the other way"
    return (RISES if up else FALLS), f"tends to {'rise' if up else 'fall'}"


def _wanted(direction: str, desirability: str) -> bool | None:
    good = _WANTED.get(desirability)
    way = {RISES: 1, FALLS: -1}.get(direction)
    return None if good is None or way is None else good * way > 0


def _sentence(
    snapshot: Snapshot,
    text: str,
    going: tuple[str, bool | None],
    effect: Effect | None,
    kept: float | None,
    routes: Sequence[Route],
    conflict: bool,
    also_unknown: bool,
) -> str:
    direction, wanted = going
    if wanted is not None:
        text += f"; that it {direction} is {'' if wanted else 'not '}what people want"
    if effect and effect.conflict:
        up, down = ([f"“{snapshot.entity(str(k)).label()}”" for k in side] for side in (effect.helped_by, effect.hurt_by))
        text += f"; it is helped by {listed(up, 3)} and hurt by {listed(down, 3)}"
    elif conflict:
        text += "; some ways raise it and others lower it"
    if also_unknown:
        text += "; other ways lead to it in a direction that the source does not give"
    if routes:
        near = min(len(way.steps) for way in routes)
        claims = {claim for way in routes for claim in way.claims}
        text += f"; the nearest way has {counted(near, 'step')}, and the shortest ways rest on {basis(snapshot, claims)}"
    if effect and effect.agree is not None and effect.agree < 1 and direction not in (UNKNOWN, NONE):
        text += f"; {effect.agree:.0%} of runs agree"
    if kept is not None and direction in (RISES, FALLS):
        text += f"; in {kept:.0%} of resamples of the claims it still goes that way"
    return text + "."
