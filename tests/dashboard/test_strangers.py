"""Pages of others cannot talk to the dashboard, and asking makes it call nobody."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from conftest import ROOT, free_port


class Doorman:
    """Stands where the way out is (a proxy for HTTP) and counts who goes."""

    def __init__(self) -> None:
        self.calls = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.server.getsockname()[1])
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                call, _ = self.server.accept()
            except OSError:
                return
            self.calls += 1
            call.close()


@pytest.fixture(scope="module")
def watched() -> Iterator[tuple[int, Doorman]]:
    """A dashboard whose every call to the outside would be seen."""
    doorman, port = Doorman(), free_port()
    out = f"http://127.0.0.1:{doorman.port}"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph"), "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}
    env |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), out)
    command = [sys.executable, "-m", "trosol", "dashboard", "circular-textiles-vellana", "--port", str(port), "--no-browser"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*command, "--name", "trosol.example"], cwd=ROOT, env=env, stdout=quiet, stderr=quiet)
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                break
        except OSError:
            time.sleep(0.1)
    yield port, doorman
    process.terminate()
    process.wait(timeout=20)
    doorman.server.close()


def status(port: int, host: str, origin: str) -> int:
    """What a page of this origin gets that opens a socket under this name."""
    try:
        with connect(
            f"ws://{host}/_stcore/stream",
            sock=socket.create_connection(("127.0.0.1", port)),
            origin=origin,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            proxy=None,
        ):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


@pytest.mark.parametrize(
    ("host", "origin", "wanted"),
    [
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", 101),
        ("localhost:{port}", "http://localhost:{port}", 101),
        ("trosol.example", "https://trosol.example", 101),
        ("127.0.0.1:{port}", "https://evil.example", 403),  # a page of somebody else that knows the port
        ("evil.example:{port}", "http://evil.example:{port}", 403),  # one whose name was made to point here
        ("127.0.0.1:{port}", "null", 403),  # a frame without origin
    ],
)
def test_only_its_own_pages_may_open_a_socket(watched: tuple[int, Doorman], host: str, origin: str, wanted: int) -> None:
    port, doorman = watched
    assert status(port, host.format(port=port), origin.format(port=port)) == wanted
    assert doorman.calls == 0, "it looked up its outside address at somebody else's server"
