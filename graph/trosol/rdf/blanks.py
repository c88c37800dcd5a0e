"""Nodes without a name that are too much alike to be told apart.

Naming them by what they say (RDFC-1.0) tries their orders one after another where they are alike: nine that all point at each
other take minutes, and twenty would outlast everybody. A file with such nodes is refused at the door.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import factorial
from typing import Any

__all__ = ["MAX_ALIKE", "MAX_EFFORT", "MAX_ROW", "QUICK", "alike", "effort"]

MAX_ALIKE = 6
"""Nodes that are alike and linked, where some node has two such neighbours by the same link."""

MAX_ROW = 200
"""Nodes that are alike and follow one another in a row."""

MAX_EFFORT = 16_000_000
"""Effort of naming all nodes of a file, in steps: the third power of each row's length, and 400 for each order of branching ones.

Two rows of 200, some two seconds.
"""

QUICK = 20_000
"""Effort that is over at once."""


def alike(triples: Iterable[Any]) -> bool:
    """Whether blank nodes of the engine's triples are linked with ones like them beyond the limits."""
    return effort(triples) > MAX_EFFORT


def effort(triples: Iterable[Any]) -> int:
    """About how many steps naming the blank nodes takes; more than :data:`MAX_EFFORT` where one group alone is beyond its limit."""
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
    left, total = set(many), 0
    while left:
        size, waiting, branches = 0, [left.pop()], False
        while waiting:
            node = waiting.pop()
            size += 1
            near = [(link, other) for link, other in links[node] if other in many]
            branches = branches or len({(link, looks[other]) for link, other in near}) < len(near)
            waiting += {other for _, other in near} & left
            left -= {other for _, other in near}
        if size > (MAX_ALIKE if branches else MAX_ROW):
            return MAX_EFFORT + size
        total += 400 * factorial(size) if branches else size**3
    return total
