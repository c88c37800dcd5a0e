"""What the findings cost: each of them and the whole report, worked out and read back from disk.

Every figure is the median of several fresh processes, so that nothing one run has loaded helps another. Run it with the
environment of the tests: ``.venv/bin/python benchmarks/findings.py``. It is no part of any test.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FINDINGS = ("gatekeepers", "leverage", "horizons", "portfolio", "voices", "next-evidence", "report")
LIBRARIES = ("trosol", "networkx", "numpy", "rustworkx", "scipy", "cattrs")
COLUMNS = ("finding", "worked out, s", "from disk, s", "times as fast", "whole command, s", "from disk, s", "peak, MB")


def call(name: str) -> Callable[[Any, Any], Any]:
    """The finding of that name, as it is by default, as a function of a way to get it (``through``) and a snapshot."""
    from trosol import findings

    functions: dict[str, Any] = {
        "next-evidence": findings.next_evidence,
        "voices": findings.voices_compared,
    }
    finding = functions.get(name) or getattr(findings, name)
    if name == "report":
        return lambda through, snapshot: finding(snapshot, through=through)
    return lambda through, snapshot: through(snapshot, finding)


def once(name: str, ecosystem: str) -> dict[str, float]:
    """One run in this process: seconds to load, seconds for the finding, seconds for both with imports, peak memory in MB."""
    begin = perf_counter()
    from trosol.ecosystem import Ecosystem
    from trosol.findings.cache import kept

    snapshot = Ecosystem.load(ecosystem).snapshot
    finding = call(name)
    loaded = perf_counter()
    finding(kept, snapshot)
    end = perf_counter()
    return {"finding": end - loaded, "load": loaded - begin, "whole": end - begin, "peak": peak()}


def peak() -> float:
    """Most memory that this process ever held, in MB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def measured(name: str, ecosystem: str, cache: str, compiled: str) -> dict[str, float]:
    """One run in a fresh process; Python keeps compiled modules in the folder ``compiled``, as it does where it is installed."""
    words = [sys.executable, __file__, "--one", name, "--ecosystem", ecosystem]
    paths = [str(ROOT / "graph"), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "TROSOL_CACHE": cache, "PYTHONPATH": os.pathsep.join(paths), "PYTHONPYCACHEPREFIX": compiled}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(words, env=env, check=True, capture_output=True, text=True)
    return {key: float(value) for key, value in json.loads(done.stdout).items()}


def middle(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Median of each figure."""
    return {key: median(run[key] for run in runs) for key in runs[0]}


def rows(names: Sequence[str], ecosystem: str, runs: int) -> list[dict[str, Any]]:
    """A row per finding: medians cold (an empty folder each time) and from the disk that the last cold run left."""
    found = []
    with tempfile.TemporaryDirectory() as compiled:
        for name in names:
            measured(name, ecosystem, "off", compiled)  # compiles what is not compiled yet; does not count
            cold, warm = [], []
            for _ in range(runs):
                with tempfile.TemporaryDirectory() as cache:
                    cold.append(measured(name, ecosystem, cache, compiled))
                    warm.append(measured(name, ecosystem, cache, compiled))
                print(f"{name}: {cold[-1]['finding']:.2f} s, from disk {warm[-1]['finding']:.3f} s", file=sys.stderr)
            found.append({"name": name, "cold": middle(cold), "disk": middle(warm)})
    return found


def machine() -> str:
    """What it ran on."""
    model = ""
    about = Path("/proc/cpuinfo")
    if about.is_file():
        lines = about.read_text(encoding="utf-8", errors="replace").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{f' ({model})' if model else ''}"


def versions() -> str:
    """Python and the libraries that the cost depends on."""
    found = [f"Python {platform.python_version()}"]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} from the checkout" if name == "trosol" else f"{name} unknown")
    return ", ".join(found)


def table(found: Sequence[dict[str, Any]]) -> str:
    """The rows as a Markdown table."""
    lines = [f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
    for row in found:
        cold, disk = row["cold"], row["disk"]
        faster = f"{cold['finding'] / disk['finding']:.0f}"
        cells = [f"{cold['finding']:.2f}", f"{disk['finding']:.3f}", faster, f"{cold['whole']:.2f}", f"{disk['whole']:.2f}"]
        lines.append(f"| {' | '.join([row['name'], *cells, format(cold['peak'], '.0f')])} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the findings cost, worked out and read back from disk.")
    parser.add_argument("names", nargs="*", metavar="FINDING", help=f"which (default: all of {', '.join(FINDINGS)})")
    parser.add_argument("--ecosystem", default="wales-social-care-2022", help="shipped name, folder or file")
    parser.add_argument("--runs", type=int, default=5, help="fresh processes per figure (default 5)")
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.one:
        print(json.dumps(once(options.one, options.ecosystem)))
        return 0
    if unknown := set(options.names) - set(FINDINGS):
        parser.error(f"no finding to measure: {', '.join(sorted(unknown))}; use some of {', '.join(FINDINGS)}")
    if options.runs < 1:
        parser.error("--runs has to be 1 or more")
    found = rows(options.names or FINDINGS, options.ecosystem, options.runs)
    if options.json:
        print(json.dumps({"machine": machine(), "versions": versions(), "runs": options.runs, "rows": found}, indent=2))
        return 0
    print(f"{options.ecosystem}, medians of {options.runs} fresh processes")
    print(f"{machine()}\n{versions()}\n")
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
