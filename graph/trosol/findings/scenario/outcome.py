"""What a scenario does to one entity: how likely it is helped or hurt, along which shortest paths, on which claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.paths.path import Route, path_along
from trosol.findings.paths.shortest_signs import Shortest
from trosol.findings.result import voices_of
from trosol.measures.influence.possible_worlds import Start
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["EFFECTS", "Outcome", "Paths", "main_effect"]

EFFECTS = ("helps", "hurts", "contested", "not_stated")
"""What can happen to a goal; of what is no goal, ``helps`` says that it is raised and ``hurts`` that it is lowered."""


@dataclass(frozen=True, slots=True, repr=False)
class Outcome(TableRow):
    """What happens to one entity.

    ``effect``: the likeliest of :data:`EFFECTS`. ``helps`` to ``not_stated``: share of worlds; the rest to 1 is where no path survives.
    ``interval``: where the middle 90 % of draws of weights and passages put ``helps``. ``told_otherwise``: of the worlds that help or
    hurt, the share in which a longer path disagrees. ``wanted``: 1 if more of it is desirable, -1 if less is, 0 if nobody says; ``weight``
    and ``family`` as a goal has them, 0 and None for what is none. ``steps``: length of the shortest path. ``routes``: a shortest path of
    each sign from each push. ``opened``: it is itself behind a gate that is opened.
    """

    id: str
    label: str
    type: str
    goal: bool
    weight: float
    family: str | None
    wanted: int
    effect: str
    helps: float = field(metadata=as_json(digits=3))
    hurts: float = field(metadata=as_json(digits=3))
    contested: float = field(metadata=as_json(digits=3))
    not_stated: float = field(metadata=as_json(digits=3))
    interval: tuple[float, float] = field(metadata=as_json(digits=3))
    told_otherwise: float = field(metadata=as_json(digits=3))
    opened: bool
    steps: int | None
    routes: Rows[Route]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str

    @property
    def reached(self) -> float:
        """The share of worlds in which a path survives."""
        return self.helps + self.hurts + self.contested + self.not_stated


def main_effect(shares: Sequence[float]) -> str:
    """The likeliest effect; of equally likely ones the first.

    >>> main_effect([0.2, 0.5, 0.0, 0.5])
    'hurts'
    """
    return EFFECTS[max(range(4), key=lambda at: (shares[at], -at))]


class Paths:
    """Shortest paths from the pushes to whatever they reach, if every claim holds."""

    def __init__(
        self, snapshot: Snapshot, net: InfluenceWorlds, probabilities: Sequence[float], pushed: Mapping[Start, Shortest]
    ) -> None:
        """``pushed``: the shortest paths from each start."""
        self._snapshot, self._net, self._probabilities, self._pushed = snapshot, net, probabilities, pushed

    def routes(self, node: int) -> tuple[Route, ...]:
        """One shortest path of each sign from each start, shortest first."""
        found = {
            tuple(each.path(node, sign))
            for start, each in self._pushed.items()
            if node != start.node
            for sign in each.signs(node)
        }
        ordered = sorted(found, key=lambda edges: (len(edges), [self._net.keys[self._net.signed.source[edge]] for edge in edges]))
        return tuple(path_along(self._snapshot, self._net, edges, self._probabilities) for edges in ordered)

    def claims(self, node: int) -> tuple[str, ...]:
        """Claims of all shortest paths, and those by which a gate that is opened is held, sorted."""
        ids, found = self._snapshot.coded.claims, set[str]()
        for start, each in self._pushed.items():
            edges = each.edges(node) if node != start.node else ()
            held = (start.condition,) if start.condition >= 0 and (edges or node == start.node) else ()
            found.update(ids[claim] for edge in (*edges, *held) for group in self._net.claims[edge] for claim in group)
        return tuple(sorted(found))

    def voices(self, claims: tuple[str, ...]) -> tuple[str, ...]:
        """Who said them."""
        return voices_of(self._snapshot, claims)
