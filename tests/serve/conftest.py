"""Ecosystems served by the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, WALES, free_port
from ports import HANG


def start(ecosystem: str, *options: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start ``trosol serve`` as anybody would and wait until it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "trosol", "serve", ecosystem, "--port", str(port), *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(10 * HANG):
        try:
            with urllib.request.urlopen(address + "/health", timeout=HANG):
                return process, address
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the server did not start")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it."""
    process.terminate()
    process.wait(timeout=HANG)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the Wales ecosystem."""
    process, address = start(WALES, "--cors", "https://example.org")
    yield address
    stop(process)


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an ecosystem whose names try to run as code."""
    from builders import rows_with, tiny

    evil = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>{{ 7*7 }}"
    entities = rows_with("entities", 1, "label", evil)
    for row in entities[1:]:
        row[3] = evil
    folder: Path = tiny(tmp_path_factory.mktemp("evil"), entities=entities)
    process, address = start(str(folder))
    yield address
    stop(process)
