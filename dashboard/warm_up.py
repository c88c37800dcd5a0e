"""What the first visitors would wait for, done when the server starts: modules are imported, and findings are begun in worker processes.

``trosol dashboard`` calls :func:`warm` before it begins to serve. Imports run here and not in the threads of screens, where several
at once wait for each other; findings are worked out by other processes, so that no first screen waits for them that does not show them.
"""

from __future__ import annotations

import ast
import gc
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from process_wide import FINDINGS
from trosol.errors import TrosolError
from trosol.findings.processes.process_pool import Workers

__all__ = ["load", "modules", "warm"]

Asked = tuple[str, dict[str, Any]]

_FIRST: tuple[Asked, ...] = (("leverage", {}), ("gatekeepers", {}), ("matrix", {"rows": "", "columns": ""}))
"""Findings that the overview is made of, asked for at once."""

_LATER: tuple[Asked, ...] = (
    ("horizons", {}),
    ("portfolio", {}),
    ("next_evidence", {}),
    ("voices_compared", {}),
    ("brokers", {}),
)
"""Those that screens show when first opened, begun when nobody waits for another; a test opens the screens."""


def warm(tell: Callable[[str], object] = lambda _line: None) -> threading.Thread:
    """Import what screens need, then begin the findings of the ecosystem that the server was started with, in the background.

    ``tell``: is told one line when all is ready. Returns the thread that waits for that. Whatever is wrong with the ecosystem is
    said by the screen that somebody opens, not here.
    """
    FINDINGS.workers = Workers()
    load()
    return _begun(tell)


def load() -> None:
    """Import what the screens and their parts import, each name of it too: a package may load a name only when it is asked for."""
    for module, names in modules().items():
        imported = import_module(module)
        for name in names:
            if not hasattr(imported, name):
                import_module(f"{module}.{name}")


def modules() -> dict[str, set[str]]:
    """What the screens and their parts import, in the order of their names: read off their texts, so that a new screen is in it."""
    here = Path(__file__).resolve().parent
    imported: dict[str, set[str]] = {}
    for path in (here / "app.py", *here.glob("screens/*.py"), *here.glob("components/*.py")):
        for line in ast.parse(path.read_bytes()).body:
            if isinstance(line, ast.ImportFrom) and line.module:
                imported.setdefault(line.module, set()).update(each.name for each in line.names)
            elif isinstance(line, ast.Import):
                for each in line.names:
                    imported.setdefault(each.name, set())
    return dict(sorted(imported.items()))


def _begun(tell: Callable[[str], object]) -> threading.Thread:
    from session import loaded, started_with
    from trosol import findings
    from trosol.networks.lens import Lens

    def begin() -> None:
        try:
            snapshot = loaded(started_with()).snapshot
            gc.freeze()  # what is there by now stays: the collector of cycles need not walk over it again
            begun = [
                FINDINGS.begin(snapshot, getattr(findings, name), (), {"lens": Lens(), **options}, beforehand=asked in _LATER)
                for asked in (*_FIRST, *_LATER)
                for name, options in [asked]
            ]
            for each in begun:
                each.exception()
        except (TrosolError, OSError):
            return
        tell("The first findings are ready.")

    thread = threading.Thread(target=begin, name="warm", daemon=True)
    thread.start()
    return thread
