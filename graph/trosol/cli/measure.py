"""``trosol measure``: any measure on a plain network file, to hold it against UCINET, sna or Gephi."""

from __future__ import annotations

import argparse
from inspect import signature
from pathlib import Path
from typing import Any

from trosol.cli.output import print_json, say, steps, table
from trosol.errors import Problem, WrongUse
from trosol.extras import needs_extra

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file", help="edge list (.csv: source,target[,weight][,sign]), .graphml or .gexf; on Spark Parquet, a path or an address"
    )
    parser.add_argument(
        "--measure", required=True, metavar="NAME", help="e.g. betweenness, constraint, brokerage, key_players, gates"
    )
    parser.add_argument("--groups", metavar="FILE", help="brokerage, mixing: CSV with node,group")
    parser.add_argument("--directed", action="store_true", help="edges have a direction")
    parser.add_argument("--weighted", action="store_true", help="use the column or attribute weight")
    parser.add_argument("--k", type=int, default=2, help="key_players, cover, robustness: how many (default 2)")
    parser.add_argument("--objective", default="fragmentation", choices=["fragmentation", "distance_fragmentation", "reach"])
    parser.add_argument("--radius", type=int, default=1, help="key_players reach: within how many steps (default 1)")
    parser.add_argument("--partial-credit", action="store_true", help="brokerage: share credit among all brokers of a pair")
    parser.add_argument("--permutations", type=int, default=0, metavar="N", help="brokerage: how often groups are shuffled for p")
    parser.add_argument(
        "--start", action="append", metavar="NODE", help="gates, signed_reach, betweenness: where ways begin (repeatable)"
    )
    parser.add_argument(
        "--goal", action="append", metavar="NODE", help="gates, signed_reach, betweenness: where ways end (repeatable)"
    )
    parser.add_argument("--push", action="append", metavar="NODE=VALUE", help="propagate: what is pushed, -1 to 1 (repeatable)")
    parser.add_argument("--of", default="betweenness", metavar="NAME", help="robustness: which measure (default betweenness)")
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="robustness: how often edges are drawn anew")
    parser.add_argument(
        "--error",
        type=float,
        metavar="E",
        help="sampled_betweenness: how far off it may be, on a scale from 0 to 1 (default 0.01)",
    )
    parser.add_argument("--seed", type=int, default=0, help="where drawing at random starts (default 0)")
    cluster = parser.add_argument_group("past one machine (docs/clusters.md)")
    cluster.add_argument(
        "--engine", choices=["spark"], help="measure on Apache Spark: this machine's, or a cluster's by spark-submit"
    )
    cluster.add_argument(
        "--nodes", metavar="FILE", help="Spark: all nodes (column id or node), so that those without an edge count too"
    )
    cluster.add_argument("--rounds", type=int, metavar="N", help="Spark: rounds of pagerank (100) or label_propagation (10)")
    cluster.add_argument(
        "--output", metavar="FOLDER", help="Spark: have Spark write the rows there (Parquet; JSON lines if it ends in .json)"
    )


def run(options: argparse.Namespace) -> int:
    """Read the network, run the measure, print its numbers."""
    if options.engine == "spark":
        return _on_spark(options)
    if given := [f"--{name}" for name in ("nodes", "rounds", "output") if getattr(options, name) is not None]:
        raise WrongUse(Problem("engine-missing", f"{given[0]} is for Spark.", "Add --engine spark, or leave it out."))
    from trosol.networks.network_files import read_network

    with steps(2) as advance:
        advance("reading")
        graph = read_network(Path(options.file), directed=options.directed)
        advance("measuring")
        result = _measured(graph, options).to_json()
    if options.json:
        print_json(result)
        return 0
    _show(result)
    say(
        f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, {'directed' if graph.is_directed() else 'undirected'}."
    )
    return 0


def _on_spark(options: argparse.Namespace) -> int:
    from trosol.spark import SparkOptions, measure, spark_session

    wish = SparkOptions(
        directed=options.directed,
        weighted=options.weighted,
        nodes=options.nodes,
        groups=options.groups,
        landmarks=tuple(options.goal or ()),
        rounds=options.rounds,
    )
    with needs_extra("spark"), spark_session() as spark:
        found = measure(spark, options.measure, options.file, wish)
        if options.output:
            found.write(options.output)
            result = found.about()
        else:
            result = found.to_json()
    if options.json:
        print_json(result)
        return 0
    engine = result.pop("engine")
    _show(result)
    say(f"{engine['name']} {engine['version']} on {engine['master']}: {engine['primitive']}.")
    if options.output:
        say(f"Written to {options.output}.")
    return 0


def _measured(graph: Any, options: argparse.Namespace) -> Any:
    from trosol import measures

    name = options.measure
    run_by = {n for n in measures.__all__ if n[:1].islower()} - {"resampler"}
    if name not in run_by:
        names = ", ".join(sorted(run_by))
        raise WrongUse(Problem("measure-unknown", f"There is no measure '{name}'.", f"Use one of: {names}."))
    measure = getattr(measures, name)
    first, *others = signature(measure).parameters.values()
    if first.name == "sets":
        graph = {node: list(graph.neighbors(node)) for node in graph}
    chosen = _chosen(options)
    needed = {each.name: _needed(each.name, options) for each in others if each.default is each.empty and each.name not in chosen}
    return measure(graph, **needed, **{each.name: chosen[each.name] for each in others if each.name in chosen})


def _chosen(options: argparse.Namespace) -> dict[str, Any]:
    """What the options say, by the names that measures have for it."""
    found = {
        "weight": "weight" if options.weighted else None,
        "measure": options.of,
        "sources": options.start,
        "targets": options.goal,
        **{
            each: getattr(options, each)
            for each in ("k", "objective", "radius", "resamples", "partial_credit", "permutations", "seed")
        },
    }
    return found if options.error is None else {**found, "error": options.error}


def _needed(name: str, options: argparse.Namespace) -> Any:
    """What a measure cannot do without, from the option that says it."""
    from trosol.networks.network_files import read_groups

    if name == "groups":
        return read_groups(Path(_given(options.groups, "groups", "--groups FILE (a CSV with node,group)")))
    if name == "pushes":
        return _pushes(_given(options.push, "push", "--push NODE=VALUE"))
    option = "start" if name in ("start", "source") else "goal"
    nodes = _given(getattr(options, option), option, f"--{option} NODE")
    return nodes[0] if name == "source" else nodes


def _given(value: Any, name: str, remedy: str) -> Any:
    if not value:
        raise WrongUse(Problem(f"{name}-missing", f"This measure needs {name}.", f"Add {remedy}."))
    return value


def _pushes(words: list[str]) -> dict[str, float]:
    pushes = {}
    for word in words:
        node, _, value = word.rpartition("=")
        try:
            pushes[node] = {"+": 1.0, "-": -1.0}.get(value) or float(value)
        except ValueError:
            raise WrongUse(Problem("push-bad", f"'{word}' is no push.", "Write NODE=1, NODE=-0.5, NODE=+ or NODE=-.")) from None
    return pushes


def _show(result: dict[str, Any]) -> None:
    """Print scores as a table, highest first, then whatever else the measure found."""
    scores = result.get("scores") or {}
    if scores and not isinstance(next(iter(scores.values())), dict):
        rows = sorted(scores.items(), key=lambda item: (-(item[1] if item[1] is not None else float("-inf")), item[0]))
        print(table(["node", result["measure"]], [[node, "not defined" if v is None else f"{v:g}"] for node, v in rows]))
    elif scores:
        columns = list(next(iter(scores.values())))
        print(table(["node", *columns], [[node, *(_cell(row[c]) for c in columns)] for node, row in sorted(scores.items())]))
    for name, value in result.items():
        if name not in ("measure", "parameters", "scores", "normalised"):
            print(f"{name}: {_cell(value)}")


def _cell(value: Any) -> str:
    if value is None:
        return "not defined"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return "; ".join(", ".join(map(str, v)) if isinstance(v, list) else str(v) for v in value) or "none"
    return str(value)
