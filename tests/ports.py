"""Ports for the servers that tests start, and how long anything may take before it counts as hanging."""

from __future__ import annotations

import contextlib
import os
import socket
from itertools import count

__all__ = ["HANG", "free_port"]

HANG = 240
"""Seconds that nothing takes, however busy the machine is."""

_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS = count(11_000 + 10_000 * (_WORKER % 2) + os.getpid() % 5_000)
"""For each of two processes that run tests a range of its own, below that from which a system takes the ports of those who call."""


def free_port() -> int:
    """One that is free now, and that no other test of this run is given before it is taken."""
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")
