"""Pages of others cannot talk to the dashboard, and asking makes it call nobody."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from conftest import ROOT, free_port, start_dashboard
from ports import HANG
from screens import SCREENS
from trosol.web import MAX_ENDED, MAX_MESSAGE


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
    for _ in range(10 * HANG):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=HANG):
                break
        except OSError:
            time.sleep(0.1)
    yield port, doorman
    process.terminate()
    process.wait(timeout=HANG)
    doorman.server.close()


def status(port: int, host: str, origin: str | None) -> int:
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
        ("127.0.0.1:{port}", "http://localhost:3000", 403),  # another program's page on this machine
        ("127.0.0.1:{port}", "https://127.0.0.1:{port}", 403),
        ("127.0.0.1:3000", "http://127.0.0.1:3000", 403),
        ("127.0.0.1:{port}", "chrome-extension://abc", 403),
        ("127.0.0.1:{port}", None, 403),  # it cannot be left out
    ],
)
def test_only_its_own_pages_may_open_a_socket(watched: tuple[int, Doorman], host: str, origin: str | None, wanted: int) -> None:
    port, doorman = watched
    assert status(port, host.format(port=port), origin and origin.format(port=port)) == wanted
    assert doorman.calls == 0, "it looked up its outside address at somebody else's server"


def asked(port: int, path: str, **said: str) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request(
            "GET", path, headers={"Host": f"127.0.0.1:{port}", **{name.replace("_", "-"): value for name, value in said.items()}}
        )
        answer = line.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}
    finally:
        line.close()


ROUTES = ["/", "/map", "/_stcore/health", "/_stcore/host-config", "/static/js/x.js", "/media/x", "/favicon.png", "/nothing/here"]


@pytest.mark.parametrize("path", ROUTES)
def test_every_route_stands_behind_the_guard(watched: tuple[int, Doorman], path: str) -> None:
    port, _doorman = watched
    status_, told = asked(port, path)
    assert status_ in (200, 404)
    assert "frame-ancestors 'none'" in told["content-security-policy"] and told["x-frame-options"] == "DENY"
    assert told.get("server") is None and "access-control-allow-origin" not in told
    assert asked(port, path, Host="evil.example")[0] == 403
    assert asked(port, path, Origin="http://localhost:3000")[0] == 403
    assert asked(port, path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403


def test_every_screen_has_its_address_and_nothing_else_has(watched: tuple[int, Doorman]) -> None:
    port, _doorman = watched
    paths = ["/" if name == "overview" else f"/{name.replace('_', '-')}" for name in SCREENS]
    assert [asked(port, path)[0] for path in paths] == [200] * len(SCREENS)
    assert [asked(port, path)[0] for path in ("/nosuch", "/.git/config", "/app.py")] == [404] * 3


def test_no_page_may_send_it_commands(watched: tuple[int, Doorman]) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{watched[0]}/_stcore/host-config", timeout=HANG) as answer:
        told = json.load(answer)
    assert told["allowedOrigins"] == []
    assert not told["useExternalAuthToken"]


@pytest.mark.exhaustive
def test_sessions_that_ended_hold_nothing() -> None:
    """Each session holds three descriptors; of those that ended a few are kept for a minute, the others closed."""
    process, address = start_dashboard("circular-textiles-vellana")
    port = int(address.rpartition(":")[2])
    held = Path(f"/proc/{process.pid}/fd")
    if not held.is_dir():
        pytest.skip("only where the system tells what a process holds open")
    try:
        before = len(list(held.iterdir()))
        for _ in range(150):
            assert status(port, f"127.0.0.1:{port}", address) == 101
        for _ in range(10 * HANG):
            now = len(list(held.iterdir()))
            if now < before + 3 * MAX_ENDED + 40:
                break
            time.sleep(0.1)
        assert now < before + 3 * MAX_ENDED + 40, (before, now)
    finally:
        process.terminate()
        process.wait(timeout=HANG)


def test_a_message_that_is_too_long_ends_its_own_page_only(watched: tuple[int, Doorman]) -> None:
    port, _doorman = watched

    def line() -> Any:
        made = socket.create_connection(("127.0.0.1", port))
        own, spoken = Origin(f"http://127.0.0.1:{port}"), [Subprotocol("streamlit")]
        return connect(f"ws://127.0.0.1:{port}/_stcore/stream", sock=made, origin=own, subprotocols=spoken, proxy=None)

    with line() as other:
        with line() as long, pytest.raises(ConnectionClosed) as caught:
            long.send(b"\x0a" + b"\x80" * MAX_MESSAGE)
            long.recv(timeout=HANG)
        assert caught.value.rcvd is not None and caught.value.rcvd.code == 1009
        other.ping().wait(timeout=HANG)
