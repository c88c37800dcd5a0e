"""Centrality of a declared network: every measure of nodes side by side, and the network as a whole.

**Trap**: there is no one centrality. In one small network, Krackhardt's kite, three measures have three different winners: they are shown together,
and no rank runs across them. All of them depend on what the source tells of: see how firmly ranks hold with ``trosol gatekeepers`` and
``trosol measure --measure robustness``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import networkx as nx

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.centrality.edge_weights import weighed
from trosol.findings.centrality.measured import MeasureNote, chosen, column
from trosol.findings.centrality.whole_network import Indices, KindSummary, by_kind, indices
from trosol.measures.graph_view import Plain, plain
from trosol.measures.ranks import ranks
from trosol.networks.lens import Lens
from trosol.networks.projection import network as declared_network
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import counted_words, joined, worded

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DIRECTIONS", "Centrality", "ScoredNode", "centrality", "scored_graph"]

DIRECTIONS = ("in", "out", "all")
"""What counts for a node: paths that arrive (as in other tools), paths that leave, or links whatever their direction."""


@dataclass(frozen=True, slots=True, repr=False)
class ScoredNode(TableRow):
    """A node: what it is, and the claims that its links rest on."""

    id: str
    label: str
    kind: str
    kind_label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Centrality(Result):
    """Scores of each node by measure, None where one is undefined, and the indices of the whole network.

    ``measures``: what each column says; ``left_out``: measures that are not there, and why. ``weight`` and ``direction``: what was counted; ``weightless``:
    links that weigh nothing and were left out. ``kinds``: only nodes of these are shown; ``recomputed``: as if there were no others.
    """

    _table = "nodes"
    _noun = "nodes"

    network: str
    reads: str
    lens: Lens
    weight: str
    direction: str
    kinds: tuple[str, ...]
    recomputed: bool
    starts: tuple[str, ...]
    goals: tuple[str, ...]
    scores: Mapping[str, Mapping[str, float | None]]
    indices: Indices
    measures: tuple[MeasureNote, ...]
    left_out: Mapping[str, str]
    nodes: Rows[ScoredNode]
    by_kind: Rows[KindSummary]
    weightless: int
    snapshot: str
    sentence: str
    note: str

    def to_frame(self) -> pd.DataFrame:
        """A row for each node, indexed by id: label, kind, and a column for each measure."""
        import pandas as pd

        names = [note.name for note in self.measures]
        rows = [[node.label, node.kind, *(self.scores[node.id][name] for name in names)] for node in self.nodes]
        index = pd.Index([node.id for node in self.nodes], name="id")
        return pd.DataFrame(rows, index=index, columns=["label", "kind", *names]).astype(dict.fromkeys(names, float))

    def ranks(self, measure: str, among: Collection[str] | None = None) -> dict[str, int | None]:
        """The rank of each node that is shown by one measure, highest first; equals share the best rank, an undefined one has none.

        ``among``: ids that are ranked as if there were no others.
        """
        keys = [node.id for node in self.nodes if among is None or node.id in among]
        values = [self.scores[key][measure] for key in keys]
        places = ranks([nan if value is None else value for value in values]).tolist()
        return {key: None if v is None else int(place) for key, v, place in zip(keys, values, places, strict=True)}

    def top(self, measure: str, k: int) -> tuple[ScoredNode, ...]:
        """The nodes ranked k or better, highest first; ties are never split, so there may be more than k."""
        places = {key: rank for key, rank in self.ranks(measure).items() if rank is not None and rank <= k}
        return tuple(sorted((node for node in self.nodes if node.id in places), key=lambda node: places[node.id]))


def centrality(
    snapshot: Snapshot,
    network: str,
    lens: Lens | None = None,
    *,
    measures: Iterable[str] = (),
    weight: str = "none",
    direction: str = "in",
    kinds: Iterable[str] = (),
    recompute: bool = False,
    starts: Iterable[str] = (),
    goals: Iterable[str] = (),
) -> Centrality:
    """Score every node of a declared network by the measures of centrality, and describe the network as a whole.

    **Reads as**: who or what is central, in which sense of the word.

    **Inputs**: ``network``: the name of a declared network. ``measures``: names, all that the network allows in seconds if none is named. ``weight``: ``none``;
    ``claims``, how many claims a link rests on; ``firmness``, how firmly these stand together. ``direction``: ``in`` scores what is acted on, as other tools do,
    ``out`` what acts, ``all`` ignores direction. ``kinds``: local names of classes, those below them too: only their nodes are shown, scored in the whole network, or, with
    ``recompute``, in the network of these alone. ``starts`` and ``goals``: ids, for a path network.

    **Returns**: :class:`Centrality`. The indices of the whole count links without weights.

    **Errors**: network-unknown, network-empty, measure-unknown, measure-option, weight-unknown, weight-not-taken, class-unknown, lens-unknown, start-missing, goal-missing.

    **Trap**: see the column ``trap`` of each measure. A network of claims shows what was said: much talked-of things are central.

    **Cost**: 0.3 s for the Welsh influence network; 5,000 nodes and 20,000 links twenty seconds.
    **Source**: Freeman 1979, Social Networks 1; Borgatti 2005, Social Networks 27, on which measure fits which kind of flow.
    """
    lens = lens or Lens()
    if direction not in DIRECTIONS:
        raise WrongUse(
            Problem("measure-option", f"'{shorten(direction)}' is no direction.", f"Use one of: {', '.join(DIRECTIONS)}.")
        )
    asked = (network, lens, weight, tuple(dict.fromkeys(kinds)), recompute, tuple(starts), tuple(goals))
    graph, wanted, weightless = _prepared(snapshot, *asked)
    view, turned = _views(graph, "weight" if weight != "none" else None, direction)
    names, left_out = chosen(tuple(measures), view, weight != "none")
    notes, columns = [], {}
    for name in names:
        note, columns[name] = column(name, view if name.endswith("degree") else turned)
        notes.append(note)
    nodes = tuple(_node(snapshot, graph, key) for key in sorted(wanted))
    scores = {node.id: {name: columns[name][node.id] for name in names} for node in nodes}
    types = dict(graph.nodes(data="type"))
    labels = {local_name(iri): each.label() for iri, each in snapshot.ontology.classes.items()}
    found = indices(view, types)
    return Centrality(
        network=network,
        reads=graph.graph["reads"],
        lens=lens,
        weight=weight,
        direction=direction if turned.directed else "all",
        kinds=asked[3],
        recomputed=bool(recompute and asked[3]),
        starts=asked[5],
        goals=asked[6],
        scores=scores,
        indices=found,
        measures=tuple(notes),
        left_out=left_out,
        nodes=Rows(nodes, ScoredNode),
        by_kind=Rows(by_kind(view, types, labels, scores), KindSummary),
        weightless=weightless,
        snapshot=snapshot.digest,
        sentence=_sentence(found),
        note=""
        if graph.graph["ranked"]
        else worded("The ontology declares that nobody is ranked in this network: read the numbers, not the order."),
    )


def scored_graph(snapshot: Snapshot, found: Centrality) -> nx.Graph:
    """The network that was scored, its scores as attributes of its nodes, for other tools; undefined ones are left out.

    Nodes that are not shown have none. What network tools cannot hold (lists) is joined with `` | ``.
    """
    graph, *_ = _prepared(
        snapshot, found.network, found.lens, found.weight, found.kinds, found.recomputed, found.starts, found.goals
    )
    made = nx.DiGraph() if graph.graph["directed"] else nx.Graph()
    made.graph.update(name=found.network, snapshot=found.snapshot, weight=found.weight, direction=found.direction)
    for key, data in graph.nodes(data=True):
        scores = {name: value for name, value in found.scores.get(key, {}).items() if value is not None}
        made.add_node(key, **{name: value for name, value in data.items() if value}, **scores)
    for a, b, data in graph.edges(data=True):
        claims = {*data["claims"], *(made.edges[a, b]["claims"].split(" | ") if made.has_edge(a, b) else ())}
        weight = data["weight"] + (made.edges[a, b]["weight"] if made.has_edge(a, b) else 0)
        relations = " | ".join(data["predicates"])
        made.add_edge(a, b, weight=weight, sign=data["sign"], relations=relations, claims=" | ".join(sorted(claims)))
    return made


def _prepared(
    snapshot: Snapshot,
    name: str,
    lens: Lens,
    weight: str,
    kinds: tuple[str, ...],
    recompute: bool,
    starts: tuple[str, ...],
    goals: tuple[str, ...],
) -> tuple[nx.DiGraph, set[str], int]:
    """The network to measure, its nodes that are to be shown, and how many links that weigh nothing are left out of it."""
    graph = declared_network(snapshot, name, lens, starts=starts, goals=goals)
    wanted = _of_kinds(snapshot, graph, kinds)
    if recompute and kinds:
        graph.remove_nodes_from([key for key in graph if key not in wanted])
    if not graph:
        raise WrongUse(Problem("network-empty", "There is nothing in this network.", "Choose other filters, or another network."))
    graph, weightless = weighed(snapshot, graph, weight)
    return graph, wanted, weightless


def _views(graph: nx.DiGraph, weight: str | None, direction: str) -> tuple[Plain, Plain]:
    """The network as it is declared, and as the measures of paths are to see it: turned, or without direction."""
    view = plain(graph, weight)
    if not graph.graph["directed"] or direction == "all":
        return view.undirected(), view.undirected()
    return view, plain(graph.reverse(copy=False), weight) if direction == "out" else view


def _of_kinds(snapshot: Snapshot, graph: nx.DiGraph, kinds: tuple[str, ...]) -> set[str]:
    """The nodes of these kinds, by local names of classes; all where none is named."""
    if not kinds:
        return set(graph)
    classes = {local_name(iri): iri for iri in snapshot.ontology.classes}
    for kind in kinds:
        if kind not in classes:
            there = ", ".join(sorted({type_ for _, type_ in graph.nodes(data="type")}))
            raise WrongUse(
                Problem("class-unknown", f"There is no kind '{shorten(kind)}'.", f"In this network there are: {there}.")
            )
    wanted = tuple(classes[kind] for kind in kinds)
    return {key for key in graph if snapshot.ontology.is_a(snapshot.entity(key).type, wanted)}


def _node(snapshot: Snapshot, graph: nx.DiGraph, key: str) -> ScoredNode:
    entity = snapshot.entity(key)
    edges: list[Any] = [*graph.in_edges(key, data="claims"), *graph.out_edges(key, data="claims")]
    return ScoredNode(
        id=key,
        label=entity.label(),
        kind=local_name(entity.type),
        kind_label=snapshot.ontology.classes[entity.type].label(),
        claims=tuple(sorted({claim for *_, claims in edges for claim in claims})),
    )


def _sentence(found: Indices) -> str:
    """The network in one sentence."""
    alone = found.nodes - found.tied
    said = [
        worded(
            "{items} with links, {links} between them, in {parts}",
            items=counted_words(found.tied, "item"),
            links=counted_words(found.edges, "link"),
            parts=counted_words(found.components - alone, "separate part"),
        )
    ]
    if found.mean_distance is not None:
        said.append(worded("paths between them have {steps} steps on average", steps=f"{found.mean_distance:.1f}"))
    if alone:
        said.append(worded("without a link: {number}", number=f"{alone:,}"))
    return worded("{said}.", said=joined(said, "; "))
