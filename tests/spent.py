"""What this process and those that it started have cost, in seconds of the processor: the same on a busy machine."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["spent"]


def spent(process: int | None = None) -> float:
    """So far, of a process (None: this one) and of all below it, also of those that have ended."""
    cost: dict[int, float] = {}
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_bytes().rpartition(b") ")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        below.setdefault(int(fields[1]), []).append(int(folder.name))
        cost[int(folder.name)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    if not cost:
        return sum(os.times()[:4])
    found, todo = 0.0, [process or os.getpid()]
    while todo:
        one = todo.pop()
        found += cost.get(one, 0.0)
        todo += below.get(one, [])
    return found
