"""Three Horizons as the claims have them: what is in each, what leads from one to the next, and what leads nowhere.

**Reads as**: this is said of today, this is to be tried, this is hoped for; here is a bridge, and here a hope that nothing leads to.

**How**: a lane holds what is said to be in a horizon, and the parts of that; lanes stand in the order of the notations of their concepts. A
*bridge* leads from a member of an earlier lane to a member of a later one by shortest paths that pass no other member of either; its
sign is that of all of them, and its shares are those of possible worlds (:mod:`trosol.findings.influence_worlds`). What is claimed the other
way round acts back on what prevails, and is listed apart. A *chain* is two bridges that meet at one member of the lane between. A goal is
stranded if no path of influence leads to it from any action; a challenge is trapped if no action is claimed to address it, nor a part of it,
nor what it is a part of (:mod:`trosol.findings.addressing`). The lens bears upon paths and shortfalls, not upon what is in a lane.

**Trap**: much of a lane may be placeholders whose wording the source does not give: few bridges to it then say that we do not know what is
there, not that nothing leads to it. Being part of something in a horizon is weaker than being said to be in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.addressing import addressing
from trosol.findings.base_worlds import fitting_worlds
from trosol.findings.horizons.bridge_sentences import chain_sentence, crossing_sentence, gap_sentence
from trosol.findings.horizons.shortfalls import stranded_goals
from trosol.findings.horizons.transitions import BOTH, NOT_STATED, Crossing, Transition, bridges, crossing_of
from trosol.findings.influence_worlds import InfluenceWorlds, influence_worlds
from trosol.findings.leverage.gaps import Shortfall, open_challenges
from trosol.findings.result import SEED, Provenance, WithProvenance
from trosol.findings.text import name_of
from trosol.findings.uncounted import without_horizon
from trosol.networks.lens import Lens, horizon_members
from trosol.plain import as_json
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow
from trosol.worded import counted_words, joined, listed_words, reference, worded

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Joined = dict[tuple[str, str], tuple[tuple[Transition, NDArray[np.uint64]], ...]]

__all__ = ["Chain", "HorizonLane", "Horizons", "Member", "horizons"]

_WORLDS = 4096
"""Worlds that bridges are counted in."""

_KNOWN, _BARE = "transcribed", "notTranscribed"


@dataclass(frozen=True, slots=True, repr=False)
class Member(TableRow):
    """One item in a lane. ``said``: it is itself said to be in the horizon, not only part of something that is."""

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
class Chain(TableRow):
    """Two bridges, one after the other. ``way``: along one shortest path of each; ``share``: of worlds in which both hold."""

    horizons: tuple[str, str, str]
    way: tuple[str, ...]
    labels: tuple[str, ...]
    effect: str
    share: float = field(metadata=as_json(digits=3))
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Horizons(WithProvenance):
    """The lanes, what joins them, and what is left over.

    ``bridges`` lead onward, ``backward`` from a later lane to an earlier one; ``chains`` through three lanes, the likeliest first.
    ``joins``: what all bridges between two lanes have in common, ``crossings`` the same in words, ``gaps`` what is known of lanes that no
    bridge joins. ``shared``: entities in more than one lane, with these. ``outside``: what has influence claims but no horizon. ``trapped``:
    challenges that no action addresses; ``trapped_parts``: those that are parts of one that is addressed, by that one. ``goals``: how many.
    """

    _table = "members"

    lanes: Rows[HorizonLane]
    bridges: Rows[Transition]
    backward: Rows[Transition]
    chains: Rows[Chain]
    joins: Rows[Crossing]
    crossings: tuple[str, ...]
    gaps: tuple[str, ...]
    stranded: Rows[Shortfall]
    trapped: Rows[Shortfall]
    trapped_parts: tuple[tuple[str, tuple[str, ...]], ...] = field(metadata=as_json(made=dict))
    shared: tuple[tuple[str, tuple[str, ...]], ...] = field(metadata=as_json(pairs=("id", "horizons")))
    placeholders: Rows[Member]
    outside: tuple[str, ...]
    goals: int
    about: Provenance = field(metadata=as_json(inline=True))

    @property
    def note(self) -> str:
        """What the lanes cannot tell."""
        return self.about.note

    @property
    def members(self) -> Rows[Member]:
        """What lies in any horizon, one horizon after the other."""
        return Rows((member for lane in self.lanes for member in lane.members), Member)

    def to_frame(self) -> pd.DataFrame:
        """One row for each item in each horizon."""
        frame = self.members.to_frame()
        frame.insert(0, "horizon", [lane.id for lane in self.lanes for _ in lane.members])
        return frame


def horizons(snapshot: Snapshot, lens: Lens | None = None, *, seed: int = SEED) -> Horizons:
    """Lay out the horizons, and what leads from one to the next. Without coded horizons it says so, and gives the rest."""
    lens = lens or Lens()
    lens.check(snapshot)
    net = influence_worlds(snapshot, lens)
    worlds = fitting_worlds(net, 1, _WORLDS, 0.2)[1]
    held = horizon_members(snapshot)
    lanes = tuple(sorted((_lane(snapshot, key, members) for key, members in held.items()), key=_order))
    tied = _tied(net)
    crossings = _joined(snapshot, net, lanes, worlds, seed)
    order = {lane.id: place for place, lane in enumerate(lanes)}
    several = Counter(member.id for lane in lanes for member in lane.members)
    shared = tuple((key, tuple(lane.id for lane in lanes if key in held[lane.id])) for key, n in sorted(several.items()) if n > 1)
    placeholders = {m.id: m for lane in lanes for m in lane.members if m.status != _KNOWN}
    outside = tuple(key for key in sorted(tied) if key not in several)
    joins = [crossing_of(pair, [bridge for bridge, _ in found]) for pair, found in crossings.items() if found]
    every = addressing(snapshot, lens)
    return Horizons(
        lanes=Rows(lanes),
        bridges=Rows((each for (a, b), found in crossings.items() if order[a] < order[b] for each, _ in found), Transition),
        backward=Rows((each for (a, b), found in crossings.items() if order[a] > order[b] for each, _ in found), Transition),
        chains=Rows(_chains(snapshot, lanes, crossings, worlds), Chain),
        joins=Rows(joins, Crossing),
        crossings=tuple(crossing_sentence(snapshot, each) for each in joins),
        gaps=_gaps(snapshot, lanes, crossings, tied),
        stranded=Rows(stranded_goals(snapshot, lens, net, every.actions), Shortfall),
        trapped=Rows(open_challenges(snapshot, lens), Shortfall),
        trapped_parts=tuple(every.under.items()),
        shared=shared,
        placeholders=Rows(placeholders[key] for key in sorted(placeholders)),
        outside=outside,
        goals=len(net.goals),
        about=Provenance(
            lens=lens,
            network="influence",
            draws=1,
            worlds=worlds,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=""
            if lanes
            else joined((worded("Not enough evidence, because no claim puts anything in a horizon."), without_horizon(snapshot))),
            note=_note(lanes, placeholders, outside, len(tied)),
        ),
    )


def _joined(snapshot: Snapshot, net: InfluenceWorlds, lanes: tuple[HorizonLane, ...], worlds: int, seed: int) -> Joined:
    """The bridges of each pair of lanes, there and back."""
    held = {lane.id: {member.id for member in lane.members} for lane in lanes}
    pairs = [(a.id, b.id) for i, a in enumerate(lanes) for b in lanes[i + 1 :]]
    return {pair: bridges(snapshot, net, pair, held, worlds, seed) for one in pairs for pair in (one, one[::-1])}


def _tied(net: InfluenceWorlds) -> set[str]:
    """Ids of what has an influence claim that counts."""
    moves = ~net.signed.inert
    nodes = np.union1d(net.signed.source[moves], net.signed.target[moves])
    return {net.keys[node] for node in nodes.tolist()}


def _chains(snapshot: Snapshot, lanes: tuple[HorizonLane, ...], joined: Joined, worlds: int) -> list[Chain]:
    """What leads through three lanes in a row, the likeliest first."""
    found = []
    for one, two, three in zip(lanes, lanes[1:], lanes[2:], strict=False):
        onward: dict[str, list[tuple[Transition, NDArray[np.uint64]]]] = {}
        for each in joined[two.id, three.id]:
            onward.setdefault(each[0].way[0], []).append(each)
        for first, held in joined[one.id, two.id]:
            for second, also in onward.get(first.way[-1], ()):
                share = float(np.bitwise_count(held & also).sum()) / (-(-worlds // 64) * 64)
                found.append(_chain(snapshot, (one.id, two.id, three.id), first, second, share))
    return sorted(found, key=lambda each: (-each.share, len(each.way), each.labels, each.way))


def _chain(snapshot: Snapshot, places: tuple[str, str, str], first: Transition, second: Transition, share: float) -> Chain:
    effects = {first.effect, second.effect}
    both = NOT_STATED if NOT_STATED in effects else BOTH if BOTH in effects else "raises" if len(effects) == 1 else "lowers"
    made = Chain(
        horizons=places,
        way=(*first.way, *second.way[1:]),
        labels=(*first.labels, *second.labels[1:]),
        effect=both,
        share=share,
        claims=tuple(sorted({*first.claims, *second.claims})),
        voices=tuple(sorted({*first.voices, *second.voices})),
        sentence="",
    )
    return replace(made, sentence=chain_sentence(snapshot, made))


def _gaps(snapshot: Snapshot, lanes: tuple[HorizonLane, ...], joined: Joined, tied: set[str]) -> tuple[str, ...]:
    return tuple(
        gap_sentence(snapshot, a, b, [sum(member.id in tied for member in lane.members) for lane in (a, b)])
        for i, a in enumerate(lanes)
        for b in lanes[i + 1 :]
        if not joined[a.id, b.id]
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
    return HorizonLane(horizon, entity.label(), notation, Rows(members), _lane_sentence(snapshot, horizon, members))


def _lane_sentence(snapshot: Snapshot, horizon: str, members: list[Member]) -> str:
    said = sum(member.said for member in members)
    classes = snapshot.ontology.classes
    roles = Counter(snapshot.role(member.id) for member in members)
    ordered = sorted(roles.items(), key=lambda item: (-item[1], classes[item[0]].label()))
    kinds = listed_words([joined((reference("class", iri, classes[iri].label()), f"({n})")) for iri, n in ordered])
    unknown = sum(member.status == _BARE for member in members)
    values = {"name": name_of(snapshot, horizon), "items": counted_words(len(members), "item"), "kinds": kinds}
    if said == len(members):
        text = worded("{name}: {items} said to be in it: {kinds}.", **values)
    else:
        parts = counted_words(len(members) - said, "is a part", "are parts")
        values |= {"said": counted_words(said, "is said", "are said", none=False), "parts": parts}
        text = worded("{name}: {items}, of which {said} to be in it and {parts} of these: {kinds}.", **values)
    bare = worded("Of {number} we know only that they exist, not what they say.", number=unknown) if unknown else ""
    return joined((text, bare))


def _note(lanes: tuple[HorizonLane, ...], placeholders: dict[str, Member], outside: tuple[str, ...], tied: int) -> str:
    if not lanes:
        return ""
    parts = [
        worded(
            "In no horizon: {number} of {items} with influence claims.",
            number=len(outside),
            items=counted_words(tied, "item", none=False),
        )
    ]
    if placeholders:
        parts.append(
            worded(
                "On no path unless asked for: {members} of a horizon. The source does not give the wording, or the body does not exist yet.",
                members=counted_words(len(placeholders), "member"),
            )
        )
    if not all(lane.notation for lane in lanes):
        parts.append(worded("Where no concept gives a horizon its place, it stands last."))
    return joined(parts)
