"""GraphX from Python, through PySpark's gateway to the JVM, without text files between and without Python on the executors.

PySpark has no GraphX of its own. Its classes are on every Spark's class path, and take vertex numbers as 64-bit integers.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["GraphX", "numbered"]

_ALL_ROUNDS = 2_147_483_647


def numbered(spark: SparkSession, names: DataFrame) -> DataFrame:
    """Distinct names (one text column) with the numbers 0 to n-1 in their order: columns ``id`` and ``name``."""
    jvm = _Jvm(spark)
    texts = names.distinct().orderBy(names.columns[0])._jdf.__getattr__("as")(jvm.encoders.STRING())
    return (
        jvm.frame(texts.rdd().zipWithIndex(), jvm.encoders.STRING(), jvm.encoders.LONG()).toDF("name", "id").select("id", "name")
    )


class _Jvm:
    """What GraphX and data frames need of the JVM to pass rows to one another."""

    def __init__(self, spark: SparkSession) -> None:
        self.spark, self.all = spark, spark._jvm
        self.encoders: Any = self.all.org.apache.spark.sql.Encoders

    def pairs(self, frame: DataFrame, first: Any, second: Any) -> Any:
        """The rows of a frame with two columns as an RDD of pairs."""
        return frame._jdf.__getattr__("as")(self.encoders.tuple(first, second)).rdd()

    def frame(self, pairs: Any, first: Any, second: Any) -> DataFrame:
        """An RDD of pairs as a frame with two columns."""
        from pyspark.sql import DataFrame

        made = self.spark._jsparkSession.createDataset(pairs, self.encoders.tuple(first, second))
        return DataFrame(made.toDF(), self.spark)

    def single(self, name: str) -> Any:
        """The one object of a Scala companion."""
        package, _, last = name.rpartition(".")
        where = self.all
        for part in package.split("."):
            where = getattr(where, part)
        return getattr(getattr(where, f"{last}$"), "MODULE$")


class GraphX:
    """A graph of numbered vertices: every algorithm gives a frame of ``id`` and ``value``."""

    def __init__(self, spark: SparkSession, nodes: DataFrame, edges: DataFrame) -> None:
        """Take vertices (``id``) and edges (``src``, ``dst``), each once."""
        self._jvm, self._nodes, self._edges = _Jvm(spark), nodes, edges
        self._lib: Any = self._jvm.all.org.apache.spark.graphx.lib
        self._whole = self._jvm.single("scala.reflect.ClassTag").Int()

    @cached_property
    def _graph(self) -> Any:
        from pyspark.sql import functions as f

        jvm, tag = self._jvm, self._whole
        long, whole = jvm.encoders.LONG(), jvm.encoders.INT()
        level = jvm.all.org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK()
        maker = jvm.all.org.apache.spark.graphx.Graph
        pairs = jvm.pairs(self._edges.select("src", "dst"), long, long)
        tied = maker.fromEdgeTuples(pairs, 0, jvm.single("scala.None"), level, level, tag)
        # fromEdgeTuples knows only vertices with an edge; those without one count too.
        every = jvm.pairs(self._nodes.select("id", f.lit(0)), long, whole)
        return maker.apply(every, tied.edges(), 0, level, level, tag, tag)

    def pagerank(self, iterations: int, damping: float) -> DataFrame:
        """``PageRank.run``: that many rounds, vertices scaled to a mean of 1."""
        made = self._lib.PageRank.run(self._graph, iterations, 1 - damping, self._whole, self._whole)
        return self._vertices(made, self._jvm.encoders.DOUBLE())

    def connected_components(self) -> DataFrame:
        """``ConnectedComponents.run``: the least vertex of each one's component, direction aside."""
        return self._vertices(self._lib.ConnectedComponents.run(self._graph, self._whole, self._whole), self._jvm.encoders.LONG())

    def strongly_connected_components(self) -> DataFrame:
        """``StronglyConnectedComponents.run``, as many rounds as it takes."""
        made = self._lib.StronglyConnectedComponents.run(self._graph, _ALL_ROUNDS, self._whole, self._whole)
        return self._vertices(made, self._jvm.encoders.LONG())

    def label_propagation(self, steps: int) -> DataFrame:
        """``LabelPropagation.run``: all vertices at once, direction aside, exactly that many steps."""
        return self._vertices(self._lib.LabelPropagation.run(self._graph, steps, self._whole), self._jvm.encoders.LONG())

    def triangle_count(self) -> DataFrame:
        """``TriangleCount.run``: triangles through each vertex, direction aside."""
        made = self._lib.TriangleCount.run(self._graph, self._whole, self._whole)
        return self._vertices(made, self._jvm.encoders.INT())

    def shortest_paths(self, landmarks: list[int]) -> DataFrame:
        """``ShortestPaths.run``: for each vertex a map from the landmarks it reaches along the arrows to the number of steps."""
        jvm = self._jvm
        wanted = jvm.all.java.util.ArrayList()
        for each in landmarks:
            wanted.add(jvm.all.java.lang.Long.valueOf(each))
        wanted = jvm.all.scala.jdk.javaapi.CollectionConverters.asScala(wanted).toSeq()
        made = self._lib.ShortestPaths.run(self._graph, wanted, self._whole)
        # The public encoders have none for a map of Scala's; this one is what they are made of.
        kinds = jvm.all.org.apache.spark.sql.catalyst.encoders
        some_map = jvm.all.java.lang.Class.forName("scala.collection.Map")
        tag = jvm.single("scala.reflect.ClassTag").apply(some_map)
        encoder = getattr(kinds, "AgnosticEncoders$MapEncoder")(tag, jvm.encoders.LONG(), jvm.encoders.INT(), False)
        return self._vertices(made, encoder)

    def _vertices(self, graph: Any, value: Any) -> DataFrame:
        return self._jvm.frame(graph.vertices(), self._jvm.encoders.LONG(), value).toDF("id", "value")
