"""Propagation on a fuzzy cognitive map: if we push here, what rises and what falls?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trosol.errors import shorten
from trosol.measures.graph_view import Node, Plain, name_of
from trosol.measures.influence.signed_reach import is_missing, signed_arrows
from trosol.measures.ranks import neat
from trosol.measures.wrong_use import between, nearest, one_of, wrong

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Effect", "Propagation", "propagate"]

_STILL = 1e-6
_WINDOW = 12


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to one node.

    ``median``, ``low``, ``high``: of its end state (−1 to 1; 0 is no change) over the central 90 % of runs. ``sign``: 1, −1 or
    0, as most runs have it; None if no push reaches it, or if runs are split evenly. ``agree``: share of runs with that
    sign. ``helped_by`` and ``hurt_by``: what acts on it and raises or lowers it, as these stand in the median run;
    ``conflict``: there are both, and it is not pushed. ``pushed``: it was pushed itself.
    """

    node: Node
    median: float
    low: float
    high: float
    sign: int | None
    agree: float | None
    conflict: bool
    helped_by: tuple[Node, ...]
    hurt_by: tuple[Node, ...]
    pushed: bool


@dataclass(frozen=True, slots=True)
class Propagation:
    """The effect on every node, strongest first.

    ``settled``: share of runs that came to rest. ``left_out``: arrows whose sign nobody knows, which carry nothing.
    """

    effects: tuple[Effect, ...]
    settled: float
    left_out: tuple[tuple[Node, Node], ...]
    parameters: Mapping[str, Any]

    def __getitem__(self, node: Node) -> Effect:
        """The effect on one node."""
        for effect in self.effects:
            if effect.node == node:
                return effect
        raise wrong("node-unknown", f"'{name_of(node)}' is not in the map.", nearest(node, [e.node for e in self.effects]))

    @property
    def conflicts(self) -> tuple[Node, ...]:
        """Nodes that are helped one way and hurt another."""
        return tuple(effect.node for effect in self.effects if effect.conflict)

    def to_frame(self) -> pd.DataFrame:
        """A row per node: ``median``, ``low``, ``high``, ``sign``, ``agree`` (NaN where not reached), ``conflict``, ``pushed``."""
        import pandas as pd

        columns = ["median", "low", "high", "sign", "agree", "conflict", "pushed"]
        rows = [[getattr(effect, column) for column in columns] for effect in self.effects]
        index = pd.Index([effect.node for effect in self.effects], name="node", tupleize_cols=False)
        return pd.DataFrame(rows, index=index, columns=columns).astype({"sign": float, "agree": float})

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``scores`` by node, ``settled``, ``left_out``."""
        return {
            "measure": "propagate",
            "parameters": dict(self.parameters),
            "settled": self.settled,
            "left_out": [[name_of(a), name_of(b)] for a, b in self.left_out],
            "scores": {
                name_of(effect.node): {
                    "median": effect.median,
                    "band": [effect.low, effect.high],
                    "sign": effect.sign,
                    "agree": effect.agree,
                    "conflict": effect.conflict,
                    "helped_by": [name_of(node) for node in effect.helped_by],
                    "hurt_by": [name_of(node) for node in effect.hurt_by],
                    "pushed": effect.pushed,
                }
                for effect in self.effects
            },
        }


def propagate(
    graph: Any,
    pushes: Mapping[Any, float],
    strengths: Sequence[float] = (0.5, 1.0),
    steepness: Sequence[float] = (0.5, 1.0, 2.0),
    runs: int = 300,
    seed: int = 0,
    steps: int = 200,
    squash: str = "tanh",
    hold: bool = True,
) -> Propagation:
    """Push some nodes and let the map answer, over all strengths that the judgements leave open.

    **Reads as**: if we push here, this rises and that falls, and in so many of the runs it does.

    **Formula**: x(t + 1) = f(Wᵀ x(t) + x(t)), from x = 0 but for the pushes; f(y) = tanh(λ y), or the sign of y
    (``squash="trivalent"``). W has the arrow's sign times its strength.

    **Inputs**: a networkx graph whose edges carry ``sign`` (as for :func:`signed_reach`) and, where stated, ``strength``
    (above 0, at most 1; of parallel edges the greatest). ``pushes`` maps nodes to numbers from −1 to 1. In each run, every
    arrow without a stated strength draws one of ``strengths``, and λ takes the values of ``steepness`` in turn. ``hold``
    keeps the pushed nodes at their push; without it they are pushed once.

    **Returns**: :class:`Propagation`. A run that does not come to rest within ``steps`` counts with the mean of its last 12
    states.

    **Errors**: graph-empty, node-unknown, pushes-missing, sign-wrong, strength-wrong, measure-range, measure-option.

    **Trap**: the numbers are no forecast; only their sign, and how many runs agree in it, can be read. Feedback makes small
    pushes last.

    **Cost**: runs × steps × m, in numpy: 0.2 to 0.7 s for 400 nodes and 500 arrows. **Source**: Kosko 1986, Int. J. Man-Machine
    Studies 24; Stylios & Groumpos 2004, for the memory term and the squashing.

    >>> import networkx as nx
    >>> way = nx.DiGraph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("x", "c", {"sign": 1})])
    >>> found = propagate(way, {"a": 1})
    >>> [(effect.node, effect.sign, effect.agree) for effect in found.effects]
    [('a', 1, 1.0), ('b', 1, 1.0), ('c', -1, 1.0), ('x', None, None)]
    """
    between("runs", runs, 1, 1_000_000)
    between("steps", steps, 1, 100_000)
    one_of("squash", squash, ("tanh", "trivalent"))
    for name, numbers, most in (("strengths", strengths, 1.0), ("steepness", steepness, 100.0)):
        if not len(numbers) or not all(0 < number <= most for number in numbers):
            raise wrong("measure-range", f"{name} is {tuple(numbers)!r}.", f"Give numbers above 0, at most {most:g}.")
    view, sign = signed_arrows(graph)
    force = _force(view, pushes)
    arrows = [(i, j) for (i, j), s in sign.items() if s]
    weights = _weights(graph, view, arrows, sign, strengths, runs, seed)
    slopes = np.resize(np.asarray(steepness, dtype=float), runs)
    states, settled = _run(view, arrows, weights, slopes, force, steps, squash, hold)
    effects = _effects(view, arrows, sign, states, _reached(view, arrows, force), force)
    return Propagation(
        effects,
        settled,
        tuple((view.nodes[i], view.nodes[j]) for (i, j), s in sign.items() if not s),
        {
            "pushes": {name_of(view.nodes[v]): push for v, push in force.items()},
            "strengths": list(strengths),
            "steepness": list(steepness),
            "runs": runs,
            "seed": seed,
            "steps": steps,
            "squash": squash,
            "hold": hold,
        },
    )


def _force(view: Plain, pushes: Mapping[Any, float]) -> dict[int, float]:
    if not pushes:
        raise wrong("pushes-missing", "Nothing is pushed.", "Give at least one node with a number from -1 to 1.")
    force = {}
    for node, push in pushes.items():
        place = view.place(node, "push")
        between(f"the push of {shorten(name_of(node))}", push, -1, 1)
        force[place] = float(push)
    return dict(sorted(force.items()))


def _weights(
    graph: Any,
    view: Plain,
    arrows: Sequence[tuple[int, int]],
    sign: Mapping[tuple[int, int], int],
    strengths: Sequence[float],
    runs: int,
    seed: int,
) -> Any:
    """Runs × arrows: sign times the stated strength, or one drawn."""
    stated: dict[tuple[int, int], float] = {}
    for a, b, given in graph.edges(data="strength"):
        if is_missing(given):
            continue
        if isinstance(given, bool | str) or not 0 < given <= 1:
            raise wrong(
                "strength-wrong",
                f"The strength of {shorten(name_of(a))} → {shorten(name_of(b))} is {given!r}.",
                "Give a number above 0, at most 1 (½ weak, 1 strong), or nothing; the direction of effect belongs in 'sign'.",
            )
        i, j = view.index[a], view.index[b]
        for arrow in ((i, j),) if view.directed else ((i, j), (j, i)):
            stated[arrow] = max(stated.get(arrow, 0.0), float(given))
    drawn = np.random.default_rng(seed).choice(np.asarray(strengths, dtype=float), size=(runs, len(arrows)))
    for number, arrow in enumerate(arrows):
        if arrow in stated:
            drawn[:, number] = stated[arrow]
    return drawn * np.array([sign[arrow] for arrow in arrows], dtype=float)


def _run(
    view: Plain,
    arrows: Sequence[tuple[int, int]],
    weights: Any,
    slopes: Any,
    force: Mapping[int, float],
    steps: int,
    squash: str,
    hold: bool,
) -> tuple[Any, float]:
    """End states (runs × nodes) and the share of runs that came to rest."""
    from scipy.sparse import csr_array

    runs = len(slopes)
    tails = [i for i, _ in arrows]
    heads = csr_array((np.ones(len(arrows)), (range(len(arrows)), [j for _, j in arrows])), shape=(len(arrows), len(view)))
    into = heads.T  # turned once: a product with a sparse matrix on its right turns it each time
    pushed, push = list(force), list(force.values())
    state = np.zeros((runs, len(view)))
    state[:, pushed] = push
    last: list[Any] = []
    change = np.full(runs, np.inf)
    for _ in range(steps):
        drive = (into @ (state[:, tails] * weights).T).T + state
        new = np.tanh(slopes[:, None] * drive) if squash == "tanh" else np.sign(np.where(np.abs(drive) < _STILL, 0.0, drive))
        if hold:
            new[:, pushed] = push
        change = np.abs(new - state).max(axis=1)
        state = new
        last = [*last[1 - _WINDOW :], state]
        if change.max() < _STILL * 1e-3:
            break
    resting = change < _STILL
    end = np.where(resting[:, None], state, np.mean(last, axis=0))
    return end, float(resting.mean())


def _reached(view: Plain, arrows: Sequence[tuple[int, int]], force: Mapping[int, float]) -> set[int]:
    """Every node that some way of known signs leads to from a push."""
    after: dict[int, list[int]] = {}
    for i, j in arrows:
        after.setdefault(i, []).append(j)
    found = {v for v, push in force.items() if push}
    queue = sorted(found)
    while queue:
        for u in after.get(queue.pop(), []):
            if u not in found:
                found.add(u)
                queue.append(u)
    return found


def _effects(
    view: Plain,
    arrows: Sequence[tuple[int, int]],
    sign: Mapping[tuple[int, int], int],
    states: Any,
    reached: set[int],
    force: Mapping[int, float],
) -> tuple[Effect, ...]:
    middle = neat(np.median(states, axis=0))
    low, high = (neat(row) for row in np.quantile(states, (0.05, 0.95), axis=0))
    shares = [[float(share) for share in row] for row in zip(*(_shares(states, s) for s in (1, -1, 0)), strict=True)]
    pulls: dict[int, dict[int, float]] = {}
    for i, j in arrows:
        pulls.setdefault(j, {})[i] = sign[i, j] * middle[i]
    effects = []
    for v, node in enumerate(view.nodes):
        agree, touched = max(shares[v]), v in reached
        helps = tuple(view.nodes[u] for u, pull in pulls.get(v, {}).items() if pull > 0)
        hurts = tuple(view.nodes[u] for u, pull in pulls.get(v, {}).items() if pull < 0)
        most = (1, -1, 0)[shares[v].index(agree)] if touched and shares[v].count(agree) == 1 else None
        said = agree if touched else None
        effects.append(
            Effect(
                node=node,
                median=middle[v],
                low=low[v],
                high=high[v],
                sign=most,
                agree=said,
                conflict=bool(helps and hurts) and v not in force,
                helped_by=helps,
                hurt_by=hurts,
                pushed=v in force,
            )
        )
    return tuple(sorted(effects, key=lambda effect: -abs(effect.median)))


def _shares(states: Any, sign: int) -> Any:
    """For each node, the share of runs that end above, below or at rest."""
    ends = np.where(np.abs(states) < _STILL, 0, np.sign(states))
    return np.mean(ends == sign, axis=0)
