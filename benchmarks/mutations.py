"""What happens when a defence is taken away: for each of them, the items of the hostile corpus that then come through.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/mutations.py [NAME …]``. It ends with 1 where nothing
notices that a defence is gone. The defences and the way to take each away are in ``tests/hostile/defences.py``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "tests")]

from hostile.corpus import CORPUS  # noqa: E402
from hostile.defences import DEFENCES  # noqa: E402
from hostile.runner import Runner  # noqa: E402

_PLACES = re.compile(r' File ".*|(?<![\w/])/(?:[\w.+-]+/)+')
"""Where in the code an error was raised, and folders of this machine: the table shows neither."""


def came_through(name: str) -> list[str]:
    """What the items of a defence do when it is gone, one line for each that is noticed."""
    found = []
    runner = Runner(without=name, whole=False)
    try:
        for item in (CORPUS[key] for key in DEFENCES[name].items):
            for door in item.doors:
                faults = runner.bring(item, door).faults
                if faults:
                    found.append(f"{item.name} at {door}: {_PLACES.sub('', ' '.join(faults[0].split()))[:100]}")
    finally:
        runner.close()
    return found


def main(names: list[str]) -> int:
    """Take them away one after another, and print a table."""
    unnoticed = 0
    print("| defence that is taken away | noticed by | for example |\n|---|---|---|")
    for name in names or DEFENCES:
        found = came_through(name)
        unnoticed += not found
        print(f"| {DEFENCES[name].what} | {len(found)} | {found[0].replace('|', '/') if found else 'NOTHING'} |", flush=True)
    print(f"\n{len(names or DEFENCES)} defences taken away, {unnoticed} of them unnoticed.")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
