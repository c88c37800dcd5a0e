"""How one thing could come to act on another: every way that the claims tell of, who tells it, and what could block it.

**Reads as**: from here one gets to there by these steps; this much of it is told in one place, the rest somebody joined; and
every road, or none, goes through these.

**How**: ways in the influence network that visit nothing twice, shortest first, up to a bound that is named when it is met.
Gates are what every way passes; the cut is the fewest that block all ways. Claims are then drawn anew many times, to see
in what share of the draws there still is a way, and still that gate.

**Trap**: many ways are not much evidence: they often share the same step. A gate here is a gate between these two only,
and may only say that the source told of one way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import networkx as nx

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.paths.cut_nodes import Gate, blocking, firmness, gate
from trosol.findings.paths.neighbourhood import reached_by, reaches
from trosol.findings.paths.path import Route, route
from trosol.findings.paths.simple_paths import COMPLETE, EFFORT, LENGTH, NUMBER, ways
from trosol.findings.paths.subgraph import Submap, influence
from trosol.findings.paths.undirected_path import UndirectedPath, nearest_link
from trosol.findings.result import RESAMPLES, SEED
from trosol.findings.text import counted, listed
from trosol.measures import gates
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.networks.subnetwork import part_of
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow

__all__ = ["Nearest", "Pathways", "pathways"]


@dataclass(frozen=True, slots=True, repr=False)
class Nearest(TableRow):
    """What there is where there is no way: whether one leads back, a link, what the start reaches, what reaches the goal."""

    back: bool
    link: UndirectedPath | None
    ahead: Submap
    behind: Submap


@dataclass(frozen=True, slots=True, repr=False)
class Pathways(Result):
    """The ways from start to goal, and what stands in them.

    ``ended``: ``complete``, or by which bound the list stopped (``number``, ``length``, ``effort``), in words in ``note``.
    ``gates``: on every way, in order. ``cut``: the fewest that block all ways, nearest the start, and ``cut_near_goal``
    nearest the goal; None where the start acts on the goal directly. ``kept``: share of resamples in which a way is left.
    ``nearest`` is given where there is no way, ``not_enough`` where the claims cannot even say that.
    """

    _table = "routes"

    start: str
    goal: str
    start_label: str
    goal_label: str
    sentence: str
    routes: Rows[Route]
    ended: str
    note: str
    gates: Rows[Gate]
    cut: tuple[str, ...] | None
    cut_near_goal: tuple[str, ...] | None
    disjoint_routes: int
    kept: float | None = field(metadata=as_json(digits=3))
    blocking: str
    nearest: Nearest | None
    network: str = field(metadata=as_json(before=("claims",)))
    lens: Lens
    resamples: int
    seed: int
    snapshot: str
    not_enough: str = ""

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that some way rests on, sorted."""
        return tuple(sorted({key for each in self.routes for key in each.claims}))


def pathways(
    snapshot: Snapshot,
    start: str,
    goal: str,
    lens: Lens | None = None,
    *,
    most: int = 20,
    longest: int = 8,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Pathways:
    """Find the ways from start to goal, who tells them and what all of them pass.

    ``most``: how many ways at most; ``longest``: of how many steps at most. Raises :class:`WrongUse` for an unknown id or
    if start and goal are the same.
    """
    lens = lens or Lens()
    between("most", most, 1, 10_000)
    between("longest", longest, 1, 1_000)
    between("resamples", resamples, 0, 1_000_000)
    graph, thin = influence(snapshot, lens, (start, goal))
    if start == goal:
        raise WrongUse(Problem("gates-overlap", f"'{shorten(start)}' is both start and goal.", "Name two different entities."))
    a, b = (snapshot.entity(key).label() for key in (start, goal))
    seen = gates(graph, start, goal) if not thin else None
    if seen is None or not seen.reachable:
        nearest = _nearest(snapshot, graph, lens, start, goal)
        sentence = thin or f"No claim that counts here leads from “{a}” on to “{b}”. {_instead(nearest, a, b)}".strip()
        none: tuple[Route, ...] = ()
        return Pathways(
            start=start,
            goal=goal,
            start_label=a,
            goal_label=b,
            routes=Rows(none),
            ended=COMPLETE,
            note="",
            gates=Rows(),
            cut=(),
            cut_near_goal=(),
            disjoint_routes=0,
            kept=None,
            blocking="",
            nearest=nearest,
            sentence=sentence,
            network=graph.graph["name"],
            lens=lens,
            resamples=resamples,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=thin,
        )
    found = ways(graph, start, goal, most, longest)
    routes = tuple(route(snapshot, graph, way) for way in found.found)
    near = part_of(graph, (nx.descendants(graph, start) & nx.ancestors(graph, goal)) | {start, goal})
    kept, held = firmness(graph, near, start, goal, resamples, seed)
    passed = tuple(gate(snapshot, near, str(key), held.get(str(key), 0.0), f"“{a}”", f"“{b}”") for key in seen.dominators)
    return Pathways(
        start=start,
        goal=goal,
        start_label=a,
        goal_label=b,
        routes=Rows(routes),
        ended=found.ended,
        note=_note(found.ended, most, longest, bool(routes)),
        gates=Rows(passed),
        cut=None if seen.cut is None else tuple(str(key) for key in seen.cut),
        cut_near_goal=None if seen.cut_near_goal is None else tuple(str(key) for key in seen.cut_near_goal),
        disjoint_routes=seen.disjoint_routes,
        kept=kept,
        blocking=blocking(snapshot, seen, f"“{a}”", f"“{b}”"),
        nearest=None,
        sentence=_summary(routes, found.ended, kept, a, b),
        network=graph.graph["name"],
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
    )


def _nearest(snapshot: Snapshot, graph: nx.DiGraph, lens: Lens, start: str, goal: str) -> Nearest:
    back = start in graph and goal in graph and nx.has_path(graph, goal, start)
    link = nearest_link(snapshot, graph, lens, start, goal)
    return Nearest(back, link, reaches(snapshot, start, lens), reached_by(snapshot, goal, lens))


def _instead(nearest: Nearest, a: str, b: str) -> str:
    if nearest.back:
        return f"There is a way from “{b}” to “{a}”."
    return nearest.link.sentence if nearest.link else f"No claim links “{a}” and “{b}” at all."


def _note(ended: str, most: int, longest: int, some: bool) -> str:
    return {
        COMPLETE: "",
        NUMBER: f"The list stops at {counted(most, 'way')}; there are more.",
        LENGTH: f"The search stops at {counted(longest, 'step')}; "
        + ("there may be longer ways." if some else "every way is longer than that."),
        EFFORT: "The search was stopped because there are too many ways; the ones listed are shortest.",
    }[ended]


def _summary(routes: tuple[Route, ...], ended: str, kept: float | None, a: str, b: str) -> str:
    """How many ways, by sign and by who tells them, in one or two sentences."""
    if not routes:
        return f"There are ways from “{a}” to “{b}”, but all are longer than was asked for."
    signs = [each.sign for each in routes]
    kinds = [f"{signs.count(s)} would {w} it" for s, w in ((1, "raise"), (-1, "lower")) if s in signs]
    kinds += [f"for {signs.count(None)} the source gives no one direction"] if None in signs else []
    whole = sum(each.single_source for each in routes)
    many = "" if ended == COMPLETE else "at least "
    told = "one is" if whole == 1 else f"{whole} are"
    where = "none is told whole in one section: all are stitched together"
    if whole:
        where = f"{told} told whole in one section, the rest stitched together"
    if whole == len(routes):
        where = "told whole in one section"
    left = "" if kept is None else f" In {kept:.0%} of resamples of the claims some way is left."
    return f"From “{a}” to “{b}” the claims tell of {many}{counted(len(routes), 'way')}: {listed(kinds)}; {where}.{left}"
