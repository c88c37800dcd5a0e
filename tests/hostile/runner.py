"""Brings items to doors in a process that may be stopped, counts who calls the listener, and says what is wrong with how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hostile.items import EITHER, Item
from ports import HANG
from spent import spent

__all__ = ["Result", "Runner"]

ROOT = Path(__file__).resolve().parents[2]
_OVER, _START = 6.0, 20.0
"""How many times its seconds an item may take of the processor before it is stopped, and how many more while the process starts.
Whatever spends nothing, as it waits for what never comes, is stopped after ``HANG``."""


@dataclass(frozen=True)
class Result:
    """How an item ended at a door; ``faults``: what was not as promised."""

    item: str
    door: str
    outcome: str
    seconds: float
    peak: int
    told: str
    faults: tuple[str, ...]


@dataclass
class Runner:
    """The process with the doors, the listener and the canary. ``without``: a defence that is taken away. ``whole``: what is
    accepted is written and read back in every form."""

    without: str = ""
    calls: int = 0
    started: int = 0
    whole: bool = True
    _process: subprocess.Popen[str] | None = None
    _replies: queue.Queue[str] = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        """Set the traps."""
        self._folder = tempfile.TemporaryDirectory(prefix="trap-")
        self._work = tempfile.TemporaryDirectory(prefix="work-")
        self._token = f"canary{secrets.token_hex(12)}"
        self._canary = Path(self._folder.name) / "canary.nt"
        self._canary.write_text(f'<http://e.org/canary> <http://e.org/says> "{self._token}" .\n', encoding="utf-8")
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                call, _ = self._listener.accept()
            except OSError:
                return
            self.calls += 1
            call.close()

    def _child(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.started += 1
        scratch = Path(self._work.name) / str(self.started)
        port = str(self._listener.getsockname()[1])
        paths = [*([self._taken_away()] if self.without else []), str(ROOT / "graph"), str(ROOT / "tests")]
        words = [str(scratch), str(self._canary), self._token, port, *([self.without] if self.without else [])]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "hostile.child", *words],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "PYTHONDONTWRITEBYTECODE": "1",
                "TROSOL_CACHE": "off",
                "MALLOC_ARENA_MAX": "2",  # else every thread that there ever was keeps its share of the address space
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._process, self._replies = process, queue.Queue()
        threading.Thread(target=self._hear, args=(process, self._replies), daemon=True).start()
        self._fresh = True
        return process

    def _taken_away(self) -> str:
        """A folder on the path of the process and of its workers, so that the defence is taken away in these, too."""
        folder = Path(self._work.name) / "without"
        folder.mkdir(exist_ok=True)
        lines = f"from hostile.defences import DEFENCES\nDEFENCES[{self.without!r}].remove()\n"
        (folder / "sitecustomize.py").write_text(lines, encoding="utf-8")
        return str(folder)

    @staticmethod
    def _hear(process: subprocess.Popen[str], replies: queue.Queue[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            replies.put(line)
        replies.put("")

    def bring(self, item: Item, door: str) -> Result:
        """Bring an item to a door and judge how it ended."""
        process, before = self._child(), self.calls
        assert process.stdin is not None
        most = item.seconds * _OVER + (_START if self._fresh else 0.0)
        self._fresh = False
        try:
            process.stdin.write(json.dumps({"item": item.name, "door": door, "whole": self.whole}) + "\n")
            process.stdin.flush()
            line = self._reply(process.pid, most)
        except queue.Empty:
            self._stop()
            return Result(
                item.name, door, "fault", most, 0, "", (f"it was not done after {most:g} s of the processor, or {HANG} in all",)
            )
        except BrokenPipeError:
            line = ""
        if not line:
            self._stop()
            return Result(item.name, door, "fault", 0.0, 0, "", ("it brought the process down",))
        said = json.loads(line)
        return Result(
            item.name,
            door,
            said["outcome"],
            said["seconds"],
            said["peak"],
            said["told"],
            tuple(self._faults(item, door, said, before)),
        )

    def _reply(self, process: int, most: float) -> str:
        """What it says. Raises :class:`queue.Empty` once it has spent so much of the processor, or where it hangs."""
        begun, end = spent(process), time.monotonic() + HANG
        while time.monotonic() < end:
            with contextlib.suppress(queue.Empty):
                return self._replies.get(timeout=min(1.0, most))
            if spent(process) - begun > most:
                break
        raise queue.Empty

    def _faults(self, item: Item, door: str, said: dict[str, Any], before: int) -> list[str]:
        faults = []
        if said["outcome"] == "fault":
            faults.append(f"fault: {said['told']}")
        elif item.ends not in (EITHER, said["outcome"]) and door != "import-folder":  # of a folder only rows come in
            faults.append(f"{said['outcome']} instead of {item.ends}: {said['told'][:600]}")
        if item.code and item.code not in said["codes"]:
            faults.append(f"no {item.code} among {said['codes']}")
        if said["told_all_the_same"]:
            faults.append(f"it tells {item.untold}")
        if said["outcome"] == "refused" and item.place and not said["placed"]:
            faults.append(f"no place is named: {said['told'][:300]}")
        if said["processor"] > item.processor:
            faults.append(f"the process itself was busy for {said['processor']:.1f} s")
        if said["canary"]:
            faults.append("the canary's text is told")
        if said["shown"]:
            faults.append(f"shown to a client: {said['shown']}")
        if self.calls > before:
            faults.append("somebody was called")
        return faults

    def _stop(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        # Its output is being read by a thread until now; before its end, closing it would wait for that thread.
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process = None

    def close(self) -> None:
        """Stop, and clear away."""
        self._stop()
        self._listener.close()
        self._folder.cleanup()
        self._work.cleanup()
