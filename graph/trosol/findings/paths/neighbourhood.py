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
from trosol.findings.paths.subgraph import MapQuestion, Submap, influence, things
from trosol.findings.text import quoted
from trosol.measures.wrong_use import between as within
from trosol.networks.lens import Lens
from trosol.networks.undirected import undirected
from trosol.store.snapshot import Snapshot
from trosol.worded import counted_words, joined, worded

__all__ = ["QUESTIONS", "around", "between", "reached_by", "reaches", "shared"]


def reaches(snapshot: Snapshot, start: str, lens: Lens | None = None) -> Submap:
    """What does it reach? Everything that a path of influence leads to, with the signs of the shortest."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (start,))
    ask = MapQuestion(snapshot, lens, graph, "reaches", (start,), thin)
    return ask.signed(start)


def reached_by(snapshot: Snapshot, goal: str, lens: Lens | None = None) -> Submap:
    """What reaches it? Everything from which a path of influence leads there."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (goal,))
    ask = MapQuestion(snapshot, lens, graph, "reached-by", (goal,), thin)
    return ask.signed(goal, back=True)


def between(snapshot: Snapshot, start: str, goal: str, lens: Lens | None = None) -> Submap:
    """What lies between? Whatever is on some path from the one to the other that passes neither of them again."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (start, goal))
    ask = MapQuestion(snapshot, lens, graph, "between", (start, goal), thin)
    if thin:
        return ask.answer([], "")
    net = influence_worlds(snapshot, lens)
    if start == goal or not {start, goal} <= set(net.number):
        return ask.answer(
            [],
            worded(
                "Between {a} and {b}: {items}.", a=quoted(snapshot, start), b=quoted(snapshot, goal), items=things(snapshot, [])
            ),
        )
    paths = path_graph(net, net.number[start])
    ahead = nx.single_source_shortest_path(paths.subgraph(set(paths) - {goal}), start)
    behind = nx.single_source_shortest_path(paths.reverse(copy=True).subgraph(set(paths) - {start}), goal)
    a, b = (quoted(snapshot, key) for key in (start, goal))
    rows = []
    for key in sorted((set(ahead) & set(behind)) - {start, goal}):
        way = (*ahead[key], *reversed(behind[key][:-1]))
        rows.append(
            ask.row(
                key,
                len(ahead[key]) - 1,
                "",
                way,
                worded("{name}: on a path from {a} to {b}", name=quoted(snapshot, key), a=a, b=b),
            )
        )
    values = {"a": a, "b": b, "items": things(snapshot, rows)}
    if paths.has_edge(start, goal):
        return ask.answer(rows, worded("Between {a} and {b}: {items}; a claim also links the two directly.", **values))
    return ask.answer(rows, worded("Between {a} and {b}: {items}.", **values))


def shared(snapshot: Snapshot, one: str, other: str, lens: Lens | None = None) -> Submap:
    """What do they share? Whatever both act on, or both are acted on by, or that stands one step between them."""
    lens = lens or Lens()
    graph, thin = influence(snapshot, lens, (one, other))
    ask = MapQuestion(snapshot, lens, graph, "shared", (one, other), thin)
    a, b = (quoted(snapshot, key) for key in (one, other))
    near = [] if thin else sorted((set(nx.all_neighbors(graph, one)) & set(nx.all_neighbors(graph, other))) - {one, other})
    rows = []
    for key in near:
        name = quoted(snapshot, key)
        text = joined((_tie(graph, key, one, name, a), _tie(graph, key, other, name, b)), "; ")
        rows.append(ask.row(key, 1, "", (one, key, other), text))
    return ask.answer(rows, worded("{a} and {b} share {items}.", a=a, b=b, items=things(snapshot, rows)))


def around(snapshot: Snapshot, key: str, lens: Lens | None = None, *, steps: int = 2) -> Submap:
    """What lies around it, within so many steps, whichever way the links run?"""
    lens = lens or Lens()
    within("steps", steps, 1, 1_000)
    graph, thin = influence(snapshot, lens, (key,))
    ask = MapQuestion(snapshot, lens, graph, "around", (key,), thin)
    near = {} if thin else nx.single_source_shortest_path(undirected(graph), key, cutoff=steps)
    name = quoted(snapshot, key)
    rows = []
    for other, way in sorted(near.items()):
        if other != key:
            text = worded(
                "{other}: {steps} from {name}",
                other=quoted(snapshot, other),
                steps=counted_words(len(way) - 1, "step"),
                name=name,
            )
            rows.append(ask.row(other, len(way) - 1, "", tuple(way), text))
    values = {"steps": counted_words(steps, "step"), "name": name, "items": things(snapshot, rows)}
    return ask.answer(rows, worded("Within {steps} of {name}: {items}.", **values))


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
        return worded("{one} → {other}, and back", one=end_name, other=name)
    return worded("{one} → {other}", one=end_name, other=name) if there else worded("{one} → {other}", one=name, other=end_name)
