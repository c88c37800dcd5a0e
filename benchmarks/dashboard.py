"""How long until a screen can be used: an empty Streamlit page beside every screen, on Wales and on a generated ecosystem.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/dashboard.py [--entities 5000 --claims 20000]``. It needs
Chromium. *First* is the time until the title stands there, *ready* until the question at the end of the screen does; both in
seconds from the request, medians of some warm loads. The empty page is measured in the same run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "benchmarks")]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SCREENS = {
    "overview": "",
    "evidence": "evidence",
    "map of kinds": "map?view=kinds",
    "map, whole network": "map?view=network&network=influence",
    "horizons": "horizons",
    "priorities": "priorities",
    "best sets": "priorities?view=sets",
    "scenario": "scenarios?push=action-embed~plus",
    "gatekeepers": "gatekeepers",
    "ask": "ask",
    "extend": "extend",
}


@contextmanager
def started(words: list[str]) -> Iterator[str]:
    """A server on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([part.format(port=port) for part in words], cwd=ROOT, env=env, stdout=quiet, stderr=quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def loads(browser: object, address: str, path: str, runs: int, last: str) -> tuple[float, float]:
    """Median seconds to the title and to the end of a screen, after one load that does not count."""
    firsts, lasts = [], []
    for run in range(runs + 1):
        page = browser.new_page(viewport={"width": 1400, "height": 1000})  # type: ignore[attr-defined]
        begun = time.perf_counter()
        page.goto(f"{address}/{path}", wait_until="commit")
        page.locator("h1").first.wait_for(timeout=600_000)
        first = time.perf_counter() - begun
        page.locator(last).first.wait_for(timeout=600_000)
        if run:
            firsts.append(first)
            lasts.append(time.perf_counter() - begun)
        page.close()
    return median(firsts), median(lasts)


def main() -> int:
    """Print a table."""
    from generated import generate
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=0, help="generate an ecosystem with so many entities (default: Wales)")
    parser.add_argument("--claims", type=int, default=20_000, help="and so many claims (default 20,000)")
    parser.add_argument("--runs", type=int, default=5, help="loads that count (default 5)")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\nst.title('Empty')\n", encoding="utf-8")
        ecosystem = "wales-social-care-2022"
        if options.entities:
            ecosystem = str(generate(Path(folder) / "generated", options.entities, options.claims))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        flags = ["--server.port", "{port}", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
        with started([sys.executable, "-m", "streamlit", "run", str(empty), *flags]) as address:
            base, _same = loads(browser, address, "", options.runs, "h1")
        print(f"{'screen':22}{'first':>8}{'ready':>8}{'first - empty':>16}")
        print(f"{'an empty page':22}{base:8.2f}{base:8.2f}{0:16.2f}")
        command = [sys.executable, "-m", "trosol", "dashboard", ecosystem, "--port", "{port}", "--no-browser"]
        with started(command) as address:
            loads(browser, address, "about", 1, ".st-key-next-step")  # what is slow once, for the first visitor only
            for name, path in SCREENS.items():
                first, last = loads(browser, address, path, options.runs, ".st-key-next-step")
                print(f"{name:22}{first:8.2f}{last:8.2f}{first - base:16.2f}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
