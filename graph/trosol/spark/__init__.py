"""Measures on Apache Spark, for networks that do not fit on one machine.

GraphX, reached through PySpark's own gateway, for what it has; Spark SQL for the rest. No function of Python runs on the executors, so
that these need Spark alone. What neither has stays on one machine: :mod:`trosol.measures`. Nothing here knows of ecosystems or RDF.
"""

from trosol.spark.network import SparkNetwork, read_edges
from trosol.spark.spark_cluster import spark_session
from trosol.spark.spark_measures import MEASURES, Wish, measure
from trosol.spark.spark_results import Found

__all__ = ["MEASURES", "Found", "SparkNetwork", "Wish", "measure", "read_edges", "spark_session"]
