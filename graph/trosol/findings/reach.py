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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import networkx as nx

from trosol.networks.lens import Lens
from trosol.networks.projection import network
from trosol.networks.walks import back, onward
from trosol.store.snapshot import Snapshot

__all__ = ["EFFECTS", "PATHS", "Effect", "Field", "effects_on", "field_of", "goals_helped", "helped_goals", "masks", "verdicts"]

PATHS = "path-to-goal"
"""The network whose start and goal classes say what can be pushed and what is to be reached."""

EFFECTS = ("helps", "hurts", "both", "unknown")
"""What a push does to a goal; ``both`` where some ways help and others hurt."""

Masks = tuple[int, int, int]
"""Goals, as bits, that some way raises, lowers, or reaches with unknown sign."""


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
        behind = back(self.graph, self.goals)
        edges = [(a, b) for a, b in self.graph.edges if a in ahead and b in behind]
        return self.graph.edge_subgraph(edges).copy()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a push does to one goal, by the shortest way that has this effect.

    ``way`` helps where the goal is both helped and hurt; ``against`` is then the shortest way that hurts.
    """

    goal: str
    label: str
    effect: str
    way: tuple[str, ...]
    against: tuple[str, ...]
    claims: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "goal": self.goal,
            "label": self.label,
            "effect": self.effect,
            "way": list(self.way),
            "against": list(self.against),
            "claims": list(self.claims),
        }


def field_of(snapshot: Snapshot, lens: Lens) -> Field:
    """What can be pushed and what is to be reached under a lens. Raises WrongUse where the ontology declares no such network."""
    ontology = snapshot.ontology
    declared = ontology.network(PATHS)
    base = ontology.networks.get(declared.based_on or "") if declared else None
    if declared is None or base is None:
        network(snapshot, PATHS, lens)  # says what is missing
        raise AssertionError("a path network has a base")  # pragma: no cover
    graph = network(snapshot, base.name, lens)
    graph.remove_nodes_from([key for key in graph if ontology.is_a(snapshot.entity(key).type, declared.excludes)])
    starts = tuple(key for key in sorted(graph) if ontology.is_a(snapshot.entity(key).type, declared.starts))
    goals = tuple(key for key in sorted(graph) if ontology.is_a(snapshot.entity(key).type, declared.goals))
    wanted = {key: {"desirable": 1, "undesirable": -1}.get(graph.nodes[key]["desirability"], 0) for key in goals}
    unseen = tuple(
        entity.id
        for entity in snapshot.records.entities.values()
        if not lens.keeps_entity(entity)
        and ontology.is_a(entity.type, declared.goals)
        and not ontology.is_a(entity.type, declared.excludes)
    )
    return Field(graph, starts, goals, wanted, unseen)


def masks(edges: Sequence[tuple[str, str, int]], bits: Mapping[str, int]) -> dict[str, Masks]:
    """For each node the goals that some way raises, lowers, or reaches with unknown sign.

    ``edges``: arrows with their signs, best with those near the goals first; ``bits``: one bit per goal.

    >>> masks([("b", "g", -1), ("a", "b", -1)], {"g": 1})
    {'b': (0, 1, 0), 'a': (1, 0, 0)}
    """
    found: dict[str, Masks] = {}
    none = (0, 0, 0)
    changed = True
    while changed:
        changed = False
        for a, b, sign in edges:
            up, down, unknown = found.get(b, none)
            up |= bits.get(b, 0)
            if sign < 0:
                up, down = down, up
            elif not sign:
                up, down, unknown = 0, 0, up | down | unknown
            old = found.get(a, none)
            new = (old[0] | up, old[1] | down, old[2] | unknown)
            if new != old:
                found[a] = new
                changed = True
    return found


def verdicts(found: Masks, own: int, desired: int, unwanted: int) -> dict[str, int]:
    """The goals that are helped, hurt, both, or reached without anybody saying which way, as bits; ``own`` is left out.

    ``desired`` and ``unwanted``: goals of which more, or less, is wanted; a goal in neither has only unknown effects.
    """
    up, down, unknown = (mask & ~own for mask in found)
    helped = (up & desired) | (down & unwanted)
    hurt = (down & desired) | (up & unwanted)
    return {
        "helps": helped & ~hurt,
        "hurts": hurt & ~helped,
        "both": helped & hurt,
        "unknown": (up | down | unknown) & ~helped & ~hurt,
    }


def helped_goals(field: Field, ways: nx.DiGraph, keys: Sequence[str]) -> Callable[[nx.DiGraph], dict[str, int]]:
    """A function that says, of a network with some of these arrows, which goals each of the keys helps in it, as bits.

    The sign of an arrow is the one it has in ``ways``.
    """
    bits = {goal: 1 << i for i, goal in enumerate(field.goals)}
    desired = sum(bit for goal, bit in bits.items() if field.wanted[goal] > 0)
    unwanted = sum(bit for goal, bit in bits.items() if field.wanted[goal] < 0)
    near = {key: i for i, key in enumerate(nx.dfs_postorder_nodes(ways))}
    order = sorted(ways.edges(data="sign"), key=lambda edge: (near[edge[0]], near[edge[1]]))

    def helped(left: nx.DiGraph) -> dict[str, int]:
        found = masks([edge for edge in order if left.has_edge(edge[0], edge[1])], bits)
        return {key: verdicts(found.get(key, (0, 0, 0)), bits.get(key, 0), desired, unwanted)["helps"] for key in keys}

    return helped


def goals_helped(field: Field, keys: Iterable[str]) -> dict[str, float]:
    """How many goals each of the keys helps in the network as it is: what leverage ranks by, without drawing anything anew."""
    there = sorted(key for key in keys if key in field.graph)
    found = helped_goals(field, field.graph, there)(field.graph)
    return {key: float(found[key].bit_count()) if key in found else 0.0 for key in keys}


def effects_on(snapshot: Snapshot, field: Field, start: str) -> tuple[Effect, ...]:
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
        found.append(Effect(goal, snapshot.entity(goal).label(), effect, way, against, tuple(sorted(claims))))
    return tuple(found)


def _way(first: Mapping[tuple[str, int], tuple[str, int] | None], goal: str, sign: int) -> tuple[str, ...]:
    way: list[str] = []
    state: tuple[str, int] | None = (goal, sign)
    while state is not None:
        way.append(state[0])
        state = first[state]
    return tuple(reversed(way))
