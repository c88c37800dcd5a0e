"""Stores to test with: real servers that a test starts and stops, and one that answers whatever a test wants."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from conftest import free_port
from ports import HANG
from trosol.triplestore import Address, StoreBounds, Wire

VIRTUOSO = shutil.which("virtuoso-t")


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = HANG) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    process.kill()
    raise RuntimeError("the store did not start")


def start_oxigraph() -> tuple[subprocess.Popen[bytes], str]:
    """An empty Oxigraph server in memory, and the address of its queries."""
    program = Path(sys.executable).parent / "oxigraph"
    assert program.exists(), "the package oxigraph of the extra 'test' is missing"
    port = free_port()
    process = subprocess.Popen(
        [str(program), "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_for(port, process)
    return process, f"http://127.0.0.1:{port}/query"


VIRTUOSO_SETTINGS = """\
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


class Server:
    """A server that does with each connection what it is told; ``asked`` is how often somebody came, ``seen`` what they sent."""

    def __init__(self, behave: Callable[[socket.socket, str], None]) -> None:
        self.behave, self.asked = behave, 0
        self.seen: list[str] = []
        self.stopped = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/query"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            try:
                data = b""
                while b"\r\n\r\n" not in data:
                    data += connection.recv(65536)
                head, _, body = data.partition(b"\r\n\r\n")
                length = next((int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length")), 0)
                while len(body) < length:
                    body += connection.recv(65536)
                self.asked += 1
                self.seen.append(head.decode() + "\r\n\r\n" + body.decode())
                self.behave(connection, self.seen[-1])
            except OSError:
                pass  # whoever asked has gone

    def stop(self) -> None:
        self.stopped = True
        self.listener.close()


def reply(body: str | bytes, status: str = "200 OK", kind: str = "application/sparql-results+json", more: str = "") -> bytes:
    content = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n{more}\r\n".encode() + content


def asked_for(request: str) -> str:
    """The query in a request as Trosol sends it."""
    return parse_qs(request.partition("\r\n\r\n")[2]).get("query", [""])[0]


def wire(address: str, update: str = "", **bounds: object) -> Wire:
    """A wire with bounds that a test can reach."""
    chosen: dict[str, Any] = {"seconds": 20.0, **({"whole": 0} if "page" in bounds else {}), **bounds}
    return Wire(
        Address(
            address.removeprefix("sparql:"),
            update or address.removeprefix("sparql:").replace("/query", "/update"),
            bounds=StoreBounds(**chosen),
        )
    )
