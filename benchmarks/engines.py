"""Measures one by one, beside the engines that a user would pick instead: networkx, rustworkx, networkit, igraph and scipy.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/engines.py [--sizes 10000 100000]``. Every way begins at the ends
of the ties as whole numbers and ends with a value for each node, so that each pays for building its own graph. Each figure is the
median of fresh processes that take turns; a way that takes longer than ``--most`` seconds is stopped and its time is *at least* that.
*differs* is the largest difference from Trosol's value. igraph is GPL, is no part of Trosol, and is measured where it is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from math import isfinite, isnan
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks")]

Ties = tuple[int, list[int], list[int]]
"""How many nodes, and the two ends of each tie; no tie is there twice, none leads to itself."""


def ties(size: int) -> Ties:
    """A heavy-tailed network with five ties a node."""
    chance = random.Random(size)
    pairs = {(int(size * chance.random() ** 2), chance.randrange(size)) for _ in range(5 * size)}
    # No two opposite ties: engines differ in what two of them are without direction.
    kept = sorted((a, b) for a, b in pairs if a != b and (a < b or (b, a) not in pairs))
    return size, [a for a, _ in kept], [b for _, b in kept]


def _plain(given: Ties, directed: bool) -> Any:
    from trosol.measures import Plain

    size, source, target = given
    return Plain.of(range(size), source, target, directed=directed, already=True)


def _networkx(given: Ties, directed: bool) -> Any:
    import networkx as nx

    size, source, target = given
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(zip(source, target, strict=True))
    return graph


def _rustworkx(given: Ties, directed: bool) -> Any:
    import rustworkx as rx

    size, source, target = given
    graph = rx.PyDiGraph() if directed else rx.PyGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(list(zip(source, target, strict=True)))
    return graph


def _networkit(given: Ties, directed: bool) -> Any:
    import networkit as nk
    import numpy as np

    size, source, target = given
    return nk.GraphFromCoo((np.ones(len(source)), (np.array(source), np.array(target))), n=size, directed=directed)


def _igraph(given: Ties, directed: bool) -> Any:
    import igraph

    size, source, target = given
    return igraph.Graph(n=size, edges=list(zip(source, target, strict=True)), directed=directed)


def _scipy(given: Ties, directed: bool) -> Any:
    import numpy as np
    from scipy.sparse import csr_array

    size, source, target = given
    matrix = csr_array((np.ones(len(source)), (np.array(source), np.array(target))), shape=(size, size))
    return matrix if directed else matrix + matrix.T


BUILD = {
    "Trosol": _plain,
    "networkx": _networkx,
    "rustworkx": _rustworkx,
    "networkit": _networkit,
    "igraph": _igraph,
    "scipy": _scipy,
}


def _own(name: str, **options: Any) -> Callable[[Any], Any]:
    def run(graph: Any) -> Any:
        from trosol import measures

        found = getattr(measures, name)(graph, **options)
        return list(found.raw.values()) if hasattr(found, "raw") else found

    return run


def _nk(run: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    def given(graph: Any) -> Any:
        import networkit as nk

        return run(nk, graph)

    return given


def _nx(run: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    def given(graph: Any) -> Any:
        import networkx as nx

        return run(nx, graph)

    return given


def _rx(run: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    def given(graph: Any) -> Any:
        import rustworkx as rx

        return run(rx, graph)

    return given


def _row(found: Any) -> list[float]:
    """Values by node number, in its order."""
    return [found[i] for i in range(len(found))]


def _flags(points: Any, size: int) -> list[float]:
    """1 for each node that is one of these."""
    found = [0.0] * size
    for point in points:
        found[point] = 1.0
    return found


def _kadabra(nk: Any, graph: Any) -> list[float]:
    found = nk.centrality.Betweenness(graph, normalized=False)
    found.run()
    return [value / 2 for value in found.scores()]


def _pages(matrix: Any) -> list[float]:
    import numpy as np

    size = matrix.shape[0]
    out = matrix.sum(axis=1)
    flow = (matrix.T * np.divide(1.0, out, where=out > 0, out=np.zeros(size))).tocsr()
    rank = np.full(size, 1 / size)
    for _ in range(200):
        new = 0.85 * (flow @ rank + rank[out == 0].sum() / size) + 0.15 / size
        if np.abs(new - rank).sum() < 1e-12:
            break
        rank = new
    return [float(value) for value in new]


def _flow(nx: Any, graph: Any) -> list[float]:
    """Piece by piece, since networkx refuses a network in pieces."""
    found = dict.fromkeys(graph, 0.0)
    for part in nx.connected_components(graph):
        if len(part) > 2:
            found.update(nx.current_flow_betweenness_centrality(graph.subgraph(part), normalized=False))
    return _row(found)


def _ran(algorithm: Any) -> list[float]:
    algorithm.run()
    return [float(value) for value in algorithm.scores()]


def _own_closeness(graph: Any) -> Any:
    from trosol import measures

    return list(measures.closeness(graph).normalised.values())


def _scaled(graph: Any) -> list[float]:
    """Closeness of igraph, scaled as Wasserman and Faust do for networks in parts, which is how networkx and we do."""
    size = graph.vcount()
    parts = graph.connected_components()
    reached = [len(parts[parts.membership[i]]) - 1 for i in range(size)]
    return [value * many / (size - 1) if many else 0.0 for value, many in zip(graph.closeness(), reached, strict=True)]


# For each measure: whether it heeds direction, the largest network it is asked for, and each engine's own way.
MEASURES: dict[str, tuple[bool, int, dict[str, Callable[[Any], Any]]]] = {
    "degree": (
        True,
        10**9,
        {
            "Trosol": _own("degree"),
            "networkx": lambda g: _row(dict(g.degree())),
            "rustworkx": lambda g: [g.in_degree(i) + g.out_degree(i) for i in range(len(g))],
            "networkit": lambda g: [g.degreeIn(i) + g.degreeOut(i) for i in range(g.numberOfNodes())],
            "igraph": lambda g: g.degree(),
            "scipy": lambda m: [float(v) for v in m.sum(axis=0) + m.sum(axis=1)],
        },
    ),
    "pagerank": (
        True,
        10**9,
        {
            "Trosol": _own("pagerank"),
            "networkx": _nx(lambda nx, g: _row(nx.pagerank(g, tol=1e-12, max_iter=1000))),
            "rustworkx": _rx(lambda rx, g: _row(rx.pagerank(g, tol=1e-12, max_iter=1000))),
            "networkit": _nk(lambda nk, g: _ran(nk.centrality.PageRank(g, tol=1e-12, distributeSinks=True))),
            "igraph": lambda g: g.pagerank(),
            "scipy": _pages,
        },
    ),
    "core": (
        False,
        10**9,
        {
            "Trosol": _own("core"),
            "networkx": _nx(lambda nx, g: _row(nx.core_number(g))),
            "rustworkx": _rx(lambda rx, g: _row(rx.core_number(g))),
            "networkit": _nk(lambda nk, g: _ran(nk.centrality.CoreDecomposition(g))),
            "igraph": lambda g: g.coreness(),
        },
    ),
    "cut_points": (
        False,
        10**9,
        {
            "Trosol": lambda g: _flags(_own("cut_points")(g), len(g)),
            "networkx": _nx(lambda nx, g: _flags(nx.articulation_points(g), len(g))),
            "rustworkx": _rx(lambda rx, g: _flags(rx.articulation_points(g), len(g))),
            "igraph": lambda g: _flags(g.articulation_points(), g.vcount()),
        },
    ),
    "constraint": (
        False,
        10**9,
        {
            "Trosol": _own("constraint"),
            "networkx": _nx(lambda nx, g: _row(nx.constraint(g))),
            "igraph": lambda g: g.constraint(),
        },
    ),
    "effective_size": (
        False,
        10**9,
        {"Trosol": _own("effective_size"), "networkx": _nx(lambda nx, g: _row(nx.effective_size(g)))},
    ),
    "closeness": (
        False,
        10_000,
        {
            "Trosol": _own_closeness,
            "networkx": _nx(lambda nx, g: _row(nx.closeness_centrality(g))),
            "rustworkx": _rx(lambda rx, g: _row(rx.closeness_centrality(g))),
            "igraph": _scaled,
        },
    ),
    "betweenness": (
        False,
        10_000,
        {
            "Trosol": _own("betweenness"),
            "networkx": _nx(lambda nx, g: _row(nx.betweenness_centrality(g, normalized=False))),
            "rustworkx": _rx(lambda rx, g: _row(rx.graph_betweenness_centrality(g, normalized=False))),
            "networkit": _nk(_kadabra),
            "igraph": lambda g: g.betweenness(),
        },
    ),
    "current_flow": (
        False,
        1_000,
        {
            "Trosol": _own("current_flow"),
            "networkx": _nx(_flow),
        },
    ),
}


def once(measure: str, way: str, size: int) -> dict[str, Any]:
    """One measurement in this process: seconds to build, seconds in all, and the values."""
    directed, _, ways = MEASURES[measure]
    given = ties(size)
    # What is loaded once and for all is not the measure's cost.
    tiny = ties(20)
    ways[way](BUILD[way](tiny, directed))
    begun = perf_counter()
    graph = BUILD[way](given, directed)
    built = perf_counter()
    found = ways[way](graph)
    end = perf_counter()
    return {"build": built - begun, "seconds": end - begun, "values": [None if isnan(v) else float(v) for v in found]}


def measured(measure: str, way: str, size: int, most: float) -> dict[str, Any] | None:
    """One measurement in a process of its own; None where it took too long or the engine is not installed."""
    words = [sys.executable, __file__, "--one", json.dumps([measure, way, size])]
    try:
        done = subprocess.run(
            words, env={**os.environ, "PYTHONWARNINGS": "ignore"}, capture_output=True, text=True, timeout=most + 30, check=False
        )
    except subprocess.TimeoutExpired:
        return {"seconds": most, "build": 0.0, "values": None}
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        if "MemoryError" in done.stderr:
            return {"seconds": float("inf"), "build": 0.0, "values": None}
        raise RuntimeError(f"{measure} by {way}: {done.stderr[-600:]}")
    return dict(json.loads(done.stdout))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures one by one, beside other engines.")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="nodes (default 1000 10000 100000)"
    )
    parser.add_argument("--measures", nargs="+", choices=list(MEASURES), default=list(MEASURES), metavar="NAME")
    parser.add_argument("--runs", type=int, default=3, help="fresh processes per figure (default 3)")
    parser.add_argument("--most", type=float, default=60.0, help="seconds after which a way is stopped (default 60)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.one:
        print(json.dumps(once(*json.loads(options.one))))
        return 0
    from findings import machine, versions

    print(f"{machine()}. {versions()}. Medians of {options.runs}.\n")
    print(
        "| nodes | ties | measure | with | seconds | of it building | beside Trosol | differs |\n|---|---|---|---|---|---|---|---|"
    )
    for size in options.sizes:
        many = len(ties(size)[1])
        for name in options.measures:
            if size > MEASURES[name][1]:
                continue
            runs: dict[str, list[dict[str, Any]]] = {}
            for number in range(options.runs):
                for way in MEASURES[name][2]:
                    if number and (way not in runs or runs[way][0]["values"] is None or runs[way][0]["seconds"] > 20):
                        continue  # not installed, stopped, or too slow to be asked again
                    found = measured(name, way, size, options.most)
                    if found:
                        runs.setdefault(way, []).append(found)
            _print_rows(size, many, name, runs)
    return 0


def _print_rows(size: int, many: int, name: str, runs: dict[str, list[dict[str, Any]]]) -> None:
    own = median(run["seconds"] for run in runs["Trosol"])
    reference = runs["Trosol"][0]["values"]
    for way, found in runs.items():
        seconds = median(run["seconds"] for run in found)
        building = median(run["build"] for run in found)
        values = found[0]["values"]
        if values is None:
            told = (
                f"at least {seconds:.0f} | – | {seconds / own:.1f}" if isfinite(seconds) else "more memory than there is | – | –"
            )
            print(f"| {size:,} | {many:,} | {name} | {way} | {told} | – |", flush=True)
            continue
        far = max((abs(a - b) for a, b in zip(values, reference, strict=True) if a is not None and b is not None), default=0.0)
        print(
            f"| {size:,} | {many:,} | {name} | {way} | {seconds:.3f} | {building:.3f} | {seconds / own:.2f} | {far:.1g} |",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
