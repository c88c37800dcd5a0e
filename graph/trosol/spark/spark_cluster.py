"""A Spark session: whatever ``spark-submit`` or the environment says, else this machine and nobody else's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.errors import Problem, TrosolError, WrongUse, shorten

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["LEAST_JAVA", "java_problem", "java_version", "spark_session"]

LEAST_JAVA = 17
"""The oldest Java that Spark 4 starts on."""

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_CAUSE = re.compile(r"^Caused by: (.*)$", re.MULTILINE)


def java_version() -> int | None:
    """The version of the Java that Spark would start (``JAVA_HOME``, else the path); None where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None:
        return None
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(said.stderr + said.stdout)
    return int(found[1]) if found else None


def java_problem() -> Problem | None:
    """What stands in the way of starting Spark, where it is Java."""
    version = java_version()
    remedy = f"Install Java {LEAST_JAVA} or newer, and let JAVA_HOME name its folder."
    if version is None:
        return Problem("java-missing", "Spark needs Java, and none was found.", remedy)
    if version < LEAST_JAVA:
        return Problem("java-too-old", f"Spark needs Java {LEAST_JAVA} or newer; this is {version}.", remedy)
    return None


@contextmanager
def spark_session() -> Iterator[SparkSession]:
    """The session that is there already, else a new one that ends with the block.

    ``spark-submit``, ``spark-defaults.conf`` and the variable ``MASTER`` say where it runs; without them it runs on all cores of this
    machine, listens on 127.0.0.1 alone and shows no web page. Raises :class:`WrongUse` where Java is missing or too old,
    :class:`TrosolError` for what goes wrong inside Spark, and ModuleNotFoundError without PySpark.
    """
    # PySpark warns of pandas 3, which is not used here.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    from py4j.protocol import Py4JError
    from pyspark import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is None and SparkContext._gateway is None and "PYSPARK_GATEWAY_PORT" not in os.environ:
        problem = java_problem()
        if problem:
            raise WrongUse(problem)
    try:
        session = running or _started()
        try:
            yield session
        finally:
            if running is None:
                session.stop()
    except (Py4JError, PySparkException) as error:
        raise TrosolError(
            Problem(
                "spark-failed",
                f"Spark stopped: {shorten(_reason(error), 300)}.",
                "See what Spark wrote above. Where memory ran out, give more: --driver-memory and --executor-memory of spark-submit, "
                "or the variable SPARK_DRIVER_MEMORY (e.g. 8g).",
            )
        ) from None


def _started() -> SparkSession:
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    # Where nobody names a cluster, nothing is to leave this machine. Spark reads this one variable before any setting.
    if "PYSPARK_GATEWAY_PORT" not in os.environ and os.environ.get("MASTER", "local").startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    SparkContext._ensure_initialized()
    settings = SparkConf()
    settings.setIfMissing("spark.app.name", "trosol")
    if not sys.stderr.isatty():  # PySpark draws its bars into log files too
        settings.set("spark.ui.showConsoleProgress", "false")
    if settings.get("spark.master", "local[*]").startswith("local"):
        settings.setIfMissing("spark.master", "local[*]")
        for key in ("spark.driver.host", "spark.driver.bindAddress"):
            settings.setIfMissing(key, "127.0.0.1")
        settings.setIfMissing("spark.ui.enabled", "false")
    session = SparkSession.builder.config(conf=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    if settings.get("spark.master").startswith("local") and not settings.contains("spark.sql.shuffle.partitions"):
        # 200 parts are for a cluster; GraphX keeps that number in every round, and pays for each part in each.
        session.conf.set("spark.sql.shuffle.partitions", str(session.sparkContext.defaultParallelism))
    return session


def _reason(error: Exception) -> str:
    text = str(error)
    causes = _CAUSE.findall(text)
    return causes[-1] if causes else text.strip().split("\n", 1)[0]
