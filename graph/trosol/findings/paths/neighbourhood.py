"""The questions that people ask of a map: what does this reach, what reaches it, what lies between, what is shared?

**Reads as**: a short list, nearest first, each with the path that leads there and the claims that the shortest paths rest on.

**How**: in the influence network under a lens. *Reaches* and *reached by* have the signs of the shortest paths, by the rules of the other
findings (no path passes an actor); *between* is what lies on some path from the one to the other; *shared* is what both have a link with,
whichever way it runs; *around* is what lies within some steps, whichever way they run.

**Trap**: a list is not a ranking. What is far may be well founded and what is near a mere possibility. That something is
not reached says that nobody told us so, not that it is so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx

from trosol.findings.influence_worlds import influence_worlds
from trosol.findings.paths.signed_paths import path_graph
from trosol.findings.paths.subgraph import MapQuestion, SubgraphRow, Submap, influence, things
from trosol.findings.text import counted
from trosol.measures.wrong_use import between as within
from trosol.networks.lens import Lens
from trosol.networks.undirected import undirected
from trosol.store.snapshot import Snapshot

__all__ = ["QUESTIONS", "around", "between", "reached_by", "reaches", "shared"]


def reaches(snapshot: Snapshot, start: str, lens: Lens | None = None) -> Submap:
    """What does it reach? Everything that a path of influence leads to, with the signs of the shortest."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (start,))
    ask = MapQuestion(snapshot, lens, graph, "reaches", (start,), thin)
    return ask.signed(start, f"“{snapshot.entity(start).label()}” reaches")


def reached_by(snapshot: Snapshot, goal: str, lens: Lens | None = None) -> Submap:
    """What reaches it? Everything from which a path of influence leads there."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (goal,))
    ask = MapQuestion(snapshot, lens, graph, "reached-by", (goal,), thin)
    return ask.signed(goal, f"“{snapshot.entity(goal).label()}” is reached by", back=True)


def between(snapshot: Snapshot, start: str, goal: str, lens: Lens | None = None) -> Submap:
    """What lies between? Whatever is on some path from the one to the other that passes neither of them again."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (start, goal))
    ask = MapQuestion(snapshot, lens, graph, "between", (start, goal), thin)
    if thin:
        return ask.answer([], "")
    net = influence_worlds(snapshot, lens)
    if start == goal or not {start, goal} <= set(net.number):
        return ask.answer([], f"Between “{snapshot.entity(start).label()}” and “{snapshot.entity(goal).label()}” {_number([])}.")
    paths = path_graph(net, net.number[start])
    ahead = nx.single_source_shortest_path(paths.subgraph(set(paths) - {goal}), start)
    behind = nx.single_source_shortest_path(paths.reverse(copy=True).subgraph(set(paths) - {start}), goal)
    a, b = (snapshot.entity(key).label() for key in (start, goal))
    rows = []
    for key in sorted((set(ahead) & set(behind)) - {start, goal}):
        way = (*ahead[key], *reversed(behind[key][:-1]))
        rows.append(
            ask.row(key, len(ahead[key]) - 1, "", way, f"“{snapshot.entity(key).label()}” lies on a path from “{a}” to “{b}”")
        )
    direct = f"; “{a}” is also said to act on “{b}” directly" if paths.has_edge(start, goal) else ""
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
    """What lies around it, within so many steps, whichever way the links run?"""
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
"""The questions by name; *between* and *shared* ask about two entities."""


def _tie(graph: nx.DiGraph, key: str, end: str, name: str, end_name: str) -> str:
    there, back = graph.has_edge(end, key), graph.has_edge(key, end)
    if there and back:
        return f"“{end_name}” and “{name}” act on each other"
    return f"“{end_name}” acts on “{name}”" if there else f"“{name}” acts on “{end_name}”"


def _number(rows: list[SubgraphRow]) -> str:
    return f"{'lies' if len(rows) == 1 else 'lie'} {things(rows)}" if rows else "nothing is recorded"
