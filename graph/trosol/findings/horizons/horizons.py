"""Three Horizons as the claims have them: what is in each, what leads from one to the next, and what leads nowhere.

**Reads as**: this is said of today, this is to be tried, this is hoped for; here is a bridge, and here a hope that nothing
leads to.

**How**: a lane holds what is said to be in a horizon, and the parts of that; lanes stand in the order of the notations of
their concepts. A bridge is a shortest way of influence from a member of an earlier lane to a member of a later one that
passes no other member of either; one that runs the other way acts back on what prevails. A goal is stranded if no way of
influence leads to it from any action, a challenge is trapped if no action is claimed to address it (see
:mod:`trosol.findings.leverage.gaps`). The lens bears upon ways and shortfalls, not upon what is in a lane.

**Trap**: much of a lane may be placeholders whose wording the source does not give: few bridges to it then say that we do not
know what is there, not that nothing leads to it. Being part of a thing in a horizon is weaker than being said to be in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trosol.findings.horizons.transitions import Transition, bridges, crossing
from trosol.findings.leverage.gaps import Shortfall, actions_of, open_challenges, out_of_reach
from trosol.findings.leverage.goal_reach import Field, field_of
from trosol.findings.text import counted, listed
from trosol.networks.lens import Lens, horizon_members
from trosol.plain import as_json
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HorizonLane", "Horizons", "Member", "horizons"]

_KNOWN, _BARE = "transcribed", "notTranscribed"


@dataclass(frozen=True, slots=True, repr=False)
class Member(TableRow):
    """One thing in a lane. ``said``: it is itself said to be in the horizon, not only part of something that is."""

    id: str
    label: str
    role: str
    status: str
    said: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class HorizonLane(TableRow):
    """One horizon with what is in it; ``notation`` gives its place, empty where no concept is coded."""

    id: str
    label: str
    notation: str
    members: Rows[Member]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Horizons(Result):
    """The lanes, what joins them, and what is left over.

    ``bridges`` lead onward, ``backward`` from a later lane to an earlier one; ``crossings`` says what all bridges between two
    lanes have in common, ``gaps`` what is known of lanes that no bridge joins. ``shared``: entities in more than one lane, with these. ``outside``: what has influence claims but no horizon.
    """

    _table = "members"

    lanes: Rows[HorizonLane]
    bridges: Rows[Transition]
    backward: Rows[Transition]
    crossings: tuple[str, ...]
    gaps: tuple[str, ...]
    stranded: Rows[Shortfall]
    trapped: Rows[Shortfall]
    shared: tuple[tuple[str, tuple[str, ...]], ...] = field(metadata=as_json(pairs=("id", "horizons")))
    placeholders: Rows[Member]
    outside: tuple[str, ...]
    goals: int
    network: str
    lens: Lens
    snapshot: str
    not_enough: str = ""
    note: str = ""

    @property
    def members(self) -> Rows[Member]:
        """What lies in any horizon, one horizon after the other."""
        return Rows((member for lane in self.lanes for member in lane.members), Member)

    def to_frame(self) -> pd.DataFrame:
        """One row for each thing in each horizon."""
        frame = self.members.to_frame()
        frame.insert(0, "horizon", [lane.id for lane in self.lanes for _ in lane.members])
        return frame


def horizons(snapshot: Snapshot, lens: Lens | None = None) -> Horizons:
    """Lay out the horizons, and what leads from one to the next. Without coded horizons it says so, and gives the rest."""
    lens = lens or Lens()
    lens.check(snapshot)
    field = field_of(snapshot, lens)
    held = horizon_members(snapshot)
    lanes = tuple(sorted((_lane(snapshot, key, members) for key, members in held.items()), key=_order))
    onward, backward, crossings, gaps = _between(snapshot, field, lanes)
    several = Counter(member.id for lane in lanes for member in lane.members)
    shared = tuple((key, tuple(lane.id for lane in lanes if key in held[lane.id])) for key, n in sorted(several.items()) if n > 1)
    placeholders = {m.id: m for lane in lanes for m in lane.members if m.status != _KNOWN}
    outside = tuple(key for key in sorted(field.graph) if field.graph.degree(key) and key not in several)
    return Horizons(
        lanes=Rows(lanes),
        bridges=Rows(onward),
        backward=Rows(backward),
        crossings=crossings,
        gaps=gaps,
        stranded=Rows(out_of_reach(snapshot, lens, field, actions_of(snapshot, sorted(field.graph)), "no action")),
        trapped=Rows(open_challenges(snapshot, lens)),
        shared=shared,
        placeholders=Rows(placeholders[key] for key in sorted(placeholders)),
        outside=outside,
        goals=len(field.goals),
        network=str(field.graph.graph["name"]),
        lens=lens,
        snapshot=snapshot.digest,
        not_enough="" if lanes else "Not enough evidence, because no claim puts anything in a horizon.",
        note=_note(lanes, placeholders, outside, field),
    )


def _order(lane: HorizonLane) -> tuple[bool, str, str]:
    return (not lane.notation, lane.notation, lane.id)


def _lane(snapshot: Snapshot, horizon: str, held: frozenset[str]) -> HorizonLane:
    ontology = snapshot.ontology
    said, part = ontology.for_purpose("horizon"), ontology.for_purpose("part")
    members = []
    for key in sorted(held):
        entity = snapshot.entity(key)
        own = [c for c in snapshot.claims_of(key) if c.subject == key and c.stance != "negates"]
        direct = [c.id for c in own if c.predicate in said and c.object == horizon]
        ids = direct + [c.id for c in own if c.predicate in part and c.object in held]
        role = ontology.classes[snapshot.role(key)].label()
        members.append(Member(key, entity.label(), role, entity.status, bool(direct), tuple(sorted(ids))))
    members.sort(key=lambda member: (not member.said, member.label, member.id))
    entity = snapshot.entity(horizon)
    coded = dict(entity.properties).get(TRO + "concept", ())
    notation = next((ontology.concepts[c].notation for c in coded if c in ontology.concepts), "")
    return HorizonLane(horizon, entity.label(), notation, Rows(members), _lane_sentence(entity.label(), members))


def _lane_sentence(label: str, members: list[Member]) -> str:
    said = sum(member.said for member in members)
    roles = Counter(member.role for member in members)
    kinds = listed([f"{n} {role}" for role, n in sorted(roles.items(), key=lambda item: (-item[1], item[0]))])
    unknown = sum(member.status == _BARE for member in members)
    text = f"{label} holds {counted(len(members), 'thing')}: {said} said to be in it, {len(members) - said} as part of these ({kinds})."
    return text + (f" Of {unknown} we know only that they exist, not what they say." if unknown else "")


def _between(
    snapshot: Snapshot, field: Field, lanes: tuple[HorizonLane, ...]
) -> tuple[tuple[Transition, ...], tuple[Transition, ...], tuple[str, ...], tuple[str, ...]]:
    onward: list[Transition] = []
    backward: list[Transition] = []
    crossings: list[str] = []
    gaps: list[str] = []
    held = {lane.id: {member.id for member in lane.members} for lane in lanes}
    for i, first in enumerate(lanes):
        for second in lanes[i + 1 :]:
            found = bridges(snapshot, field.graph, (first.id, second.id), held)
            back = bridges(snapshot, field.graph, (second.id, first.id), held)
            onward.extend(found)
            backward.extend(back)
            for ends, ways in (((first, second), found), ((second, first), back)):
                if ways:
                    crossings.append(crossing(snapshot, (ends[0].label, ends[1].label), ways))
            if not found:
                gaps.append(_gap(field, first, second))
    return tuple(onward), tuple(backward), tuple(crossings), tuple(gaps)


def _gap(field: Field, first: HorizonLane, second: HorizonLane) -> str:
    text = f"No way of claimed influence leads from {first.label} to {second.label}."
    for lane in (first, second):
        tied = [m for m in lane.members if m.id in field.graph and field.graph.degree(m.id)]
        if not tied:
            text += f" Nothing in {lane.label} has an influence claim that counts here."
        elif len(tied) < len(lane.members):
            text += f" Only {len(tied)} of {len(lane.members)} things in {lane.label} have influence claims at all."
    return text + " What would lead there?"


def _note(lanes: tuple[HorizonLane, ...], placeholders: dict[str, Member], outside: tuple[str, ...], field: Field) -> str:
    if not lanes:
        return ""
    tied = sum(1 for key in field.graph if field.graph.degree(key))
    parts = [f"{len(outside)} of {tied} things with influence claims are in no horizon."]
    if placeholders:
        parts.append(
            f"{counted(len(placeholders), 'member')} of a horizon stay{'s' if len(placeholders) == 1 else ''} out of all ways "
            "unless asked for: the source does not give the wording, or the body does not exist yet."
        )
    if not all(lane.notation for lane in lanes):
        parts.append("Where no concept gives a horizon its place, it stands last.")
    return " ".join(parts)
