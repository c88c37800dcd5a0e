"""Gates: whom every way from here to there must pass, and how many it takes to block it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from trosol.measures.distances import reversed_neighbours
from trosol.measures.graph_view import Node, Plain, name_of, plain
from trosol.measures.wrong_use import wrong

__all__ = ["Gates", "gates", "passed"]


@dataclass(frozen=True, slots=True)
class Gates:
    """What stands between the starts and the goals.

    ``dominators``: nodes on every way, in the order in which they are passed. ``cut``: a fewest-nodes set that blocks every
    way, the one nearest the starts; empty if there is no way, None if a start touches a goal, so that nothing can block it.
    ``cut_near_goal``: the one nearest the goals; if the two are the same, it is the only one. ``disjoint_routes``: how many
    ways share no node between start and goal; ``routes`` are such ways. ``reachable``: whether there is any way.
    """

    starts: tuple[Node, ...]
    goals: tuple[Node, ...]
    reachable: bool
    dominators: tuple[Node, ...]
    cut: tuple[Node, ...] | None
    cut_near_goal: tuple[Node, ...] | None
    disjoint_routes: int
    routes: tuple[tuple[Node, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, under the names of the fields."""

        def names(nodes: Iterable[Node] | None) -> list[str] | None:
            return None if nodes is None else [name_of(node) for node in nodes]

        return {
            "measure": "gates",
            "parameters": {"start": names(self.starts), "goal": names(self.goals)},
            "reachable": self.reachable,
            "dominators": names(self.dominators),
            "cut": names(self.cut),
            "cut_near_goal": names(self.cut_near_goal),
            "disjoint_routes": self.disjoint_routes,
            "routes": [names(route) for route in self.routes],
        }


def gates(graph: Any, start: Node | Iterable[Node], goal: Node | Iterable[Node]) -> Gates:
    """Find the nodes that every way from the starts to the goals goes through, and the fewest that can block all ways.

    **Reads as**: every road from here to there goes through them; or: it takes two to block this.

    **Formula**: v dominates the goal if every path from a start to a goal contains v. By Menger's theorem the fewest nodes
    that block all ways are as many as the most ways that share no node in between.

    **Inputs**: any networkx graph; ``start`` and ``goal`` are a node or several, of which any will do. They themselves are
    never counted as gates.

    **Returns**: :class:`Gates`.

    **Errors**: graph-empty, node-unknown, nodes-missing, gates-overlap (a start that is a goal).

    **Trap**: gates exist for a chosen start and goal, rarely for all starts at once; no gate is not no hold: see the size
    of ``cut``. Two nodes in different cuts are not two gates.

    **Cost**: n + m for the gates, times the number of routes for the cut.
    **Source**: Prosser 1959; Lengauer & Tarjan 1979, ACM TOPLAS 1; Menger 1927.

    >>> import networkx as nx
    >>> way = nx.DiGraph([("a", "g"), ("g", "x"), ("g", "y"), ("x", "b"), ("y", "b")])
    >>> found = gates(way, "a", "b")
    >>> found.dominators, found.cut, found.disjoint_routes, found.routes
    (('g',), ('g',), 1, (('a', 'g', 'x', 'b'),))
    >>> gates(way, "g", "b").cut, gates(way, "b", "a").reachable, gates(way, "a", "g").cut
    (('x', 'y'), False, None)
    """
    view = plain(graph)
    starts, goals, after = _asked(view, start, goal)
    flow = _Flow(after, starts, goals)
    back = _Flow(reversed_neighbours(after), goals, starts)
    last = set(goals)
    blocked = not any(u in last for v in starts for u in after[v])
    names = view.nodes
    return Gates(
        starts=tuple(names[i] for i in starts),
        goals=tuple(names[i] for i in goals),
        reachable=bool(flow.routes),
        dominators=tuple(names[i] for i in _dominators(after, starts, goals) or ()),
        cut=tuple(names[i] for i in flow.cut()) if blocked else None,
        cut_near_goal=tuple(names[i] for i in back.cut()) if blocked else None,
        disjoint_routes=len(flow.routes),
        routes=tuple(tuple(names[i] for i in route) for route in flow.routes),
    )


def passed(graph: Any, start: Node | Iterable[Node], goal: Node | Iterable[Node]) -> tuple[Node, ...] | None:
    """The ``dominators`` of :func:`gates`, and nothing else of it; None where there is no way.

    >>> import networkx as nx
    >>> way = nx.path_graph(4, nx.DiGraph)
    >>> passed(way, 0, 3), passed(way, 0, 1), passed(way, 3, 0)
    ((1, 2), (), None)
    """
    view = plain(graph)
    starts, goals, after = _asked(view, start, goal)
    found = _dominators(after, starts, goals)
    return None if found is None else tuple(view.nodes[i] for i in found)


def _asked(
    view: Plain, start: Node | Iterable[Node], goal: Node | Iterable[Node]
) -> tuple[list[int], list[int], list[list[int]]]:
    """Starts and goals as numbers, and for each node those it acts on, as far as a way can lead there."""
    starts, goals = view.places(start, "start"), view.places(goal, "goal")
    overlap = sorted(set(starts) & set(goals))
    if overlap:
        raise wrong(
            "gates-overlap",
            f"'{name_of(view.nodes[overlap[0]])}' is both a start and a goal.",
            "Take it out of one of the two: from itself to itself there is nothing to pass.",
        )
    first, last = set(starts), set(goals)
    # Ways into a start or out of a goal are detours: each way has a part that begins at its last start and ends at a goal.
    return starts, goals, [[u for u in around if u not in first and v not in last] for v, around in enumerate(view.after())]


def _dominators(after: Sequence[Sequence[int]], starts: Sequence[int], goals: Sequence[int]) -> list[int] | None:
    import rustworkx as rx

    source, sink = len(after), len(after) + 1
    joined = rx.PyDiGraph()
    joined.add_nodes_from(range(len(after) + 2))
    joined.add_edges_from_no_data([(v, u) for v, around in enumerate(after) for u in around])
    joined.add_edges_from_no_data([*((source, v) for v in starts), *((v, sink) for v in goals)])
    above = rx.immediate_dominators(joined, source)
    if sink not in above:
        return None
    chain: list[int] = []
    at = above.get(sink)
    while at is not None and at != source:
        chain.append(at)
        at = above[at]
    return [v for v in reversed(chain) if v not in starts and v not in goals]


class _Flow:
    """Node-disjoint ways by augmenting paths on the split graph: (v, 0) is where v is entered, (v, 1) where it is left.

    Nodes between have room for one way, starts and goals for any number, a tie from start to goal for one. ``used`` holds
    the steps taken.
    """

    def __init__(self, after: Sequence[Sequence[int]], starts: Sequence[int], goals: Sequence[int]) -> None:
        self.starts, self.goals = starts, set(goals)
        self.between = set(range(len(after))) - set(starts) - self.goals
        self.used: set[tuple[int, int]] = set()
        self.after = after
        self.before = reversed_neighbours(after)
        while self._augment():
            pass
        self.routes = self._routes()

    def _next(self, v: int, leaving: int) -> list[tuple[int, int]]:
        """Where one more unit can go from here, taking back steps already used."""
        busy = v in self.between and any((u, v) in self.used for u in self.before[v])
        if leaving:
            onward = [(u, 0) for u in self.after[v] if u in self.between or (v, u) not in self.used]
            return onward + ([(v, 0)] if busy else [])
        through = [] if v in self.between and busy else [(v, 1)]
        return through + [(u, 1) for u in self.before[v] if (u, v) in self.used]

    def _search(self) -> dict[tuple[int, int], tuple[int, int] | None]:
        """Every state that one more unit can come to from the starts, and from where."""
        came: dict[tuple[int, int], tuple[int, int] | None] = {(v, 1): None for v in self.starts}
        queue = deque(came)
        while queue:
            state = queue.popleft()
            if state[0] in self.goals:
                continue
            for step in self._next(*state):
                if step not in came:
                    came[step] = state
                    queue.append(step)
        return came

    def _augment(self) -> bool:
        came = self._search()
        ends = [(v, 0) for v in sorted(self.goals) if (v, 0) in came]
        if not ends:
            return False
        state: tuple[int, int] | None = ends[0]
        while state is not None:
            earlier = came[state]
            if earlier is not None and earlier[0] != state[0]:
                if earlier[1] == 1:
                    self.used.add((earlier[0], state[0]))
                else:
                    self.used.discard((state[0], earlier[0]))
            state = earlier
        return True

    def _routes(self) -> tuple[tuple[int, ...], ...]:
        onward: dict[int, list[int]] = {}
        for v, u in sorted(self.used):
            onward.setdefault(v, []).append(u)
        routes = []
        for start in self.starts:
            for u in list(onward.get(start, [])):
                route = [start, u]
                while route[-1] not in self.goals:
                    route.append(onward[route[-1]][0])
                routes.append(tuple(route))
        return tuple(sorted(routes, key=lambda route: (len(route), route)))

    def cut(self) -> list[int]:
        """The nodes between that can still be entered but not left: the fewest that block, as near the starts as can be."""
        came = self._search()
        return sorted(v for v in self.between if (v, 0) in came and (v, 1) not in came)
