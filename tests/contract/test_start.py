"""``start.py``: whoever ends it ends what it started, in whatever way."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import ROOT
from ports import HANG

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent")

STUB = """#!/bin/sh
echo "$$ $*" > "$TOLD.part"
mv "$TOLD.part" "$TOLD"
exec sleep 600
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment in which all is installed, and whose Python says who it is and then waits."""
    place = tmp_path / "venv"
    (place / "bin").mkdir(parents=True)
    (place / "bin" / "python").write_text(STUB, encoding="utf-8")
    (place / "bin" / "python").chmod(0o755)
    for name in ("requirements/run.txt", "pyproject.toml"):
        content = (ROOT / name).read_bytes()
        (place / f"{Path(name).name}.installed").write_text(hashlib.sha256(content).hexdigest(), encoding="utf-8")
    told = tmp_path / "told"
    yield {**os.environ, "TROSOL_VENV": str(place), "TOLD": str(told)}
    if told.exists():
        with suppress(ProcessLookupError):
            os.kill(int(told.read_text(encoding="utf-8").split()[0]), signal.SIGKILL)


def _runs(number: int) -> bool:
    """Whether there is such a process, and not only what is left of it."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are read from /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"])
def test_what_it_runs_ends_with_it(environment: dict[str, str], name: str) -> None:
    begun = subprocess.Popen([sys.executable, "-P", str(ROOT / "start.py"), "dashboard", "--port", "1"], env=environment)
    told = Path(environment["TOLD"])
    until = time.monotonic() + HANG
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.01)
    number, *words = told.read_text(encoding="utf-8").split()
    assert words == ["-P", "-m", "trosol", "dashboard", "--port", "1"] and _runs(int(number))
    begun.send_signal(getattr(signal, name))
    begun.wait(timeout=HANG)
    while _runs(int(number)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _runs(int(number))
