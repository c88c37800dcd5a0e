"""What a user is told who has no Spark, or no Java for it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from trosol.cli.main import main
from trosol.extras import command_for
from trosol.spark.spark_cluster import java_problem


def test_without_pyspark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    (tmp_path / "edges.csv").write_text("source,target\na,b\n")
    assert main(["measure", str(tmp_path / "edges.csv"), "--measure", "degree", "--engine", "spark"]) == 2
    assert f"Install it with: {command_for('spark')} [extra-missing]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('openjdk version "11.0.2" 2019-01-15', "java-too-old"),
        ('java version "1.8.0_202"', "java-too-old"),
        ('openjdk version "17.0.15" 2025-04-15', None),
        ('openjdk version "21" 2023-09-19', None),
        ("no Java at all", "java-missing"),
    ],
)
def test_which_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, code: str | None) -> None:
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    problem = java_problem()
    assert (problem.code if problem else None) == code


def test_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    problem = java_problem()
    assert problem
    assert problem.code == "java-missing"


def test_what_is_for_spark_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\n")
    assert main(["measure", str(tmp_path / "edges.csv"), "--measure", "degree", "--rounds", "3"]) == 2
    assert "--engine spark" in capsys.readouterr().err
    (tmp_path / "edges.parquet").write_bytes(b"PAR1")
    assert main(["measure", str(tmp_path / "edges.parquet"), "--measure", "degree"]) == 2
    assert "--engine spark" in capsys.readouterr().err
