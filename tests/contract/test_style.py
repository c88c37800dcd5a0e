"""The house style holds: formatted, linted, typed; the same lines as before a commit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

SCRIPTS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "graph", "dashboard", "tests", "docs", "benchmarks", "start.py"],
        ["ruff", "format", "--check", "--no-cache", "graph", "dashboard", "tests", "docs", "benchmarks", "start.py"],
        pytest.param(["mypy"], marks=pytest.mark.exhaustive),
    ],
    ids=lambda c: " ".join(c[:2]),
)
def test_style(command: list[str]) -> None:
    done = subprocess.run([str(SCRIPTS / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
