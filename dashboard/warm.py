"""What the first visitors would wait for, done when the server starts: modules are imported, and findings are begun in worker processes.

``trosol dashboard`` calls :func:`warm` before it begins to serve. Imports run here and not in the threads of screens, where several
at once wait for each other; findings are worked out by other processes, so that no first screen waits for them that does not show them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from shared import FINDINGS
from trosol.errors import TrosolError
from trosol.findings.workers import Workers

__all__ = ["warm"]

_HOME = ("gatekeepers", "leverage", "portfolio")
"""Findings that Home is made of, asked for at once."""

_LATER = ("horizons", "next_evidence", "voices_compared", "brokers")
"""Those that screens show by themselves, begun when nobody waits for another."""


def warm(tell: Callable[[str], object] = lambda _line: None) -> threading.Thread:
    """Import what screens need, then begin the findings of the ecosystem that the server was started with, in the background.

    ``tell``: is told one line when all is ready. Returns the thread that waits for that. Whatever is wrong with the ecosystem is
    said by the screen that somebody opens, not here.
    """
    FINDINGS.workers = Workers()
    for name in _components():
        import_module(name)
    return _begun(tell)


def _components() -> list[str]:
    """Modules that screens import, by name."""
    here = Path(__file__).resolve().parent / "components"
    return ["shell", "parts", *sorted(f"components.{path.stem}" for path in here.glob("*.py") if path.stem != "__init__")]


def _begun(tell: Callable[[str], object]) -> threading.Thread:
    from shell import loaded, started_with
    from trosol import findings
    from trosol.networks.lens import Lens

    def begin() -> None:
        try:
            snapshot = loaded(started_with()).snapshot
            asked = [
                FINDINGS.begin(snapshot, getattr(findings, name), (), {"lens": Lens()}, beforehand=name in _LATER)
                for name in (*_HOME, *_LATER)
            ]
            for each in asked:
                each.exception()
        except (TrosolError, OSError):
            return
        tell("The first findings are ready.")

    thread = threading.Thread(target=begin, name="warm", daemon=True)
    thread.start()
    return thread
