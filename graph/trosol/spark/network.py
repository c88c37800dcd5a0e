"""Edges in Parquet as a simple network on Spark: names numbered in their order, parallel edges one, self-loops left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.spark.graphx import GraphX, numbered

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SparkNetwork", "read_edges", "read_groups"]


@dataclass(frozen=True)
class SparkNetwork:
    """``nodes``: ``id``, ``name``. ``edges``: ``src``, ``dst``, ``weight``, each once (src < dst where undirected)."""

    spark: SparkSession
    nodes: DataFrame
    edges: DataFrame
    directed: bool

    @cached_property
    def size(self) -> int:
        """How many nodes."""
        return int(self.nodes.count())

    @cached_property
    def ties(self) -> int:
        """How many edges."""
        return int(self.edges.count())

    @cached_property
    def arrows(self) -> DataFrame:
        """Every edge; an undirected one in both directions."""
        if self.directed:
            return self.edges
        return self.edges.unionByName(self.edges.selectExpr("dst AS src", "src AS dst", "weight"))

    def graph(self, *, both_ways: bool = True) -> GraphX:
        """The network for GraphX: all arrows, or each edge once for what does not ask for direction."""
        return GraphX(self.spark, self.nodes, self.arrows if both_ways else self.edges)


def read_frame(spark: SparkSession, path: str) -> DataFrame:
    """What Parquet (or a CSV file with a header) at a path or address holds. Raises :class:`WrongUse` where it cannot be read."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        if path.lower().endswith(".csv"):
            return spark.read.csv(path, header=True, multiLine=True, escape='"', encoding="UTF-8")
        return spark.read.parquet(path)
    except (Py4JJavaError, PySparkException) as error:
        reason = str(error).strip().split("\n", 1)[0]
        raise WrongUse(
            Problem(
                "network-unreadable",
                f"Spark cannot read this as Parquet: {shorten(reason, 200)}.",
                "Give a file or folder of Parquet that every machine of the cluster can read; "
                "`trosol export --format parquet` writes such files.",
                Where(shorten(path)),
            )
        ) from None


def column_of(frame: DataFrame, path: str, *names: str) -> str:
    """The first of these columns that is there. Raises :class:`TrosolError` where none is."""
    for name in names:
        if name in frame.columns:
            return name
    raise TrosolError(
        Problem(
            "header-missing",
            f"The column '{names[0]}' is missing.",
            f"There are: {', '.join(shorten(name) for name in frame.columns) or 'none'}.",
            Where(shorten(path)),
        )
    )


def read_edges(
    spark: SparkSession, path: str, *, directed: bool = False, weighted: bool = False, nodes: str | None = None
) -> SparkNetwork:
    """Read edges (``source``, ``target`` and, if ``weighted``, ``weight``) and, where given, all nodes (``id`` or ``node``).

    Without ``weighted`` every edge weighs 1; parallel edges become one, their weights added. Raises :class:`TrosolError` for a missing
    column, a blank end or a weight that is no number above 0, :class:`WrongUse` for a file that Spark cannot read.
    """
    from pyspark.sql import functions as f

    raw = read_frame(spark, path)
    kept = [f.col(_quoted(column_of(raw, path, name))).cast("string").alias(name) for name in ("source", "target")]
    weight = f.col(_quoted(column_of(raw, path, "weight"))).try_cast("double") if weighted else f.lit(1.0)
    edges = raw.select(*kept, weight.alias("weight"))
    _refuse(edges, path, weighted)
    names = edges.select(f.col("source").alias("name")).union(edges.select("target"))
    if nodes is not None:
        listed = read_frame(spark, nodes)
        named = f.col(_quoted(column_of(listed, nodes, "id", "node"))).cast("string")
        names = names.union(listed.select(named.alias("name")).dropna())
    index = numbered(spark, names).persist()
    ends = (
        edges.filter("source <> target")
        .join(index.selectExpr("name AS source", "id AS src"), "source")
        .join(index.selectExpr("name AS target", "id AS dst"), "target")
    )
    if not directed:
        ends = ends.select(f.least("src", "dst").alias("src"), f.greatest("src", "dst").alias("dst"), "weight")
    total = f.sum("weight") if weighted else f.lit(1.0)
    simple = ends.groupBy("src", "dst").agg(f.count("*").alias("_"), total.alias("weight")).drop("_")
    found = SparkNetwork(spark, index, simple.persist(), directed)
    if not found.size:
        raise WrongUse(Problem("graph-empty", "The network has no nodes.", "Give it at least one edge.", Where(shorten(path))))
    return found


def read_groups(network: SparkNetwork, path: str) -> DataFrame:
    """The group of each node: columns ``id`` and ``group``. Raises :class:`TrosolError` where a node has none, or two."""
    from pyspark.sql import functions as f

    raw = read_frame(network.spark, path)
    node, group = (f.col(_quoted(column_of(raw, path, name))).cast("string").alias(name) for name in ("node", "group"))
    told = raw.select(f.trim(node).alias("name"), group).filter("group <> ''").distinct()
    joined = network.nodes.join(told, "name", "left").persist()
    for wrong, problem, remedy in (
        (joined.filter("group IS NULL"), "has no group", "Give every node of the network one."),
        (joined.groupBy("name").count().filter("count > 1"), "has two groups", "Give it one."),
    ):
        first = wrong.head()
        if first:
            text = f"The node '{shorten(first['name'])}' {problem}."
            raise TrosolError(Problem("groups-missing", text, remedy, Where(shorten(path))))
    return joined.select("id", "group")


def _refuse(edges: DataFrame, path: str, weighted: bool) -> None:
    from pyspark.sql import functions as f

    blank = f.col("source").isNull() | f.col("target").isNull() | (f.col("source") == "") | (f.col("target") == "")
    if edges.filter(blank).head():
        raise TrosolError(Problem("cell-missing", "An end of an edge is blank.", "Name both ends.", Where(shorten(path))))
    if weighted:
        weight = f.col("weight")
        wrong = edges.filter(weight.isNull() | f.isnan(weight) | (weight <= 0) | (weight == float("inf"))).head()
        if wrong:
            raise TrosolError(
                Problem(
                    "weight-wrong",
                    f"The weight of {shorten(wrong['source'])} → {shorten(wrong['target'])} is no number above 0.",
                    "Write one, or leave a tie of weight 0 out.",
                    Where(shorten(path)),
                )
            )


def _quoted(name: str) -> str:
    return f"`{name}`"
