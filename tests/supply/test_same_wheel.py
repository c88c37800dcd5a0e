"""Wheel and sdist are the same bytes wherever, whenever and by whomever they are built, and hold nothing of the builder's."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

WHAT = (".ci", "benchmarks", "dashboard", "data", "docs", "graph", "ontology", "requirements", "tests")
LITTER = (
    "data/wales-social-care-2022/.trosol/journal/000001/entry.json",
    "data/wales-social-care-2022/.trosol/journal/000001/before/claims.csv",
    "graph/trosol/__pycache__/x.cpython-311.pyc",
    "dashboard/__pycache__/x.cpython-311.pyc",
    "build/lib/trosol/old.py",
)


def copied(into: Path) -> Path:
    """The checkout without what git would not keep."""
    wild = shutil.ignore_patterns("__pycache__", ".trosol", "*.pyc", "*.egg-info")
    for name in WHAT:
        shutil.copytree(ROOT / name, into / name, ignore=wild)
    for path in (*ROOT.glob("*.md"), *ROOT.glob("LICENSE*"), ROOT / "start.py", ROOT / "pyproject.toml", ROOT / ".gitignore"):
        shutil.copy2(path, into / path.name)
    return into


def build(source: Path, into: Path, **env: str) -> dict[str, Path]:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into)]
    kept = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(command, cwd=source, env={**kept, **env}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.suffix: path for path in into.iterdir()}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], dict[str, Path]]:
    """Built here and now; and at another place, by somebody with other rights, long ago, who has worked there."""
    one = build(copied(tmp_path_factory.mktemp("one")), tmp_path_factory.mktemp("dist-one"), PYTHONHASHSEED="1")
    other = copied(tmp_path_factory.mktemp("elsewhere") / "a place with spaces")
    for name in LITTER:
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_text("mine", encoding="utf-8")
    for path in other.rglob("*"):
        if path.is_file():
            path.chmod(path.stat().st_mode & ~0o077)
            os.utime(path, (1_000_000_000, 1_000_000_000))
    two = build(other, tmp_path_factory.mktemp("dist-two"), PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C")
    return one, two


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", [".whl", ".gz"])
def test_two_builds_are_the_same_bytes(twice: tuple[dict[str, Path], dict[str, Path]], kind: str) -> None:
    one, two = (hashlib.sha256(each[kind].read_bytes()).hexdigest() for each in twice)
    assert one == two


@pytest.mark.exhaustive
def test_nothing_of_the_builder_is_inside(twice: tuple[dict[str, Path], dict[str, Path]]) -> None:
    with zipfile.ZipFile(twice[1][".whl"]) as wheel, tarfile.open(twice[1][".gz"]) as sdist:
        names = [*wheel.namelist(), *sdist.getnames()]
        assert not [name for name in names if ".trosol" in name or "__pycache__" in name or "/build/" in name]
        told = wheel.read(next(name for name in names if name.endswith("/sboms/sbom.cdx.json")))
    assert told == (ROOT / "requirements" / "sbom.cdx.json").read_bytes()
