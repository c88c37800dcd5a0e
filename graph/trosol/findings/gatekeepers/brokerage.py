"""Which actors stand between others, by the groups of all three: who decides what gets into a group, and what gets out.

**Reads as**: what from that group gets into this one, they are placed to decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Any

import networkx as nx

from trosol.findings.gatekeepers.open_triads import DOOR, Triple, TwoSteps, boundaries_resampled, example, role_of, two_steps
from trosol.findings.gatekeepers.partition import KIND, Grouped, groupings_of, sort_into_groups
from trosol.findings.rank_intervals import rank_intervals
from trosol.findings.result import RESAMPLES, SEED, voices_of
from trosol.findings.text import basis, name_of
from trosol.findings.uncounted import uncounted
from trosol.measures import brokerage, robustness
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.networks.shared import shared_network
from trosol.networks.subnetwork import part_of
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import Worded, counted_words, joined, listed_words, worded

__all__ = ["Broker", "Brokers", "RoleCount", "brokers"]

_ACTORS = "actors"
_FEWEST_TIES = 5
_PERMUTATIONS = 999
_ELSEWHERE = {
    "liaison": worded("between two groups that are not its own"),
    "itinerant": worded("between members of one group that is not its own"),
    "coordinator": worded("between others of its own group"),
}


@dataclass(frozen=True, slots=True, repr=False)
class RoleCount(TableRow):
    """How often an actor plays a role, and what chance would give.

    ``expected`` and ``z``: against a random network of as many ties. ``p``: share of shuffles of the groups that give as many
    or more. None where there is nothing to hold it against.
    """

    observed: int
    expected: float = field(metadata=as_json(digits=6))
    z: float | None = field(metadata=as_json(digits=3))
    p: float | None = field(metadata=as_json(digits=3))


@dataclass(frozen=True, slots=True, repr=False)
class Broker(TableRow):
    """An actor between others.

    ``score``: how often it is gatekeeper or representative, which it is ranked by. ``roles`` has all five and their total.
    """

    id: str
    label: str
    group: str
    rank: int
    band: tuple[int, int]
    p_top: float = field(metadata=as_json(digits=3))
    score: int
    roles: Mapping[str, RoleCount]
    example: TwoSteps
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Brokers(Result):
    """Brokers in order, how their groups came about, and who had to be left out (``left_out``, in words in ``note``)."""

    _table = "ranking"
    _noun = "brokers"

    ranking: Rows[Broker]
    k: int
    network: str
    measure: str
    grouped: Grouped = field(metadata=as_json("groups", before=("grouped.by",)))
    groupings: tuple[str, ...]
    left_out: tuple[str, ...]
    permutations: int
    lens: Lens
    resamples: int
    seed: int
    snapshot: str
    not_enough: str = ""
    note: str = ""


def brokers(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    by: str = KIND,
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Brokers:
    """Find who stands between whom among the actors, by the groups of all three.

    **Reads as**: what from that group gets into this one, they are placed to decide (gatekeeper), or what of their own group
    gets out (representative).

    **How**: every tie from a to b and on from b to c, where none runs from a to c, counts once for b, by the groups of the
    three. ``by``: ``kind`` (the classes of the actors) or a grouping that the ontology offers, such as ``target-group`` or
    ``horizon``. Actors of whom no group is stated, or more than one, are left out, and counted. Ranked is by gatekeeper and
    representative together: the sum of all five roles is the same however actors are grouped, so it would say nothing about
    groups. The band and ``p_top`` come from claims drawn anew; who belongs to which group stays. Expected, z and p are those
    of :func:`trosol.measures.brokerage_roles`, among the actors that have a tie.

    **Trap**: a tie runs as its claim does, from who deals with somebody or has a say over them; it is no flow of news or
    money. Where it is said to run both ways, whoever is gatekeeper is representative too. To be placed at a door is not to
    keep it shut. z and p compare with chance, but the ties are those that one source happened to tell of.

    Raises :class:`WrongUse` for a grouping that the ontology does not offer.
    """
    lens = lens or Lens()
    between("k", k, 1, 1_000_000)
    between("resamples", resamples, 1, 1_000_000)
    graph = shared_network(snapshot, _ACTORS, lens)
    tied = [key for key in graph if graph.degree(key)]
    grouped = sort_into_groups(snapshot, tied, by, lens)
    inside = part_of(graph, grouped.member)
    inside.remove_nodes_from([key for key in list(inside) if not inside.degree(key)])
    ways = {key: found for key in sorted(inside) if (found := two_steps(inside, key))}
    reason = _too_thin(snapshot, inside, grouped, tied, ways)
    rows = () if reason else _rows(snapshot, inside, grouped, ways, k, resamples, seed)
    note = _left_out(grouped, tied)
    if rows and not any(row.score for row in rows):
        note = joined((note, worded("Nobody who stands between others stands at the boundary of their own group.")))
    return Brokers(
        ranking=Rows(rows),
        k=k,
        network=_ACTORS,
        measure="open two-step ties in which they are gatekeeper or representative",
        grouped=grouped,
        groupings=groupings_of(snapshot),
        left_out=tuple(sorted((*grouped.none, *grouped.several))),
        permutations=_PERMUTATIONS,
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
        not_enough=reason,
        note=note,
    )


def _rows(
    snapshot: Snapshot,
    graph: nx.DiGraph,
    grouped: Grouped,
    ways: Mapping[str, list[Triple]],
    k: int,
    resamples: int,
    seed: int,
) -> tuple[Broker, ...]:
    member = grouped.member
    found = brokerage(graph, {key: member[key] for key in graph}, permutations=_PERMUTATIONS, seed=seed)
    bands = _bands(graph, member, min(k, len(graph)), resamples, seed)
    rows = []
    for key, own in ways.items():
        roles = {}
        for i, role in enumerate(found.columns):
            z = found.deviations[key][i]
            p = None if isnan(z) or role == "total" else float(found.chances[key][i])
            roles[role] = RoleCount(
                int(found.counts[key][i]), float(found.expectations[key][i]), None if isnan(z) else float(z), p
            )
        rank, band, p_top = bands[key]
        ids = tuple(sorted({c for a, b, d in own for tie in ((a, b), (b, d)) for c in graph.edges[tie]["claims"]}))
        rows.append(
            Broker(
                id=key,
                label=snapshot.entity(key).label(),
                group=grouped.labels[member[key]],
                rank=rank,
                band=band,
                p_top=p_top,
                score=sum(roles[role].observed for role in DOOR),
                roles=roles,
                example=example(snapshot, graph, grouped, own),
                claims=ids,
                voices=voices_of(snapshot, ids),
                sentence=_sentence(snapshot, grouped, own, roles, ids, p_top, k),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.rank, -row.roles["total"].observed, row.label, row.id)))


def _bands(
    graph: nx.DiGraph, member: Mapping[str, str], k: int, resamples: int, seed: int
) -> dict[str, tuple[int, tuple[int, int], float]]:
    """Rank, band and share in the top k of each actor by gatekeeper and representative; see :func:`rank_intervals`."""
    names = sorted(graph)
    base = {key: float(sum(role_of(member, way) in DOOR for way in two_steps(graph, key))) for key in names}
    drawn = iter(boundaries_resampled(graph, names, member, resamples, seed))

    def score(numbers: Any) -> Any:
        return numbers

    found = robustness(
        lambda _chance: dict(zip(names, next(drawn), strict=True)), score, k, resamples, seed, base=base, tau=False
    )
    return rank_intervals(found)


def _sentence(
    snapshot: Snapshot,
    grouped: Grouped,
    ways: list[Triple],
    roles: Mapping[str, RoleCount],
    ids: tuple[str, ...],
    p_top: float,
    k: int,
) -> str:
    key = ways[0][1]
    own = grouped.labels[grouped.member[key]]
    name = name_of(snapshot, key)

    def others(role: str, end: int) -> Worded:
        there = {grouped.labels[grouped.member[way[end]]] for way in ways if role_of(grouped.member, way) == role}
        return listed_words([f"“{label}”" for label in sorted(there)])

    doors = []
    if number := roles["gatekeeper"].observed:
        values = {"others": others("gatekeeper", 0), "own": own, "ties": counted_words(number, "open two-path")}
        doors.append(worded("what from {others} gets into its own group, “{own}” ({ties})", **values))
    if number := roles["representative"].observed:
        values = {"others": others("representative", 2), "own": own, "ties": counted_words(number, "open two-path")}
        doors.append(worded("what of “{own}” gets out to {others} ({ties})", **values))
    rest = joined(
        [joined((where, f"×{roles[role].observed}")) for role, where in _ELSEWHERE.items() if roles[role].observed], "; "
    )
    if doors:
        text = worded("{name}: placed to decide {doors}.", name=name, doors=listed_words(doors))
        also = worded("Also {rest}.", rest=rest) if rest else ""
        said = [text, also, _chance(roles["gatekeeper" if roles["gatekeeper"].observed else "representative"])]
    else:
        said = [worded("{name}: {rest}; never at the boundary of its own group, “{own}”.", name=name, rest=rest, own=own)]
    values = {"basis": basis(snapshot, ids), "share": f"{p_top:.0%}", "number": str(k)}
    return joined((*said, worded("This rests on {basis}; in {share} of resamples it is among the first {number}.", **values)))


def _chance(count: RoleCount) -> str:
    """What chance would give, for the first role that a sentence tells of."""
    if count.p is None:
        return ""
    return worded("With the groups shuffled at random it would be as many or more in {share} of tries.", share=f"{count.p:.0%}")


def _left_out(grouped: Grouped, tied: list[str]) -> str:
    """Who could not be sorted, in words; empty if everybody was."""
    parts = []
    if grouped.none:
        parts.append(worded("for {number} no {group} is stated", number=len(grouped.none), group=grouped.label))
    if grouped.several:
        parts.append(worded("in more than one: {number}", number=len(grouped.several)))
    if not parts:
        return ""
    return worded(
        "Of {actors} with ties, {parts}; these are left out.", actors=counted_words(len(tied), "actor"), parts=listed_words(parts)
    )


def _too_thin(snapshot: Snapshot, graph: nx.DiGraph, grouped: Grouped, tied: list[str], ways: Mapping[str, list[Triple]]) -> str:
    ties = graph.to_undirected(as_view=True).number_of_edges()
    groups = {grouped.member[key] for key in graph}
    left = _left_out(grouped, tied)
    if not grouped.member:
        if tied:
            return worded("Not enough evidence, because no {group} is stated of any actor with a tie.", group=grouped.label)
        reason = worded("Not enough evidence, because no tie between actors counts here.")
        return joined((reason, uncounted(snapshot, "actors")))
    if ties < _FEWEST_TIES:
        values = {"ties": counted_words(ties, "tie", none=False), "least": _FEWEST_TIES}
        reason = worded(
            "Not enough evidence, because only {ties} between actors of a known group can be counted here; {least} are needed.",
            **values,
        )
    elif len(groups) < 2:
        reason = worded("Not enough evidence, because all actors with ties are of one {group}.", group=grouped.label)
    elif not ways:
        reason = worded("Not enough evidence, because nobody stands between two others that have no tie of their own.")
    else:
        return ""
    return joined((reason, left))
