"""What if: some things are pushed, others fall away; what rises and what falls at the goals?

**Reads as**: if we push here, this tends to rise and that to fall; here it could go either way; and this is what we lose
without that.

**How**: the influence network as a fuzzy cognitive map. A push travels along arrows of known sign; strengths that the
source leaves open are drawn at random in many runs (steepness varied too), and it is read in how many runs a thing ends
higher or lower. Claims are then drawn anew many times, to see how often the effect is still there. Arrows of unknown sign
carry nothing and are counted. Goals are the things of the classes that a path-to-goal network has as its ends.

**Trap**: no forecast. That all runs agree says only that all ways told of point the same way, not that it will happen; the
size of an effect says nothing. What nobody told of does not push back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.paths.subgraph import INFLUENCE, influence
from trosol.findings.result import RESAMPLES, SEED
from trosol.findings.scenario.outcome import FALLS, NONE, RISES, UNKNOWN, Outcome, outcome
from trosol.findings.text import counted, listed
from trosol.measures import propagate
from trosol.measures.stability.resampling import edge_counts
from trosol.measures.wrong_use import between
from trosol.model.ontology import Ontology
from trosol.networks.lens import Lens
from trosol.networks.projection import network
from trosol.networks.subnetwork import part_of
from trosol.networks.walks import onward
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows

__all__ = ["RUNS", "Scenario", "goals_of", "scenario"]

RUNS = 1000
"""How many runs look at the strengths that the source leaves open."""

_RUNS_EACH = 3
"""Runs for each resample of the claims: one for each steepness."""


@dataclass(frozen=True, slots=True, repr=False)
class Scenario(Result):
    """What was done, and what comes of it.

    ``goals``: the goals that some way leads to, nearest first; ``others``: everything else that is reached. ``untouched``:
    how many goals no way leads to. ``left_out``: arrows on the way whose sign nobody told, as pairs of ids. ``settled``:
    share of runs that came to rest. ``unheard``: pushed things of which nobody tells what they act on.
    """

    _table = "outcomes"

    pushes: tuple[tuple[str, float], ...] = field(metadata=as_json(made=dict))
    removed: tuple[str, ...]
    sentence: str
    goals: Rows[Outcome]
    others: Rows[Outcome]
    untouched: int
    left_out: tuple[tuple[str, str], ...]
    settled: float | None
    unheard: tuple[str, ...]
    network: str = field(metadata=as_json(before=("claims",)))
    lens: Lens
    runs: int
    resamples: int
    seed: int
    snapshot: str
    not_enough: str = ""

    @property
    def outcomes(self) -> Rows[Outcome]:
        """What happens to goals, then to the rest."""
        return Rows((*self.goals, *self.others), Outcome)

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim behind the effects at the goals, sorted."""
        return tuple(sorted({key for row in self.goals for key in row.claims}))

    def __getitem__(self, key: str) -> Outcome | None:
        """The effect on one thing, None where no way leads to it."""
        return next((row for row in (*self.goals, *self.others) if row.id == key), None)


def scenario(
    snapshot: Snapshot,
    pushes: Mapping[str, float] | Iterable[tuple[str, float]],
    removed: Iterable[str] = (),
    lens: Lens | None = None,
    *,
    everything: bool = False,
    runs: int = RUNS,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Scenario:
    """Push some things (-1 to 1), take others away, and read what becomes of the goals.

    ``everything``: also of all that is no goal. Raises :class:`WrongUse` for an unknown id, for no push, for a push beyond
    -1 to 1, and for a thing that is both pushed and taken away.
    """
    lens = lens or Lens()
    between("resamples", resamples, 0, 1_000_000)
    gone = tuple(sorted(set(removed)))
    forces = dict(sorted(dict(pushes).items()))
    _check(forces, gone)
    thin = [influence(snapshot, lens, (key,))[1] for key in forces]
    graph, _ = influence(snapshot, lens, gone)
    idle = tuple(key for key in gone if key not in graph or not graph.degree(key))
    if gone:
        graph = network(snapshot, INFLUENCE, lens)
        graph.remove_nodes_from([key for key in gone if key in graph])
    heard: dict[Any, float] = {key: push for key, push in forces.items() if key in graph and graph.out_degree(key) and push}
    unheard = tuple(key for key in forces if key not in heard)
    reach = onward(graph, heard)
    near = part_of(graph, reach)
    goals, reached = goals_of(snapshot, graph), reach - set(forces)
    if not reached:
        names = listed([f"“{snapshot.entity(key).label()}”" for key in forces])
        reason = (
            next(filter(None, thin), "")
            or f"Not enough evidence, because no claim that counts here says what {names} would act on."
        )
        return Scenario(
            pushes=tuple(forces.items()),
            removed=gone,
            goals=Rows(),
            others=Rows(),
            untouched=len(goals),
            left_out=(),
            settled=None,
            unheard=unheard,
            sentence=reason,
            network=graph.graph["name"],
            lens=lens,
            runs=runs,
            resamples=resamples,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=reason,
        )
    done = propagate(near, heard, runs=runs, seed=seed)
    effects = {str(effect.node): effect for effect in done.effects}
    kept = _kept(near, graph, heard, {key: effects[key].sign for key in reached}, resamples, seed)
    rows = [
        outcome(snapshot, near, heard, key, effects[key], kept.get(key), goal=key in goals)
        for key in sorted(reached)
        if everything or key in goals
    ]
    rows.sort(key=lambda row: (row.direction in (UNKNOWN, NONE), row.steps or 0, row.label, row.id))
    at_goals = tuple(row for row in rows if row.goal)
    left_out = tuple((str(a), str(b)) for a, b in done.left_out)
    return Scenario(
        pushes=tuple(forces.items()),
        removed=gone,
        goals=Rows(at_goals),
        others=Rows(row for row in rows if not row.goal),
        untouched=len(goals - set(forces) - reached),
        left_out=left_out,
        settled=done.settled,
        unheard=unheard,
        sentence=_summary(snapshot, heard, gone, at_goals, len(left_out), unheard, idle),
        network=graph.graph["name"],
        lens=lens,
        runs=runs,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
    )


def goals_of(snapshot: Snapshot, graph: nx.DiGraph) -> frozenset[str]:
    """Things in the network of a class that some path-to-goal network has as its end and does not leave out."""
    ontology: Ontology = snapshot.ontology
    ends = [n for n in ontology.networks.values() if n.goals]
    return frozenset(
        key
        for key in graph
        for n in ends
        if ontology.is_a(snapshot.entity(key).type, n.goals) and not ontology.is_a(snapshot.entity(key).type, n.excludes)
    )


def _check(forces: Mapping[str, float], gone: Iterable[str]) -> None:
    if not forces:
        raise WrongUse(
            Problem(
                "pushes-missing",
                "Nothing is pushed.",
                "Push at least one entity; to see what hangs on one, push it down (--push ID=-).",
            )
        )
    for key, push in forces.items():
        between(f"the push of {shorten(key)}", push, -1, 1)
        if key in gone:
            raise WrongUse(
                Problem("push-bad", f"'{shorten(key)}' is both pushed and taken away.", "Leave it out of one of the two.")
            )


def _kept(
    near: nx.DiGraph,
    graph: nx.DiGraph,
    heard: Mapping[Any, float],
    signs: Mapping[str, int | None],
    resamples: int,
    seed: int,
) -> dict[str, float]:
    """Share of resamples of all claims in which each thing still goes the way that most runs had it go."""
    if resamples < 1:
        return {}
    drawn, chance = edge_counts(graph), np.random.default_rng(seed)
    nodes, same = sorted(near), dict.fromkeys(signs, 0)
    inside = [(place, edge) for place, edge in enumerate(drawn.edges) if edge[0] in near and edge[1] in near]
    seen: dict[frozenset[tuple[str, str]], tuple[str, ...]] = {}
    for _ in range(resamples):
        counts = drawn.counts(chance).tolist()
        left = frozenset(edge for place, edge in inside if counts[place])
        if left not in seen:
            told = nx.DiGraph()
            told.add_nodes_from(nodes)
            told.add_edges_from((a, b, near.edges[a, b]) for a, b in sorted(left))
            effects = propagate(told, heard, runs=_RUNS_EACH, seed=seed).effects
            seen[left] = tuple(str(e.node) for e in effects if e.sign and e.sign == signs.get(str(e.node)))
        for key in seen[left]:
            same[key] += 1
    return {key: number / resamples for key, number in same.items()}


def _summary(
    snapshot: Snapshot,
    heard: Mapping[Any, float],
    gone: Iterable[str],
    goals: Iterable[Outcome],
    left_out: int,
    unheard: Iterable[str],
    idle: Iterable[str],
) -> str:
    def names(keys: Iterable[str]) -> list[str]:
        return [f"“{snapshot.entity(key).label()}”" for key in keys]

    up, down = (names(key for key, push in heard.items() if push * way > 0) for way in (1, -1))
    doing = [f"pushes {listed(up)} up"] if up else []
    doing += [f"pushes {listed(down)} down"] if down else []
    doing += [f"takes {listed(names(gone))} away"] if gone else []
    rows = tuple(goals)
    counts = [(sum(row.direction == way for row in rows), words) for way, words in ((RISES, "rise"), (FALLS, "fall"))]
    said = [f"{number} {'tends' if number == 1 else 'tend'} to {words}" for number, words in counts if number]
    other = len(rows) - sum(number for number, _ in counts)
    said += [f"{other} could go either way or in a direction that nobody told"] if other else []
    reached = f"{counted(len(rows), 'goal')} {'is' if len(rows) == 1 else 'are'} reached"
    text = f"If one {listed(doing)}, {reached}{': ' + listed(said) if said else ''}."
    unwanted = [f"“{row.label}”" for row in rows if row.wanted is False]
    text += f" Not the way people want: {listed(unwanted)}." if unwanted else ""
    text += f" {counted(left_out, 'arrow').capitalize()} of unknown sign carried nothing." if left_out else ""
    text += f" Nobody tells what {listed(names(unheard))} would act on." if unheard else ""
    return text + (f" Taking {listed(names(idle))} away changes nothing, because nothing told of hangs on it." if idle else "")
