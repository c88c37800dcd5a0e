"""The measures that Spark itself has a primitive for, each on edges that lie anywhere Spark can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trosol.errors import Problem, WrongUse, shorten
from trosol.spark.network import SparkNetwork, read_edges, read_groups
from trosol.spark.spark_results import EXACT, SparkResult

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["MEASURES", "SparkOptions", "measure"]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


@dataclass(frozen=True, slots=True)
class SparkOptions:
    """What somebody may ask for beside a measure's name. ``rounds``: of PageRank and label propagation, None for the usual number."""

    directed: bool = False
    weighted: bool = False
    nodes: str | None = None
    groups: str | None = None
    landmarks: tuple[str, ...] = ()
    damping: float = 0.85
    rounds: int | None = None


def measure(spark: SparkSession, name: str, edges: str, wish: SparkOptions | None = None) -> SparkResult:
    """Run one of :data:`MEASURES` on edges in Parquet.

    Raises :class:`WrongUse` for a measure that Spark has no primitive for or that cannot be run as asked, and what :func:`read_edges` raises.
    """
    if name not in MEASURES:
        raise WrongUse(
            Problem(
                "measure-unknown",
                f"Spark has no primitive for '{shorten(name)}', so it stays on one machine.",
                f"On Spark there are: {', '.join(MEASURES)}. For all others leave --engine out.",
            )
        )
    wish = wish or SparkOptions()
    if wish.weighted and name != "degree":
        raise WrongUse(
            Problem("weight-not-taken", f"On Spark {name} takes no weights.", "Leave --weighted out, or leave --engine out.")
        )
    if wish.rounds is not None and wish.rounds < 1:
        raise WrongUse(Problem("measure-range", f"rounds is {wish.rounds}.", "Give a whole number from 1 on."))
    network = read_edges(spark, edges, directed=wish.directed, weighted=wish.weighted, nodes=wish.nodes)
    return MEASURES[name](network, wish)


def _degree(network: SparkNetwork, wish: SparkOptions) -> SparkResult:
    from pyspark.sql import functions as f

    ends = network.edges.selectExpr("src AS id", "weight").unionAll(network.edges.selectExpr("dst AS id", "weight"))
    counted = ends.groupBy("id").agg(f.sum("weight").alias("degree"))
    rows = _named(network, counted, "coalesce(degree, 0D) AS degree")
    return SparkResult("degree", rows, "Spark SQL groupBy", {"weighted": wish.weighted}, EXACT)


def _pagerank(network: SparkNetwork, wish: SparkOptions) -> SparkResult:
    """GraphX leaves standing that reaches a dead end out and scales the rest; that gives the same shares as starting it anew everywhere."""
    if not 0 <= wish.damping <= 0.99:
        raise WrongUse(Problem("measure-range", f"damping is {wish.damping:g}.", "Give a number from 0 to 0.99."))
    rounds = 100 if wish.rounds is None else wish.rounds
    found = network.graph().pagerank(rounds, wish.damping)
    rows = _named(network, found, f"value / {network.size}D AS pagerank")
    off = 2 * wish.damping**rounds
    told = {"damping": wish.damping, "rounds": rounds}
    return SparkResult("pagerank", rows, "GraphX PageRank", told, f"all values together are off by at most {off:.1g}")


def _connected(network: SparkNetwork, _wish: SparkOptions) -> SparkResult:
    return _components(
        network, "connected_components", "GraphX ConnectedComponents", network.graph(both_ways=False).connected_components()
    )


def _strongly(network: SparkNetwork, _wish: SparkOptions) -> SparkResult:
    made = network.graph().strongly_connected_components()
    return _components(network, "strongly_connected_components", "GraphX StronglyConnectedComponents", made)


def _components(network: SparkNetwork, name: str, primitive: str, found: DataFrame) -> SparkResult:
    """A component is named after the first of its nodes."""
    rows, whole = _labelled(network, found, "component")
    return SparkResult(name, rows, primitive, {}, EXACT, {"components": whole})


def _labels(network: SparkNetwork, wish: SparkOptions) -> SparkResult:
    rounds = 10 if wish.rounds is None else wish.rounds
    rows, whole = _labelled(network, network.graph(both_ways=False).label_propagation(rounds), "label")
    exactness = "one of several answers: where labels are equally frequent, any of them is taken"
    return SparkResult("label_propagation", rows, "GraphX LabelPropagation", {"rounds": rounds}, exactness, {"labels": whole})


def _triangles(network: SparkNetwork, _wish: SparkOptions) -> SparkResult:
    found = network.graph(both_ways=False).triangle_count()
    return SparkResult("triangles", _named(network, found, "value AS triangles"), "GraphX TriangleCount", {}, EXACT)


def _landmarks(network: SparkNetwork, wish: SparkOptions) -> SparkResult:
    from pyspark.sql import functions as f

    if not wish.landmarks:
        raise WrongUse(Problem("goal-missing", "This measure needs landmarks.", "Add --goal NODE, once for each."))
    known = {row["name"]: row["id"] for row in network.nodes.filter(f.col("name").isin(*wish.landmarks)).collect()}
    for name in wish.landmarks:
        if name not in known:
            raise WrongUse(Problem("node-unknown", f"There is no node '{shorten(name)}'.", "Take a name from the edges."))
    found = network.graph().shortest_paths(list(known.values()))
    steps = [f.element_at("value", f.lit(known[name]).cast("long")).alias(name) for name in wish.landmarks]
    rows = network.nodes.join(found, "id").orderBy("id").select(f.col("name").alias("node"), *steps)
    return SparkResult("shortest_paths", rows, "GraphX ShortestPaths", {"landmarks": list(wish.landmarks)}, EXACT)


def _brokerage(network: SparkNetwork, wish: SparkOptions) -> SparkResult:
    """Open two-paths a→b→c by the groups of the three (Gould and Fernandez): joins, no graph algorithm."""
    from pyspark.sql import functions as f

    if wish.groups is None:
        raise WrongUse(
            Problem("groups-missing", "This measure needs groups.", "Add --groups FILE (CSV or Parquet with node,group).")
        )
    grouped = read_groups(network, wish.groups)
    arrows = network.arrows.select("src", "dst").persist()
    into, out = arrows.selectExpr("src AS a", "dst AS b"), arrows.selectExpr("src AS b", "dst AS c")
    paths = into.join(out, "b").filter("a <> c").join(arrows.selectExpr("src AS a", "dst AS c"), ["a", "c"], "left_anti")
    for place in "abc":
        paths = paths.join(grouped.selectExpr(f"id AS {place}", f"group AS group_{place}"), place)
    role = f.expr(
        "CASE WHEN group_a = group_b AND group_b = group_c THEN 'coordinator' WHEN group_a = group_b THEN 'representative' "
        "WHEN group_b = group_c THEN 'gatekeeper' WHEN group_a = group_c THEN 'itinerant' ELSE 'liaison' END"
    )
    counted = paths.select(f.col("b").alias("id"), role.alias("role")).groupBy("id").pivot("role", list(ROLES)).count()
    columns = [f"coalesce({name}, 0L) AS {name}" for name in ROLES]
    total = " + ".join(f"coalesce({name}, 0L)" for name in ROLES)
    rows = _named(network, counted, *columns, f"{total} AS total")
    return SparkResult("brokerage", rows, "Spark SQL joins", {}, EXACT)


def _named(network: SparkNetwork, found: DataFrame, *columns: str) -> DataFrame:
    """Every node in order with its values, those that were not found among them."""
    return network.nodes.join(found, "id", "left").orderBy("id").selectExpr("name AS node", *columns)


def _labelled(network: SparkNetwork, found: DataFrame, what: str) -> tuple[DataFrame, int]:
    """Nodes with the name of the node that their value numbers, and how many different ones there are."""
    from pyspark.sql import functions as f

    found = found.persist()
    names = network.nodes.select(f.col("id").alias("value"), f.col("name").alias(what))
    rows = network.nodes.join(found, "id").join(names, "value").orderBy("id").select(f.col("name").alias("node"), what)
    return rows, found.select("value").distinct().count()


MEASURES: dict[str, Callable[[SparkNetwork, SparkOptions], SparkResult]] = {
    "degree": _degree,
    "pagerank": _pagerank,
    "connected_components": _connected,
    "strongly_connected_components": _strongly,
    "label_propagation": _labels,
    "triangles": _triangles,
    "shortest_paths": _landmarks,
    "brokerage": _brokerage,
}
