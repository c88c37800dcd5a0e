"""What is promised to whoever waits, and what it takes: whole commands, a row each, beside the goal.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/goals.py``, with ``--large`` for the sizes that take minutes. Each figure is
the median of fresh processes without a cache. Seconds of the processor say more than seconds by the clock where others use the machine too;
they are of the command and of the processes that it starts. Reading the ecosystem and starting Python are within. It is no part of any test.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks")]
WALES = "wales-social-care-2022"
MAPPING = """voice = "map-makers"
voice_type = "Organisation"
speaker = "figureText"
strength = "unspecified"
confidence = "medium"
coder = "coder-1"
[types]
"Action" = "Action"
"Barrier" = "Barrier"
"Factor" = "Enabler"
"Outcome" = "Outcome"
"Stakeholder" = "Organisation"
[relations]
"+" = "strengthens"
"-" = "weakens"
"""


class Job(NamedTuple):
    """A command, and what it may take: seconds, and MB where that is promised."""

    words: tuple[str, ...]
    seconds: float
    memory: float = 0.0


class Taken(NamedTuple):
    """What one run took."""

    clock: float
    processor: float
    peak: float


def kumu_map(path: Path, items: int, ties: int, seed: int = 3) -> Path:
    """Write a map as Kumu exports it: items of five types, heavy-tailed signed ties between them; it means nothing."""
    chance = random.Random(seed)
    kinds = ("Factor", "Outcome", "Action", "Stakeholder", "Barrier")
    words = (("More", "Better", "Less", "Local", "Shared"), ("funding", "trust", "data", "skills", "time", "demand"))
    elements = [
        {
            "_id": f"elem-{number}",
            "attributes": {
                "element type": chance.choice(kinds),
                "label": f"{' '.join(map(chance.choice, words))} {number}",
                "description": "What people said of it.",
            },
        }
        for number in range(items)
    ]
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < ties:
        pair = (int(items * chance.random() ** 2), chance.randrange(items))
        if pair[0] != pair[1]:
            pairs[pair] = None
    connections = [
        {
            "_id": f"conn-{number}",
            "from": f"elem-{a}",
            "to": f"elem-{b}",
            "direction": "directed",
            "attributes": {"connection type": chance.choice(["+", "+", "-"])},
        }
        for number, (a, b) in enumerate(pairs)
    ]
    path.write_text(json.dumps({"name": "Large map", "elements": elements, "connections": connections}), encoding="utf-8")
    return path


def taken(words: Sequence[str], compiled: str, where: Path) -> Taken:
    """One run from start to end. A command may end with 1, which says that something was found."""
    env = {**os.environ, "TROSOL_CACHE": "off", "PYTHONPATH": str(ROOT / "graph"), "PYTHONPYCACHEPREFIX": compiled}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "trosol", *words], env=env, cwd=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"trosol {' '.join(words)} ended with {process.returncode}")
    return Taken(
        perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    )


def jobs(place: Path, *, large: bool) -> list[Job]:
    """The commands, with what they need made in ``place``."""
    found = [
        Job(("leverage", WALES), 1.5),
        Job(("gatekeepers", WALES), 1.5),
        Job(("report", WALES), 4),
        Job(("check", WALES), 3),
    ]
    if not large:
        return found
    from generated import generate

    kumu_map(place / "map.json", 3000, 4400)
    (place / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    some, many = (generate(place / name, size // 4, size) for name, size in (("twenty", 20_000), ("hundred", 100_000)))
    found += [Job((name, str(some)), 10 if name == "leverage" else 20) for name in ("leverage", "gatekeepers", "horizons")]
    found += [Job((name, str(some)), 20) for name in ("portfolio", "voices", "next-evidence")]
    found.append(Job(("check", str(many)), 15, 1500))
    found.append(Job(("import", "map.json", "--into", "large-map", "--mapping", "mapping.toml"), 15))
    found.append(Job(("leverage", "large-map"), 15))
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    from findings import machine, versions

    parser = argparse.ArgumentParser(description="Whole commands beside what is promised.")
    parser.add_argument("--runs", type=int, default=3, help="runs per figure (default 3)")
    parser.add_argument("--large", action="store_true", help="20,000 and 100,000 claims, and a map of 3,000 items, too")
    options = parser.parse_args(argv)
    print(f"{machine()}. {versions()}. Medians of {options.runs}, without a cache.\n")
    print("| command | goal | processor, s | clock, s | peak, MB |\n|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        place, compiled = Path(name), str(Path(name) / "compiled")
        if options.large:
            taken(("new", "ecosystem", "large-map"), compiled, place)
        taken(("check", WALES), compiled, place)  # compiles what is not compiled yet; does not count
        for job in jobs(place, large=options.large):
            runs = [taken(job.words, compiled, place) for _ in range(1 if job.words[0] == "import" else options.runs)]
            clock, processor, peak = (median(run[at] for run in runs) for at in range(3))
            said = " ".join(word.replace(f"{place}/", "") for word in job.words)
            goal = f"{job.seconds:g} s{f', {job.memory:,.0f} MB' if job.memory else ''}"
            print(f"| trosol {said} | {goal} | {processor:.1f} | {clock:.1f} | {peak:,.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
