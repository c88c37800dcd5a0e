"""What a command printed before, printed again as long as nothing that it reads is different.

For commands that only read, and whose whole answer is what they print. Nothing is loaded for it, not even the ecosystem: the
files' sizes and times say whether they are what they were.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib.util import find_spec
from pathlib import Path

from trosol.cli.output import steps

__all__ = ["remembered"]

_MOST_FILES = 2000
_STILL = 2.0
"""A file must have lain untouched for so many seconds before what was read from it is kept: clocks of file systems are coarse."""

State = tuple[tuple[str, int, int, int], ...]


def remembered(words: Sequence[str], ecosystem: str, run: Callable[[], int]) -> int:
    """Print what ``run`` printed for the same words and the same files, or run it; returns its exit code.

    Raises what ``run`` raises. Only what ended well is kept.
    """
    from trosol.store.disk_cache import shelf

    place, before = shelf(), _state(ecosystem)
    if place is None or before is None:
        return run()
    asked = json.dumps([list(words), str(Path.cwd()), sys.version, before])
    key = hashlib.sha256(asked.encode()).hexdigest()
    kept = place.get(key)
    if kept is not None:
        try:
            found = json.loads(kept)
            out, err = str(found["out"]), str(found["err"])
        except (ValueError, KeyError, TypeError):
            pass
        else:
            sys.stdout.write(out)
            sys.stderr.write(err)
            return 0
    outs, errs = io.StringIO(), io.StringIO()
    try:
        with steps(1) as advance:
            advance("reading")
            with redirect_stdout(outs), redirect_stderr(errs):
                code = run()
    finally:
        sys.stdout.write(outs.getvalue())
        sys.stderr.write(errs.getvalue())
    newest = max(max(changed, moved) for _, _, changed, moved in before)
    if code == 0 and _state(ecosystem) == before and time.time_ns() - newest > _STILL * 1e9:
        place.put(key, json.dumps({"out": outs.getvalue(), "err": errs.getvalue()}))
    return code


def _state(ecosystem: str) -> State | None:
    """Name, size and times of every file that an answer rests on: data, ontology, code, and where packages are installed."""
    from trosol import resources

    try:
        paths = [resources.ecosystem_path(ecosystem), resources.ontology_dir(), Path(resources.__file__).parent]
    except Exception as error:
        from trosol.errors import TrosolError

        if not isinstance(error, TrosolError):
            raise
        return None
    engine = find_spec("pyoxigraph")
    found: list[tuple[str, int, int, int]] = []
    try:
        if engine and engine.origin:
            installed = str(Path(engine.origin).parents[1])  # its time changes with every package that comes or goes
            found.append((installed, 0, os.stat(installed).st_mtime_ns, 0))  # noqa: PTH116
        waiting = [str(path) for path in paths]
        named = set(waiting)
        while waiting:
            here = waiting.pop()
            # Only what is named may be reached by a link; below it a link counts as what it is, and leads nowhere.
            about = os.stat(here, follow_symlinks=here in named)  # noqa: PTH116 (some hundred files, each time)
            found.append((here, about.st_size, about.st_mtime_ns, about.st_ctime_ns))
            if stat.S_ISDIR(about.st_mode):
                waiting += [entry.path for entry in os.scandir(here) if entry.name != "__pycache__"]
            if len(found) > _MOST_FILES:
                return None
    except OSError:
        return None
    return tuple(sorted(found))
