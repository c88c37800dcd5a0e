"""What can be pushed, like with like: the entities of each kind that the ontology ranks in a table of its own, with their parts.

**How**: an action, an enabler or an actor is strengthened (+1), a difficulty is eased (−1); what the kind leaves open follows from
whether people want more of the entity, and what they do not say either is taken as growing, with what it hurts beside it. A whole is
pushed by its parts: each part the way that its own kind or desirability says, else as the whole. Goals are never pushed as parts.

**Trap**: that something is a part of a whole says nothing on how much of the whole it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.measures.influence.possible_worlds import Start
from trosol.model.kinds import Kind
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

__all__ = ["Pushable", "chosen_kinds", "parts_by_whole", "pushable", "pushables", "wholes"]

_ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Pushable:
    """A row of a table. ``pushed``: 1 strengthened, -1 eased; ``both_ways``: nobody says which of the two is wanted.

    ``parts``: ids of what it consists of, itself left out, as far as they are in the network; ``starts``: it and they as the measure
    takes them. ``whole``: number of the group of rows that share a whole.
    """

    id: str
    label: str
    pushed: int
    both_ways: bool
    parts: tuple[str, ...]
    starts: tuple[Start, ...]
    whole: int


def chosen_kinds(snapshot: Snapshot, names: Iterable[str] = ()) -> tuple[Kind, ...]:
    """The kinds with these names, or all of them. Raises WrongUse for an unknown one."""
    every = snapshot.ontology.kinds
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in (known := [kind.name for kind in every]):
            text = f"The ontology ranks no kind '{shorten(name)}'."
            raise WrongUse(Problem("kind-unknown", text, f"Use one of: {', '.join(known) or 'none are declared'}."))
    return tuple(kind for kind in every if not wanted or kind.name in wanted)


def wholes(snapshot: Snapshot, lens: Lens) -> dict[str, tuple[str, ...]]:
    """What each entity is directly a part of, by the claims that count."""
    part_of = snapshot.ontology.for_purpose("part")
    found: dict[str, set[str]] = {}
    for claim in lens.claims(snapshot):
        if claim.predicate in part_of:
            found.setdefault(claim.subject, set()).add(claim.object)
    return {key: tuple(sorted(found[key])) for key in sorted(found)}


def parts_by_whole(above: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """The direct parts of each whole, from the wholes of each part."""
    below: dict[str, set[str]] = {}
    for part, of in above.items():
        for whole in of:
            below.setdefault(whole, set()).add(part)
    return below


def pushable(snapshot: Snapshot, lens: Lens, net: InfluenceWorlds, key: str) -> Pushable:
    """One entity as a row would have it, whatever its kind: pushed the way that its table pushes it, with its parts."""
    below = parts_by_whole(wholes(snapshot, lens))
    kind = snapshot.ontology.kind(snapshot.entity(key).type)
    goals = {goal.id for goal in net.goals}
    parts = tuple(each for each in _closure(below, key) if each not in goals and _may_be_part(snapshot, net, each, kind))
    own = _way(snapshot, kind, key)
    return Pushable(key, snapshot.entity(key).label(), own or 1, not own, parts, _starts(snapshot, net, key, parts, own or 1), 0)


def pushables(snapshot: Snapshot, lens: Lens, net: InfluenceWorlds, kinds: Sequence[Kind]) -> dict[str, tuple[Pushable, ...]]:
    """The rows of each kind's table, by the name of the kind; rows in order of label."""
    above = wholes(snapshot, lens)
    below = parts_by_whole(above)
    goals = {goal.id for goal in net.goals}
    rows: dict[str, list[tuple[str, tuple[str, ...]]]] = {kind.name: [] for kind in kinds}
    for entity in snapshot.records.entities.values():
        kind = snapshot.ontology.kind(entity.type)
        if kind is None or kind.name not in rows or not lens.keeps_entity(entity):
            continue
        parts = tuple(key for key in _closure(below, entity.id) if key not in goals and _may_be_part(snapshot, net, key, kind))
        if entity.id in net.number or parts:
            rows[kind.name].append((entity.id, parts))
    return {kind.name: _rows(snapshot, net, kind, rows[kind.name], above) for kind in kinds}


def _rows(
    snapshot: Snapshot,
    net: InfluenceWorlds,
    kind: Kind,
    rows: Sequence[tuple[str, tuple[str, ...]]],
    above: dict[str, tuple[str, ...]],
) -> tuple[Pushable, ...]:
    groups = _groups([key for key, _ in rows], above)
    made = []
    for key, parts in rows:
        own = _way(snapshot, kind, key)
        way = own or 1
        starts = _starts(snapshot, net, key, parts, way)
        made.append(Pushable(key, snapshot.entity(key).label(), way, not own, parts, starts, groups[key]))
    return tuple(sorted(made, key=lambda row: (row.label, row.id)))


def _starts(snapshot: Snapshot, net: InfluenceWorlds, key: str, parts: Sequence[str], way: int) -> tuple[Start, ...]:
    return tuple(
        Start(net.number[each], way if each == key else _part_way(snapshot, each) or way)
        for each in (key, *parts)
        if each in net.number
    )


def _way(snapshot: Snapshot, kind: Kind | None, key: str) -> int:
    """Which way it is pushed: as its kind says, else towards what people want; 0 where neither says."""
    return (kind.pushed if kind else 0) or snapshot.wanted(key)


def _part_way(snapshot: Snapshot, key: str) -> int:
    return _way(snapshot, snapshot.ontology.kind(snapshot.entity(key).type), key)


def _may_be_part(snapshot: Snapshot, net: InfluenceWorlds, key: str, kind: Kind | None) -> bool:
    """Actors are parts of actors only: who belongs to a body is not what a course of action consists of."""
    own = snapshot.ontology.kind(snapshot.entity(key).type)
    return key in net.number and (kind is not None and kind.group == _ACTOR) == (own is not None and own.group == _ACTOR)


def _closure(below: dict[str, set[str]], key: str) -> list[str]:
    """All parts, parts of parts and so on, sorted; the whole itself left out."""
    seen, waiting = {key}, [key]
    while waiting:
        for part in below.get(waiting.pop(), ()):
            if part not in seen:
                seen.add(part)
                waiting.append(part)
    return sorted(seen - {key})


def _groups(keys: Sequence[str], above: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Rows that share a whole, directly or through another row, have the same number; so have a row and its parts."""
    leader: dict[str, str] = {}

    def top(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for key in keys:
        top(key)
        for whole in above.get(key, ()):
            one, other = sorted((top(key), top(whole)))
            leader[other] = one
    number: dict[str, int] = {}
    return {key: number.setdefault(top(key), len(number)) for key in sorted(keys)}
