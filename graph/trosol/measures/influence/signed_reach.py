"""Signed influence: by how many ways one thing raises or lowers another, and where the ways disagree."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

from trosol.errors import shorten
from trosol.measures.graph_view import Node, Plain, name_of, plain
from trosol.measures.wrong_use import between, nearest, wrong

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["GoalReach", "SignedReach", "is_missing", "signed_arrows", "signed_reach"]

_EFFORT = 300_000


@dataclass(frozen=True, slots=True)
class GoalReach:
    """The ways to one goal: how many raise it, lower it, or have an arrow whose sign nobody knows.

    ``verdict``: ``helps``, ``hurts``, ``both`` (a conflict), ``unknown`` (only ways of unknown sign) or ``none`` (no way).
    The shortest way of each kind is given, the first in node order if there are several; empty if there is none.
    """

    node: Node
    positive: int
    negative: int
    unknown: int
    shortest_positive: tuple[Node, ...]
    shortest_negative: tuple[Node, ...]
    shortest_unknown: tuple[Node, ...]

    @property
    def verdict(self) -> str:
        """What the counts say together."""
        if self.positive and self.negative:
            return "both"
        if self.positive or self.negative:
            return "helps" if self.positive else "hurts"
        return "unknown" if self.unknown else "none"


@dataclass(frozen=True, slots=True)
class SignedReach:
    """The ways from the sources, any of them, to each goal.

    ``longest``: ways of up to this many arrows were counted; ``complete``: there are no longer ones.
    """

    sources: tuple[Node, ...]
    goals: tuple[GoalReach, ...]
    longest: int
    complete: bool

    @property
    def conflicts(self) -> tuple[Node, ...]:
        """Goals that some ways raise and others lower."""
        return tuple(goal.node for goal in self.goals if goal.verdict == "both")

    def __getitem__(self, goal: Node) -> GoalReach:
        """The ways to one goal."""
        for each in self.goals:
            if each.node == goal:
                return each
        raise wrong("node-unknown", f"'{name_of(goal)}' is no goal here.", nearest(goal, [each.node for each in self.goals]))

    def to_frame(self) -> pd.DataFrame:
        """A row per goal: ``positive``, ``negative``, ``unknown`` and ``verdict``."""
        import pandas as pd

        rows = [(goal.positive, goal.negative, goal.unknown, goal.verdict) for goal in self.goals]
        index = pd.Index([goal.node for goal in self.goals], name="node", tupleize_cols=False)
        return pd.DataFrame(rows, index=index, columns=["positive", "negative", "unknown", "verdict"])

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``scores`` by goal, and the shortest ways."""
        return {
            "measure": "signed_reach",
            "parameters": {"sources": [name_of(node) for node in self.sources], "longest": self.longest},
            "complete": self.complete,
            "conflicts": [name_of(node) for node in self.conflicts],
            "scores": {
                name_of(goal.node): {
                    "positive": goal.positive,
                    "negative": goal.negative,
                    "unknown": goal.unknown,
                    "verdict": goal.verdict,
                    "shortest_positive": [name_of(node) for node in goal.shortest_positive],
                    "shortest_negative": [name_of(node) for node in goal.shortest_negative],
                    "shortest_unknown": [name_of(node) for node in goal.shortest_unknown],
                }
                for goal in self.goals
            },
        }


def signed_reach(
    graph: Any, sources: Node | Iterable[Node], goals: Node | Iterable[Node], max_length: int | None = None, effort: int = _EFFORT
) -> SignedReach:
    """Count the ways from a source, or from any of several, to each goal by the sign they carry.

    **Reads as**: if we push here, by so many ways this rises, and by so many it falls.

    **Formula**: a way is a path that visits no node twice; its sign is the product of the signs of its arrows, unknown if one
    of them is unknown.

    **Inputs**: any networkx graph whose edges carry ``sign``: 1, −1, or 0/None where it is not known, which is never taken
    for positive. Parallel edges that disagree are unknown. ``sources`` is a node or several: the ways from each are counted, also
    those that lead through another. ``max_length`` bounds the ways counted; so does ``effort``
    (arrows walked): lengths are taken one after the other, and the last that could be counted wholly is ``longest``.

    **Returns**: :class:`SignedReach`.

    **Errors**: graph-empty, node-unknown, nodes-missing, goal-is-source, sign-wrong.

    **Trap**: ways are not weights: ten long doubtful ways are not more than one short sure one. Look at the shortest.

    **Cost**: the number of ways, which can double with each arrow; bounded. **Source**: Harary, Norman & Cartwright 1965,
    Structural Models; Axelrod 1976, Structure of Decision.

    >>> import networkx as nx
    >>> both = nx.DiGraph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": 1}), ("c", "d")])
    >>> found = signed_reach(both, "a", ["c", "d"])
    >>> found.conflicts, found["c"].shortest_negative, found["d"].verdict, found.complete
    (('c',), ('a', 'b', 'c'), 'unknown', True)
    """
    view, sign = signed_arrows(graph)
    starts, ends = view.places(sources, "source"), view.places(goals, "goal")
    if shared := sorted(set(starts) & set(ends)):
        name = shorten(name_of(view.nodes[shared[0]]))
        raise wrong("goal-is-source", f"'{name}' is a source and a goal.", "Take it out of one of the two.")
    if max_length is not None:
        between("max_length", max_length, 1, 1_000_000)
    furthest = min(max_length or len(view) - 1, len(view) - 1)
    togo = _steps_to(view, ends)
    best, longest, complete, spent, after = _Ways(), 0, False, 0, view.after()
    for length in range(1, furthest + 1):
        found = _Ways()
        cuts = [_walk(after, sign, start, set(ends), togo, length, found, effort - spent) for start in starts]
        spent += found.steps
        if None in cuts:
            break
        best, longest, complete = found, length, not any(cuts) or length == len(view) - 1
        if complete:
            break
    named = tuple(best.goal(view, end) for end in ends)
    return SignedReach(tuple(view.nodes[v] for v in starts), named, longest, complete)


def signed_arrows(graph: Any) -> tuple[Plain, dict[tuple[int, int], int]]:
    """The plain graph, and for each arrow (an undirected tie is two) its sign: 1, −1, or 0 where unknown or in dispute.

    >>> import networkx as nx
    >>> signed_arrows(nx.MultiDiGraph([(0, 1, {"sign": 1}), (0, 1, {"sign": -1}), (1, 2, {"sign": -1})]))[1]
    {(0, 1): 0, (1, 2): -1}
    """
    view = plain(graph)
    said: dict[tuple[int, int], set[int]] = {(i, j): set() for i, j, _ in view.arrows()}
    for a, b, given in graph.edges(data="sign"):
        unknown = is_missing(given)
        if not unknown and given not in (1, -1, 0):
            raise wrong(
                "sign-wrong",
                f"The sign of {shorten(name_of(a))} → {shorten(name_of(b))} is {given!r}.",
                "Give 1 (raises), -1 (lowers), or 0 or nothing where it is not known.",
            )
        i, j = view.index[a], view.index[b]
        for arrow in ((i, j), (j, i)):
            if arrow in said and (arrow == (i, j) or not view.directed):
                said[arrow].add(0 if unknown else int(given))
    return view, {arrow: signs.pop() if len(signs) == 1 else 0 for arrow, signs in sorted(said.items())}


def is_missing(given: Any) -> bool:
    """Whether an attribute says nothing: None, or the NaN that a data frame writes for it.

    >>> is_missing(None), is_missing(float("nan")), is_missing(0)
    (True, True, False)
    """
    return given is None or (isinstance(given, float) and isnan(given))


class _Ways:
    """Counts by goal and sign, and the first shortest way of each kind."""

    def __init__(self) -> None:
        self.count: dict[tuple[int, int], int] = {}
        self.shortest: dict[tuple[int, int], tuple[int, ...]] = {}
        self.steps = 0

    def add(self, way: Sequence[int], sign: int) -> None:
        key = (way[-1], sign)
        self.count[key] = self.count.get(key, 0) + 1
        if key not in self.shortest or (len(way), tuple(way)) < (len(self.shortest[key]), self.shortest[key]):
            self.shortest[key] = tuple(way)

    def goal(self, view: Plain, end: int) -> GoalReach:
        counts = [self.count.get((end, sign), 0) for sign in (1, -1, 0)]
        ways = [tuple(view.nodes[v] for v in self.shortest.get((end, sign), ())) for sign in (1, -1, 0)]
        return GoalReach(view.nodes[end], counts[0], counts[1], counts[2], ways[0], ways[1], ways[2])


def _steps_to(view: Plain, ends: Iterable[int]) -> dict[int, int]:
    """How far each node is from the nearest goal, for those that can come to one."""
    before, far = view.before(), dict.fromkeys(ends, 0)
    queue = deque(sorted(far))
    while queue:
        v = queue.popleft()
        for u in before[v]:
            if u not in far:
                far[u] = far[v] + 1
                queue.append(u)
    return far


def _walk(
    after: Sequence[Sequence[int]],
    sign: dict[tuple[int, int], int],
    start: int,
    ends: set[int],
    togo: dict[int, int],
    length: int,
    found: _Ways,
    effort: int,
) -> bool | None:
    """Count all ways of up to this length; says whether any was cut short by it, None if the effort does not suffice."""
    cut = False
    way, on_way, signs = [start], {start}, [1]
    stack = [iter(after[start])]
    while stack:
        for u in stack[-1]:
            if u in on_way or u not in togo:
                continue
            found.steps += 1
            if found.steps > effort:
                return None
            if len(way) + togo[u] > length:
                cut = True
                continue
            signs.append(signs[-1] * sign[way[-1], u])
            way.append(u)
            on_way.add(u)
            if u in ends:
                found.add(way, signs[-1])
            stack.append(iter(after[u]))
            break
        else:
            stack.pop()
            on_way.discard(way.pop())
            signs.pop()
    return cut
