"""The numbers behind the promises, by one command: hostile input tried, writers killed, bytes compared, people and queries held.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/trust.py [--kills 0] [--people 20 --seconds 120 --replay-minutes 30]``.
It runs what stands in ``tests/faults/nursery.py``, ``benchmarks/corpus.py``, ``benchmarks/determinism.py`` and ``benchmarks/load.py``, one after the other, and prints their
tables; docs/load.md shows them with their date. Ends with 1 where one promise was not kept.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "graph"), str(ROOT / "tests")))}


def faults(most: int) -> bool:
    """Kill every writer, and print how often it died and what it left."""
    command = [sys.executable, str(ROOT / "tests" / "faults" / "nursery.py"), "all", str(most)]
    done = subprocess.run(command, env=ENV, stdout=subprocess.PIPE, text=True, check=False)
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    print("| writer | touches of the disk | killed before | left old | left new | torn | promise kept by the next command |")
    print("|---|---|---|---|---|---|---|")
    for name in dict.fromkeys(kill["writer"] for kill in kills):
        mine = [kill for kill in kills if kill["writer"] == name]
        left = Counter(kill["left"] for kill in mine)
        kept = sum(kill["kept"] for kill in mine)
        print(f"| {name} | {mine[0]['of']} | {len(mine)} | {left['old']} | {left['new']} | {left['torn']} | {kept} |")
    torn = sum(kill["left"] == "torn" or bool(kill["again"]) or not kill["died"] for kill in kills)
    print(f"\n{len(kills)} kills, {torn} that left something torn or in the way of the next run.\n", flush=True)
    return not done.returncode and not torn


def other(name: str, *words: str) -> bool:
    """Run another of these scripts."""
    print(flush=True)
    return not subprocess.run([sys.executable, str(ROOT / "benchmarks" / name), *words], env=ENV, check=False).returncode


def main() -> int:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=20, help="kills of each writer; 0: before every touch of the disk (default 20)"
    )
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--replay-minutes", type=float, default=0)
    parser.add_argument(
        "--python", action="append", default=[], metavar="FILE", help="a further interpreter to compare (repeatable)"
    )
    options = parser.parse_args()
    kept = [faults(options.kills)]
    kept.append(other("corpus.py"))
    kept.append(other("determinism.py", *(word for each in options.python for word in ("--python", each))))
    load = ["--people", str(options.people), "--seconds", str(options.seconds), "--replay-minutes", str(options.replay_minutes)]
    kept.append(other("load.py", *load))
    print("\nEvery promise was kept." if all(kept) else "\nNot every promise was kept.")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
