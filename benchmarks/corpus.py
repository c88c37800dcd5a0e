"""The hostile corpus at every door, and what came of it: tried, refused, accepted, how long, how much memory, who was called.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/corpus.py [--doors DOOR …]``. It prints the numbers that
stand in docs/trust.md and ends with 1 where anything was not as promised. ``benchmarks/mutations.py`` shows that the corpus
notices when a defence is gone.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "tests")]

from hostile.corpus import CORPUS  # noqa: E402
from hostile.runner import Result, Runner  # noqa: E402


def shipped() -> str:
    """Hash of every shipped file of data and ontology."""
    total = hashlib.sha256()
    for path in sorted(
        p for name in ("data", "ontology") for p in (ROOT / name).rglob("*") if p.is_file() and ".trosol" not in p.parts
    ):
        total.update(path.read_bytes())
    return total.hexdigest()


def tried(runner: Runner, doors: set[str]) -> list[Result]:
    """Every item at every one of its doors."""
    return [runner.bring(item, door) for item in CORPUS.values() for door in item.doors if not doors or door in doors]


def table(found: list[Result]) -> list[str]:
    """The numbers by door."""
    lines = ["| door | tried | refused | accepted | faults | longest, s |", "|---|---|---|---|---|---|"]
    for door in sorted({each.door for each in found}):
        here = [each for each in found if each.door == door]
        ends = Counter(each.outcome for each in here)
        wrong = sum(bool(each.faults) for each in here)
        lines.append(
            f"| {door} | {len(here)} | {ends['refused']} | {ends['accepted']} | {wrong} | {max(each.seconds for each in here):.1f} |"
        )
    return lines


def main(words: list[str] | None = None) -> int:
    """Try everything, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doors", nargs="+", default=[], metavar="DOOR", help="only these doors")
    doors = set(parser.parse_args(words).doors)
    before, begin, runner = shipped(), time.perf_counter(), Runner()
    try:
        found = tried(runner, doors)
    finally:
        runner.close()
    wrong = [each for each in found if each.faults]
    ends = Counter(each.outcome for each in found)
    print("\n".join(table(found)))
    print(
        f"\n{datetime.now(UTC):%d %B %Y}: {len(CORPUS)} items, brought to {len(found)} doors in {time.perf_counter() - begin:.0f} s."
    )
    print(
        f"Refused with a reason and a remedy: {ends['refused']}. Accepted, written and read back as it was: {ends['accepted']}."
    )
    print(f"Not as promised: {len(wrong)}. Processes brought down or stopped: {runner.started - 1}.")
    print(f"Calls to the listener: {runner.calls}. Items after which the canary's text was told: {_saying('canary', wrong)}.")
    print(f"Paths of the machine or tracebacks shown to a client: {_saying('shown', wrong)}.")
    print(f"Peak memory of the process with all doors: {max(each.peak for each in found) / 1e6:.0f} MB.")
    print(f"Shipped data and ontology unchanged: {'yes' if shipped() == before else 'NO'}.")
    for each in wrong:
        print(f"- {each.item} at {each.door}: {each.faults[0][:300]}")
    return 1 if wrong or runner.calls or shipped() != before else 0


def _saying(word: str, found: list[Result]) -> int:
    return sum(any(word in fault for fault in each.faults) for each in found)


if __name__ == "__main__":
    sys.exit(main())
