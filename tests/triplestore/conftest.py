"""Stores that start and end with the tests."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator

import pytest

from conftest import free_port
from ports import HANG
from servers import VIRTUOSO, VIRTUOSO_SETTINGS, Server, start_oxigraph, wait_for


@pytest.fixture
def oxigraph() -> Iterator[str]:
    """``sparql:`` address of an empty Oxigraph."""
    process, address = start_oxigraph()
    yield f"sparql:{address}"
    process.kill()
    process.wait(timeout=HANG)


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Addresses of an empty Virtuoso with the limits of Debian's settings: queries for everybody, updates with a password (Digest)."""
    if VIRTUOSO is None:
        pytest.skip("Virtuoso is not installed (Debian's virtuoso-opensource-7)")
    folder = tmp_path_factory.mktemp("virtuoso")
    web = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_SETTINGS.format(folder=folder, sql=free_port(), web=web), encoding="utf-8")
    process = subprocess.Popen(
        [VIRTUOSO, "+configfile", str(folder / "virtuoso.ini"), "+foreground"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(web, process, 60)
    yield f"sparql:http://127.0.0.1:{web}/sparql", f"http://127.0.0.1:{web}/sparql-auth"
    process.kill()
    process.wait(timeout=HANG)


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[socket.socket, str], None]], Server]]:
    """Make servers that behave as told; they end with the test."""
    servers: list[Server] = []

    def make(behave: Callable[[socket.socket, str], None]) -> Server:
        servers.append(Server(behave))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()
