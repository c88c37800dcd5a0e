"""A pool over a small ring of data, a server that counts who calls it, and a file that nobody may read."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sparql.ring import SHORT, ring
from trosol.sparql import Pool


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(ring(), SHORT)
    yield made
    made.close()


@dataclass
class Listener:
    """A server on this machine that hangs up on whoever calls, and counts them."""

    port: int
    calls: list[object] = field(default_factory=list)


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = Listener(server.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    call, caller = server.accept()
                except OSError:
                    return
                made.calls.append(caller)
                call.close()

        threading.Thread(target=serve, daemon=True).start()
        yield made


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of triples whose text must never turn up in an answer."""
    file = tmp_path_factory.mktemp("canary") / "canary.nt"
    file.write_text('<x:canary> <x:says> "the canary sings" .\n', encoding="utf-8")
    return file
