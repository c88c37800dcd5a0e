"""The questions that people ask of a map: what does this reach, what reaches it, what lies between, what is shared?

**Reads as**: a short list of things, nearest first, each with the way that leads there and the claims that way rests on.

**How**: in the influence network under a lens. *Reaches* and *reached by* count ways by sign (no way visits anything twice);
*between* is what lies on some way from the one to the other; *shared* is what both have an arrow with, whichever way it runs;
*around* is what lies within some steps, whichever way they run.

**Trap**: a list is not a ranking. What is far may be well founded and what is near a mere possibility. That something is
not reached says that nobody told us so, not that it is so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx

from trosol.findings.paths.subgraph import MapQuestion, SubgraphRow, Submap, influence, things
from trosol.findings.text import counted
from trosol.measures.wrong_use import between as within
from trosol.networks.lens import Lens
from trosol.networks.undirected import undirected
from trosol.store.snapshot import Snapshot

__all__ = ["QUESTIONS", "around", "between", "reached_by", "reaches", "shared"]


def reaches(snapshot: Snapshot, start: str, lens: Lens | None = None) -> Submap:
    """What does it reach? Everything that some way of influence leads to, with the direction of the push."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (start,))
    ask = MapQuestion(snapshot, lens, graph, "reaches", (start,), thin)
    goals = [] if thin else sorted(nx.descendants(graph, start))
    name = snapshot.entity(start).label()
    return ask.signed(goals, start, f"“{name}” reaches")


def reached_by(snapshot: Snapshot, goal: str, lens: Lens | None = None) -> Submap:
    """What reaches it? Everything from which some way of influence leads there."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (goal,))
    ask = MapQuestion(snapshot, lens, graph, "reached-by", (goal,), thin)
    starts = [] if thin else sorted(nx.ancestors(graph, goal))
    name = snapshot.entity(goal).label()
    return ask.signed(starts, goal, f"“{name}” is reached by", back=True)


def between(snapshot: Snapshot, start: str, goal: str, lens: Lens | None = None) -> Submap:
    """What lies between? Whatever is on some way from the one to the other that passes neither of them again."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (start, goal))
    ask = MapQuestion(snapshot, lens, graph, "between", (start, goal), thin)
    if thin:
        return ask.answer([], "")
    ahead = nx.single_source_shortest_path(graph.subgraph(set(graph) - {goal}), start) if start != goal else {}
    behind = nx.single_source_shortest_path(graph.reverse(copy=True).subgraph(set(graph) - {start}), goal) if ahead else {}
    a, b = (snapshot.entity(key).label() for key in (start, goal))
    rows = []
    for key in sorted((set(ahead) & set(behind)) - {start, goal}):
        way = (*ahead[key], *reversed(behind[key][:-1]))
        rows.append(
            ask.row(key, len(ahead[key]) - 1, "", way, f"“{snapshot.entity(key).label()}” lies on a way from “{a}” to “{b}”")
        )
    direct = f"; “{a}” is also said to act on “{b}” directly" if graph.has_edge(start, goal) else ""
    return ask.answer(rows, f"Between “{a}” and “{b}” {_number(rows)}{direct}.")


def shared(snapshot: Snapshot, one: str, other: str, lens: Lens | None = None) -> Submap:
    """What do they share? Whatever both act on, or both are acted on by, or that stands one step between them."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (one, other))
    ask = MapQuestion(snapshot, lens, graph, "shared", (one, other), thin)
    a, b = (snapshot.entity(key).label() for key in (one, other))
    near = [] if thin else sorted((set(nx.all_neighbors(graph, one)) & set(nx.all_neighbors(graph, other))) - {one, other})
    rows = []
    for key in near:
        name = snapshot.entity(key).label()
        text = f"{_tie(graph, key, one, name, a)}; {_tie(graph, key, other, name, b)}"
        rows.append(ask.row(key, 1, "", (one, key, other), text))
    return ask.answer(rows, f"“{a}” and “{b}” share {things(rows)}.")


def around(snapshot: Snapshot, key: str, lens: Lens | None = None, *, steps: int = 2) -> Submap:
    """What lies around it, within so many steps, whichever way the arrows run?"""
    lens = lens or Lens()
    within("steps", steps, 1, 1_000)
    graph, thin = influence(snapshot, lens, (key,))
    ask = MapQuestion(snapshot, lens, graph, "around", (key,), thin)
    near = {} if thin else nx.single_source_shortest_path(undirected(graph), key, cutoff=steps)
    name = snapshot.entity(key).label()
    rows = []
    for other, way in sorted(near.items()):
        if other != key:
            text = f"“{snapshot.entity(other).label()}” is {counted(len(way) - 1, 'step')} from “{name}”"
            rows.append(ask.row(other, len(way) - 1, "", tuple(way), text))
    return ask.answer(rows, f"Within {counted(steps, 'step')} of “{name}” {_number(rows)}.")


QUESTIONS: Mapping[str, Callable[..., Submap]] = {
    "reaches": reaches,
    "reached-by": reached_by,
    "between": between,
    "shared": shared,
    "around": around,
}
"""The questions by name; *between* and *shared* ask about two things."""


def _tie(graph: nx.DiGraph, key: str, end: str, name: str, end_name: str) -> str:
    there, back = graph.has_edge(end, key), graph.has_edge(key, end)
    if there and back:
        return f"“{end_name}” and “{name}” act on each other"
    return f"“{end_name}” acts on “{name}”" if there else f"“{name}” acts on “{end_name}”"


def _number(rows: list[SubgraphRow]) -> str:
    return f"{'lies' if len(rows) == 1 else 'lie'} {things(rows)}" if rows else "the claims tell of nothing"
