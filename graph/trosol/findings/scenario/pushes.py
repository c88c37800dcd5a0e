"""What a scenario does to the network: where it pushes, which gates it opens, and what it removes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.gate_claims import actor_claims, ties_of
from trosol.findings.influence_worlds import InfluenceWorlds, edges_at, gate_claims, influence_worlds
from trosol.findings.pushables import pushable
from trosol.measures.influence.possible_worlds import Start
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["Course", "course"]


@dataclass(frozen=True, eq=False)
class Course:
    """What is done, as the measure takes it.

    ``net``: only what lies on a path from a push to a goal. ``starts``: all pushes together. ``by``: the entities that each push or
    opening begins at, by what was asked for. ``idle``: pushed or removed without any link that counts. ``whole``: all links, nothing removed.
    """

    net: InfluenceWorlds
    starts: tuple[Start, ...]
    by: Mapping[str, tuple[Start, ...]]
    parts: Mapping[str, tuple[str, ...]]
    removed: frozenset[str]
    idle: tuple[str, ...]
    whole: InfluenceWorlds


def course(
    snapshot: Snapshot,
    lens: Lens,
    pushes: Mapping[str, int],
    opened: tuple[str, ...],
    removed: Iterable[str],
    goals: Iterable[str],
    *,
    everything: bool = False,
) -> Course:
    """Put pushes, openings and removals to the network. Raises WrongUse for an unknown entity or gate.

    ``everything``: also what lies on no path to a goal.
    """
    for key in (*pushes, *removed):
        if key not in snapshot.records.entities:
            text = f"{snapshot.name} has no entity '{shorten(key)}'."
            raise WrongUse(Problem("entity-unknown", text, "Take an id from `trosol show`."))
    held = _held(snapshot, lens, opened)
    eased = {f"{actor}:{what}" for (actor, what), (way, _claims) in held.items() if way < 0}
    whole = influence_worlds(
        snapshot,
        lens,
        goals=goals,
        opened=[text for text in opened if text not in eased],
        conditions=[claim for _way, claims in held.values() for claim in claims],
    )
    by: dict[str, tuple[Start, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for key, way in pushes.items():
        row = pushable(snapshot, lens, whole, key)
        by[key] = tuple(Start(start.node, start.pushed * row.pushed * way) for start in row.starts)
        parts[key] = row.parts
    for (actor, what), (way, claims) in held.items():
        if what in whole.number:
            by[f"{actor}:{what}"] = tuple(Start(whole.number[what], way, whole.conditions[claim]) for claim in claims)
    taken = {key: pushable(snapshot, lens, whole, key) for key in removed}
    gone = frozenset(each for key, row in taken.items() for each in (key, *row.parts))
    net = _without(whole, {whole.number[key] for key in gone if key in whole.number})
    if not everything:
        net = net.reaching(start.node for starts in by.values() for start in starts)
    place = {edge: net.conditions[claim] for claim, edge in whole.conditions.items()}
    by = {key: tuple(_moved(start, place) for start in starts) for key, starts in by.items()}
    signed = whole.signed
    tied = set(signed.source[~signed.inert].tolist()) | set(signed.target[~signed.inert].tolist())
    leaving = set(net.signed.source[~net.signed.inert].tolist())
    idle = [key for key in pushes if not leaving & {start.node for start in by[key]}]
    idle += [key for key in taken if whole.number.get(key) not in tied and not taken[key].parts]
    starts = tuple(dict.fromkeys(start for each in by.values() for start in each if net.keys[start.node] not in gone))
    return Course(net, starts, by, parts, gone, tuple(idle), whole)


def _moved(start: Start, place: Mapping[int, int]) -> Start:
    return start._replace(condition=place.get(start.condition, -1))


def _held(snapshot: Snapshot, lens: Lens, opened: Iterable[str]) -> dict[tuple[str, str], tuple[int, tuple[str, ...]]]:
    """What is opened (1) or eased (-1) of which actor, with the claims that tie it to them, as on their gate card."""
    wanted = {(actor, what) for actor, _, what in (text.partition(":") for text in opened)}
    actors = sorted({actor for actor, _ in wanted})
    gates, claimed = (gate_claims(snapshot, lens), actor_claims(snapshot, lens)) if actors else ({}, {})
    found: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {}
    for actor in actors:
        ties = ties_of(snapshot, claimed[actor]) if actor in claimed else ()
        for what in sorted({gate for holder, gate in gates if holder == actor and {(actor, ""), (actor, gate)} & wanted}):
            tied = tuple(tie.claims[0] for tie in ties if tie.entity == what and tie.pushed > 0)
            found[actor, what] = (1, tied or _one_each_passage(snapshot, gates[actor, what]))
        for what in sorted({tie.entity for tie in ties if tie.pushed < 0 and (actor, tie.entity) in wanted - gates.keys()}):
            found[actor, what] = (-1, tuple(tie.claims[0] for tie in ties if tie.entity == what and tie.pushed < 0))
    return found


def _one_each_passage(snapshot: Snapshot, ids: Iterable[str]) -> tuple[str, ...]:
    heard: set[int] = set()
    found = []
    for key in sorted(ids, key=lambda key: (-snapshot.weights.of(snapshot.records.claims[key]), key)):
        passages = set(snapshot.passages.get(key, ()))
        if not passages & heard:
            found.append(key)
        heard |= passages
    return tuple(found)


def _without(net: InfluenceWorlds, nodes: set[int]) -> InfluenceWorlds:
    """The network without what leads to or from some of its nodes."""
    if not nodes:
        return net
    signed, gone = net.signed, np.zeros(net.signed.nodes, dtype=bool)
    gone[sorted(nodes)] = True
    kept = np.flatnonzero(signed.inert | ~(gone[signed.source] | gone[signed.target]))
    place = {int(edge): at for at, edge in enumerate(kept)}
    return replace(
        net,
        signed=edges_at(signed, kept),
        claims=tuple(net.claims[edge] for edge in kept),
        conditions={key: place[edge] for key, edge in net.conditions.items()},
        goals=tuple(goal for goal in net.goals if net.number[goal.id] not in nodes),
    )
