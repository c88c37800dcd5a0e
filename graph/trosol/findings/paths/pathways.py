"""How one entity could come to act on another: every recorded path, its sign and probability, and who or what could block it.

**Reads as**: by these steps the one raises the other, in this share of worlds; this actor holds a gate on the way; and every path, or none,
passes these.

**How**: simple paths, shortest first, up to a bound that is named when it is met, along the edges of possible worlds
(:mod:`trosol.findings.influence_worlds`): no path passes an actor unless its gate is opened. In each world the shortest paths that survive
decide the sign; longer paths whose sign is another are listed as *also told otherwise*. An actor *blocks* where a claim names it as holding
a gate on the way, the start itself included. A *cut node* is between and on every path; the share says in how many of the worlds with
a path every surviving one passes it.

**Trap**: many paths are not much evidence: they often share the same step. That no gate is coded does not mean that nobody holds one, and
a cut node may only say that the source recorded one path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import networkx as nx

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.base_worlds import BASE_WORLDS, base_worlds, fitting_worlds
from trosol.findings.influence_worlds import InfluenceWorlds, influence_worlds
from trosol.findings.paths.effect_of_start import CutNode, Effect, cut_node, cut_shares, effect, effect_otherwise
from trosol.findings.paths.gates_on_path import HeldGate, held_gates
from trosol.findings.paths.neighbourhood import reached_by, reaches
from trosol.findings.paths.path import Route, path_along
from trosol.findings.paths.pathway_sentences import cut_node_sentence, cut_sentence, pathways_note, pathways_sentence
from trosol.findings.paths.signed_paths import SignedPaths, deciding_shares, path_graph, roles, signed_paths
from trosol.findings.paths.simple_paths import COMPLETE
from trosol.findings.paths.subgraph import Submap, influence
from trosol.findings.paths.undirected_path import UndirectedPath, nearest_link
from trosol.findings.result import SEED, Provenance, WithProvenance
from trosol.measures import Gates, gates
from trosol.measures.influence.possible_worlds import WorldBits
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.networks.subnetwork import part_of
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow
from trosol.worded import worded

__all__ = ["Nearest", "PairEffect", "Pathways", "pathways"]

_CUT_SHARE = 0.5
"""A node that is on every recorded path is listed as a cut node, and one that cuts at least this share of worlds."""

_TRIED = 60
"""Nodes between that are tried as cut nodes, at most: those on the listed paths, the shortest path first."""


@dataclass(frozen=True, slots=True, repr=False)
class PairEffect(TableRow):
    """Share of worlds in which the start raises or lowers the goal, does both, or acts on it with no stated sign; the rest: no path.

    ``told_otherwise``: of the worlds that raise or lower, the share in which some longer path disagrees.
    """

    raises: float = field(metadata=as_json(digits=3))
    lowers: float = field(metadata=as_json(digits=3))
    both: float = field(metadata=as_json(digits=3))
    not_stated: float = field(metadata=as_json(digits=3))
    told_otherwise: float = field(metadata=as_json(digits=3))


_NOTHING = PairEffect(0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, repr=False)
class Nearest(TableRow):
    """What there is where there is no path: whether one leads back, a link, what the start reaches, what reaches the goal."""

    back: bool
    link: UndirectedPath | None
    ahead: Submap
    behind: Submap


@dataclass(frozen=True, slots=True, repr=False)
class Pathways(WithProvenance):
    """The paths from start to goal, and what could block them.

    ``blocks``: gates that claims name on the way, those of the start first. ``steps``: length of the shortest path, None without one.
    ``ended``: ``complete``, or by which bound the list stopped (``number``, ``length``, ``effort``), in words in ``note``. ``gates``: cut
    nodes, in the order of the shortest path. ``cut``: the fewest that cut all paths, nearest the start, and ``cut_near_goal`` nearest the
    goal; None where the start acts on the goal directly. ``nearest`` is given where there is no path.
    """

    _table = "routes"

    start: str
    goal: str
    start_label: str
    goal_label: str
    opened: tuple[str, ...]
    sentence: str
    blocks: Rows[HeldGate]
    effect: PairEffect
    steps: int | None
    routes: Rows[Route]
    ended: str
    note: str
    gates: Rows[CutNode]
    cut: tuple[str, ...] | None
    cut_near_goal: tuple[str, ...] | None
    disjoint_routes: int
    blocking: str
    nearest: Nearest | None
    about: Provenance = field(metadata=as_json(inline=True, before=("claims",)))

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that some path or gate rests on, sorted."""
        held = {key for each in self.blocks for key in each.claims}
        return tuple(sorted(held | {key for each in self.routes for key in each.claims}))


def pathways(
    snapshot: Snapshot,
    start: str,
    goal: str,
    lens: Lens | None = None,
    *,
    opened: Iterable[str] = (),
    most: int = 20,
    longest: int = 8,
    seed: int = SEED,
) -> Pathways:
    """Find the paths from start to goal, their sign and probability, who holds a gate on the way and what all of them pass.

    ``opened``: gates that are open, ``ACTOR`` or ``ACTOR:GATE``. ``most``: how many paths at most; ``longest``: of how many steps at most.
    Raises :class:`WrongUse` for an unknown id or gate, or if start and goal are the same.
    """
    lens, opened = lens or Lens(), tuple(sorted(set(opened)))
    between("most", most, 1, 10_000)
    between("longest", longest, 1, 1_000)
    between("seed", seed, 0, 2**63 - 1)
    plain, thin = influence(snapshot, lens, (start, goal))
    if start == goal:
        raise WrongUse(Problem("gates-overlap", f"'{shorten(start)}' is both start and goal.", "Name two different entities."))
    whole = influence_worlds(snapshot, lens, goals=(goal,), opened=opened)
    inside = start in whole.number and goal in whole.number and not thin
    net = whole.reaching((whole.number[start],)) if inside else whole
    graph = path_graph(net, net.number[start]) if inside else nx.DiGraph()
    ahead = nx.descendants(graph, start) if inside else set()
    found = SignedPaths((), COMPLETE) if goal not in ahead else signed_paths(graph, start, goal, most, longest)
    blocks = held_gates(snapshot, lens, start, goal, *_on_the_way(whole, start, goal, inside), opened)
    size = fitting_worlds(net, 1, BASE_WORLDS, 0.5)[1] if goal in ahead else 0
    made = Pathways(
        start=start,
        goal=goal,
        start_label=snapshot.entity(start).label(),
        goal_label=snapshot.entity(goal).label(),
        opened=opened,
        sentence="",
        blocks=Rows(blocks, HeldGate),
        effect=_NOTHING,
        steps=None,
        routes=Rows((), Route),
        ended=found.ended,
        note="",
        gates=Rows((), CutNode),
        cut=(),
        cut_near_goal=(),
        disjoint_routes=0,
        blocking="",
        nearest=None if goal in ahead else _nearest(snapshot, plain, lens, start, goal),
        about=Provenance(lens, plain.graph["name"], min(size, 1), size, seed, snapshot.digest, thin),
    )
    if goal in ahead:
        made = _with_paths(snapshot, net, graph, found, base_worlds(snapshot, net, size, seed), made)
        made = replace(made, note=pathways_note(found.ended, most, longest, bool(found.paths)))
        made = replace(made, blocking=cut_sentence(snapshot, made))
    sentence = pathways_sentence(snapshot, made)
    return replace(made, sentence=f"{sentence} {_instead(made)}".strip() if made.nearest and not thin else sentence)


def _on_the_way(whole: InfluenceWorlds, start: str, goal: str, inside: bool) -> tuple[set[str], set[str]]:
    """What the start leads to, and what leads to the goal (itself included), by the rules of paths."""
    if not inside:
        return set(), {goal}
    graph = path_graph(whole, whole.number[start])
    return nx.descendants(graph, start), nx.ancestors(graph, goal) | {goal}


def _with_paths(
    snapshot: Snapshot, net: InfluenceWorlds, graph: nx.DiGraph, found: SignedPaths, worlds: WorldBits, made: Pathways
) -> Pathways:
    """The answer where there is a path."""
    start, goal = net.number[made.start], net.number[made.goal]
    table = net.probabilities(snapshot.claim_weights[None])[0].tolist()
    shares, told = deciding_shares(found.paths, worlds), roles(found.paths, net)
    routes = tuple(
        replace(path_along(snapshot, net, edges, table), share=share, role=role)
        for edges, share, role in zip(found.paths, shares, told, strict=True)
    )
    near = part_of(graph, (nx.descendants(graph, made.start) & nx.ancestors(graph, made.goal)) | {made.start, made.goal})
    seen = gates(near, made.start, made.goal)
    own: Effect = effect(net, worlds, start, goal)
    return replace(
        made,
        effect=PairEffect(*own, told_otherwise=effect_otherwise(net, worlds, start, goal)),
        steps=nx.shortest_path_length(graph, made.start, made.goal),
        routes=Rows(routes, Route),
        gates=Rows(_cut_nodes(snapshot, net, near, seen, routes, worlds, made), CutNode),
        cut=None if seen.cut is None else tuple(str(key) for key in seen.cut),
        cut_near_goal=None if seen.cut_near_goal is None else tuple(str(key) for key in seen.cut_near_goal),
        disjoint_routes=seen.disjoint_routes,
    )


def _cut_nodes(
    snapshot: Snapshot,
    net: InfluenceWorlds,
    near: nx.DiGraph,
    seen: Gates,
    routes: tuple[Route, ...],
    worlds: WorldBits,
    made: Pathways,
) -> list[CutNode]:
    always = [str(key) for key in seen.dominators]
    tried = list(dict.fromkeys([*always, *(key for each in routes for key in each.nodes[1:-1])]))[: max(_TRIED, len(always))]
    shares = cut_shares(net, worlds, net.number[made.start], net.number[made.goal], [net.number[key] for key in tried])
    edges = {edge for *_, some in near.edges(data="edges") for edge in some}
    rows = []
    for key, share in zip(tried, shares, strict=True):
        if key in always or share >= _CUT_SHARE:
            text = cut_node_sentence(snapshot, key, share, key in always)
            rows.append(cut_node(snapshot, net, net.number[key], share, key in always, edges, text))
    return rows


def _nearest(snapshot: Snapshot, graph: nx.DiGraph, lens: Lens, start: str, goal: str) -> Nearest:
    link = nearest_link(snapshot, graph, lens, start, goal)
    ahead, behind = reaches(snapshot, start, lens), reached_by(snapshot, goal, lens)
    return Nearest(any(row.id == goal for row in reached_by(snapshot, start, lens).found), link, ahead, behind)


def _instead(made: Pathways) -> str:
    if made.nearest and made.nearest.back:
        return worded("A path leads the other way, from “{goal}” to “{start}”.", goal=made.goal_label, start=made.start_label)
    if made.nearest and made.nearest.link:
        return made.nearest.link.sentence
    return worded("No claim links “{start}” and “{goal}” at all.", start=made.start_label, goal=made.goal_label)
