"""Measures on Apache Spark, for networks that do not fit on one machine.

GraphX, reached through PySpark's own gateway, for what it has; Spark SQL for the rest. No function of Python runs on the executors, so
that these need Spark alone. What neither has stays on one machine: :mod:`trosol.measures`. Nothing here knows of ecosystems or RDF.
"""

from trosol.spark.network import SparkNetwork, read_edges
from trosol.spark.spark_cluster import spark_session
from trosol.spark.spark_measures import MEASURES, SparkOptions, measure
from trosol.spark.spark_results import SparkResult

__all__ = ["MEASURES", "SparkNetwork", "SparkOptions", "SparkResult", "measure", "read_edges", "spark_session"]
