"""The Wales ecosystem served by the real command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

from conftest import ROOT, WALES, free_port


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of ``trosol serve``, started as anybody would."""
    port = free_port()
    command = [sys.executable, "-m", "trosol", "serve", WALES, "--port", str(port), "--cors", "https://example.org"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=_environment())
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            with urllib.request.urlopen(address + "/health", timeout=2):
                break
        except OSError:
            if process.poll() is not None:
                raise RuntimeError((process.stderr.read() if process.stderr else b"").decode()) from None
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(timeout=20)


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
