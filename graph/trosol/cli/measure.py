"""``trosol measure``: any measure on a plain network file, to hold it against UCINET, sna or Gephi."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

from trosol.cli.node_labels import Labels
from trosol.cli.output import print_json, say, steps, table
from trosol.errors import Problem, WrongUse, shorten
from trosol.extras import needs_extra
from trosol.language import counted_in

__all__ = ["arguments", "run"]

_K, _OF = 2, "betweenness"
_OPTIONS = {
    "weighted": ("weight",),
    "groups": ("groups",),
    "k": ("k",),
    "objective": ("objective",),
    "radius": ("radius",),
    "partial_credit": ("partial_credit",),
    "permutations": ("permutations",),
    "start": ("start", "sources"),
    "goal": ("goal", "goals", "targets"),
    "direction": ("direction",),
    "push": ("pushes",),
    "of": ("measure",),
    "resamples": ("resamples",),
    "error": ("error",),
    "attenuation": ("attenuation",),
    "onto": ("onto",),
    "by": ("by",),
    "seed": ("seed",),
}
"""For each option, the parameters of measures that it gives."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file", help="edge list (.csv: source,target[,weight][,sign]), .graphml or .gexf; on Spark Parquet, a path or an address"
    )
    parser.add_argument(
        "--measure", required=True, metavar="NAME", help="e.g. betweenness, constraint, brokerage, key_players, gates"
    )
    parser.add_argument(
        "--groups", metavar="FILE", help="brokerage, mixing, modularity, two_mode, projection: CSV with node,group"
    )
    parser.add_argument("--directed", action="store_true", help="edges have a direction")
    parser.add_argument("--weighted", action="store_true", help="use the column or attribute weight")
    parser.add_argument("--k", type=int, help=f"key_players, cover, robustness: how many (default {_K})")
    parser.add_argument(
        "--objective",
        choices=["fragmentation", "distance_fragmentation", "reach"],
        help="key_players: what the set is best at (default fragmentation)",
    )
    parser.add_argument("--radius", type=int, help="key_players reach: within how many steps (default 1)")
    parser.add_argument(
        "--partial-credit", action="store_true", default=None, help="brokerage: share credit among all brokers of a pair"
    )
    parser.add_argument("--permutations", type=int, metavar="N", help="brokerage: how often groups are shuffled for p")
    parser.add_argument(
        "--start",
        action="append",
        metavar="NODE",
        help="gates, signed_reach, betweenness: where paths begin, id or label (repeatable)",
    )
    parser.add_argument(
        "--goal",
        action="append",
        metavar="NODE",
        help="gates, signed_reach, betweenness: where paths end, id or label (repeatable)",
    )
    parser.add_argument(
        "--direction", choices=["in", "out", "all"], help="degree, closeness, harmonic, katz: which edges or paths"
    )
    parser.add_argument("--push", action="append", metavar="NODE=VALUE", help="propagate: what is pushed, -1 to 1 (repeatable)")
    parser.add_argument(
        "--of", metavar="NAME", help="robustness (default betweenness), centralisation, two_mode (default degree): which measure"
    )
    parser.add_argument("--attenuation", type=float, metavar="A", help="katz: what each step leaves of a walk's worth")
    parser.add_argument("--onto", metavar="MODE", help="projection: the group whose nodes stay")
    parser.add_argument("--by", choices=["shared", "newman"], help="projection: how ties are weighed (default shared)")
    parser.add_argument("--resamples", type=int, metavar="N", help="robustness: how often edges are resampled (default 1000)")
    parser.add_argument(
        "--error",
        type=float,
        metavar="E",
        help="sampled_betweenness, bridging: how far off it may be, on a scale from 0 to 1 (default 0.01; bridging is counted in small networks, and with 0 in any)",
    )
    parser.add_argument("--seed", type=int, help="where drawing at random starts (default 0)")
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
    measure = _measure(options)
    from trosol.networks.network_files import read_network

    with steps(2) as advance:
        advance("reading")
        graph = read_network(Path(options.file), directed=options.directed)
        labels = Labels.of(graph)
        advance("measuring")
        result = _measured(measure, graph, labels, options).to_json()
    if options.json:
        print_json({**result, "labels": labels.by_node} if labels.by_node else result)
        return 0
    _show(result, labels)
    kind = "directed" if graph.is_directed() else "undirected"
    say(f"{counted_in('en', graph.number_of_nodes(), 'node')}, {counted_in('en', graph.number_of_edges(), 'edge')}, {kind}.")
    if boxes := graph.graph.get("boxes"):
        say(f"Left out: {len(boxes)} {'box that only holds' if len(boxes) == 1 else 'boxes that only hold'} other nodes.")
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


def _measure(options: argparse.Namespace) -> Callable[..., Any]:
    """The measure of this name, which takes every option that is given. Raises :class:`WrongUse` for one that it does not know."""
    from trosol import measures

    name = options.measure
    run_by = {n for n in measures.__all__ if n[:1].islower()} - {"resampler"}
    if name not in run_by:
        names = ", ".join(sorted(run_by))
        raise WrongUse(Problem("measure-unknown", f"There is no measure '{shorten(name)}'.", f"Use one of: {names}."))
    measure: Callable[..., Any] = getattr(measures, name)
    taken = {each: set(known) & set(signature(measure).parameters) for each, known in _OPTIONS.items()}
    if options.weighted and not taken["weighted"]:
        raise WrongUse(
            Problem("weight-not-taken", f"{name} takes no weights: it is defined on ties alone.", "Leave --weighted out.")
        )
    for option, parameters in taken.items():
        if not parameters and getattr(options, option) not in (None, False):
            flag = f"--{option.replace('_', '-')}"
            used = ", ".join(sorted(f"--{each.replace('_', '-')}" for each, takes in taken.items() if takes)) or "none"
            raise WrongUse(Problem("option-not-taken", f"{name} takes no {flag}.", f"Leave it out; what {name} takes: {used}."))
    return measure


def _measured(measure: Callable[..., Any], graph: Any, labels: Labels, options: argparse.Namespace) -> Any:
    first, *others = signature(measure).parameters.values()
    if first.name == "sets":
        graph = _neighbours(graph)
    chosen = _chosen(options, labels)
    needed = {
        each.name: _needed(each.name, options, labels)
        for each in others
        if each.default is each.empty and each.name not in chosen
    }
    return measure(graph, **needed, **{each.name: chosen[each.name] for each in others if each.name in chosen})


def _neighbours(graph: Any) -> dict[Any, list[Any]]:
    """For each node, those it acts on; as everywhere in measures, acting on oneself does not count."""
    from trosol.measures.graph_view import plain

    view = plain(graph)
    return {node: [view.nodes[v] for v in around] for node, around in zip(view.nodes, view.after(), strict=True)}


def _chosen(options: argparse.Namespace, labels: Labels) -> dict[str, Any]:
    """What the options say, by the names that measures have for it."""
    given = {
        "k": _K if options.k is None else options.k,
        "measure": options.of,
        "weight": "weight" if options.weighted else None,
        "sources": labels.nodes(options.start),
        "targets": labels.nodes(options.goal),
        **{
            each: getattr(options, each)
            for each in (
                "objective",
                "radius",
                "resamples",
                "partial_credit",
                "permutations",
                "seed",
                "error",
                "direction",
                "attenuation",
                "by",
            )
        },
    }
    return {name: value for name, value in given.items() if value is not None}


def _needed(name: str, options: argparse.Namespace, labels: Labels) -> Any:
    """What a measure cannot do without, from the option that says it."""
    from trosol.networks.network_files import read_groups

    if name == "groups":
        groups = read_groups(Path(_given(options.groups, "groups", "--groups FILE (a CSV with node,group)")))
        return {labels.node(node): group for node, group in groups.items()}
    if name == "measure":
        return _OF
    if name == "onto":
        return _given(options.onto, "onto", "--onto MODE (one of the two in the file of groups)")
    if name == "pushes":
        pushes = _pushes(_given(options.push, "push", "--push NODE=VALUE"))
        return {labels.node(node): value for node, value in pushes.items()}
    option = "start" if name in ("start", "sources") else "goal"
    return labels.nodes(_given(getattr(options, option), option, f"--{option} NODE"))


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


def _show(result: dict[str, Any], labels: Labels | None = None) -> None:
    """Print scores as a table, highest first, then whatever else the measure gives, nodes by their labels."""
    labels = labels or Labels({})
    scores = result.get("scores") or {}
    if scores and not isinstance(next(iter(scores.values())), dict):
        rows = sorted(scores.items(), key=lambda item: (-(item[1] if item[1] is not None else float("-inf")), item[0]))
        cells = [(node, ["not defined" if v is None else f"{v:g}"]) for node, v in rows]
        print(_table([result["measure"]], cells, labels))
    elif scores:
        columns = list(next(iter(scores.values())))
        cells = [(node, [_cell(row[c], labels) for c in columns]) for node, row in sorted(scores.items())]
        print(_table(columns, cells, labels))
    if isinstance(edges := result.get("edges"), list) and edges:
        names = list(edges[0])
        print(table(names, [[_cell(edge[each], labels) for each in names] for edge in edges]))
    for name, value in result.items():
        if name not in ("measure", "parameters", "scores", "normalised", "edges"):
            print(f"{name}: {_cell(value, labels)}")


def _table(columns: list[str], rows: list[tuple[str, list[str]]], labels: Labels) -> str:
    if not labels.by_node:
        return table(["node", *columns], [[node, *cells] for node, cells in rows])
    return table(["node", "label", *columns], [[node, labels.by_node.get(node, ""), *cells] for node, cells in rows])


def _cell(value: Any, labels: Labels) -> str:
    if value is None:
        return "not defined"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return (
            "; ".join(
                ", ".join(_cell(v, labels) for v in each) if isinstance(each, list) else _cell(each, labels) for each in value
            )
            or "none"
        )
    if isinstance(value, dict):
        return ", ".join(f"{_cell(key, labels)} {_cell(each, labels)}" for key, each in value.items()) or "none"
    return labels.shown(str(value))
