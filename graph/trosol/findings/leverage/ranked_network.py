"""What leverage ranks under a lens: the tables, and the links on some path from their rows to a goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds, influence_worlds
from trosol.findings.leverage.influence_dependence import FEWEST_ARROWS
from trosol.findings.pushables import Pushable, pushables
from trosol.findings.uncounted import uncounted, without_goal
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.worded import counted_words, joined, worded

__all__ = ["RankedNetwork", "own_streams", "ranked_network"]

_INFLUENCE = "influence"


class RankedNetwork(NamedTuple):
    """``whole``: all links of influence; ``net``: those on a path; ``rows``: of all ``tables`` in turn; ``not_enough``: why nothing can be ranked, else empty."""

    whole: InfluenceWorlds
    net: InfluenceWorlds
    tables: Mapping[str, tuple[Pushable, ...]]
    rows: Sequence[Pushable]
    not_enough: str


def ranked_network(
    snapshot: Snapshot, lens: Lens, numbers: tuple[int, int, int], goals: tuple[str, ...] = (), opened: tuple[str, ...] = ()
) -> RankedNetwork:
    """Find it. ``numbers``: draws, worlds and seed, which are checked. Raises WrongUse for what is out of range or unknown."""
    draws, worlds, seed = numbers
    lens.check(snapshot)
    between("draws", draws, 20, 10_000)
    between("worlds", worlds, 64, 65_536)
    between("seed", seed, 0, 2**63 - 1)
    whole = influence_worlds(snapshot, lens, goals=goals, opened=opened)
    tables = pushables(snapshot, lens, whole, snapshot.ontology.kinds)
    rows = [row for table in tables.values() for row in table]
    net = whole.reaching(start.node for row in rows for start in row.starts)
    return RankedNetwork(whole, net, tables, rows, _too_thin(snapshot, whole, net, rows))


def own_streams(seed: int) -> tuple[np.random.Generator, np.random.Generator]:
    """The random numbers of the subsets at equal claims, and those of removals."""
    four, five = (np.random.default_rng(each) for each in np.random.SeedSequence(seed).spawn(5)[3:])
    return four, five


def _too_thin(snapshot: Snapshot, whole: InfluenceWorlds, net: InfluenceWorlds, rows: Sequence[Pushable]) -> str:
    if not whole.goals:
        return joined((worded("Not enough evidence, because no goal is in the network of influence."), without_goal(snapshot)))
    if not rows:
        return worded("Not enough evidence, because nothing that counts here is of a kind that is ranked.")
    if not net.claims:
        reason = worded("Not enough evidence, because no link of influence leads from what can be pushed to a goal.")
        return joined((reason, uncounted(snapshot, _INFLUENCE)))
    if len(whole.claims) < FEWEST_ARROWS:
        links = counted_words(len(whole.claims), "link")
        reason = worded(
            "Not enough evidence, because only {links} of influence can be counted here; {least} are needed.",
            links=links,
            least=FEWEST_ARROWS,
        )
        return joined((reason, uncounted(snapshot, _INFLUENCE)))
    return ""
