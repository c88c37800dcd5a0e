"""The process that opens the doors: a line of JSON in (item and door), a line out (how it ended). It has a limit of memory.

``python -m hostile.child SCRATCH CANARY TOKEN PORT [DEFENCE]``: with a defence's name, that defence is taken away first.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
from pathlib import Path

from hostile import doors, served
from hostile.corpus import CORPUS
from hostile.defences import DEFENCES
from hostile.items import Traps

MEMORY = 1_500_000_000
"""Bytes of address space beyond what the program needs before it has read anything."""


def main() -> int:
    """Answer until the pipe closes."""
    scratch, canary, token, port, *without = sys.argv[1:]
    assert served.__doc__  # it adds its doors
    traps = Traps(int(port), canary, token)
    out, sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8"), sys.stderr
    for name in without:
        DEFENCES[name].remove()
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hidden = [
        str(Path(__file__).resolve().parents[2]),
        scratch,
        sys.prefix,
        "/trosol-",
        "Traceback (most recent",
        "site-packages",
    ]
    for number, line in enumerate(sys.stdin):
        asked = json.loads(line)
        item, door = CORPUS[asked["item"]], asked["door"]
        place = Path(scratch) / str(number)
        place.mkdir(parents=True)
        doors.WRITTEN = doors.EVERY_FORM if asked["whole"] else ()
        begin, spent = time.perf_counter(), time.process_time()
        ended = doors.brought(item, door, place, traps)
        seconds, spent = time.perf_counter() - begin, time.process_time() - spent
        shown = [word for word in hidden if word in ended.told] if door in doors.CLIENT_DOORS else []
        said = {
            "outcome": ended.outcome,
            "codes": sorted(set(ended.codes))[:50],
            "placed": ended.placed,
            "told": ended.told[:1500],
            "told_all_the_same": bool(item.untold) and item.untold in ended.told,
            "canary": token in ended.told,
            "shown": shown,
            "seconds": round(seconds, 4),
            "processor": round(spent, 4),
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
        shutil.rmtree(place, ignore_errors=True)
        out.write(json.dumps(said) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
