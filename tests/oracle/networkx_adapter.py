"""A plugin for pytest under which networkx's own tests call our measures where they call networkx: ``-p oracle.networkx_adapter``.

Each adapter turns a call into ours and our answer into networkx's convention: 0 where we say undefined, a length where we take a weight. What we do not offer
(percolated starts, endpoints counted in, dangling nodes, …) goes on to networkx, and is counted apart. The counts go into the file that TROSOL_ADAPTED names.
"""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any

import networkx as nx

from trosol import measures as m

__all__ = ["ADAPTERS", "NotSharedError", "pytest_configure", "pytest_runtest_logreport", "pytest_sessionfinish"]

COUNTS: dict[str, Counter[str]] = {"ours": Counter(), "theirs": Counter()}
OUTCOMES: dict[str, list[str]] = {}
ADAPTERS: dict[str, Callable[..., Any]] = {}


class NotSharedError(Exception):
    """What is asked for is no part of our measure."""


def share(condition: bool) -> None:
    if not condition:
        raise NotSharedError


def adapts(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def put(ours: Callable[..., Any]) -> Callable[..., Any]:
        ADAPTERS[name] = ours
        return ours

    return put


def zero(values: Mapping[Any, float], undefined: float = 0.0) -> dict[Any, float]:
    return {node: undefined if math.isnan(value) else value for node, value in values.items()}


def near(graph: Any, length: str | None) -> tuple[Any, str | None]:
    """The graph with 1/length as weight, where all lengths are above 0 and, of parallel edges, there are none."""
    if length is None:
        return graph, None
    share(isinstance(length, str) and not graph.is_multigraph())
    share(all(data.get(length, 1) > 0 for _, _, data in graph.edges(data=True)))
    made = graph.__class__(graph)
    for _, _, data in made.edges(data=True):
        data["near"] = 1 / data.get(length, 1)
    return made, "near"


def simple(graph: Any) -> None:
    """networkx counts ties to oneself, and parallel ones, in some measures; ours never do."""
    share(len(graph) > 0 and not graph.is_multigraph() and not nx.number_of_selfloops(graph))


@adapts("closeness_centrality")
def closeness(G: Any, u: Any = None, distance: Any = None, wf_improved: bool = True) -> Any:
    share(wf_improved and len(G) > 1 and (u is None or u in G))
    graph, weight = near(G, distance)
    found = zero(m.closeness(graph, weight=weight).normalised)
    return found if u is None else found[u]


@adapts("harmonic_centrality")
def harmonic(G: Any, nbunch: Any = None, distance: Any = None, sources: Any = None) -> Any:
    share(nbunch is None and sources is None and len(G) > 0)
    graph, weight = near(G, distance)
    return dict(m.harmonic(graph, weight=weight).raw)


def scaled(found: m.Scores, normalized: bool) -> dict[Any, float]:
    return zero(found.normalised) if normalized and len(found) > 2 else dict(found.raw)


@adapts("betweenness_centrality")
def betweenness(
    G: Any, k: Any = None, normalized: bool = True, weight: Any = None, endpoints: bool = False, seed: Any = None
) -> Any:
    share(k is None and not endpoints and len(G) > 0)
    graph, name = near(G, weight)
    return scaled(m.betweenness(graph, weight=name), normalized)


@adapts("betweenness_centrality_subset")
def betweenness_subset(G: Any, sources: Any, targets: Any, normalized: bool = False, weight: Any = None) -> Any:
    same = set(sources) == set(targets)
    share(not normalized and (same or not set(sources) & set(targets)))
    graph, name = near(G, weight)
    half = 1 if same or G.is_directed() else 2  # they halve what is counted once
    return {node: value / half for node, value in m.betweenness(graph, sources, targets, weight=name).raw.items()}


@adapts("edge_betweenness_centrality")
def edge_betweenness(G: Any, k: Any = None, normalized: bool = True, weight: Any = None, seed: Any = None) -> Any:
    share(k is None and len(G) > 1 and not G.is_multigraph())
    graph, name = near(G, weight)
    found = m.edge_betweenness(graph, weight=name)
    values = found.normalised if normalized else found.raw
    return {edge: values.get(edge, values.get(edge[::-1], 0.0)) for edge in G.edges}


@adapts("load_centrality")
def load(G: Any, v: Any = None, cutoff: Any = None, normalized: bool = True, weight: Any = None) -> Any:
    share(cutoff is None and weight is None and len(G) > 0)  # with weights, they lose part of a fork at the start
    found = scaled(m.load(G), normalized)
    return found if v is None else found[v]


def degrees(direction: str) -> Callable[..., Any]:
    def ours(G: Any) -> Any:
        simple(G)
        share(len(G) > 1)
        found = m.degree(G, direction)
        return {node: count / (len(G) - 1) for node, count in found.raw.items()}  # both directions may come to 2

    return ours


ADAPTERS.update(
    {"degree_centrality": degrees("all"), "in_degree_centrality": degrees("in"), "out_degree_centrality": degrees("out")}
)


@adapts("eigenvector_centrality")
def eigenvector(G: Any, max_iter: int = 100, tol: float = 1e-6, nstart: Any = None, weight: Any = None) -> Any:
    simple(G)
    share(max_iter > 10 and nstart is None)
    found = dict(m.eigenvector(G, weight=weight).raw)
    share(not any(map(math.isnan, found.values())))
    return found


@adapts("eigenvector_centrality_numpy")
def eigenvector_numpy(G: Any, weight: Any = None, max_iter: int = 50, tol: float = 0) -> Any:
    return eigenvector(G, weight=weight)


@adapts("katz_centrality_numpy")
def katz_numpy(G: Any, alpha: float = 0.1, beta: Any = 1.0, normalized: bool = True, weight: Any = None) -> Any:
    simple(G)
    share(beta == 1.0 and alpha > 0)
    found = m.katz(G, attenuation=alpha, weight=weight).raw
    size = math.sqrt(sum(value**2 for value in found.values())) if normalized else 1.0
    return {node: value / size for node, value in found.items()}


@adapts("katz_centrality")
def katz(
    G: Any, alpha: float = 0.1, beta: Any = 1.0, max_iter: int = 1000, tol: float = 1e-6,
    nstart: Any = None, normalized: bool = True, weight: Any = None,
) -> Any:  # fmt: skip
    share(max_iter > 10 and nstart is None)
    return katz_numpy(G, alpha, beta, normalized, weight)


@adapts("pagerank")
def pagerank(
    G: Any, alpha: float = 0.85, personalization: Any = None, max_iter: int = 100, tol: float = 1e-6,
    nstart: Any = None, weight: Any = "weight", dangling: Any = None,
) -> Any:  # fmt: skip
    simple(G)
    share(nstart is None and dangling is None and max_iter > 0 and alpha <= 0.99)
    share(personalization is None or sum(personalization.values()) > 0)
    return dict(m.pagerank(G, alpha, personalization, weight=weight).raw)


@adapts("constraint")
def constraint(G: Any, nodes: Any = None, weight: Any = None) -> Any:
    simple(G)
    return {node: value for node, value in m.constraint(G, weight=weight).raw.items() if nodes is None or node in nodes}


@adapts("effective_size")
def effective_size(G: Any, nodes: Any = None, weight: Any = None) -> Any:
    simple(G)
    return {node: value for node, value in m.effective_size(G, weight=weight).raw.items() if nodes is None or node in nodes}


@adapts("current_flow_betweenness_centrality")
def current_flow(G: Any, normalized: bool = True, weight: Any = None, dtype: Any = float, solver: str = "full") -> Any:
    simple(G)
    share(not G.is_directed() and nx.is_connected(G))
    return scaled(m.current_flow(G, weight=weight), normalized)


@adapts("core_number")
def core_number(G: Any) -> Any:
    simple(G)
    share(not G.is_directed())
    return {node: int(value) for node, value in m.core(G).raw.items()}


@adapts("articulation_points")
def articulation_points(G: Any) -> Any:
    share(len(G) > 0 and not G.is_directed())
    return iter(m.cut_points(G))


@adapts("bridges")
def bridges(G: Any, root: Any = None) -> Any:
    share(len(G) > 0 and not G.is_directed() and not G.is_multigraph() and root is None)
    return iter([(bridge.source, bridge.target) for bridge in m.cut_points(G).bridges])


@adapts("transitivity")
def transitivity(G: Any) -> Any:
    share(len(G) > 0 and not G.is_directed())
    value = m.transitivity(G).value
    return 0 if math.isnan(value) else value


@adapts("overall_reciprocity")
def reciprocity(G: Any) -> Any:
    simple(G)
    share(G.is_directed() and G.size() > 0)
    return m.reciprocity(G).value


@adapts("diameter")
def diameter(G: Any, e: Any = None, usebounds: bool = False, weight: Any = None) -> Any:
    share(e is None and len(G) > 1 and (nx.is_strongly_connected(G) if G.is_directed() else nx.is_connected(G)))
    graph, name = near(G, weight)
    return m.diameter(graph, weight=name).value


@adapts("attribute_assortativity_coefficient")
def assortativity(G: Any, attribute: str, nodes: Any = None) -> Any:
    simple(G)
    share(nodes is None)
    return m.mixing(G, attribute).assortativity


def two_mode(measure: str) -> Callable[..., Any]:
    def ours(G: Any, nodes: Any, normalized: bool = True) -> Any:
        share(normalized and 0 < len(set(nodes)) < len(G))
        top = set(nodes)
        share(all((a in top) != (b in top) for a, b in G.edges))
        return zero(m.two_mode(G, {node: node in top for node in G}, measure).normalised)

    return ours


ADAPTERS.update({f"bipartite.{each}_centrality": two_mode(each) for each in ("degree", "closeness", "betweenness")})


def projected(by: str) -> Callable[..., Any]:
    def ours(B: Any, nodes: Any, ratio: bool = False) -> Any:
        share(not ratio and not B.is_directed() and not B.is_multigraph() and 0 < len(set(nodes)) < len(B))
        top = set(nodes)
        share(all((a in top) != (b in top) for a, b in B.edges))
        found = m.projection(B, {node: node in top for node in B}, True, by).graph()
        found.add_nodes_from((node, B.nodes[node]) for node in top)
        return found

    return ours


ADAPTERS["bipartite.weighted_projected_graph"] = projected("shared")
ADAPTERS["bipartite.collaboration_weighted_projected_graph"] = projected("newman")


def _put(path: str, ours: Callable[..., Any]) -> None:
    *rooms, name = path.split(".")
    home = nx
    for room in rooms:
        home = getattr(home, room)
    original = getattr(home, name)
    shape = signature(original)

    @wraps(original)
    def call(*args: Any, **options: Any) -> Any:
        options.pop("backend", None)
        bound = shape.bind(*args, **options).arguments
        try:
            found = ours(**{key: value for key, value in bound.items() if key != "backend_kwargs"})
        except NotSharedError:
            COUNTS["theirs"][path] += 1
            return original(*args, **options)
        COUNTS["ours"][path] += 1
        return found

    homes = {id(each): each for each in (home, nx if not rooms else home, *_submodules(original))}
    for each in homes.values():
        if getattr(each, name, None) is original:
            setattr(each, name, call)


def _submodules(original: Any) -> list[Any]:
    """The module that holds the function and the packages above it: tests take it from any of these."""
    import importlib

    parts = original.__module__.split(".")
    return [importlib.import_module(".".join(parts[:length])) for length in range(1, len(parts) + 1)]


def pytest_configure() -> None:
    """Put ours in place, before any test is imported. Importing this file alone changes nothing."""
    for path, ours in ADAPTERS.items():
        _put(path, ours)


def pytest_runtest_logreport(report: Any) -> None:
    """Keep which tests passed and which failed."""
    if report.when == "call" or report.failed:
        module = str(report.location[0]).replace(os.sep, "/").rpartition("/")[2]
        OUTCOMES.setdefault(report.outcome, []).append(f"{module}::{report.nodeid.partition('::')[2]}")


def pytest_sessionfinish() -> None:
    """Tell who answered, and how the tests went."""
    if place := os.environ.get("TROSOL_ADAPTED"):
        told = {**{who: dict(counts) for who, counts in COUNTS.items()}, "outcomes": OUTCOMES}
        Path(place).write_text(json.dumps(told), encoding="utf-8")
