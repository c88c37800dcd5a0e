"""Nodes without a name that are too much alike to be told apart.

Naming them by what they say (RDFC-1.0) tries their orders one after another where they are alike: nine that all point at each
other take minutes, and twenty would outlast everybody. A file with such nodes is refused at the door.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

__all__ = ["MAX_ALIKE", "MAX_ROW", "alike"]

MAX_ALIKE = 6
"""Nodes that are alike and linked, where some node has two such neighbours by the same link."""

MAX_ROW = 200
"""Nodes that are alike and follow one another in a row."""


def alike(triples: Iterable[Any]) -> bool:
    """Whether blank nodes of the engine's triples are linked with ones like them beyond the limits."""
    said: dict[str, list[str]] = defaultdict(list)
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for t in triples:
        s, p, o = str(t.subject), t.predicate.value, str(t.object)
        value, owner = o, s
        s, o = (name if name.startswith("_:") else "" for name in (s, o))
        if s:
            said[s].append(f"> {p} {'_' if o else value}")
        if o:
            said[o].append(f"< {p} {'_' if s else owner}")
        if s and o and s != o:
            links[s].append((f"> {p}", o))
            links[o].append((f"< {p}", s))
    looks = {node: "\n".join(sorted(lines)) for node, lines in said.items()}
    often = Counter(looks.values())
    many = {node for node, look in looks.items() if often[look] > 1}
    left = set(many)
    while left:
        group, waiting = set[str](), [left.pop()]
        branches = False
        while waiting:
            node = waiting.pop()
            group.add(node)
            near = [(link, other) for link, other in links[node] if other in many]
            branches = branches or len({(link, looks[other]) for link, other in near}) < len(near)
            waiting += {other for _, other in near} & left
            left -= {other for _, other in near}
        if len(group) > (MAX_ALIKE if branches else MAX_ROW):
            return True
    return False
