"""What can be pushed, what is to be reached, and which pushes help which goals.

**Reads as**: if this is pushed, these goals are claimed to gain, these to lose, and of these nobody says which way they go.

**How**: things to push and goals are members of the start and goal classes of the path network that the ontology declares.
A way follows arrows of its base network; its sign is the product of the signs of its arrows, unknown if one of them is
unknown. A way helps if its sign and the desirability of the goal's class agree, hurts if they differ, and is unknown if
either is. Ways may pass a thing twice: where a loop turns the sign round, the goal is helped and hurt.

**Trap**: this counts what is claimed to be connected, not how much anything gives: one doubtful arrow opens all that lies
behind it. What the source tells at length has more arrows, and so reaches more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import networkx as nx

from trosol.networks.lens import Lens
from trosol.networks.projection import network
from trosol.networks.shared import shared_network
from trosol.networks.walks import back, onward
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["EFFECTS", "PATHS", "Field", "GoalEffect", "effects_on", "field_of"]

PATHS = "path-to-goal"
"""The network whose start and goal classes say what can be pushed and what is to be reached."""

EFFECTS = ("helps", "hurts", "both", "unknown")
"""What a push does to a goal; ``both`` where some ways help and others hurt."""


@dataclass(frozen=True)
class Field:
    """The network that pushes travel through, what can be pushed, and the goals with what is wanted of each.

    ``wanted``: 1 where more of the goal is desirable, -1 where less is, 0 where its class does not say. ``unseen``: goals
    that the lens keeps out, because the source does not give their wording or they do not exist yet.
    """

    graph: nx.DiGraph
    starts: tuple[str, ...]
    goals: tuple[str, ...]
    wanted: Mapping[str, int]
    unseen: tuple[str, ...] = ()

    def ways(self, starts: Iterable[str] | None = None) -> nx.DiGraph:
        """The part that lies on some way from a start to a goal."""
        ahead = onward(self.graph, self.starts if starts is None else starts)
        edges = [(a, b) for a, b in self.graph.edges if a in ahead and b in self._leads]
        return self.graph.edge_subgraph(edges).copy()

    def claims(self, start: str) -> frozenset[str]:
        """The claims that make the arrows on the ways from one start."""
        told = (self._claims[a] for a in onward(self.graph, [start]) if a in self._claims)
        return frozenset[str]().union(*told)

    def first(self, start: str) -> list[str]:
        """What it acts on itself, on some way to a goal."""
        return [b for b in self.graph.successors(start) if b in self._leads]

    @cached_property
    def _leads(self) -> set[str]:
        """The goals and all from which some way leads to one."""
        return back(self.graph, self.goals)

    @cached_property
    def _claims(self) -> dict[str, set[str]]:
        """For each thing, the claims of its arrows towards a goal."""
        found: dict[str, set[str]] = {}
        for a, b, claims in self.graph.edges(data="claims"):
            if b in self._leads:
                found.setdefault(a, set()).update(claims)
        return found


@dataclass(frozen=True, slots=True, repr=False)
class GoalEffect(TableRow):
    """What a push does to one goal, by the shortest way that has this effect.

    ``way`` helps where the goal is both helped and hurt; ``against`` is then the shortest way that hurts.
    """

    goal: str
    label: str
    effect: str
    way: tuple[str, ...]
    against: tuple[str, ...]
    claims: tuple[str, ...]


def field_of(snapshot: Snapshot, lens: Lens) -> Field:
    """What can be pushed and what is to be reached under a lens. Raises WrongUse where the ontology declares no such network."""
    ontology = snapshot.ontology
    declared = ontology.network(PATHS)
    base = ontology.networks.get(declared.based_on or "") if declared else None
    if declared is None or base is None:
        network(snapshot, PATHS, lens)  # says what is missing
        raise AssertionError("a path network has a base")  # pragma: no cover
    graph = shared_network(snapshot, base.name, lens, declared.excludes)
    starts = tuple(key for key in sorted(graph) if ontology.is_a(snapshot.entity(key).type, declared.starts))
    goals = tuple(key for key in sorted(graph) if ontology.is_a(snapshot.entity(key).type, declared.goals))
    wanted = {key: snapshot.wanted(key) for key in goals}
    unseen = tuple(
        entity.id
        for entity in snapshot.records.entities.values()
        if not lens.keeps_entity(entity)
        and ontology.is_a(entity.type, declared.goals)
        and not ontology.is_a(entity.type, declared.excludes)
    )
    return Field(graph, starts, goals, wanted, unseen)


def effects_on(snapshot: Snapshot, field: Field, start: str) -> tuple[GoalEffect, ...]:
    """What pushing one thing does to each goal that it reaches, with the shortest way of that effect; goals in id order."""
    first: dict[tuple[str, int], tuple[str, int] | None] = {(start, 1): None}
    queue = deque([(start, 1)])
    while queue:
        here, sign = queue.popleft()
        for b in sorted(field.graph.successors(here)):
            state = (b, sign * field.graph.edges[here, b]["sign"])
            if state not in first:
                first[state] = (here, sign)
                queue.append(state)
    found = []
    for goal in field.goals:
        signs = [sign for sign in (1, -1, 0) if (goal, sign) in first]
        if goal == start or not signs:
            continue
        effects = {sign * field.wanted[goal]: sign for sign in reversed(signs)}
        effect = "both" if {1, -1} <= set(effects) else "helps" if 1 in effects else "hurts" if -1 in effects else "unknown"
        way = _way(first, goal, effects[1 if 1 in effects else -1 if -1 in effects else 0])
        against = _way(first, goal, effects[-1]) if effect == "both" else ()
        claims = {c for told in (way, against) for a, b in pairwise(told) for c in field.graph.edges[a, b]["claims"]}
        found.append(GoalEffect(goal, snapshot.entity(goal).label(), effect, way, against, tuple(sorted(claims))))
    return tuple(found)


def _way(first: Mapping[tuple[str, int], tuple[str, int] | None], goal: str, sign: int) -> tuple[str, ...]:
    way: list[str] = []
    state: tuple[str, int] | None = (goal, sign)
    while state is not None:
        way.append(state[0])
        state = first[state]
    return tuple(reversed(way))
