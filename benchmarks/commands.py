"""What a user waits for at a terminal: whole commands, from typing to the end, cold and with what was worked out before.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/commands.py``. Each figure is the median of runs that take turns; *beside*
is times ``python -c pass``. *Warm*: the same command again, with the cache that the first one left.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks")]
WALES = "wales-social-care-2022"
COMMANDS = (
    ("--help",),
    ("show", WALES, "commissioners"),
    ("networks", WALES),
    ("check", WALES),
    ("gatekeepers", WALES),
    ("leverage", WALES),
    ("report", WALES),
    ("ask", WALES, "which actions address risk?"),
)


def seconds(words: Sequence[str], cache: str, compiled: str) -> float:
    """One run from start to end. Python keeps compiled modules, as it does where it is installed."""
    env = {**os.environ, "TROSOL_CACHE": cache, "PYTHONPATH": str(ROOT / "graph"), "PYTHONPYCACHEPREFIX": compiled}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = perf_counter()
    subprocess.run([sys.executable, *words], env=env, check=True, capture_output=True)
    return perf_counter() - begun


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    from findings import machine, versions

    parser = argparse.ArgumentParser(description="Whole commands, cold and warm.")
    parser.add_argument("--runs", type=int, default=5, help="runs per figure (default 5)")
    options = parser.parse_args(argv)
    cold: dict[tuple[str, ...], list[float]] = {words: [] for words in COMMANDS}
    warm: dict[tuple[str, ...], list[float]] = {words: [] for words in COMMANDS}
    empty: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        compiled = str(Path(place) / "compiled")
        for words in COMMANDS:
            seconds(["-m", "trosol", *words], "off", compiled)
        for number in range(options.runs):
            empty.append(seconds(["-c", "pass"], "off", compiled))
            for words in COMMANDS:
                cache = str(Path(place) / f"cache-{number}")
                cold[words].append(seconds(["-m", "trosol", *words], cache, compiled))
                warm[words].append(seconds(["-m", "trosol", *words], cache, compiled))
    nothing = median(empty)
    print(f"{machine()}. {versions()}. Medians of {options.runs}. python -c pass: {nothing:.3f} s.\n")
    print("| command | cold, s | beside | warm, s | beside |\n|---|---|---|---|---|")
    for words in COMMANDS:
        first, again = median(cold[words]), median(warm[words])
        said = " ".join(f'"{word}"' if " " in word else word for word in words)
        print(f"| trosol {said} | {first:.2f} | {first / nothing:.1f} | {again:.2f} | {again / nothing:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
