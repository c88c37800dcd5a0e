"""How many draws and worlds a network of this size gets: the same numbers for every finding, so that a range is one range everywhere.

**How**: as many as there is time for on the network that leverage ranks under the same lens and goals: all links on a path from
something that can be pushed to a goal. What looks at a part of it (a scenario, the gates) takes as many, though it had time for more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from trosol.findings.base_worlds import BASE_WORLDS, base_count, fitting_worlds
from trosol.findings.influence_worlds import InfluenceWorlds, influence_worlds
from trosol.findings.pushables import pushables
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["WorldCounts", "world_counts"]


class WorldCounts(NamedTuple):
    """Worlds that a probability is counted in; draws for a range, and the worlds of each."""

    base: int
    draws: int
    worlds: int

    @classmethod
    def of(cls, net: InfluenceWorlds, draws: int, worlds: int) -> WorldCounts:
        """What this network has time for."""
        return cls(base_count(net), *fitting_worlds(net, draws, worlds))


def world_counts(
    snapshot: Snapshot, lens: Lens, whole: InfluenceWorlds, goals: Iterable[str], draws: int, worlds: int
) -> WorldCounts:
    """What leverage takes. ``whole``: all links under this lens, with those that the finding adds, if any."""
    every = WorldCounts.of(whole, draws, worlds)
    if every == (BASE_WORLDS, draws, worlds):
        return every
    plain = influence_worlds(snapshot, lens, goals=goals)
    tables = pushables(snapshot, lens, plain, snapshot.ontology.kinds)
    ranked = plain.reaching(start.node for rows in tables.values() for row in rows for start in row.starts)
    return WorldCounts.of(ranked, draws, worlds)
