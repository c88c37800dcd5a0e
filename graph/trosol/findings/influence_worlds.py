"""The claims of influence under a lens as edges of possible worlds, and what starts from where: shared by the findings that ask what helps.

**Reads as**: if each claim holds with its weight, so many of the goals are helped on average.

**How**: edges are those of the network that the declared path network is based on. Claims on the same two entities with the same sign
make one edge; its probability is the largest weight within one passage (they are one voice) and 1 − Π(1 − p) across passages that have
no line in common. Claims of opposite sign are separate edges. Some edges only begin a path: those whose relation the ontology marks so,
and all that leave an actor, for no path runs through somebody who may say no. A gate that is *opened* raises what its actor held back:
its edges become positive, and paths pass.

**Trap**: edges hold independently of each other. Two claims from one passage on different entities may well stand or fall together;
:mod:`trosol.findings.weight_draws` reweights passages for that reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trosol.errors import Problem, WrongUse, shorten
from trosol.measures.influence.possible_worlds import Goals, SignedEdges
from trosol.model.goals import Goal
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign, network
from trosol.networks.shared import shared_network
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

__all__ = ["ACTORS", "PATHS", "InfluenceWorlds", "chosen_goals", "gate_claims", "influence_graph", "influence_worlds"]

PATHS = "path-to-goal"
"""The network whose base says what acts on what."""

ACTORS = "actors"
"""The network whose classes say who is an actor."""


@dataclass(frozen=True, eq=False)
class InfluenceWorlds:
    """Edges between entities, each with the claims that it rests on, and the goals among them.

    ``claims``: for each edge, groups of numbers of claims; those of one group share a passage. ``goals``: those that are in the network,
    ``absent`` those that are not. ``conditions``: numbers of edges that only say whether a claim holds, by claim id.
    """

    keys: tuple[str, ...]
    number: Mapping[str, int]
    signed: SignedEdges
    claims: tuple[tuple[tuple[int, ...], ...], ...]
    goals: tuple[Goal, ...]
    absent: tuple[Goal, ...]
    conditions: Mapping[str, int]

    @property
    def places(self) -> Goals:
        """The goals as the measure takes them."""
        return Goals(tuple(self.number[goal.id] for goal in self.goals), tuple(goal.wanted for goal in self.goals))

    @property
    def goal_weights(self) -> NDArray[np.float64]:
        """Weights of the goals."""
        return np.array([goal.weight for goal in self.goals], dtype=np.float64)

    def probabilities(self, of_claims: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each edge, blocks × edges, from that of each claim, blocks × claims."""
        found = np.empty((of_claims.shape[0], len(self.claims)))
        for edge, groups in enumerate(self.claims):
            if len(groups) == 1:
                found[:, edge] = of_claims[:, groups[0]].max(axis=1)
            else:
                found[:, edge] = 1 - np.prod([1 - of_claims[:, group].max(axis=1) for group in groups], axis=0)
        return found

    def edges_of(self, claim: int) -> list[int]:
        """The edges that a claim makes."""
        return [edge for edge, groups in enumerate(self.claims) if any(claim in group for group in groups)]

    def edges_reaching(self, starts: Iterable[int]) -> NDArray[np.int64]:
        """Numbers of the edges on some path from one of these nodes to a goal."""
        signed = self.signed
        begins = np.zeros(signed.nodes, dtype=bool)
        begins[sorted(set(starts))] = True
        ahead = _walked(signed, begins, signed.source, signed.target, begins[signed.source])
        usable = ahead[signed.source] & self._leads[signed.target] & (begins[signed.source] | ~signed.only_first)
        return np.flatnonzero(usable & ~signed.inert)

    @cached_property
    def _leads(self) -> NDArray[np.bool_]:
        """The goals, and the nodes from which some path leads to one."""
        ends = np.zeros(self.signed.nodes, dtype=bool)
        ends[list(self.places.nodes)] = True
        return _walked(self.signed, ends, self.signed.target, self.signed.source, np.zeros(len(self.signed.source), dtype=bool))

    def reaching(self, starts: Iterable[int]) -> InfluenceWorlds:
        """Only the edges on some path from one of these nodes to a goal, and the conditions, in the same order."""
        kept = np.union1d(self.edges_reaching(starts), np.flatnonzero(self.signed.inert))
        place = {int(edge): at for at, edge in enumerate(kept)}
        return replace(
            self,
            signed=edges_at(self.signed, kept),
            claims=tuple(self.claims[edge] for edge in kept),
            conditions={key: place[edge] for key, edge in self.conditions.items()},
        )


def edges_at(signed: SignedEdges, kept: NDArray[np.int64], nodes: int | None = None) -> SignedEdges:
    """Some of the edges, in this order."""
    return SignedEdges(
        signed.nodes if nodes is None else nodes,
        signed.source[kept],
        signed.target[kept],
        signed.sign[kept],
        signed.only_first[kept],
        signed.inert[kept],
    )


def influence_graph(snapshot: Snapshot, lens: Lens) -> nx.DiGraph:
    """The network that influence travels through under a lens. Raises WrongUse where the ontology declares none."""
    declared = snapshot.ontology.network(PATHS)
    base = snapshot.ontology.networks.get(declared.based_on or "") if declared else None
    if declared is None or base is None:
        network(snapshot, PATHS, lens)  # says what is missing
        raise AssertionError("a path network has a base")  # pragma: no cover
    return shared_network(snapshot, base.name, lens, declared.excludes)


def chosen_goals(snapshot: Snapshot, ids: Iterable[str] = ()) -> tuple[Goal, ...]:
    """The goals with these ids, each of weight 1, or the ecosystem's own where none are named. Raises WrongUse for an unknown one."""
    wanted = tuple(dict.fromkeys(ids))
    own = {goal.id: goal for goal in snapshot.goals}
    if not wanted:
        return snapshot.goals
    for key in wanted:
        if key not in snapshot.records.entities:
            text = f"{snapshot.name} has no entity '{shorten(key)}'."
            raise WrongUse(
                Problem("entity-unknown", text, f"Take an id from `trosol show`, such as {next(iter(own), 'a goal')}.")
            )
    return tuple(
        replace(own[key], weight=1.0, family=None)
        if key in own
        else Goal(key, snapshot.entity(key).label(), 1.0, None, snapshot.wanted(key))
        for key in sorted(wanted)
    )


def gate_claims(snapshot: Snapshot, lens: Lens) -> dict[tuple[str, str], tuple[str, ...]]:
    """Ids of the claims that say that an actor (first) holds a gate (second), by both."""
    ontology = snapshot.ontology
    declared = ontology.network(ACTORS)
    gating = ontology.for_purpose("gate")
    found: dict[tuple[str, str], list[str]] = {}
    for claim in lens.claims(snapshot):
        if claim.predicate in gating and declared and ontology.is_a(snapshot.entity(claim.subject).type, declared.nodes):
            found.setdefault((claim.subject, claim.object), []).append(claim.id)
    return {pair: tuple(ids) for pair, ids in found.items()}


def influence_worlds(
    snapshot: Snapshot,
    lens: Lens,
    *,
    goals: Iterable[str] = (),
    opened: Iterable[str] = (),
    conditions: Iterable[str] = (),
) -> InfluenceWorlds:
    """The edges under a lens.

    ``goals``: ids of what counts as a goal, the ecosystem's own by default. ``opened``: gates that are open, ``ACTOR`` for all that the
    actor holds or ``ACTOR:GATE``. ``conditions``: ids of claims whose bits are wanted by themselves. Raises WrongUse for an unknown id.
    """
    lens.check(snapshot)
    graph = influence_graph(snapshot, lens)
    wanted = chosen_goals(snapshot, goals)
    rows, keys = _edges(snapshot, lens, graph, _opened(snapshot, lens, tuple(opened)))
    number = {key: place for place, key in enumerate(keys)}
    coded = {key: place for place, key in enumerate(snapshot.coded.claims)}
    alone = tuple(dict.fromkeys(conditions))
    claims = [tuple(map(tuple, _voices(snapshot, ids, coded))) for *_, ids in rows] + [((coded[key],),) for key in alone]
    extra = len(alone)
    signed = SignedEdges(
        len(keys),
        np.array([number[a] for a, *_ in rows] + [0] * extra, dtype=np.int32),
        np.array([number[b] for _, b, *_ in rows] + [0] * extra, dtype=np.int32),
        np.array([sign for _, _, sign, _, _ in rows] + [0] * extra, dtype=np.int8),
        np.array([first for _, _, _, first, _ in rows] + [True] * extra, dtype=np.bool_),
        np.array([False] * len(rows) + [True] * extra, dtype=np.bool_),
    )
    return InfluenceWorlds(
        keys,
        number,
        signed,
        tuple(claims),
        tuple(goal for goal in wanted if goal.id in number),
        tuple(goal for goal in wanted if goal.id not in number),
        {key: len(rows) + place for place, key in enumerate(alone)},
    )


_Row = tuple[str, str, int, bool, list[str]]


def _edges(
    snapshot: Snapshot, lens: Lens, graph: nx.DiGraph, opened: Mapping[tuple[str, str], tuple[str, ...]]
) -> tuple[list[_Row], tuple[str, ...]]:
    """Source, target, sign, whether only first, and claims of each edge, in the order of the graph; and all nodes."""
    ontology = snapshot.ontology
    declared = ontology.network(ACTORS)
    actors = {key for key in graph if declared and ontology.is_a(snapshot.entity(key).type, declared.nodes)}
    rows: list[_Row] = []
    for a, b, ids in graph.edges(data="claims"):
        told: dict[tuple[int, bool], list[str]] = {}
        for key in ids:
            claim = snapshot.records.claims[key]
            if key not in opened.get((a, b), ()):
                kind = (claim_sign(snapshot, claim) or 0, a in actors or ontology.only_first(claim.predicate))
                told.setdefault(kind, []).append(key)
        rows += [(a, b, sign, first, told[sign, first]) for sign, first in sorted(told)]
    rows += [(actor, gate, 1, False, list(ids)) for (actor, gate), ids in sorted(opened.items())]
    more = sorted({key for pair in opened for key in pair} - set(graph))
    return rows, (*graph, *more)


def _opened(snapshot: Snapshot, lens: Lens, opened: Sequence[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The gates that are open, with their claims. Raises WrongUse where an actor holds none such."""
    gates = gate_claims(snapshot, lens) if opened else {}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for text in opened:
        actor, _colon, gate = text.partition(":")
        some = {pair: ids for pair, ids in gates.items() if pair[0] == actor and gate in ("", pair[1])}
        if not some:
            known = sorted({f"{a}:{b}" for a, b in gates if a == actor} or {a for a, _ in gates})
            raise WrongUse(
                Problem(
                    "gate-unknown",
                    f"No claim that counts says that '{shorten(actor)}' holds "
                    + (f"the gate '{shorten(gate)}'." if gate else "a gate."),
                    f"Use one of: {', '.join(known[:8])}." if known else "No gate is coded here.",
                )
            )
        found.update(some)
    return found


def _voices(snapshot: Snapshot, ids: Sequence[str], coded: Mapping[str, int]) -> list[list[int]]:
    """Numbers of the claims, in groups that share a passage, directly or through another."""
    groups: list[tuple[set[int], list[int]]] = []
    for key in ids:
        passages, members = set(snapshot.passages.get(key, ())), [coded[key]]
        apart = []
        for group in groups:
            if group[0] & passages:
                passages |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (passages, members)]
    return [sorted(members) for _, members in groups]


def _walked(
    signed: SignedEdges,
    begin: NDArray[np.bool_],
    one: NDArray[np.int32],
    other: NDArray[np.int32],
    also: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Nodes that edges from ``one`` end to the ``other`` lead to: those that continue paths, and ``also`` these."""
    found = begin.copy()
    taken = ~signed.inert & (~signed.only_first | also)
    while (step := taken & found[one] & ~found[other]).any():
        found[other[step]] = True
    return found
