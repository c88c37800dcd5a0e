"""What a measure on Spark gives: rows on the cluster, and in words which primitive made them and how exact they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trosol.errors import Problem, WrongUse, shorten

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["ABOUT", "EXACT", "MOST_ROWS", "SparkResult"]

EXACT = "exact"

MOST_ROWS = 1_000_000
"""How many rows are brought to one machine at most; more are written where the cluster can."""

ABOUT = "_about.json"
"""The file beside written rows that says what they are. Spark and Arrow leave files with such a name alone."""

_WRITERS = {".parquet": "parquet", ".json": "json"}


@dataclass(frozen=True)
class SparkResult:
    """``rows``: a frame with ``node`` first, in order of the nodes. ``whole``: numbers about the network as a whole.

    ``primitive``: what of Spark did it. ``exactness``: ``exact``, or what is approximate and by how much.
    """

    measure: str
    rows: DataFrame
    primitive: str
    parameters: Mapping[str, Any]
    exactness: str
    whole: Mapping[str, Any] = field(default_factory=dict)

    def about(self) -> dict[str, Any]:
        """Plain values: measure, engine with version, master and primitive, parameters, exactness, numbers about the whole."""
        context = self.rows.sparkSession.sparkContext
        engine = {"name": "Apache Spark", "version": context.version, "master": context.master, "primitive": self.primitive}
        said = {"measure": self.measure, "engine": engine, "parameters": dict(self.parameters), "exactness": self.exactness}
        return {**said, **self.whole}

    def to_json(self) -> dict[str, Any]:
        """The same with ``scores``, by node. Raises :class:`WrongUse` for more rows than one machine is asked to hold."""
        from trosol.measures.ranks import neat

        kept = self.rows.limit(MOST_ROWS + 1).collect()
        if len(kept) > MOST_ROWS:
            raise WrongUse(
                Problem(
                    "output-missing",
                    f"There are more than {MOST_ROWS:,} rows, too many to print.",
                    "Add --output FOLDER; Spark writes them there.",
                )
            )
        names = self.rows.columns[1:]
        scores: dict[str, Any] = {}
        for node, *values in kept:
            row = [neat([value])[0] if isinstance(value, float) else value for value in values]
            scores[node] = row[0] if len(names) == 1 else dict(zip(names, row, strict=True))
        return {**self.about(), "scores": scores}

    def write(self, place: str) -> None:
        """Have Spark write the rows into a folder: Parquet, or JSON lines where it ends in ``.json``; ``_about.json`` beside them.

        The place may be an address that the cluster knows (``hdfs://…``, ``s3a://…``). Raises :class:`WrongUse` where it is taken.
        """
        ending = next((name for name in _WRITERS if place.rstrip("/").lower().endswith(name)), ".parquet")
        spark = self.rows.sparkSession
        if _file_system(spark, place).exists(_path(spark, place)):
            raise WrongUse(
                Problem(
                    "name-in-use",
                    f"{shorten(place)} is there already.",
                    "Name a folder that is not there yet, or delete that one.",
                )
            )
        self.rows.write.format(_WRITERS[ending]).save(place)
        stream = _file_system(spark, place).create(_path(spark, f"{place.rstrip('/')}/{ABOUT}"))
        stream.write(bytearray((json.dumps(self.about(), ensure_ascii=False, indent=2) + "\n").encode()))
        stream.close()


def _path(spark: SparkSession, place: str) -> Any:
    java: Any = spark._jvm
    return java.org.apache.hadoop.fs.Path(place)


def _file_system(spark: SparkSession, place: str) -> Any:
    context: Any = spark.sparkContext._jsc
    return _path(spark, place).getFileSystem(context.hadoopConfiguration())
