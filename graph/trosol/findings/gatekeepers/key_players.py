"""Which few actors matter most together: without whom the ties fall apart, and who between them reach most.

**Reads as**: which three, together; that is not simply the top three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

import networkx as nx
import numpy as np

from trosol.findings.gatekeepers.set_values import set_values
from trosol.findings.resampled_ties import ties_drawn
from trosol.findings.result import RESAMPLES, SEED, voices_of
from trosol.findings.text import basis, quoted
from trosol.findings.uncounted import uncounted
from trosol.measures import key_players
from trosol.measures.wrong_use import between
from trosol.networks.lens import Lens
from trosol.networks.shared import shared_network
from trosol.networks.subnetwork import part_of
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import Worded, counted_words, joined, listed_words, worded

__all__ = ["KeySet", "KeySets", "key_sets"]

_ACTORS = "actors"
_FEWEST_TIES = 5
_OBJECTIVES = ("fragmentation", "reach")
_MOST_STEPS = 400_000_000
_AT_ONCE = 1 << 17
"""How many pairs of a set and a draw are looked at in one go: what then is held fits the processor's cache."""


@dataclass(frozen=True, slots=True, repr=False)
class Chosen(TableRow):
    """One best set. ``kept``: share of resamples in which it is still among the best; None if that was too much to try."""

    members: tuple[str, ...]
    labels: tuple[str, ...]
    kept: float | None = field(metadata=as_json(digits=3))
    claims: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class KeySet(TableRow):
    """The best that k actors can do for one objective.

    ``score``: share of pairs out of touch without them (fragmentation, ``before`` with them), or how many they reach (reach,
    themselves included). ``sets``: all best ones if ``exact``, else the one that the search came to. ``alone``: those that
    do most one by one, as many as tie for the first k places; ``top_alone``: whether a best set is k of these.
    """

    objective: str
    k: int
    score: float = field(metadata=as_json(digits=6))
    before: float = field(metadata=as_json(digits=6))
    sets: Rows[Chosen]
    exact: bool
    alone: tuple[str, ...]
    top_alone: bool
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class KeySets(Result):
    """Best sets of 1, 2 … k for each objective, or why there are none."""

    _table = "found"
    _noun = "key sets"

    found: Rows[KeySet]
    k: int
    network: str
    actors: int
    lens: Lens
    resamples: int
    seed: int
    snapshot: str
    not_enough: str = ""
    note: str = ""


def key_sets(
    snapshot: Snapshot, lens: Lens | None = None, *, k: int = 3, resamples: int = RESAMPLES, seed: int = SEED
) -> KeySets:
    """Find the one, two … k actors that matter most together.

    **Reads as**: without these three, the ties that are told of fall into so many pieces; or: these three, between them, deal
    with so many others at first hand.

    **How**: among actors that have a tie. *Fragmentation*: the sets whose loss leaves the largest share of pairs of others out
    of touch. *Reach*: the sets from which a tie leads to the most actors, themselves included. Every set is tried where that
    can be afforded (``exact``), and all that do equally well are given. Each is then judged again in every resample of the
    claims, against every other set of its size.

    **Trap**: the best three are not the three best: ``alone`` lists those, to hold beside. Several sets often do equally
    well. Losing somebody breaks ties that were told of; what was never told of cannot break.
    """
    lens = lens or Lens()
    between("sets", k, 1, 10)
    between("resamples", resamples, 1, 1_000_000)
    whole = shared_network(snapshot, _ACTORS, lens)
    graph = part_of(whole, [key for key in whole if whole.degree(key)])
    ties = graph.to_undirected(as_view=True).number_of_edges()
    if ties < _FEWEST_TIES:
        reason: str = worded(
            "Not enough evidence, because only {ties} between actors can be counted here; {least} are needed.",
            ties=counted_words(ties, "tie", none=False),
            least=_FEWEST_TIES,
        )
        reason = joined((reason, uncounted(snapshot, _ACTORS)))
        return KeySets(
            found=Rows(),
            k=k,
            network=_ACTORS,
            actors=len(graph),
            lens=lens,
            resamples=resamples,
            seed=seed,
            snapshot=snapshot.digest,
            not_enough=reason,
        )
    sizes = range(1, min(k, len(graph) - 2) + 1)
    found = {(objective, size): key_players(graph, size, objective) for objective in _OBJECTIVES for size in sizes}
    best = {key: [tuple(str(name) for name in each) for each in value.sets] for key, value in found.items()}
    tried = [size for size in sizes if comb(len(graph), size) * len(graph) * resamples <= _MOST_STEPS]
    kept = _kept(graph, {key: sets for key, sets in best.items() if key[1] in tried}, resamples, seed)
    rows = []
    for (objective, size), value in found.items():
        sets = [_chosen(snapshot, graph, members, kept.get((objective, members))) for members in best[objective, size]]
        alone, ahead = _alone(graph, objective, size)
        top = any(ahead <= set(each.members) <= set(alone) for each in sets)
        text = _sentence(snapshot, graph, objective, sets, value.score, value.exact, alone, top)
        rows.append(
            KeySet(
                objective=objective,
                k=size,
                score=value.score,
                before=value.before,
                sets=Rows(sets),
                exact=value.exact,
                alone=alone,
                top_alone=top,
                sentence=text,
            )
        )
    note = (
        ""
        if len(tried) == len(sizes)
        else worded("Sets of more than {number} are too many to try again in every resample.", number=max(tried, default=0))
    )
    return KeySets(
        found=Rows(rows),
        k=k,
        network=_ACTORS,
        actors=len(graph),
        lens=lens,
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
        not_enough="",
        note=note,
    )


def _chosen(snapshot: Snapshot, graph: nx.DiGraph, members: tuple[str, ...], kept: float | None) -> Chosen:
    arrows = [*graph.in_edges(members, data="claims"), *graph.out_edges(members, data="claims")]
    ids = tuple(sorted({claim for _, _, claims in arrows for claim in claims}))
    return Chosen(members, tuple(snapshot.entity(key).label() for key in members), kept, ids, voices_of(snapshot, ids))


def _pieces(graph: nx.DiGraph, gone: Sequence[str]) -> list[int]:
    """Sizes of what the ties fall into without some actors."""
    left = graph.subgraph(set(graph).difference(gone))
    return sorted((len(part) for part in nx.weakly_connected_components(left)), reverse=True)


def _reached(graph: nx.DiGraph, members: Sequence[str]) -> int:
    """How many a tie leads to from some actors, themselves included."""
    return len({*members, *(other for key in members for other in graph.succ[key])})


def _alone(graph: nx.DiGraph, objective: str, size: int) -> tuple[tuple[str, ...], frozenset[str]]:
    """Those that do most one by one; more than ``size`` where several tie for the last place; and who is ahead of that tie."""
    if objective == "reach":
        worth = {key: _reached(graph, (key,)) for key in graph}
    else:
        worth = {key: -sum(piece * (piece - 1) for piece in _pieces(graph, (key,))) for key in graph}
    least = sorted(worth.values(), reverse=True)[size - 1]
    alone = tuple(sorted((key for key in worth if worth[key] >= least), key=lambda key: (-worth[key], key)))
    return alone, frozenset(key for key in alone if worth[key] > least)


def _kept(
    graph: nx.DiGraph, best: dict[tuple[str, int], list[tuple[str, ...]]], resamples: int, seed: int
) -> dict[tuple[str, tuple[str, ...]], float]:
    """In what share of the draws each set still does as well as any other of its size."""
    if not best:
        return {}
    names = sorted(graph)
    place = {key: i for i, key in enumerate(names)}
    ties, drawn = ties_drawn(graph, resamples, seed)
    arrows = [(place[a], place[b]) for a, b in ties]
    counts = {(objective, members): 0 for (objective, _), sets in best.items() for members in sets}
    for size in sorted({size for _, size in best}):
        every = np.array(list(combinations(range(len(names)), size)))
        row = {tuple(each): i for i, each in enumerate(every.tolist())}
        mine = {
            objective: [(members, row[tuple(sorted(place[key] for key in members))]) for members in best[objective, size]]
            for objective in _OBJECTIVES
        }
        at_once = max(1, _AT_ONCE // len(every))
        for begin in range(0, resamples, at_once):
            for objective, values in set_values(arrows, drawn[begin : begin + at_once], every, len(names)):
                top = values.max(axis=0)
                for members, number in mine[objective]:
                    counts[objective, members] += int(np.count_nonzero(values[number] == top))
    return {key: number / resamples for key, number in counts.items()}


def _sentence(
    snapshot: Snapshot,
    graph: nx.DiGraph,
    objective: str,
    sets: Sequence[Chosen],
    score: float,
    exact: bool,
    alone: tuple[str, ...],
    top: bool,
) -> str:
    first = sets[0]
    size = len(first.members)
    values: dict[str, object] = {
        "names": listed_words([quoted(snapshot, key) for key in first.members]),
        "others": counted_words(len(graph) - size, "other", none=False),
    }
    if objective == "reach":
        said = [worded("{names}: ties lead to {reached} of {others}.", reached=int(score) - size, **values)]
    else:
        pieces = _pieces(graph, first.members)
        values |= {"number": len(graph) - size, "pieces": counted_words(len(pieces), "piece"), "largest": pieces[0]}
        said = [worded("{names}: without this, the other {number} fall into {pieces}, the largest of {largest}.", **values)]
    if len(sets) > 1:
        said.append(worded("{number} sets of {size} do equally well; this is one of them.", number=len(sets), size=size))
    if not exact:
        said.append(worded("Not every set was tried: there may be a better one."))
    if size > 1:
        said.append(_beside(snapshot, alone, size, top))
    if first.kept is not None:
        said.append(worded("Still among the best in {share} of resamples.", share=f"{first.kept:.0%}"))
    return joined((*said, worded("This rests on {basis}.", basis=basis(snapshot, first.claims))))


def _beside(snapshot: Snapshot, alone: tuple[str, ...], size: int, top: bool) -> Worded:
    """Whether the set is just those that do most one by one."""
    if top and len(alone) > size:
        return worded("One by one, these come out on top too (others tie with some of them).")
    if top:
        return worded("One by one, these come out on top too.")
    those = listed_words([quoted(snapshot, key) for key in alone])
    return worded("That is not simply the top {number}: one by one, most is done by {names}.", number=size, names=those)
