"""What every way passes from chosen starts to chosen goals, how few could block it, and what else could open it.

**Reads as**: every road from here to there goes through them; or: it takes two to block this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import networkx as nx

from trosol.findings.leverage.goal_reach import Field, field_of
from trosol.findings.paths.cut_nodes import Gate, blocking, firmnesses, gate
from trosol.findings.paths.path import Route, route, step
from trosol.findings.paths.subgraph import influence
from trosol.findings.result import RESAMPLES, SEED, voices_of
from trosol.findings.text import basis, quoted
from trosol.measures import gates
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens, voices
from trosol.networks.subnetwork import part_of
from trosol.networks.walks import back, onward
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import Worded, counted_words, joined, listed_words, worded

__all__ = ["GatesBetween", "Opening", "Passage", "gates_between"]

_NAMED = 3


@dataclass(frozen=True, slots=True, repr=False)
class Opening(TableRow):
    """Something one could push that acts beyond a gate without having to pass it."""

    id: str
    label: str
    gate: str
    onto: str
    onto_label: str
    sign: int | None
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Passage(TableRow):
    """What stands between any of the starts and any of the goals.

    ``gates``: on every way, in the order in which they are passed. ``cut``: the fewest that block all ways, nearest the
    starts, and ``cut_near_goal`` nearest the goals; None where a start acts on a goal directly. ``route``: a shortest way.
    ``alternatives``: what acts beyond a gate without passing it, nearest to the gate first. ``kept``: share of resamples in
    which a way is left; None if nothing was drawn anew.
    """

    starts: tuple[str, ...]
    goals: tuple[str, ...]
    start_labels: tuple[str, ...]
    goal_labels: tuple[str, ...]
    reachable: bool
    gates: Rows[Gate]
    cut: tuple[str, ...] | None
    cut_near_goal: tuple[str, ...] | None
    disjoint_routes: int
    route: Route | None
    alternatives: Rows[Opening]
    kept: float | None = field(metadata=as_json(digits=3))
    blocking: str = field(metadata=as_json(before=("claims",)))
    sentence: str

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims of the route and of the gates, sorted."""
        own = set(self.route.claims) if self.route else set()
        return tuple(sorted(own.union(*(each.claims for each in self.gates))))


@dataclass(frozen=True, slots=True, repr=False)
class GatesBetween(Result):
    """From all starts to all goals together, and to each goal alone (``each``, where there are several).

    ``chosen``: whether somebody named starts or goals; else they are the groups that speak, and what these reach.
    """

    _table = "each"
    _noun = "passages"

    together: Passage | None = field(metadata=as_json(inline=True))
    each: Rows[Passage]
    chosen: bool
    network: str
    lens: Lens
    resamples: int
    seed: int
    snapshot: str
    not_enough: str = ""


def gates_between(
    snapshot: Snapshot,
    starts: Iterable[str] = (),
    goals: Iterable[str] = (),
    lens: Lens | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> GatesBetween:
    """Find what every way from the starts to the goals goes through.

    **Reads as**: every road from here to there goes through them; or, where there is no such gate: it takes so many to block
    this.

    **How**: ways in the influence network from any of the starts to any of the goals. Where no start is named, the starts are
    those groups that speak in the source and that the ontology lets a way begin at; where no goal is named, every goal that
    the starts reach. Each goal is looked at by itself too, because a gate to one is seldom a gate to all. ``alternatives``
    are things to push that act beyond a gate without passing it. Claims are drawn anew ``resamples`` times: ``kept`` says in
    what share there still is a way and each gate is still on all that are left.

    **Trap**: a gate may only say that the source told of one way. No gate is not no hold: see how few could block all ways.

    Raises :class:`WrongUse` for an unknown id, or a start that is a goal.
    """
    lens = lens or Lens()
    between("resamples", resamples, 0, 1_000_000)
    first, last = (tuple(dict.fromkeys(keys)) for keys in (starts, goals))
    graph, thin = influence(snapshot, lens, (*first, *last))
    field = field_of(snapshot, lens)
    chosen = bool(first or last)

    def answer(together: Passage | None, each: tuple[Passage, ...], reason: str) -> GatesBetween:
        return GatesBetween(
            together=together,
            each=Rows(each),
            chosen=chosen,
            network=str(graph.graph["name"]),
            lens=lens,
            resamples=resamples,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=reason,
        )

    if not thin:
        first, last, thin = _ends(snapshot, graph, field, first, last)
    if thin:
        return answer(None, (), thin)
    asked = [(first, last), *(((first, (goal,)) for goal in last) if len(last) > 1 else ())]
    parts = [_between(graph, *ends) for ends in asked]
    firm = firmnesses(graph, [(near, *ends) for near, ends in zip(parts, asked, strict=True)], resamples, seed)
    found = tuple(
        _passage(snapshot, graph, near, field, ends, *held) for near, ends, held in zip(parts, asked, firm, strict=True)
    )
    return answer(found[0], found[1:], "")


def _ends(
    snapshot: Snapshot, graph: nx.DiGraph, field: Field, starts: tuple[str, ...], goals: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Starts and goals, filled in where none are named, and why there are none."""
    if not starts:
        may = [key for key in voices(snapshot) if key in field.starts and key in graph and key not in goals]
        wanted = set(goals or field.goals)
        starts = tuple(key for key in may if wanted & nx.descendants(graph, key))
        if not starts:
            return (
                (),
                (),
                worded("Not enough evidence, because no group that speaks is said to act, by any path, on what is asked for."),
            )
    if not goals:
        ahead = onward(graph, starts)
        goals = tuple(key for key in field.goals if key in ahead and key not in starts)
        if not goals:
            who = _named(snapshot, starts, "starts")
            return (
                (),
                (),
                worded("Not enough evidence, because no claim that counts here leads from {who} on to any goal.", who=who),
            )
    return starts, goals, ""


def _between(graph: nx.DiGraph, starts: Sequence[str], goals: Sequence[str]) -> nx.DiGraph:
    """The starts, the goals, and what lies on a way from the ones to the others."""
    return part_of(graph, (onward(graph, starts) & back(graph, goals)) | set(starts) | set(goals))


def _passage(
    snapshot: Snapshot,
    graph: nx.DiGraph,
    near: nx.DiGraph,
    field: Field,
    ends: tuple[tuple[str, ...], tuple[str, ...]],
    kept: float | None,
    held: dict[str, float],
) -> Passage:
    starts, goals = ends
    seen = gates(near, starts, goals)
    a, b = _named(snapshot, starts, "starts"), _named(snapshot, goals, "goals")
    passed = tuple(gate(snapshot, near, str(key), held.get(str(key), 0.0), a, b) for key in seen.dominators)
    others = tuple(each for key in seen.dominators for each in _openings(snapshot, graph, near, field, str(key)))
    block = blocking(snapshot, seen, a, b) if seen.reachable else ""
    return Passage(
        starts=starts,
        goals=goals,
        start_labels=tuple(snapshot.entity(key).label() for key in starts),
        goal_labels=tuple(snapshot.entity(key).label() for key in goals),
        reachable=seen.reachable,
        gates=Rows(passed),
        cut=None if seen.cut is None else tuple(str(key) for key in seen.cut),
        cut_near_goal=None if seen.cut_near_goal is None else tuple(str(key) for key in seen.cut_near_goal),
        disjoint_routes=seen.disjoint_routes,
        route=route(snapshot, graph, [str(key) for key in seen.routes[0]]) if seen.reachable else None,
        alternatives=Rows(others),
        kept=kept,
        blocking=block,
        sentence=_sentence(
            snapshot, passed, seen.reachable, seen.disjoint_routes, block, kept, len({each.id for each in others}), a, b
        ),
    )


def _openings(snapshot: Snapshot, graph: nx.DiGraph, near: nx.DiGraph, field: Field, key: str) -> list[Opening]:
    """Things to push that act on what lies beyond the gate; none of them is on a way from the starts, or it were no gate."""
    steps = nx.single_source_shortest_path_length(near, key)
    may = set(field.starts) - set(steps) - set(near)
    found = []
    for onto, far in steps.items():
        for other in sorted(may.intersection(graph.pred[onto])) if onto != key else ():
            arrow = step(snapshot, graph, other, onto)
            sentence = worded(
                "{one} → {other}, which lies beyond {gate} ({basis}): something to strengthen that does not have to pass it.",
                one=quoted(snapshot, other),
                other=quoted(snapshot, onto),
                gate=quoted(snapshot, key),
                basis=basis(snapshot, arrow.claims),
            )
            opening = Opening(
                id=other,
                label=arrow.source_label,
                gate=key,
                onto=onto,
                onto_label=arrow.target_label,
                sign=arrow.sign,
                claims=arrow.claims,
                voices=voices_of(snapshot, arrow.claims),
                sentence=sentence,
            )
            found.append((far, opening.label, opening.onto_label, other, opening))
    return [each[-1] for each in sorted(found, key=lambda each: each[:-1])]


def _sentence(
    snapshot: Snapshot,
    passed: tuple[Gate, ...],
    reachable: bool,
    routes: int,
    block: str,
    kept: float | None,
    others: int,
    a: str,
    b: str,
) -> str:
    ends = {"a": a, "b": b}
    if not reachable:
        return worded("No claim that counts here leads from {a} on to {b}.", **ends)
    left = worded("In {share} of resamples of the claims some path is left.", share=f"{kept:.0%}") if kept is not None else ""
    if passed:
        chain: Worded = quoted(snapshot, passed[0].id)
        for each in passed[1:]:
            chain = worded("{first}, then {next}", first=chain, next=quoted(snapshot, each.id))
        text = worded("Every recorded path from {a} to {b} passes {names}.", names=chain, **ends)
        if kept is not None:
            shares = listed_words([f"{each.kept:.0%}" for each in passed])
            text = worded(
                "Every recorded path from {a} to {b} passes {names} (in {shares} of resamples).",
                names=chain,
                shares=shares,
                **ends,
            )
        beyond = (
            worded("Beyond that act {others} that could be strengthened.", others=counted_words(others, "other item"))
            if others
            else worded("Nothing else to strengthen is said to act beyond that.")
        )
        return joined((text, beyond, left))
    apart = worded("{paths} share nothing in between.", paths=counted_words(routes, "path")) if routes > 1 else ""
    return joined((worded("No one item is on every path from {a} to {b}.", **ends), block, apart, left))


def _named(snapshot: Snapshot, keys: Sequence[str], what: str) -> str:
    """The ends as a sentence calls them: a few by name, more by their number."""
    if len(keys) > _NAMED:
        return (
            worded("any of {number} starts", number=len(keys))
            if what == "starts"
            else worded("any of {number} goals", number=len(keys))
        )
    if len(keys) == 1:
        return quoted(snapshot, keys[0])
    return worded(
        "{names} or {last}", names=joined([quoted(snapshot, key) for key in keys[:-1]], ", "), last=quoted(snapshot, keys[-1])
    )
